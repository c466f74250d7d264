import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { AwsClient } from '../../../src/aws/client/sdkClient.ts';
import { KINDS } from '../../../src/catalog/index.ts';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import { confirmAbsence } from '../../../src/deletion/execution/confirmAbsence.ts';
import { collectEvidence, type Evidence } from '../../../src/deletion/planning/evidence.ts';
import { isReplaced, questionChanges } from '../../../src/deletion/planning/drift.ts';
import type { PlanItem } from '../../../src/deletion/planning/plan.ts';
import { preflight } from '../../../src/deletion/planning/preflight.ts';
import { addsNothing } from '../../../src/deletion/planning/reduction.ts';
import { availableActions, unmatchedResourceFrom, type Resource } from '../../../src/inventory/resource.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { DeletionHarness, planOf } from './support/deletionHarness.ts';
import { FastClock } from './support/fastClock.ts';
import { ListedFake } from './support/listedFake.ts';

const NOW = Date.UTC(2026, 10, 21);

/** Displayed values that change without a user, with the reason. All others are compared by value. */
const VOLATILE: Readonly<Record<string, string>> = {
  'Last launched time': 'the time of the last use',
  'Last update time': 'the time of the last message',
  'Updated date': 'the time of the last message',
  'Available IP address count': 'a counter, which the other deletions of a plan change',
  'Available instance count': 'a counter',
  'Available address count': 'a counter',
  'Total available address count': 'a counter',
  'Total fulfilled capacity': 'a counter',
  'Fulfilled capacity': 'a counter',
  'Number of connections': 'a counter, which the other deletions of a plan change',
  'Scope count': 'a counter, which the other deletions of a plan change',
  'Pool count': 'a counter, which the other deletions of a plan change',
  'Activity status': 'progress',
  Progress: 'progress',
  'Processing status': 'progress',
  'Latest delivery status': 'progress',
  'Status message': 'a message about progress',
  'Failure message': 'a message about progress',
  'State change error': 'a message about progress',
  Status: 'the message of a Spot request about progress',
  'Instance health reason': 'a message about health',
  'BGP status': 'health, which the evidence has',
  'Network path found': 'the result of an analysis that is running',
  'Findings found': 'the result of an analysis that is running',
};

describe('the comparison with the dialog before the request', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(() => world.reset());

  it('includes all displayed values except the listed volatile ones', () => {
    const labels = KINDS.flatMap(({ facts }) => facts.filter(({ volatile }) => volatile).map(({ label }) => label));
    assert.deepEqual(
      [...new Set(labels)].filter((label) => !(label in VOLATILE)),
      [],
    );
    for (const label of Object.keys(VOLATILE))
      assert.ok(labels.includes(label), `${label} is volatile in no resource type`);
  });

  it('includes all defining members of entries without an id', () => {
    const complete: Readonly<Record<string, readonly string[]>> = {
      'ec2.networkAclEntry': [
        'RuleNumber',
        'Egress',
        'CidrBlock',
        'Protocol',
        'RuleAction',
        'PortRange.From',
        'PortRange.To',
      ],
      'ec2.transitGatewayPolicyTableEntry': ['PolicyRuleNumber', 'PolicyRule', 'TargetRouteTableId'],
      'ec2.transitGatewayMeteringPolicyEntry': ['PolicyRuleNumber', 'MeteringPolicyRule', 'MeteredAccount'],
      'ec2.route': ['GatewayId', 'NatGatewayId', 'TransitGatewayId', 'VpcPeeringConnectionId', 'NetworkInterfaceId'],
      'ec2.transitGatewayRoute': ['TransitGatewayAttachments'],
      'ec2.localGatewayRoute': ['LocalGatewayVirtualInterfaceGroupId', 'NetworkInterfaceId'],
      'lightsail.instancePublicPort': ['fromPort', 'toPort', 'protocol', 'cidrs', 'ipv6Cidrs', 'cidrListAliases'],
      'lightsail.staticIpAttachment': ['name', 'attachedTo'],
      'lightsail.diskAttachment': ['name', 'attachedTo'],
      'lightsail.distributionCertificate': ['name', 'certificateName'],
      'ec2.networkInterfaceAttachment': ['Attachment.AttachmentId', 'Attachment.InstanceId'],
    };
    for (const [id, paths] of Object.entries(complete)) {
      const kind = KINDS.find((one) => one.id === id);
      for (const path of paths) assert.ok(kind?.identity.includes(path), `${id} ${path}`);
    }
  });

  it('finds every fact of every resource type that has another value', async () => {
    const missed: string[] = [];
    for (const kind of KINDS) {
      if (kind.baseKind !== undefined) continue;
      const [resource] = await world.list(kind.id);
      if (!resource) continue;
      for (const fact of kind.facts) {
        if (fact.dialogTemplate === undefined || fact.volatile) continue;
        const value = fact.value(resource.entry);
        const other = changedSomewhere(resource, value);
        if (other === undefined || fact.value(other.entry) === value) continue;
        const changes = questionChanges(itemOf(resource), nowOf(other), NOW);
        if (changes.length === 0) missed.push(`${kind.id} ${fact.label}`);
      }
    }
    assert.deepEqual(missed, []);
  }).timeout(60_000);

  it('detects another attachment, another target of a route and another value of a tag', async () => {
    for (const [id, member, value] of [
      ['lightsail.staticIp', 'attachedTo', 'another-instance'],
      ['lightsail.disk', 'attachedTo', 'another-instance'],
      ['ec2.route', 'GatewayId', 'igw-0other'],
      ['ec2.tag', 'Value', 'another value'],
    ] as const) {
      const found = (await world.list(id)).find(({ entry }) => entry.item[member] !== undefined);
      assert.ok(found, id);
      const other = { ...found, entry: { ...found.entry, item: { ...found.entry.item, [member]: value } } };
      assert.notDeepEqual(questionChanges(itemOf(found), nowOf(other), NOW), [], id);
    }
  });

  it('detects a parent that was created again under its name', async () => {
    const key = await world.find('lightsail.bucketAccessKey', 'backups-2023');
    const { parent } = key.entry;
    assert.ok(parent);
    const again = {
      ...key,
      entry: { ...key.entry, parent: { ...parent, raw: { ...parent.raw, createdAt: new Date(NOW) } } },
    };
    const [change] = questionChanges(itemOf(key), nowOf(again), NOW);
    assert.match(change?.text ?? '', /^createdAt \(bucket backups-2023\) changed from /);
    assert.ok(isReplaced(key, again));
  });

  it('detects a finding with a worse text at the same level, and a check that fails', async () => {
    const resource = await world.find('ec2.routeServerPeer', 'edge-fw-1');
    const earlier: Evidence = {
      check: 'volumes',
      operation: 'x',
      level: 'warning',
      text: 'Also deletes 2 volumes: vol-a, vol-b.',
    };
    const changesTo = (piece: Partial<Evidence>) => {
      const item = { ...itemOf(resource), evidence: [...itemOf(resource).evidence, earlier] };
      return questionChanges(item, { resource, evidence: [{ ...earlier, ...piece }] }, NOW);
    };
    assert.deepEqual(changesTo({}), []);
    assert.deepEqual(changesTo({ text: 'Also deletes 1 volume: vol-b.' }), []);
    assert.equal(changesTo({ text: 'Also deletes 3 volumes: vol-a, vol-b, vol-c.' }).length, 1);
    assert.equal(changesTo({ text: 'Also deletes 2 volumes: vol-a, vol-c.' }).length, 1);
    assert.equal(changesTo({ level: 'unknown', text: 'DescribeVolumes failed.' }).length, 1);
    assert.equal(changesTo({ check: 'another', level: 'unknown', text: 'DescribeVolumes failed.' }).length, 1);
    assert.equal(changesTo({ severe: true }).length, 1);
    // An unsupported operation was unsupported in the dialog, too, which showed that.
    const lacking = { level: 'unknown', text: 'DescribeVolumes failed.', unsupported: true } as const;
    assert.equal(changesTo({ check: 'another', ...lacking }).length, 1);
    const item = { ...itemOf(resource), evidence: [...itemOf(resource).evidence, { ...earlier, ...lacking }] };
    assert.deepEqual(questionChanges(item, { resource, evidence: [{ ...earlier, ...lacking }] }, NOW), []);
  });

  it('repeats the probes of the dialog', async () => {
    const [bucket] = await world.list('lightsail.bucket');
    assert.ok(bucket);
    const { plan } = await world.core.deletion.plan([bucket], { timeLimitMs: 60_000 });
    const [item] = plan.items;
    assert.ok(item);
    // The plan shows fewer findings than the probes return before the request.
    const less = {
      ...plan,
      items: [{ ...item, evidence: item.evidence.filter(({ check }) => check === 'permission') }],
    };
    const probed = item.evidence.filter(({ check, level }) => check === 'accessKeys' && level !== 'ok');
    const [outcome] = await new DeletionHarness(world).engine.execute(less);
    if (probed.length > 0) assert.equal(outcome?.kind, 'changed');
    assert.ok((await world.operations()).includes('GetBucketAccessKeys'));
  });

  it('reports "already deleted" only after several reads, over a time that depends on the age of the resource', async () => {
    const old = await world.find('ec2.routeServerPeer', 'edge-fw-1');
    const cases = [
      [{ ...old, created: new Date(NOW - 3_600_000) }, 500, 5_000],
      [{ ...old, created: new Date(NOW - 10_000) }, 300_000, 320_000],
      [old, 5_000, 10_000],
    ] as const;
    for (const [resource, atLeast, atMost] of cases) {
      const clock = new FastClock(NOW);
      const { presence } = await confirmAbsence(new ListedFake(resource, () => undefined), resource, clock);
      assert.equal(presence, 'absent');
      const elapsed = clock.now() - NOW;
      assert.ok(elapsed >= atLeast && elapsed <= atMost, `${elapsed} ms`);
    }
    const earlier = [undefined, old.entry.item];
    const stale = new ListedFake(old, () => (earlier.length > 1 ? earlier.shift() : earlier[0]));
    assert.equal((await confirmAbsence(stale, old, new FastClock(NOW))).presence, 'present');
  });

  it('reports "already deleted" only after time that begins when a slow first read has returned', async () => {
    const old = await world.find('ec2.routeServerPeer', 'edge-fw-1');
    const clock = new FastClock(NOW);
    const fake = new ListedFake(old, () => undefined);
    let reads = 0;
    const slow: AwsClient = {
      async call(target, service, operation) {
        if (reads === 0) await clock.sleep(6_000);
        reads += 1;
        return fake.call(target, service, operation);
      },
    };
    assert.equal((await confirmAbsence(slow, old, clock)).presence, 'absent');
    const elapsed = clock.now() - NOW;
    assert.ok(elapsed >= 11_000 && elapsed <= 16_000, `${elapsed} ms`);
  });

  it('keeps a resource in the plan when one read does not return it, and blocks one that the action no longer applies to', async () => {
    const peer = await world.find('ec2.routeServerPeer', 'edge-fw-1');
    const planned = (resource: Resource, earlier: readonly (Structure | undefined)[]) => {
      const left = [...earlier];
      const fake = new ListedFake(resource, () => (left.length > 1 ? left.shift() : left[0]));
      const parts = world.newParts({ interceptClient: () => fake });
      // The fake responds to every request, so it would perform the deletion of a dry run.
      const deps = { ...parts, simulateOnly: true, simulate: () => Promise.resolve('unknown' as const) } as const;
      return preflight([resource], deps, 60_000);
    };
    const stale = await planned(peer, [undefined, peer.entry.item]);
    assert.deepEqual([stale.present.length, stale.deleted.length], [1, 0]);
    const deleted = await planned(peer, [undefined]);
    assert.deepEqual([deleted.present.length, deleted.deleted.length], [0, 1]);
    const [request] = (await world.list('ec2.vpcPeeringConnection'))
      .flatMap((listed) => availableActions(listed))
      .filter(({ kind }) => kind.id === 'ec2.vpcPeeringRequest');
    assert.ok(request);
    const { present } = await planned(request, [{ ...request.entry.item, Status: { Code: 'active' } }]);
    const found = present[0]?.checks.find(({ check }) => check === 'unmatched');
    assert.equal(found?.level, 'blocker');
    assert.equal(found.text, 'The action no longer applies to it: its state is active.');
  });

  it('treats a smaller number in a finding as no change', () => {
    const before = ['2 volumes are deleted: vol-a, vol-b. Last used 5 minutes ago.'];
    assert.ok(addsNothing(before, '1 volume is deleted: vol-a.'));
    assert.ok(addsNothing(before, 'Last used 1 minute ago.'));
    for (const more of [
      '3 volumes are deleted: vol-a, vol-b',
      '5 volumes: vol-a, vol-b',
      '1 volume is deleted: vol-c.',
      'It is public.',
    ])
      assert.ok(!addsNothing(before, more), more);
  });

  for (const [before, now] of [
    ['It was created for: web.', 'It was created for: webs.'],
    ['It was created for: 7.', 'It was created for: 3.'],
    ['It was created for: web.', 'It was created for: it.'],
    ['AWS keeps no copy of it.', 'AWS keeps a copy of it.'],
    ['It is not used.', 'It is used.'],
    ['Port 443 is open.', 'Port 80 is open.'],
    ['"12 stacks" owns it.', '"3 stacks" owns it.'],
    ['Reached by: vol-1 of i-a, vol-2 of i-b.', 'Reached by: vol-1 of i-b, vol-2 of i-a.'],
    ['It has 7 pools: a, b and 5 more', 'It has 7 pools: a, b and 6 more'],
  ] as const) {
    it(`detects that "${before}" became "${now}"`, () => {
      assert.ok(!addsNothing([before], now));
    });
  }

  for (const [before, now] of [
    ['It has 8 pools: a, b, c and 5 more', 'It has 7 pools: c, a and 4 more'],
    ['2 of its tunnels are up. Traffic stops at once.', '1 of its tunnels is up. Traffic stops at once.'],
    ['2 seiner Tunnel sind aktiv. Verkehr bricht ab.', '1 seiner Tunnel ist aktiv. Verkehr bricht ab.'],
    ['These go with it: vol-a, vol-b and vol-c.', 'These go with it: vol-c and vol-a.'],
  ] as const) {
    it(`treats it as no change that "${before}" became "${now}"`, () => {
      assert.ok(addsNothing([before], now));
    });
  }
});

function itemOf(resource: Resource): PlanItem {
  const [item] = planOf([resource], NOW).items;
  assert.ok(item);
  return item;
}

function nowOf(resource: Resource): Pick<PlanItem, 'resource' | 'evidence'> {
  return { resource, evidence: collectEvidence(resource, NOW) };
}

/** Returns the resource with another value for the first member that has this value; undefined if there is none. */
function changedSomewhere(resource: Resource, value: unknown): Resource | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const { item } = resource.entry;
  const ids = [resource.kind.members.id].flat();
  const member = Object.keys(item).find((name) => item[name] === value && !ids.includes(name));
  if (member === undefined) return undefined;
  const other: Structure = { ...item, [member]: typeof value === 'number' ? value + 1 : `${value}x` };
  return unmatchedResourceFrom(resource.kind, resource.target, { ...resource.entry, item: other });
}
