import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { KINDS, kindById } from '../../../src/catalog/index.ts';
import { createPlan } from '../../../src/deletion/planning/plan.ts';
import { awsCliScript } from '../../../src/deletion/scripts/awsCli.ts';
import { boto3Script } from '../../../src/deletion/scripts/boto3.ts';
import { scriptCalls } from '../../../src/deletion/scripts/planScripts.ts';
import { groupsOf, type ScriptCall } from '../../../src/deletion/scripts/scriptCall.ts';
import { stateMeaning } from '../../../src/catalog/model/stateMeaning.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { UNGUARDED } from '../deletion/support/deletionHarness.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { Shell, targetOf } from './support.ts';

/** Returns the steps of a script in order, as `send KEY` and `wait KEY`. */
const orderOf = (calls: readonly ScriptCall[]): readonly string[] =>
  groupsOf(calls).flatMap(({ steps, waits: last }) => [
    ...steps.flatMap(({ call, waits }) => [...waits.map(({ key }) => `wait ${key}`), `send ${call.key}`]),
    ...last.map(({ key }) => `wait ${key}`),
  ]);

const WAIT = { operation: 'DescribeVpnConnections', input: {}, query: 'X', deleted: ['deleted'], failed: ['failed'] };
const CONNECTION: ScriptCall = {
  ...{ service: 'ec2', operation: 'DeleteVpnConnection', input: { VpnConnectionId: 'vpn-1' } },
  ...{ target: targetOf(), key: 'connection', wait: WAIT },
};
const GATEWAY: ScriptCall = {
  ...{ service: 'ec2', operation: 'DeleteVpnGateway', input: { VpnGatewayId: 'vgw-1' } },
  ...{ target: targetOf(), key: 'gateway', after: ['connection'] },
};

describe('a script waits like the plan executor', () => {
  let world: TestEnvironment;
  let shell: Shell;
  before(async () => {
    world = await TestEnvironment.start();
    shell = new Shell();
  });
  after(async () => {
    shell.close();
    await world.close();
  });

  it('for the dependencies of a request before it, and for the other deletions at the end', () => {
    const other = { ...CONNECTION, key: 'other' };
    assert.deepEqual(orderOf([CONNECTION, other, GATEWAY]), [
      ...['send connection', 'send other', 'wait connection', 'send gateway', 'wait other'],
    ]);
    assert.deepEqual(orderOf([CONNECTION]), ['send connection', 'wait connection']);
    assert.deepEqual(orderOf([GATEWAY]), ['send gateway'], 'its type has no wait');
  });

  it('with the client and the account of the resource, also at the end and in another Region', () => {
    const there = { ...targetOf(), region: 'us-east-1' };
    const calls = [
      CONNECTION,
      { ...CONNECTION, key: 'there', target: there },
      { ...GATEWAY, target: there, after: ['connection'] },
      { ...CONNECTION, key: 'last' },
      { ...CONNECTION, key: 'there too', target: there },
      { ...CONNECTION, key: 'end' },
    ];
    const text = boto3Script(calls);
    const ofRegion: string[] = [];
    let region = '';
    for (const line of text.split('\n')) {
      region = /^session = .*region_name='([^']+)'/.exec(line)?.[1] ?? region;
      for (const [, own] of line.matchAll(/\bawait_deleted\((?:ec2|.*?region_name='([^']+)')/g))
        ofRegion.push(own ?? region);
    }
    const [, ...regions] = awsCliScript(calls)
      .split('await_deleted ')
      .map((line) => /--region (\S+)/.exec(line)?.[1]);
    const first = 'eu-west-1';
    assert.deepEqual(ofRegion, [first, first, first, there.region, there.region]);
    assert.deepEqual(regions, ofRegion);
  });

  it('for a VPN connection before its gateway', async () => {
    const [connection] = await world.list('ec2.vpnConnection');
    const gatewayId = connection?.entry.item['CustomerGatewayId'];
    const gateway = (await world.list('ec2.customerGateway')).find(({ id }) => id === gatewayId);
    assert.ok(connection && gateway);
    const items = [gateway, connection].map((resource) => ({ resource, checks: [] }));
    const calls = scriptCalls(createPlan(items, Date.now(), UNGUARDED).items);
    assert.deepEqual(orderOf(calls).slice(0, 3), [
      `send ${connection.key}`,
      `wait ${connection.key}`,
      `send ${gateway.key}`,
    ]);
    assert.match(
      awsCliScript(calls),
      /delete-vpn-connection [^]*\nawait_deleted [^]*describe-vpn-connections[^]*\n[^\n]* && aws ec2 delete-customer-gateway/,
    );
    assert.match(boto3Script(calls), /delete_vpn_connection\([^]*\nawait_deleted\([^]*delete_customer_gateway\(/);
  });

  it('for no excluded resource, and excludes the requests that depend on one', async () => {
    const [connection] = await world.list('ec2.vpnConnection');
    assert.ok(connection);
    const [item] = createPlan([{ resource: connection, checks: [] }], Date.now(), UNGUARDED).items;
    assert.ok(item);
    const blocker = { level: 'blocker', text: 'no', check: 'x', operation: 'x' } as const;
    const named = (key: string) => ({ ...item.resource, key });
    const items = [
      { ...item, resource: named('a'), evidence: [blocker] },
      { ...item, resource: named('b'), dependsOn: ['a'] },
      { ...item, resource: named('c'), dependsOn: ['b'] },
      { ...item, resource: named('d'), dependsOn: [] },
    ];
    assert.deepEqual(
      scriptCalls(items).map(({ key }) => key),
      ['d'],
    );
  });

  for (const kind of KINDS) {
    it(`through the same read and states: ${kind.id}`, async () => {
      const base = kindById(kind.baseKind ?? kind.id);
      const [resource] = await world.list(kind.id, 'dev', kind.homeRegion ?? base?.homeRegion ?? 'eu-west-1');
      assert.ok(resource);
      const [call] = scriptCalls(createPlan([{ resource, checks: [] }], Date.now(), UNGUARDED).items);
      if (!call) return;
      assert.ok(call.wait);
      assert.ok(readsOf(resource).includes(call.wait.operation), call.wait.operation);
      for (const word of call.wait.deleted) assert.equal(stateMeaning(kind, word), 'deleted');
      for (const word of call.wait.failed) assert.equal(stateMeaning(kind, word), 'failed');
      assert.ok(call.wait.query.includes('=='), 'the query names the resource');
    });
  }

  it('until two reads agree, and ends before the next request if AWS does not delete the resource', () => {
    const script = awsCliScript([CONNECTION, GATEWAY]);
    const operations = (reply: string, text = script) => {
      const { calls, status, stderr } = shell.run(text, { reply });
      return { calls: calls.map(({ args }) => args[1]), status, stderr };
    };
    const [send, read, next] = ['delete-vpn-connection', 'describe-vpn-connections', 'delete-vpn-gateway'];
    const alone = shell.run(awsCliScript([CONNECTION]), { reply: '["deleted"]' });
    assert.deepEqual([alone.calls.map(({ args }) => args[1]), alone.status], [[send, read, read], 0]);
    const kept = shell.run(awsCliScript([CONNECTION]), { reply: '["failed"]' });
    assert.deepEqual([kept.status, kept.stderr], [1, 'AWS did not delete it: [failed]\n']);
    for (const reply of ['[]', '["deleted"]', '[\n    "Deleted"\n]']) {
      assert.deepEqual(operations(reply), { calls: [send, read, read, next], status: 0, stderr: '' });
    }
    const failed = operations('["failed"]');
    assert.deepEqual([failed.calls, failed.status], [[send, read], 1]);
    assert.match(failed.stderr, /AWS did not delete it: \[failed\]/);
    // The script has 360 reads. Fewer are executed here, to save a few thousand processes.
    assert.match(script, /-le 360 .*\bsleep 5\b/);
    const pending = operations('["deleting"]', script.replaceAll('-le 360 ', '-le 12 '));
    assert.deepEqual([pending.calls.length, pending.calls.includes(next), pending.status], [13, false, 1]);
    assert.match(pending.stderr, /not deleted after 30 minutes: \[deleting\]/);
  });

  it('only after a heading with the account and the Region', () => {
    assert.match(awsCliScript([GATEWAY]).split('\n')[0] ?? '', /^: '[^']*POSIX shell[^']*cmd\.exe[^']*PowerShell/);
  });
});

function readsOf({ kind }: Resource): readonly (string | undefined)[] {
  return kind.sources.flatMap(({ operation, child }) => [operation, child?.operation]);
}
