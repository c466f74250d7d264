import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { FaultEffect } from '../../../sandbox/types.ts';
import { SdkAwsClient } from '../../../src/aws/client/sdkClient.ts';
import { CredentialsError } from '../../../src/aws/credentials/credentialsError.ts';
import { AwsCallError, type FailureCause, type CallFailure } from '../../../src/aws/errors/callError.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { FixedResponse } from './support/fixedResponse.ts';

const PEERS = 'DescribeRouteServerPeers';

/** Returns the failure of a call, which must fail. */
async function failureOf(call: Promise<unknown>): Promise<CallFailure> {
  const error = await call.then(
    () => assert.fail('the request must fail'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof AwsCallError, String(error));
  return error.failure;
}

describe('SdkAwsClient', () => {
  let world: TestEnvironment;
  let dev: Target;
  before(async () => {
    world = await TestEnvironment.start();
    dev = await world.target();
  });
  after(() => world.close());
  beforeEach(() => world.reset());

  const fail = (effect: FaultEffect, to?: number): Promise<string> =>
    world.control.addFault({}, effect, to === undefined ? {} : { to });

  it('returns the documented output, the request id and the number of attempts', async () => {
    const response = await world.client.call(dev, 'ec2', PEERS, {});
    const [sent] = await world.requests();
    assert.ok(sent);
    assert.deepEqual(Object.keys(response.output), ['RouteServerPeers']);
    assert.deepEqual(JSON.parse(JSON.stringify(response.output)), sent.output);
    assert.deepEqual([response.status, response.requestId, response.attempts], [200, sent.requestId, 1]);
    assert.match(sent.userAgent, /teardown-aws/);
  });

  it('has AWS’s time by the header of its responses, and of no others', async () => {
    const fixed = await FixedResponse.start();
    const client = new SdkAwsClient((target) => world.profiles.credentials(target));
    const send = () =>
      client.call({ ...dev, endpoints: fixed.target.endpoints }, 'ec2', PEERS, {}).catch(() => undefined);
    try {
      assert.equal(client.serverClock.now(), undefined);
      fixed.headers = { date: 'Tue, 01 Jan 2030 00:00:00 GMT' };
      fixed.body = '<html>a proxy</html>';
      await send();
      assert.equal(client.serverClock.now(), undefined);
      fixed.body = `<${PEERS}Response><requestId>r-1</requestId></${PEERS}Response>`;
      await send();
      const ahead = (client.serverClock.now() ?? 0) - Date.UTC(2030, 0, 1);
      assert.ok(ahead >= 0 && ahead < 60_000, String(ahead));
    } finally {
      client.dispose();
      await fixed.close();
    }
  });

  it('separates targets by account, Region and endpoint, in any order', async () => {
    const other = await TestEnvironment.start();
    try {
      const prod = await world.target('prod');
      const targets = [
        dev,
        await world.target('dev', 'us-east-1'),
        prod,
        { ...dev, endpoints: { ec2: other.sandbox.endpoint } },
      ];
      for (let round = 0; round < 2; round += 1) {
        await Promise.all(targets.map((target) => world.client.call(target, 'ec2', PEERS, {})));
      }
      const seen = (requests: Awaited<ReturnType<TestEnvironment['requests']>>): string[] =>
        requests.map(({ accessKeyId, accountId, region }) => [accessKeyId, accountId, region].join(' ')).sort();
      const key = dev.identity.accessKeyId;
      const twice = (...lines: string[]): string[] => lines.flatMap((line) => [line, line]).sort();
      assert.deepEqual(
        seen(await world.requests()),
        twice(
          `${key} 111122223333 eu-west-1`,
          `${key} 111122223333 us-east-1`,
          `${prod.identity.accessKeyId} 444455556666 us-east-1`,
        ),
      );
      assert.deepEqual(seen(await other.requests()), twice(`${key} 111122223333 eu-west-1`));
    } finally {
      await other.close();
    }
  });

  it('ignores the endpoint, the Region, FIPS and the retries of AWS_PROFILE', async () => {
    const config = world.machine.write(
      `${world.machine.home}/other`,
      '[profile trap]\nregion = ap-south-1\nendpoint_url = http://127.0.0.1:9\nuse_fips_endpoint = true\nuse_dualstack_endpoint = true\nmax_attempts = 9\n',
    );
    const trap = {
      AWS_PROFILE: 'trap',
      AWS_CONFIG_FILE: config,
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_REGION: 'ap-south-2',
    };
    world.machine.setProcessEnv(trap);
    const client = world.newClient();
    try {
      await client.call(dev, 'lightsail', 'GetBuckets', {});
      assert.deepEqual(
        (await world.requests()).map(({ operation, region }) => [operation, region]),
        [['GetBuckets', 'eu-west-1']],
      );
      await fail({ type: 'serverError' });
      assert.equal((await failureOf(client.call(dev, 'lightsail', 'GetBuckets', {}))).attempts, 3);
    } finally {
      world.machine.setProcessEnv(Object.fromEntries(Object.keys(trap).map((name) => [name, undefined])));
    }
  });

  describe('with noRetry', () => {
    for (const effect of [
      { type: 'throttled' },
      { type: 'serverError' },
      { type: 'resetBefore' },
      { type: 'resetAfter' },
      { type: 'truncated' },
      { type: 'malformed' },
      { type: 'error', code: 'ServiceUnavailable', message: 'Busy.', status: 503 },
      { type: 'clockSkew', ms: 3_600_000 },
    ] as const satisfies FaultEffect[]) {
      it(`sends a deletion once despite the fault ${effect.type}`, async () => {
        await fail(effect);
        const input = { RouteServerPeerId: 'rsp-1' };
        const failure = await failureOf(
          world.client.call(dev, 'ec2', 'DeleteRouteServerPeer', input, { noRetry: true }),
        );
        assert.equal(failure.attempts, 1);
        assert.equal((await world.requests()).length, 1);
      });
    }
  });

  describe('without noRetry', () => {
    for (const effect of [{ type: 'throttled' }, { type: 'serverError' }, { type: 'resetBefore' }] as const) {
      it(`retries after the fault ${effect.type} and succeeds at the third attempt`, async () => {
        await fail(effect, 2);
        const response = await world.client.call(dev, 'ec2', PEERS, {});
        assert.equal(response.attempts, 3);
      });
    }

    for (const effect of [{ type: 'serverError' }, { type: 'resetBefore' }] as const) {
      it(`gives up after three attempts with the fault ${effect.type}`, async () => {
        await fail(effect);
        assert.equal((await failureOf(world.client.call(dev, 'ec2', PEERS, {}))).attempts, 3);
        assert.equal((await world.requests()).length, 3);
      });
    }

    it('does not retry a denied request', async () => {
      await fail({ type: 'accessDenied' });
      await failureOf(world.client.call(dev, 'ec2', PEERS, {}));
      assert.equal((await world.requests()).length, 1);
    });
  });

  it('aborts before and during a request when it is canceled', async () => {
    const early = await failureOf(world.client.call(dev, 'ec2', PEERS, {}, { signal: AbortSignal.abort() }));
    assert.equal(early.cause, 'canceled');
    await fail({ type: 'hang' });
    const stop = new AbortController();
    const late = failureOf(world.client.call(dev, 'ec2', PEERS, {}, { signal: stop.signal }));
    while ((await world.requests({ operation: PEERS })).length === 0);
    stop.abort();
    assert.equal((await late).cause, 'canceled');
  });

  it('returns "unreachable" if no response arrives in time', async () => {
    const client = world.newClient({ connectionMs: 1_000, requestMs: 100 });
    await fail({ type: 'hang' });
    const failure = await failureOf(client.call(dev, 'ec2', 'DeleteRouteServerPeer', {}, { noRetry: true }));
    assert.deepEqual([failure.cause, failure.attempts, failure.status], ['unreachable', 1, undefined]);
  });

  describe('with a fault', () => {
    const rows: readonly [string, FaultEffect, FailureCause][] = [
      ['a response that breaks off', { type: 'truncated' }, 'unreachable'],
      ['a response that cannot be parsed', { type: 'malformed' }, 'malformedResponse'],
      ['a denial', { type: 'accessDenied' }, 'denied'],
      ['throttling', { type: 'throttled' }, 'throttled'],
      ['an error of AWS', { type: 'serverError' }, 'server'],
      ['credentials that have expired', { type: 'expiredToken' }, 'expired'],
      ['a connection that breaks', { type: 'resetBefore' }, 'unreachable'],
    ];
    for (const [service, operation] of [
      ['ec2', PEERS],
      ['lightsail', 'GetBuckets'],
      ['directconnect', 'DescribeConnections'],
    ] as const) {
      for (const [what, effect, cause] of rows) {
        it(`returns "${cause}" for ${what}: ${service}`, async () => {
          await fail(effect);
          const failure = await failureOf(world.client.call(dev, service, operation, {}, { noRetry: true }));
          assert.equal(failure.cause, cause, `${failure.name}: ${failure.message}`);
          assert.equal(failure.action, `${service}:${operation}`);
          assert.equal(failure.region, 'eu-west-1');
        });
      }
    }
  });

  it('takes the action of a denial from its message, and returns the status and the request id', async () => {
    const auditor = await world.target('auditor');
    const input = { RouteServerPeerId: 'rsp-1' };
    const failure = await failureOf(world.client.call(auditor, 'ec2', 'DeleteRouteServerPeer', input));
    const [sent] = await world.requests();
    assert.deepEqual(
      [failure.name, failure.cause, failure.action, failure.status, failure.requestId],
      ['UnauthorizedOperation', 'denied', 'ec2:DeleteRouteServerPeer', 403, sent?.requestId],
    );
    const message =
      'User: arn:aws:iam::1:user/x is not authorized to perform: lightsail:GetBucketBundles on resource: *';
    await fail({ type: 'error', code: 'AccessDeniedException', message });
    const other = await failureOf(world.client.call(dev, 'lightsail', 'GetBuckets', {}));
    assert.equal(other.action, 'lightsail:GetBucketBundles');
  });

  it('keeps the code, the link and the tip of an error from Lightsail', async () => {
    const failure = await failureOf(world.client.call(dev, 'lightsail', 'GetBucketAccessKeys', { bucketName: 'none' }));
    assert.deepEqual([failure.name, failure.cause], ['NotFoundException', 'notFound']);
    assert.deepEqual(Object.keys(failure.details).sort(), ['code', 'docs', 'tip']);
  });

  it('sends no request if the credentials belong to another identity', async () => {
    const client = new SdkAwsClient(
      () => () => Promise.reject(new CredentialsError('identityChanged', 'Somebody else.')),
    );
    const failure = await failureOf(client.call(dev, 'ec2', PEERS, {}));
    assert.deepEqual(
      [failure.cause, failure.name, failure.message],
      ['credentials', 'identityChanged', 'Somebody else.'],
    );
    assert.deepEqual(await world.operations(), []);
  });

  describe('behind a proxy that responds itself', () => {
    let proxy: Server;
    let page = { status: 200, body: '' };
    let target: Target;
    before(async () => {
      proxy = createServer((_, response) =>
        response.writeHead(page.status, { 'content-type': 'text/html' }).end(page.body),
      );
      await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
      const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
      target = { ...dev, endpoints: { ec2: url, lightsail: url, directconnect: url } };
    });
    after(() => {
      proxy.closeAllConnections();
      proxy.close();
    });

    for (const [service, operation] of [
      ['ec2', 'DeleteRouteServerPeer'],
      ['lightsail', 'DeleteKeyPair'],
      ['directconnect', 'DisassociateMacSecKey'],
    ] as const) {
      for (const status of [404, 407, 502]) {
        it(`does not classify a page with status ${status} as a response of AWS: ${service}`, async () => {
          page = { status, body: '<html><body>Nothing here.</body></html>' };
          const { cause } = await failureOf(world.client.call(target, service, operation, {}, { noRetry: true }));
          assert.ok(!['notFound', 'denied', 'conflict'].includes(cause), cause);
        });
      }

      it(`classifies a page with status 200 as malformed: ${service}`, async () => {
        page = { status: 200, body: '<html><body><form>Sign in to the guest network</form><br></body></html>' };
        const { cause } = await failureOf(world.client.call(target, service, operation, {}, { noRetry: true }));
        assert.equal(cause, 'malformedResponse');
      });
    }
  });
});
