import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, beforeEach, describe, it } from 'mocha';
import { SimulationBatcher } from '../../../src/aws/identity/simulationBatcher.ts';
import { accountAlias } from '../../../src/aws/identity/accountAlias.ts';
import { IamClients } from '../../../src/aws/identity/iamClients.ts';
import { simulateAll, type Simulation } from '../../../src/aws/identity/simulatePolicy.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';

const ACTION = 'lightsail:DeleteKeyPair';
const arn = (n: number) => `arn:aws:lightsail:eu-west-1:111122223333:KeyPair/${n}`;

/** Writes an element of `EvaluationResults`: https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html */
const result = (decision: string, resource: string, inner = '') =>
  `<member><EvalActionName>${ACTION}</EvalActionName><EvalDecision>${decision}</EvalDecision><EvalResourceName>${resource}</EvalResourceName>${inner}</member>`;
const specific = (of: readonly (readonly [resource: string, decision: string])[]) =>
  `<ResourceSpecificResults>${of
    .map(
      ([resource, decision]) =>
        `<member><EvalResourceName>${resource}</EvalResourceName><EvalResourceDecision>${decision}</EvalResourceDecision></member>`,
    )
    .join('')}</ResourceSpecificResults>`;

describe('a policy simulation for several resources', () => {
  let world: TestEnvironment;
  let server: Server;
  let target: Target;
  let requests: (readonly string[])[] = [];
  let roleRequests = 0;
  let respond: (arns: readonly string[]) => string | undefined = () => '';
  before(async () => {
    world = await TestEnvironment.start();
    server = createServer((request, response) => {
      void text(request).then((body) => {
        if (new URLSearchParams(body).get('Action') === 'GetRole') {
          roleRequests += 1;
          response.end(
            '<GetRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetRoleResult><Role><Path>/a/</Path><RoleName>Deployer</RoleName><RoleId>AROA1</RoleId><Arn>arn:aws:iam::111122223333:role/a/Deployer</Arn><CreateDate>2026-01-01T00:00:00Z</CreateDate></Role></GetRoleResult></GetRoleResponse>',
          );
          return;
        }
        const arns = [...new URLSearchParams(body)].flatMap(([name, value]) =>
          name.startsWith('ResourceArns.') ? [value] : [],
        );
        requests.push(arns);
        const results = respond(arns);
        if (results === undefined)
          response.writeHead(400).end('<ErrorResponse><Error><Code>InvalidInput</Code></Error></ErrorResponse>');
        else
          response.end(
            `<SimulatePrincipalPolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><SimulatePrincipalPolicyResult><EvaluationResults>${results}</EvaluationResults></SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>`,
          );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    target = { ...(await world.target()), endpoints: { iam: url, sts: url } };
  });
  after(async () => {
    server.closeAllConnections();
    server.close();
    await world.close();
  });
  beforeEach(() => {
    requests = [];
  });

  const simulate = async (arns: readonly (string | undefined)[]): Promise<readonly (Simulation | undefined)[]> => {
    const credentials = () => Promise.resolve({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' });
    const signal = AbortSignal.timeout(20_000);
    const clients = new IamClients(() => credentials);
    const results = await simulateAll({ target, client: await clients.get(target), action: ACTION, arns, signal });
    clients.dispose();
    return arns.map((one) => results.get(one));
  };

  it('is unknown, without a request, where IAM is another server than the one that named the caller', async () => {
    respond = (arns) => arns.map((one) => result('allowed', one)).join('');
    const clients = new IamClients(() => world.profiles.credentials(target));
    for (const endpoints of [
      { iam: target.endpoints.iam },
      { iam: target.endpoints.iam, sts: 'https://sts.example.com' },
      { sts: target.endpoints.iam },
    ] as const) {
      const elsewhere = { ...target, endpoints: endpoints as Target['endpoints'] };
      const client = await clients.get(elsewhere);
      const signal = AbortSignal.timeout(60_000);
      const found = await simulateAll({ target: elsewhere, client, action: ACTION, arns: [arn(1)], signal });
      assert.deepEqual([...found.values()], ['unknown']);
      await assert.rejects(accountAlias(elsewhere, world.profiles.credentials(target)), /another server/);
    }
    assert.deepEqual(requests, []);
    clients.dispose();
  });

  it('is one request, with results assigned by resource in any order', async () => {
    respond = (arns) =>
      arns
        .toReversed()
        .map((one) => result(one === arn(7) ? 'implicitDeny' : 'allowed', one))
        .join('');
    const results = await simulate(Array.from({ length: 30 }, (_, n) => arn(n)));
    assert.equal(requests.length, 1);
    assert.deepEqual(
      results,
      Array.from({ length: 30 }, (_, n) => (n === 7 ? 'denied' : 'allowed')),
    );
  });

  it('returns each decision of ResourceSpecificResults', async () => {
    respond = (arns) =>
      result('explicitDeny', '*', specific(arns.map((one) => [one, one === arn(1) ? 'explicitDeny' : 'allowed'])));
    assert.deepEqual(await simulate([arn(0), arn(1), arn(2)]), ['allowed', 'denied', 'allowed']);
    assert.equal(requests.length, 1);
  });

  it('is repeated for a single resource without a result or with contradictory results', async () => {
    respond = (arns) =>
      arns.length === 1
        ? result('allowed', '*')
        : result('allowed', arn(0)) +
          result('allowed', arn(1)) +
          result('explicitDeny', arn(1)) +
          result('allowed', '*');
    assert.deepEqual(await simulate([arn(0), arn(1), arn(2)]), ['allowed', 'allowed', 'allowed']);
    assert.deepEqual(requests, [[arn(0), arn(1), arn(2)], [arn(1)], [arn(2)]]);
  });

  it('is repeated for each resource if IAM rejects the request', async () => {
    respond = (arns) => (arns.includes(arn(1)) ? undefined : arns.map((one) => result('allowed', one)).join(''));
    assert.deepEqual(await simulate([arn(0), arn(1), arn(2)]), ['allowed', 'unknown', 'allowed']);
  });

  it('returns unknown for a decision that IAM does not document', async () => {
    respond = (arns) => arns.map((one) => result(one === arn(0) ? 'Allowed?' : '', one)).join('');
    assert.deepEqual(await simulate([arn(0), arn(1)]), ['unknown', 'unknown']);
    respond = () => '';
    assert.deepEqual(await simulate([undefined]), ['unknown']);
  });

  it('has at most 50 resources in a request, and a separate request without an ARN', async () => {
    respond = (arns) =>
      arns.length === 0 ? result('allowed', '*') : arns.map((one) => result('allowed', one)).join('');
    const results = await simulate([undefined, ...Array.from({ length: 120 }, (_, n) => arn(n))]);
    assert.ok(results.every((one) => one === 'allowed'));
    assert.deepEqual(
      requests.map(({ length }) => length).sort((a, b) => a - b),
      [0, 20, 50, 50],
    );
  });

  it('requests the role of a caller once for all actions of a plan', async () => {
    respond = () => result('allowed', '*');
    const identity = { ...target.identity, arn: 'arn:aws:sts::111122223333:assumed-role/Deployer/me' };
    const deployer = { ...target, identity };
    const clients = new IamClients(
      () => () => Promise.resolve({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' }),
    );
    const client = await clients.get(deployer);
    assert.equal(client, await clients.get(deployer));
    assert.notEqual(client, await clients.get(target), 'another caller has its own client');
    const plan = async (signal: AbortSignal) =>
      Promise.all(
        [ACTION, 'lightsail:DeleteDisk', 'ec2:DeleteVolume'].map((action) =>
          simulateAll({ target: deployer, client, action, arns: [undefined], signal }),
        ),
      );
    const [first] = await plan(new AbortController().signal);
    assert.equal(first?.get(undefined), 'allowed');
    assert.equal(roleRequests, 1);
    await plan(new AbortController().signal);
    assert.equal(roleRequests, 2, 'another plan requests it again');
    clients.dispose();
  });

  it('is batched with concurrent ones of the same action, target and signal, and is not cached', async () => {
    const sent: (readonly [string, readonly (string | undefined)[]])[] = [];
    const batcher = new SimulationBatcher((_, action, arns) => {
      sent.push([action, arns]);
      return Promise.resolve(new Map(arns.map((one) => [one, one === arn(2) ? 'denied' : 'allowed'])));
    });
    const { signal } = new AbortController();
    const results = await Promise.all([
      ...[1, 2, 3].map((n) => batcher.simulate(target, ACTION, arn(n), signal)),
      batcher.simulate(target, 'ec2:DeleteVolume', arn(2), signal),
      batcher.simulate(target, ACTION, arn(1), new AbortController().signal),
    ]);
    assert.deepEqual(results, ['allowed', 'denied', 'allowed', 'denied', 'allowed']);
    assert.deepEqual(sent, [
      [ACTION, [arn(1), arn(2), arn(3)]],
      ['ec2:DeleteVolume', [arn(2)]],
      [ACTION, [arn(1)]],
    ]);
    await batcher.simulate(target, ACTION, arn(1), signal);
    assert.equal(sent.length, 4, 'nothing is cached');
  });
});
