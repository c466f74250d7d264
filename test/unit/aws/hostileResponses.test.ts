import assert from 'node:assert/strict';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'mocha';
import { GuardedHandler } from '../../../src/aws/client/guardedHandler.ts';
import { sendDirectly } from '../../../src/aws/credentials/directRequest.ts';
import { decodeMessage } from '../../../src/aws/errors/decodeAuthorizationMessage.ts';
import { accountAlias } from '../../../src/aws/identity/accountAlias.ts';
import { getCallerIdentity } from '../../../src/aws/identity/callerIdentity.ts';
import { serviceLinkedRoles } from '../../../src/aws/identity/serviceLinkedRoles.ts';
import { IamClients } from '../../../src/aws/identity/iamClients.ts';
import { simulateAll } from '../../../src/aws/identity/simulatePolicy.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import { CreatorService } from '../../../src/inventory/creators/creatorService.ts';
import { requestPrices } from '../../../src/pricing/requestPrices.ts';
import { FastClock } from '../deletion/support/fastClock.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';

const ID = { 'x-amzn-requestid': 'r-1' };
const KEYS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
const ACTION = 'lightsail:DeleteKeyPair';

type Respond = (response: ServerResponse, operation: string) => void;

const send =
  (status: number, body: string | ((operation: string) => string), headers: Record<string, string> = ID): Respond =>
  (response, operation) => {
    response.writeHead(status, headers).end(typeof body === 'string' ? body : body(operation));
  };

/** Writes a response in AWS's query protocol. */
const query = (result: string) => (operation: string) =>
  `<${operation}Response><${operation}Result>${result}</${operation}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${operation}Response>`;

const ALLOWED = `<EvaluationResults><member><EvalActionName>${ACTION}</EvalActionName><EvalDecision>allowed</EvalDecision></member></EvaluationResults>`;
const CALLER = '<Account>111122223333</Account><Arn>arn:aws:iam::111122223333:user/x</Arn>';

/** Responses that may replace those of AWS. */
const RESPONSES: Readonly<Record<string, Respond>> = {
  'an empty body': send(200, ''),
  'no content': send(204, ''),
  'a web page': send(200, '<!DOCTYPE html><html><body>Sign in</body></html>'),
  'a denial as a page': send(403, '<html><body>AccessDenied</body></html>', {}),
  'a redirect': send(302, '', { location: '/login' }),
  'a redirect with a page': send(307, '<html>Moved</html>', { location: '/login' }),
  'XML of something else': send(200, '<feed><entry/></feed>'),
  'the root of another operation': send(200, query(CALLER + ALLOWED)('GetUser')),
  'a result without its root': send(200, (operation) => `<${operation}Result>${CALLER}${ALLOWED}</${operation}Result>`),
  'JSON of something else': send(200, '{"status":"ok"}'),
  'a JSON list': send(200, '[]'),
  null: send(200, 'null'),
  'wrong types': send(
    200,
    '{"PriceList":"x","Events":{"EventName":"CreateKeyPair"},"NextToken":7,"AccountAliases":"alias"}',
  ),
  'null for a list': send(200, '{"PriceList":null,"Events":null}'),
  'null in a list': send(200, '{"PriceList":[null],"Events":[null]}'),
  'a text for a list': send(
    200,
    query('<AccountAliases>alias</AccountAliases><Roles>none</Roles><EvaluationResults>allowed</EvaluationResults>'),
  ),
  'members without members': send(
    200,
    query('<Roles><member/></Roles><EvaluationResults><member/></EvaluationResults>'),
  ),
  'no member': send(200, query('')),
  'a truncated response': (response, operation) => {
    const whole = operation === '' ? '{"PriceList":[],"Events":[]}' : query(CALLER + ALLOWED)(operation);
    response.writeHead(200, ID).end(whole.slice(0, -12));
  },
  'a response whose connection is closed early': (response) => {
    response.writeHead(200, { ...ID, 'content-length': '900' }).write('<');
    setImmediate(() => response.destroy());
  },
  'a code of another server with 5xx': send(503, '{"__type":"AccessDenied"}', {}),
  megabytes: (response) => {
    response.writeHead(200, ID);
    const more = (): void => {
      while (!response.destroyed && response.write(' '.repeat(1_000_000)));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  },
};

describe('responses of STS, IAM, the Price List and CloudTrail', () => {
  let world: TestEnvironment;
  let server: Server;
  let target: Target;
  let respond: Respond;
  let requests = 0;
  before(async () => {
    world = await TestEnvironment.start();
    server = createServer((request, response) => {
      requests += 1;
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        respond(response, new URLSearchParams(Buffer.concat(chunks).toString()).get('Action') ?? '');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    target = { ...(await world.target()), endpoints: { sts: url, iam: url, pricing: url, cloudtrail: url } };
  });
  after(async () => {
    server.closeAllConnections();
    server.close();
    await world.close();
  });

  const credentials = () => Promise.resolve(KEYS);
  const signal = new AbortController().signal;
  const identify = () => getCallerIdentity({ kind: 'profile', name: 'x' }, KEYS, target);
  const iamClients = new IamClients(() => credentials);
  after(() => {
    iamClients.dispose();
  });
  const simulate = async (arn: string | undefined) => {
    const client = await iamClients.get(target);
    return (await simulateAll({ target, client, action: ACTION, arns: [arn], signal })).get(arn);
  };
  const rejects = (call: Promise<unknown>) =>
    call.then(
      () => false,
      () => true,
    );
  const alias = () => accountAlias(target, credentials).catch(() => undefined);
  const prices = () =>
    requestPrices(
      { client: world.client, credentials: () => credentials },
      {
        key: 'x',
        list: { region: 'us-east-1', currency: 'USD' },
        service: 'AmazonEC2',
        region: 'eu-west-1',
        attributes: {},
      },
      target,
      signal,
    );
  const creator = async () => {
    const service = new CreatorService({ credentials: () => credentials, clock: new FastClock(), now: Date.now });
    const [keyPair] = await world.list('lightsail.keyPair');
    assert.ok(keyPair);
    return service.lookUp({ ...keyPair, created: new Date(), target }, signal);
  };
  const decode = () =>
    decodeMessage(target, credentials, {
      cause: 'denied',
      name: 'UnauthorizedOperation',
      message: 'Encoded authorization failure message: x',
      action: ACTION,
      region: 'eu-west-1',
      attempts: 1,
      durationMs: 1,
      details: {},
    });

  for (const [what, how] of Object.entries(RESPONSES)) {
    it(`return no account, alias, permission, role, price or creator: ${what}`, async () => {
      respond = how;
      assert.ok(await rejects(identify()));
      assert.equal(await alias(), undefined);
      assert.equal(await simulate(undefined), 'unknown');
      assert.ok('failed' in (await serviceLinkedRoles(target, credentials, signal)));
      assert.ok(await rejects(decode()));
      const priced = await prices();
      assert.ok('failed' in priced || (what === 'null in a list' && priced.products.length === 0));
      assert.deepEqual(await creator(), { unknown: 'failed' });
    }).timeout(30_000);
  }

  for (const [account, arn] of [
    ['', 'arn:aws:iam::111122223333:user/x'],
    ['1111', 'arn:aws:iam::1111:user/x'],
    ['11112222333a', 'arn:aws:iam::11112222333a:user/x'],
    ['111122223333 ', 'arn:aws:iam::111122223333 :user/x'],
    ['1111222233334', 'arn:aws:iam::1111222233334:user/x'],
    ['１１１１２２２２３３３３', 'arn:aws:iam::１１１１２２２２３３３３:user/x'],
    ['111122223333', 'arn:aws:iam::999999999999:user/x'],
    ['111122223333', 'someone'],
    ['111122223333', 'arn:aws:ec2::111122223333:user/x'],
  ]) {
    it(`return no account with an invalid account ID or ARN: "${account}", "${arn}"`, async () => {
      respond = send(200, query(`<Account>${account}</Account><Arn>${arn}</Arn>`));
      assert.ok(await rejects(identify()));
    });
  }

  it('return an account with newlines around the response', async () => {
    respond = send(200, (operation) => `<?xml version="1.0"?>\n${query(CALLER)(operation)}\n`);
    assert.equal((await identify()).accountId, '111122223333');
  });

  it('return no permission for another action, for an unknown decision or for two decisions', async () => {
    const decided = (action: string, decision: string) =>
      `<member><EvalActionName>${action}</EvalActionName><EvalDecision>${decision}</EvalDecision></member>`;
    for (const results of [
      decided('lightsail:GetKeyPairs', 'allowed'),
      decided(ACTION, 'Allowed!'),
      decided(ACTION, 'allowed') + decided(ACTION, 'implicitDeny'),
      '<member><EvalDecision>allowed</EvalDecision></member>',
    ]) {
      respond = send(200, query(`<EvaluationResults>${results}</EvaluationResults>`));
      assert.equal(await simulate(undefined), 'unknown', results);
    }
    respond = send(200, query(ALLOWED));
    assert.equal(await simulate(undefined), 'allowed');
  });

  it('are rejected after a maximum number of pages', async () => {
    let page = 0;
    respond = (response, operation) => {
      page += 1;
      const roles = `<IsTruncated>true</IsTruncated><Marker>m${page}</Marker><Roles><member><Path>/aws-service-role/x.amazonaws.com/</Path></member></Roles>`;
      const body =
        operation === ''
          ? JSON.stringify({ PriceList: [], Events: [], NextToken: `t${page}` })
          : query(roles)(operation);
      send(200, body)(response, operation);
    };
    requests = 0;
    assert.ok('failed' in (await serviceLinkedRoles(target, credentials, signal)));
    assert.ok('failed' in (await prices()));
    assert.deepEqual(await creator(), { unknown: 'tooMany' });
    assert.ok(requests < 40, `${requests}`);
  });

  it('fail at the total deadline, both if they stall and if they trickle', async () => {
    const { GetCallerIdentityCommand, STSClient } = await import('@aws-sdk/client-sts');
    for (const trickles of [false, true]) {
      respond = (response) => {
        response.writeHead(200, ID).write('<GetCallerIdentityResponse>');
        const timer = trickles ? setInterval(() => response.write(' '), 10) : undefined;
        response.on('close', () => {
          clearInterval(timer);
        });
      };
      const client = new STSClient({
        region: 'eu-west-1',
        endpoint: target.endpoints.sts ?? '',
        credentials: KEYS,
        requestHandler: new GuardedHandler({}, 100_000, 150),
      });
      await assert.rejects(client.send(new GetCallerIdentityCommand({})), { name: 'ResponseTimeout' });
      client.destroy();
    }
  });

  it('are rejected at the maximum size if the machine sends credentials of megabytes', async () => {
    respond = RESPONSES['megabytes'] ?? assert.fail();
    const url = new URL(target.endpoints.sts ?? '');
    await assert.rejects(sendDirectly({ url, timeoutMs: 20_000 }), { name: 'ResponseTooLarge' });
  });
});
