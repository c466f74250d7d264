import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Ipam.html */
export const ipam = ec2.kind({
  id: 'ec2.ipam',
  category: 'IPAM',
  noun: 'IPAM',
  icon: 'map',
  sources: [ec2.list('DescribeIpams', 'Ipams', { getOne: ['IpamIds'] })],
  members: { id: 'IpamId', name: 'tag', arn: 'IpamArn', state: 'State', tags: 'Tags' },
  fields: ['Description', 'IpamRegion', 'Tier', 'ScopeCount'],
  completion: {
    states: {
      inProgress: ['delete-in-progress'],
      deleted: ['delete-complete'],
      failed: ['delete-failed'],
      reason: 'StateMessage',
    },
  },
  evidence: [
    {
      check: 'history',
      assess: () => ({
        level: 'warning',
        severe: true,
        text: 'The history of its addresses is lost. Only its home Region deletes it.',
      }),
    },
  ],
  dependents: [
    { kind: 'ec2.ipamPool', filter: 'ipam-arn', filterValue: ({ item }) => item.IpamArn },
    {
      kind: 'ec2.ipamScope',
      filter: 'ipam-arn',
      filterValue: ({ item }) => item.IpamArn,
      ignore: ({ item }) => item['IsDefault'] === true,
    },
  ],
  action: { operation: 'DeleteIpam', verb: 'delete', input: 'IpamId' },
  recreateOperation: 'CreateIpam',
});

/** AWS takes what is in it along with `Cascade`: that is a verb of its own. */
export const ipamCascade = ec2.action(ipam, {
  id: 'ec2.ipam.cascade',
  evidence: [
    {
      check: 'cascade',
      assess: () => ({
        level: 'warning',
        severe: true,
        text: 'Its private scopes, the pools in them and their allocations go with it, and its history.',
      }),
    },
  ],
  action: {
    operation: 'DeleteIpam',
    verb: 'delete',
    label: 'Delete IPAM with Its Private Scopes and Pools',
    input: { IpamId: 'IpamId', Cascade: { value: true } },
  },
  recreateOperation: 'CreateIpam',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamScope.html */
export const ipamScope = ec2.kind({
  id: 'ec2.ipamScope',
  category: 'IPAM',
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
          ? { level: 'blocker', text: 'It is a default scope of its IPAM, which goes with the IPAM only.' }
          : undefined,
    },
  ],
  dependents: [{ kind: 'ec2.ipamPool', filter: 'ipam-scope-arn', filterValue: ({ item }) => item.IpamScopeArn }],
  action: { operation: 'DeleteIpamScope', verb: 'delete', input: 'IpamScopeId' },
  recreateOperation: 'CreateIpamScope',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamPool.html */
export const ipamPool = ec2.kind({
  id: 'ec2.ipamPool',
  category: 'IPAM',
  noun: 'IPAM pool',
  icon: 'archive',
  sources: [ec2.list('DescribeIpamPools', 'IpamPools', { getOne: ['IpamPoolIds'] })],
  members: { id: 'IpamPoolId', name: 'tag', arn: 'IpamPoolArn', state: 'State', tags: 'Tags' },
  fields: ['Description', 'Locale', 'AddressFamily', 'IpamScopeType', 'SourceIpamPoolId'],
  completion: {
    states: {
      inProgress: ['delete-in-progress'],
      deleted: ['delete-complete'],
      failed: ['delete-failed'],
      reason: 'StateMessage',
    },
  },
  deletedAfter: ['ec2.ipamPoolCidr', 'ec2.ipamPoolAllocation'],
  dependents: [{ kind: 'ec2.ipamPool', filter: 'source-ipam-pool-id' }],
  action: { operation: 'DeleteIpamPool', verb: 'delete', input: 'IpamPoolId' },
  recreateOperation: 'CreateIpamPool',
});

/** AWS takes what is in it along with `Cascade`: that is a verb of its own. */
export const ipamPoolCascade = ec2.action(ipamPool, {
  id: 'ec2.ipamPool.cascade',
  evidence: [
    {
      check: 'cascade',
      assess: () => ({
        level: 'warning',
        severe: true,
        text: 'Its allocations, its CIDRs and the pools made from it go with it.',
      }),
    },
  ],
  action: {
    operation: 'DeleteIpamPool',
    verb: 'delete',
    label: 'Delete IPAM Pool with All That Is in It',
    input: { IpamPoolId: 'IpamPoolId', Cascade: { value: true } },
  },
  recreateOperation: 'CreateIpamPool',
});

const pools = { operation: 'DescribeIpamPools', items: 'IpamPools', getOne: ['IpamPoolIds'] } as const;
const ofPool = { noun: 'IPAM pool', id: 'IpamPoolId' } as const;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamPoolCidr.html */
export const ipamPoolCidr = ec2.kind({
  id: 'ec2.ipamPoolCidr',
  category: 'IPAM',
  parentKinds: ['ec2.ipamPool'],
  noun: 'IPAM pool CIDR',
  icon: 'symbol-numeric',
  sources: [ec2.children(pools, ofPool, 'GetIpamPoolCidrs', 'IpamPoolCidrs', 'IpamPoolId')],
  members: { id: 'Cidr', state: 'State' },
  fields: ['NetmaskLength'],
  action: {
    operation: 'DeprovisionIpamPoolCidr',
    verb: 'deprovision',
    input: { IpamPoolId: { parent: 'id' }, Cidr: 'Cidr' },
  },
  recreateOperation: 'ProvisionIpamPoolCidr',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamPoolAllocation.html */
export const ipamPoolAllocation = ec2.kind({
  id: 'ec2.ipamPoolAllocation',
  category: 'IPAM',
  parentKinds: ['ec2.ipamPool'],
  noun: 'IPAM pool allocation',
  icon: 'bookmark',
  sources: [ec2.children(pools, ofPool, 'GetIpamPoolAllocations', 'IpamPoolAllocations', 'IpamPoolId')],
  members: { id: 'IpamPoolAllocationId', name: 'Cidr' },
  fields: ['ResourceType', 'ResourceId', 'Description'],
  evidence: [
    {
      check: 'custom',
      assess: ({ item }) =>
        item.ResourceType === 'custom'
          ? undefined
          : {
              level: 'blocker',
              text: `It belongs to ${item.ResourceId ?? 'a resource'} (${item.ResourceType ?? 'unknown'}) and ends with it: only allocations made by hand are released.`,
            },
    },
  ],
  action: {
    operation: 'ReleaseIpamPoolAllocation',
    verb: 'release',
    input: { IpamPoolId: { parent: 'id' }, Cidr: 'Cidr', IpamPoolAllocationId: 'IpamPoolAllocationId' },
  },
  recreateOperation: 'AllocateIpamPoolCidr',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamResourceDiscovery.html */
export const ipamResourceDiscovery = ec2.kind({
  id: 'ec2.ipamResourceDiscovery',
  category: 'IPAM',
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
          ? { level: 'warning', text: 'It is the default one of its IPAM, which AWS may refuse to delete.' }
          : undefined,
    },
  ],
  deletedAfter: ['ec2.ipamResourceDiscoveryAssociation'],
  action: { operation: 'DeleteIpamResourceDiscovery', verb: 'delete', input: 'IpamResourceDiscoveryId' },
  recreateOperation: 'CreateIpamResourceDiscovery',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamResourceDiscoveryAssociation.html */
export const ipamResourceDiscoveryAssociation = ec2.kind({
  id: 'ec2.ipamResourceDiscoveryAssociation',
  category: 'IPAM',
  noun: 'IPAM resource discovery association',
  icon: 'link',
  sources: [
    ec2.list('DescribeIpamResourceDiscoveryAssociations', 'IpamResourceDiscoveryAssociations', {
      getOne: ['IpamResourceDiscoveryAssociationIds'],
    }),
  ],
  members: { id: 'IpamResourceDiscoveryAssociationId', name: 'tag', state: 'State', tags: 'Tags' },
  fields: ['IpamId', 'IpamResourceDiscoveryId'],
  badge: ({ item }) => (item.IsDefault ? 'default' : undefined),
  action: {
    operation: 'DisassociateIpamResourceDiscovery',
    verb: 'disassociate',
    input: 'IpamResourceDiscoveryAssociationId',
  },
  recreateOperation: 'AssociateIpamResourceDiscovery',
});
