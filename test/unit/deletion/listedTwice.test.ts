import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { AwsClient } from '../../../src/aws/client/sdkClient.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import type { ListedAlong } from '../../../src/catalog/alongEntries.ts';
import { DELETED_ALONG } from '../../../src/catalog/deletedAlong.ts';
import { KINDS, LISTED_KINDS } from '../../../src/catalog/index.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import { createAlongReader } from '../../../src/deletion/planning/deletedAlong.ts';
import { findDependents } from '../../../src/deletion/planning/dependents.ts';
import { listKind } from '../../../src/inventory/listing/listKind.ts';
import { unmatchedResourceFrom, type Resource } from '../../../src/inventory/resource.ts';
import { kindOf, TestEnvironment } from '../support/testEnvironment.ts';
import { DeletionHarness, planOf } from './support/deletionHarness.ts';
import { FastClock } from './support/fastClock.ts';
import { listAt, ListedFake, withId, withValue } from './support/listedFake.ts';
import { SinceClient } from './support/sinceClient.ts';

/** Descriptions of holders that name two resources of each type that is deleted along. */
const NAMING_TWO: Readonly<Record<string, Structure>> = {
  'ec2.instance': {
    BlockDeviceMappings: ['1', '2'].map((id) => ({ Ebs: { DeleteOnTermination: true, VolumeId: id } })),
    NetworkInterfaces: ['1', '2'].map((id) => ({
      NetworkInterfaceId: id,
      Attachment: { DeleteOnTermination: true },
    })),
  },
  'ec2.image.withSnapshots': { BlockDeviceMappings: ['1', '2'].map((id) => ({ Ebs: { SnapshotId: id } })) },
  'ec2.vpcEndpoint': { NetworkInterfaceIds: ['1', '2'] },
  // An operation looks up their instances.
  'ec2.fleet.withInstances': {},
  'ec2.spotFleetRequest.withInstances': {},
};

/** Returns a client with the outputs of some operations; those of all others are empty. */
const responding = (outputs: Readonly<Record<string, Structure>>): AwsClient => ({
  call: (_target, _service, operation) =>
    Promise.resolve({ output: outputs[operation] ?? {}, status: 200, attempts: 1, durationMs: 1 }),
});

const tagged = (Value: string) => [{ Key: 'Name', Value, key: 'Name', value: Value }];

describe('a list that has one resource twice', function () {
  this.timeout(120_000);
  let world: TestEnvironment;
  let target: Target;
  before(async () => {
    world = await TestEnvironment.start();
    target = await world.target('dev', 'eu-west-1');
  });
  after(() => world.close());

  const samplesOf = (kind: Kind) => world.list(kind.id, 'dev', kind.homeRegion ?? 'eu-west-1');

  /** Returns a resource with a description. */
  function described(kind: Kind, id: string, more: Structure = {}): Resource {
    const item = withId(kind, id, more);
    const resource = unmatchedResourceFrom(kind, target, { item, extra: undefined, source: 0 });
    assert.ok(resource, kind.id);
    return resource;
  }

  for (const [holderId, entries] of Object.entries(DELETED_ALONG)) {
    const complete = entries.filter((entry): entry is ListedAlong => 'complete' in entry && entry.complete);
    for (const entry of complete) {
      it(`lacks the other one, which may be protected: ${entry.kind} deleted with ${holderId}`, async () => {
        const kind = kindOf(entry.kind);
        const list = entry.list ?? kind.sources[0];
        const naming = NAMING_TWO[holderId];
        assert.ok(list && naming);
        const holder = described(kindOf(holderId), 'holder', naming);
        const read = async (...ids: readonly string[]) => {
          const items = ids.map((id, index) => ({
            ...described(kind, id).entry.item,
            ...(kind.members.tags !== undefined && { [kind.members.tags]: tagged(String(index)) }),
          }));
          const looked = ['1', '2'].map((InstanceId) => ({ InstanceId }));
          const client = responding({
            ...(entry.lookUp && { [entry.lookUp.operation]: listAt(entry.lookUp.items, ...looked) }),
            [list.operation]: listAt(list.items, ...items),
          });
          const deps = { client, clock: new FastClock(), resourceRules: () => [] };
          const evidence = await createAlongReader([holder], deps, undefined)(holder);
          return evidence.filter(({ text }) => text.includes(`${list.operation} does not return all of it`)).length;
        };
        assert.equal(await read('1', '2'), 0);
        assert.equal(await read('1', '1'), 1);
        assert.equal(await read('1', '2', '1'), 0);
      });
    }
  }

  /** The types whose risk depends on the siblings that stay, with descriptions of one that is in use. */
  const IN_USE: Readonly<Record<string, Structure>> = {
    'lightsail.bucketAccessKey': { status: 'Active' },
    'directconnect.macSecKey': { state: 'associated' },
  };

  it('does not make the last sibling in use another one of several, in a plan for all of them', () => {
    const depending = KINDS.filter((kind) => kind.afterRemoving !== undefined);
    assert.deepEqual(depending.map(({ id }) => id).sort(), Object.keys(IN_USE).sort());
    for (const kind of depending) {
      const inUse = IN_USE[kind.id] ?? {};
      const [name = ''] = Object.keys(inUse);
      const parent = { noun: 'bucket', id: 'parent', raw: { encryptionMode: 'must_encrypt' } };
      const itemOf = (id: string, more: Structure) => ({ item: { ...described(kind, id, more).entry.item }, parent });
      const warnings = (more: readonly ReturnType<typeof itemOf>[], profiles: readonly Target[]) => {
        const items = [itemOf('1', inUse), itemOf('2', inUse), ...more];
        const entries = kind.mergeSources?.([{ items, incomplete: false }], []) ?? [];
        const both = entries.slice(0, 2).flatMap((entry, index) => {
          return unmatchedResourceFrom(kind, profiles[index] ?? target, entry) ?? [];
        });
        const plan = planOf(both, Date.now());
        return plan.items.filter(({ evidence }) => evidence.some(({ severe }) => severe === true)).length;
      };
      assert.equal(warnings([], []), 2, kind.id);
      assert.equal(warnings([itemOf('2', inUse)], []), 2, `${kind.id} listed twice`);
      assert.equal(warnings([itemOf('2', { [name]: 'other' })], []), 2, `${kind.id} listed twice, differently`);
      assert.equal(warnings([itemOf('3', inUse)], []), 0, `${kind.id} beside another one`);
      // Another profile of the account: a plan from the journal may have both.
      const { identity } = target;
      const other = { ...target, identity: { ...identity, source: { kind: 'environment' } as const } };
      assert.equal(warnings([], [target, other]), 2, `${kind.id} of two profiles`);
    }
  });

  it('is a dependent that is counted and named once', async () => {
    const vpc = described(kindOf('ec2.vpc'), 'vpc-1');
    const [dependents] = vpc.kind.dependents?.filter(({ kind }) => kind === 'ec2.natGateway') ?? [];
    assert.ok(dependents);
    const gateway = { NatGatewayId: 'nat-1', VpcId: 'vpc-1' };
    const client = responding({ DescribeNatGateways: { NatGateways: [gateway, { ...gateway, State: 'pending' }] } });
    const found: string[] = [];
    const context = { client, signal: AbortSignal.timeout(10_000), onFound: ({ id }: Resource) => void found.push(id) };
    const [finding] = await findDependents(vpc, dependents, context);
    assert.equal(finding?.text, 'Blocked by 1 NAT gateway: nat-1');
    assert.deepEqual(found, ['nat-1']);
  });

  it('hides no resource behind an ended one of the same name, for any resource type with an ending state', async () => {
    const hidden: string[] = [];
    let checked = 0;
    for (const kind of LISTED_KINDS) {
      const [ended] = [...(kind.completion.states ?? [])].filter(([, meaning]) => meaning === 'deleted');
      const { state: path } = kind.members;
      if (!ended || path === undefined || kind.completion.state || kind.mergeSources) continue;
      const [sample] = await samplesOf(kind);
      // A whole response is one item.
      const isList = kind.sources.every(({ items, child }) => (child?.items ?? items) !== '');
      if (!sample || sample.state === ended[0] || !isList) continue;
      const { item } = sample.entry;
      checked += 1;
      for (const items of [
        [withValue(item, path, ended[0]), item],
        [item, withValue(item, path, ended[0])],
      ]) {
        const { resources } = await listKind(new ListedFake(sample, () => items), kind, sample.target);
        if (resources.length !== 1 || resources[0]?.state !== sample.state)
          hidden.push(`${kind.id} ${resources.map(({ state }) => state).join()}`);
      }
    }
    assert.deepEqual(hidden, []);
    assert.ok(checked > 50, `${checked} checked`);
  });

  it('sends nothing for a resource of any type whose parent is listed twice, and one of them may be protected', async () => {
    const sent: string[] = [];
    let checked = 0;
    for (const kind of KINDS) {
      if (!kind.sources.some(({ child, nestedList }) => child ?? nestedList)) continue;
      for (const listed of (await samplesOf(kind)).slice(0, 3)) {
        const { parent } = listed.entry;
        if (!parent) continue;
        const since = new SinceClient(world.client, kind);
        const { engine } = new DeletionHarness(world, { client: since });
        const plan = planOf([listed], Date.now());
        if (plan.items.some(({ evidence }) => evidence.some(({ level }) => level === 'blocker'))) continue;
        checked += 1;
        const Tags = [{ Key: 'teardown:protect', Value: '', key: 'teardown:protect', value: '' }];
        since.replaced = { before: parent.raw, after: { ...parent.raw, Tags, tags: Tags }, isKept: true };
        const [outcome] = await engine.execute(plan);
        if (since.sent > 0) sent.push(`${kind.id} ${JSON.stringify(outcome)}`);
        break;
      }
    }
    assert.deepEqual([...new Set(sent)], []);
    assert.ok(checked > 30, `${checked} checked`);
  });
});
