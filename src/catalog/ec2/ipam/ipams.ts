import { always } from '../../builder/evidence.ts';
import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Ipam.html */
const ipam = ec2.kind({
  noun: 'IPAM',
  icon: 'map',
  sources: [ec2.list('DescribeIpams', 'Ipams', { getOne: ['IpamIds'] })],
  members: { id: 'IpamId', name: 'tag', arn: 'IpamArn', state: 'State', tags: 'Tags' },
  fields: ['Description', 'IpamRegion', 'Tier', 'ScopeCount'],
  evidence: [
    always('history', 'severe', 'The history of its addresses is lost. It can be deleted only in its home Region.'),
  ],
  dependents: [
    { kind: 'ec2.ipamPool', filter: 'ipam-arn', refersBy: 'IpamArn', value: ({ item }) => item.IpamArn },
    {
      kind: 'ec2.ipamScope',
      filter: 'ipam-arn',
      refersBy: 'IpamArn',
      value: ({ item }) => item.IpamArn,
      ignore: ({ item }) => item['IsDefault'] === true,
    },
  ],
  action: 'DeleteIpam',
});

/** AWS deletes its contents too with `Cascade`: a further action. */
const ipamCascade = ec2.action(ipam, {
  evidence: [
    always(
      'cascade',
      'severe',
      'Its private scopes, their pools and allocations, and its history are deleted with it.',
    ),
  ],
  action: {
    operation: 'DeleteIpam',
    label: 'Delete IPAM with Its Private Scopes and Pools',
    input: { IpamId: 'IpamId', Cascade: { value: true } },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamScope.html */
const ipamScope = ec2.kind({
  noun: 'IPAM scope',
  icon: 'symbol-namespace',
  sources: [ec2.list('DescribeIpamScopes', 'IpamScopes', { getOne: ['IpamScopeIds'] })],
  members: { id: 'IpamScopeId', name: 'tag', arn: 'IpamScopeArn', state: 'State', tags: 'Tags' },
  fields: ['IpamScopeType', 'Description', 'PoolCount'],
  badge: ({ item }) => (item.IsDefault ? 'default' : undefined),
  evidence: [
    {
      check: 'default',
      assess: ({ item }) =>
        item.IsDefault
          ? { level: 'blocker', text: 'It is a default scope of its IPAM. AWS deletes it only with the IPAM.' }
          : undefined,
    },
  ],
  dependents: [
    {
      kind: 'ec2.ipamPool',
      filter: 'ipam-scope-arn',
      refersBy: 'IpamScopeArn',
      value: ({ item }) => item.IpamScopeArn,
    },
  ],
  action: 'DeleteIpamScope',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamPool.html */
const ipamPool = ec2.kind({
  noun: 'IPAM pool',
  icon: 'archive',
  sources: [ec2.list('DescribeIpamPools', 'IpamPools', { getOne: ['IpamPoolIds'] })],
  members: { id: 'IpamPoolId', name: 'tag', arn: 'IpamPoolArn', state: 'State', tags: 'Tags' },
  fields: ['Description', 'Locale', 'AddressFamily', 'IpamScopeType', 'SourceIpamPoolId'],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteIpamPool.html: allocations and CIDRs first.
  dependents: [
    { kind: 'ec2.ipamPool', filter: 'source-ipam-pool-id', refersBy: 'SourceIpamPoolId' },
    { kind: 'ec2.ipamPoolAllocation', refersBy: 'parent' },
    { kind: 'ec2.ipamPoolCidr', refersBy: 'parent' },
  ],
  action: 'DeleteIpamPool',
});

/** AWS deletes its contents too with `Cascade`: a further action. */
const ipamPoolCascade = ec2.action(ipamPool, {
  evidence: [
    always('cascade', 'severe', 'Its allocations, its CIDRs and the pools created from it are deleted with it.'),
  ],
  action: {
    operation: 'DeleteIpamPool',
    label: 'Delete IPAM Pool with All That Is in It',
    input: { IpamPoolId: 'IpamPoolId', Cascade: { value: true } },
  },
});

const pools = { operation: 'DescribeIpamPools', items: 'IpamPools', getOne: ['IpamPoolIds'] } as const;
const ofPool = { noun: 'IPAM pool', id: 'IpamPoolId' } as const;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamPoolCidr.html */
const ipamPoolCidr = ec2.kind({
  parentKinds: ['ec2.ipamPool'],
  noun: 'IPAM pool CIDR',
  icon: 'symbol-numeric',
  sources: [ec2.children(pools, ofPool, 'GetIpamPoolCidrs', 'IpamPoolCidrs', 'IpamPoolId')],
  members: { id: 'Cidr', state: 'State' },
  fields: ['NetmaskLength'],
  action: { operation: 'DeprovisionIpamPoolCidr', input: { IpamPoolId: { parent: 'id' }, Cidr: 'Cidr' } },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamPoolAllocation.html */
const ipamPoolAllocation = ec2.kind({
  parentKinds: ['ec2.ipamPool'],
  noun: 'IPAM pool allocation',
  icon: 'bookmark',
  sources: [ec2.children(pools, ofPool, 'GetIpamPoolAllocations', 'IpamPoolAllocations', 'IpamPoolId')],
  members: { id: 'IpamPoolAllocationId', name: 'Cidr', tags: 'Tags' },
  fields: ['ResourceType', 'ResourceId', 'Description'],
  evidence: [
    {
      check: 'custom',
      assess: ({ item }) =>
        item.ResourceType === 'custom'
          ? undefined
          : {
              level: 'blocker',
              text: `It belongs to ${item.ResourceId ?? 'a resource'} (${item.ResourceType ?? 'unknown'}) and ends with it. Only manual allocations can be released.`,
            },
    },
  ],
  action: {
    operation: 'ReleaseIpamPoolAllocation',
    input: { IpamPoolId: { parent: 'id' }, Cidr: 'Cidr', IpamPoolAllocationId: 'IpamPoolAllocationId' },
  },
  recreateOperation: 'AllocateIpamPoolCidr',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamResourceDiscovery.html */
const ipamResourceDiscovery = ec2.kind({
  noun: 'IPAM resource discovery',
  icon: 'search',
  sources: [
    ec2.list('DescribeIpamResourceDiscoveries', 'IpamResourceDiscoveries', { getOne: ['IpamResourceDiscoveryIds'] }),
  ],
  members: {
    id: 'IpamResourceDiscoveryId',
    name: 'tag',
    arn: 'IpamResourceDiscoveryArn',
    state: 'State',
    tags: 'Tags',
  },
  fields: ['Description', 'IpamResourceDiscoveryRegion', 'OwnerId'],
  badge: ({ item }) => (item.IsDefault ? 'default' : undefined),
  evidence: [
    {
      check: 'default',
      assess: ({ item }) =>
        item.IsDefault
          ? { level: 'warning', text: 'It is the default one of its IPAM. AWS may reject its deletion.' }
          : undefined,
    },
  ],
  deletedAfter: ['ec2.ipamResourceDiscoveryAssociation'],
  action: 'DeleteIpamResourceDiscovery',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamResourceDiscoveryAssociation.html */
const ipamResourceDiscoveryAssociation = ec2.kind({
  noun: 'IPAM resource discovery association',
  icon: 'link',
  sources: [
    ec2.list('DescribeIpamResourceDiscoveryAssociations', 'IpamResourceDiscoveryAssociations', {
      getOne: ['IpamResourceDiscoveryAssociationIds'],
    }),
  ],
  members: {
    id: 'IpamResourceDiscoveryAssociationId',
    name: 'tag',
    state: 'State',
    tags: 'Tags',
    arn: 'IpamResourceDiscoveryAssociationArn',
  },
  fields: ['IpamId', 'IpamResourceDiscoveryId'],
  badge: ({ item }) => (item.IsDefault ? 'default' : undefined),
  action: 'DisassociateIpamResourceDiscovery',
});

export const IPAM_KINDS = ec2.kinds('IPAM', {
  ipam,
  'ipam.cascade': ipamCascade,
  ipamScope,
  ipamPool,
  'ipamPool.cascade': ipamPoolCascade,
  ipamPoolCidr,
  ipamPoolAllocation,
  ipamResourceDiscovery,
  ipamResourceDiscoveryAssociation,
});
