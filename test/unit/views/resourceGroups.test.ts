import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { randomFrom } from '../../../sandbox/random.ts';
import { LISTED_KINDS } from '../../../src/catalog/index.ts';
import type { ListedItem } from '../../../src/catalog/model/listedItem.ts';
import { isResourceGrouping, parseGrouping, PLAIN_GROUPINGS } from '../../../src/inventory/query/grouping.ts';
import type { ResourceGrouping } from '../../../src/inventory/query/grouping.ts';
import { compareGroups, groupOf, GroupSplitter, tagKeysOf } from '../../../src/inventory/query/resourceGroups.ts';
import { resourceFrom, type Resource } from '../../../src/inventory/resource.ts';
import { DescriptionWriter } from '../catalog/support/descriptions.ts';
import { itemOf, membersOf } from '../catalog/support/schemas.ts';
import { SEED } from '../support/seed.ts';
import { DEV_TARGET } from '../support/devTarget.ts';

const NOW = Date.UTC(2026, 10, 28, 19);
const GROUPINGS: readonly ResourceGrouping[] = [
  { by: 'tag', key: 'Name' },
  { by: 'tag', key: '__proto__' },
  { by: 'vpc' },
  { by: 'tool' },
  { by: 'age' },
  { by: 'account' },
];

/** Returns the resources of random descriptions of a resource type. */
function resourcesOf(kind: (typeof LISTED_KINDS)[number], mode: 'full' | 'partial' | 'hostile'): readonly Resource[] {
  const writer = new DescriptionWriter(kind.service, mode, randomFrom(SEED));
  return [...writer.entries(kind), ...writer.entries(kind)].flatMap(
    (entry) => resourceFrom(kind, DEV_TARGET, entry) ?? [],
  );
}

function resourceWith(id: string, item: object, parent?: object): Resource {
  const kind = LISTED_KINDS.find((one) => one.id === id);
  const entry = { item, extra: undefined, source: 0, ...(parent && { parent: { noun: 'x', id: 'x', raw: parent } }) };
  const resource = kind && resourceFrom(kind, DEV_TARGET, entry as unknown as ListedItem);
  assert.ok(resource);
  return resource;
}

const labelOf = (resource: Resource, grouping: ResourceGrouping) => groupOf(resource, grouping, NOW).label;

describe('the groups of resources', () => {
  it(`have each resource in exactly one group, for random descriptions (TEARDOWN_SEED=${SEED})`, () => {
    for (const mode of ['full', 'partial', 'hostile'] as const)
      for (const kind of LISTED_KINDS) {
        const resources = resourcesOf(kind, mode);
        for (const grouping of GROUPINGS) {
          const splitter = new GroupSplitter(grouping);
          const parts = splitter.split(resources, NOW);
          const members = [...parts.values()].flatMap((part) => part.resources);
          assert.equal(members.length, resources.length, `${kind.id}: counts add up`);
          assert.deepEqual(new Set(members), new Set(resources), kind.id);
          for (const [id, { group }] of parts) {
            assert.equal(group.id, id);
            assert.notEqual(group.label.trim(), '', `${kind.id} by ${grouping.by}`);
          }
          assert.equal(splitter.split(resources, NOW), parts, 'a list is split once');
        }
      }
  });

  it('are in the same order for any order of resources', () => {
    const resources = LISTED_KINDS.flatMap((kind) => resourcesOf(kind, 'hostile'));
    for (const grouping of GROUPINGS) {
      const ids = (list: readonly Resource[]) =>
        [...new GroupSplitter(grouping).split(list, NOW).values()]
          .map(({ group }) => group)
          .sort(compareGroups)
          .map(({ id }) => id);
      assert.deepEqual(ids(resources.toReversed()), ids(resources), `${grouping.by} (TEARDOWN_SEED=${SEED})`);
    }
  });

  it('by tag have separate groups at the end for resources without the tag and for those without tags from AWS', () => {
    const tagged = (...tags: readonly object[]) => resourceWith('ec2.volume', { VolumeId: 'vol-1', Tags: tags });
    const by: ResourceGrouping = { by: 'tag', key: 'env' };
    assert.equal(labelOf(tagged({ Key: 'env', Value: 'dev' }), by), 'env=dev');
    assert.equal(labelOf(tagged({ Key: 'env', Value: '' }), by), 'env=""');
    assert.equal(labelOf(tagged({ Key: 'Env', Value: 'dev' }), by), 'Without the tag env');
    const untagged = LISTED_KINDS.find(({ members }) => members.tags === undefined);
    assert.ok(untagged);
    const [resource] = resourcesOf(untagged, 'full');
    assert.ok(resource);
    assert.equal(labelOf(resource, by), 'AWS returns no tags');
    const ranks = [tagged({ Key: 'env', Value: 'zzz' }), tagged(), resource].map((one) => groupOf(one, by, NOW).rank);
    assert.deepEqual(
      ranks.toSorted((a, b) => a - b),
      ranks,
    );
  });

  it('by VPC have the VPC of every description with one', () => {
    const by: ResourceGrouping = { by: 'vpc' };
    let checked = 0;
    for (const kind of LISTED_KINDS.filter(({ service }) => service === 'ec2')) {
      const [source] = kind.sources;
      if (!source || !membersOf(itemOf(kind.service, source)).has('VpcId')) continue;
      const [entry] = new DescriptionWriter(kind.service, 'full', randomFrom(SEED)).entries(kind);
      const item = { ...entry?.item, VpcId: 'vpc-0123456789abcdef0' };
      const resource = entry && resourceFrom(kind, DEV_TARGET, { ...entry, item });
      if (!resource) continue;
      checked += 1;
      assert.equal(labelOf(resource, by), 'vpc-0123456789abcdef0', kind.id);
    }
    assert.ok(checked >= 10, `${checked} resource types have a VpcId`);
    assert.equal(
      labelOf(
        resourceWith('ec2.internetGateway', { InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1' }] }),
        by,
      ),
      'vpc-1',
    );
    assert.equal(labelOf(resourceWith('ec2.flowLog', { FlowLogId: 'fl-1', ResourceId: 'vpc-2' }), by), 'vpc-2');
    assert.equal(labelOf(resourceWith('ec2.flowLog', { FlowLogId: 'fl-1', ResourceId: 'eni-2' }), by), 'In no VPC');
  });

  it('by tool have the stack or the cluster, or only the tool if its tag has no more', () => {
    const by: ResourceGrouping = { by: 'tool' };
    const label = (...tags: readonly (readonly [string, string])[]) =>
      labelOf(
        resourceWith('ec2.volume', { VolumeId: 'vol-1', Tags: tags.map(([Key, Value]) => ({ Key, Value })) }),
        by,
      );
    assert.equal(label(['aws:cloudformation:stack-name', 'shop']), 'CloudFormation: shop');
    assert.equal(label(['aws-cdk:auto', 'true'], ['aws:cloudformation:stack-name', 'shop']), 'CloudFormation: shop');
    assert.equal(label(['managed-by', 'Terraform']), 'Terraform');
    assert.equal(label(['terraform', 'true']), 'Terraform');
    assert.equal(label(['kubernetes.io/cluster/prod', 'owned']), 'Amazon EKS');
    assert.equal(label(['aws:eks:cluster-name', 'prod']), 'Amazon EKS: prod');
    assert.equal(label(['managed-by', 'Ada']), 'Ada');
    assert.equal(label(['env', 'dev']), 'No tag of a tool');
  });

  it('by account have the profile’s account first, and other owners of shared resources after it', () => {
    const by: ResourceGrouping = { by: 'account' };
    const own = DEV_TARGET.identity.accountId;
    const subnet = (OwnerId?: string) =>
      resourceWith('ec2.subnet', { SubnetId: 'subnet-1', VpcId: 'vpc-1', ...(OwnerId !== undefined && { OwnerId }) });
    assert.equal(labelOf(subnet(), by), `${own}, the account of the profile`);
    assert.equal(labelOf(subnet(own), by), labelOf(subnet(), by));
    assert.equal(labelOf(subnet('999988887777'), by), '999988887777');
    assert.equal(labelOf(subnet('amazon'), by), labelOf(subnet(), by), 'an alias is no account');
    const groups = [subnet('000000000001'), subnet()].map((one) => groupOf(one, by, NOW)).sort(compareGroups);
    assert.equal(groups[0]?.label, labelOf(subnet(), by));
  });

  it('by age have limits that belong to the older group', () => {
    const label = (days: number) =>
      labelOf(resourceWith('ec2.volume', { VolumeId: 'vol-1', CreateTime: new Date(NOW - days * 86_400_000) }), {
        by: 'age',
      });
    assert.equal(label(-1), 'Less than a day old');
    assert.equal(label(0.99), 'Less than a day old');
    assert.equal(label(1), 'Less than a week old');
    assert.equal(label(89.9), 'Less than 90 days old');
    assert.equal(label(365), 'A year old or more');
    assert.equal(labelOf(resourceWith('ec2.volume', { VolumeId: 'vol-1' }), { by: 'age' }), 'AWS returns no age');
  });

  it('offer the tag keys of most resources first', () => {
    const tagged = (...keys: readonly string[]) =>
      ({ tags: new Map(keys.map((key) => [key, ''])) }) as unknown as Resource;
    const keys = tagKeysOf([tagged('b', 'a'), tagged('b'), tagged('__proto__'), {} as Resource]);
    assert.deepEqual(keys, [
      ['b', 2],
      ['__proto__', 1],
      ['a', 1],
    ]);
  });
});

describe('a stored grouping', () => {
  it('is parsed as it was stored, and undefined for anything else', () => {
    for (const grouping of [...GROUPINGS, ...PLAIN_GROUPINGS.map((by) => ({ by }))])
      assert.deepEqual(parseGrouping(JSON.parse(JSON.stringify(grouping))), grouping);
    for (const odd of [undefined, null, 'tag', 7, [], {}, { by: 'tag' }, { by: 'tag', key: '' }, { by: 'toString' }])
      assert.equal(parseGrouping(odd), undefined);
    assert.deepEqual(parseGrouping({ by: 'vpc', key: 'x' }), { by: 'vpc' });
    assert.deepEqual(
      PLAIN_GROUPINGS.filter((by) => !isResourceGrouping({ by })),
      ['service', 'region'],
    );
  });
});
