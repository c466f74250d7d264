import { rowsOf } from '../define.ts';

const ec2 = rowsOf('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Ipam.html */
export const ipam = ec2.kind({
  id: 'ec2.ipam',
  category: 'IPAM',
  noun: 'IPAM',
  icon: 'map',
  sources: [ec2.list('DescribeIpams', 'Ipams', { again: ['IpamIds'] })],
  members: { id: 'IpamId', name: 'tag', arn: 'IpamArn', state: 'State', tags: 'Tags' },
  show: ['Description', 'IpamRegion', 'Tier', 'ScopeCount'],
  settling: {
    states: {
      removing: ['delete-in-progress'],
      gone: ['delete-complete'],
      failed: ['delete-failed'],
      reason: 'StateMessage',
    },
  },
  evidence: [
    {
      check: 'history',
      assess: () => ({
        level: 'warning',
        grave: true,
        text: 'The history of its addresses is lost. Only its home Region deletes it.',
      }),
    },
  ],
  dependents: [
    { kind: 'ec2.ipamPool', filter: 'ipam-arn', value: ({ item }) => item.IpamArn },
    {
      kind: 'ec2.ipamScope',
      filter: 'ipam-arn',
      value: ({ item }) => item.IpamArn,
      unless: ({ item }) => item['IsDefault'] === true,
    },
  ],
  removal: { operation: 'DeleteIpam', verb: 'delete', input: 'IpamId' },
  remake: 'CreateIpam',
});

/** AWS takes what is in it along with `Cascade`: that is a verb of its own. */
export const ipamCascade = ec2.verb(ipam, {
  id: 'ec2.ipam.cascade',
  evidence: [
    {
      check: 'cascade',
      assess: () => ({
        level: 'warning',
        grave: true,
        text: 'Its private scopes, the pools in them and their allocations go with it, and its history.',
      }),
    },
  ],
  removal: {
    operation: 'DeleteIpam',
    verb: 'delete',
    label: 'Delete IPAM with Its Private Scopes and Pools',
    input: { IpamId: 'IpamId', Cascade: { value: true } },
  },
  remake: 'CreateIpam',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamScope.html */
export const ipamScope = ec2.kind({
  id: 'ec2.ipamScope',
  category: 'IPAM',
  noun: 'IPAM scope',
  icon: 'symbol-namespace',
  sources: [ec2.list('DescribeIpamScopes', 'IpamScopes', { again: ['IpamScopeIds'] })],
  members: { id: 'IpamScopeId', name: 'tag', arn: 'IpamScopeArn', state: 'State', tags: 'Tags' },
  show: ['IpamScopeType', 'Description', 'PoolCount'],
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
  dependents: [{ kind: 'ec2.ipamPool', filter: 'ipam-scope-arn', value: ({ item }) => item.IpamScopeArn }],
  removal: { operation: 'DeleteIpamScope', verb: 'delete', input: 'IpamScopeId' },
  remake: 'CreateIpamScope',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamPool.html */
export const ipamPool = ec2.kind({
  id: 'ec2.ipamPool',
  category: 'IPAM',
  noun: 'IPAM pool',
  icon: 'archive',
  sources: [ec2.list('DescribeIpamPools', 'IpamPools', { again: ['IpamPoolIds'] })],
  members: { id: 'IpamPoolId', name: 'tag', arn: 'IpamPoolArn', state: 'State', tags: 'Tags' },
  show: ['Description', 'Locale', 'AddressFamily', 'IpamScopeType', 'SourceIpamPoolId'],
  settling: {
    states: {
      removing: ['delete-in-progress'],
      gone: ['delete-complete'],
      failed: ['delete-failed'],
      reason: 'StateMessage',
    },
  },
  after: ['ec2.ipamPoolCidr', 'ec2.ipamPoolAllocation'],
  dependents: [{ kind: 'ec2.ipamPool', filter: 'source-ipam-pool-id' }],
  removal: { operation: 'DeleteIpamPool', verb: 'delete', input: 'IpamPoolId' },
  remake: 'CreateIpamPool',
});

/** AWS takes what is in it along with `Cascade`: that is a verb of its own. */
export const ipamPoolCascade = ec2.verb(ipamPool, {
  id: 'ec2.ipamPool.cascade',
  evidence: [
    {
      check: 'cascade',
      assess: () => ({
        level: 'warning',
        grave: true,
        text: 'Its allocations, its CIDRs and the pools made from it go with it.',
      }),
    },
  ],
  removal: {
    operation: 'DeleteIpamPool',
    verb: 'delete',
    label: 'Delete IPAM Pool with All That Is in It',
    input: { IpamPoolId: 'IpamPoolId', Cascade: { value: true } },
  },
  remake: 'CreateIpamPool',
});

const pools = { operation: 'DescribeIpamPools', items: 'IpamPools', again: ['IpamPoolIds'] } as const;
const ofPool = { noun: 'IPAM pool', id: 'IpamPoolId' } as const;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamPoolCidr.html */
export const ipamPoolCidr = ec2.kind({
  id: 'ec2.ipamPoolCidr',
  category: 'IPAM',
  under: ['ec2.ipamPool'],
  noun: 'IPAM pool CIDR',
  icon: 'symbol-numeric',
  sources: [ec2.children(pools, ofPool, 'GetIpamPoolCidrs', 'IpamPoolCidrs', 'IpamPoolId')],
  members: { id: 'Cidr', state: 'State' },
  show: ['NetmaskLength'],
  removal: {
    operation: 'DeprovisionIpamPoolCidr',
    verb: 'deprovision',
    input: { IpamPoolId: { parent: 'id' }, Cidr: 'Cidr' },
  },
  remake: 'ProvisionIpamPoolCidr',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamPoolAllocation.html */
export const ipamPoolAllocation = ec2.kind({
  id: 'ec2.ipamPoolAllocation',
  category: 'IPAM',
  under: ['ec2.ipamPool'],
  noun: 'IPAM pool allocation',
  icon: 'bookmark',
  sources: [ec2.children(pools, ofPool, 'GetIpamPoolAllocations', 'IpamPoolAllocations', 'IpamPoolId')],
  members: { id: 'IpamPoolAllocationId', name: 'Cidr' },
  show: ['ResourceType', 'ResourceId', 'Description'],
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
  removal: {
    operation: 'ReleaseIpamPoolAllocation',
    verb: 'release',
    input: { IpamPoolId: { parent: 'id' }, Cidr: 'Cidr', IpamPoolAllocationId: 'IpamPoolAllocationId' },
  },
  remake: 'AllocateIpamPoolCidr',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamResourceDiscovery.html */
export const ipamResourceDiscovery = ec2.kind({
  id: 'ec2.ipamResourceDiscovery',
  category: 'IPAM',
  noun: 'IPAM resource discovery',
  icon: 'search',
  sources: [
    ec2.list('DescribeIpamResourceDiscoveries', 'IpamResourceDiscoveries', { again: ['IpamResourceDiscoveryIds'] }),
  ],
  members: {
    id: 'IpamResourceDiscoveryId',
    name: 'tag',
    arn: 'IpamResourceDiscoveryArn',
    state: 'State',
    tags: 'Tags',
  },
  show: ['Description', 'IpamResourceDiscoveryRegion', 'OwnerId'],
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
  after: ['ec2.ipamResourceDiscoveryAssociation'],
  removal: { operation: 'DeleteIpamResourceDiscovery', verb: 'delete', input: 'IpamResourceDiscoveryId' },
  remake: 'CreateIpamResourceDiscovery',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamResourceDiscoveryAssociation.html */
export const ipamResourceDiscoveryAssociation = ec2.kind({
  id: 'ec2.ipamResourceDiscoveryAssociation',
  category: 'IPAM',
  noun: 'IPAM resource discovery association',
  icon: 'link',
  sources: [
    ec2.list('DescribeIpamResourceDiscoveryAssociations', 'IpamResourceDiscoveryAssociations', {
      again: ['IpamResourceDiscoveryAssociationIds'],
    }),
  ],
  members: { id: 'IpamResourceDiscoveryAssociationId', name: 'tag', state: 'State', tags: 'Tags' },
  show: ['IpamId', 'IpamResourceDiscoveryId'],
  badge: ({ item }) => (item.IsDefault ? 'default' : undefined),
  removal: {
    operation: 'DisassociateIpamResourceDiscovery',
    verb: 'disassociate',
    input: 'IpamResourceDiscoveryAssociationId',
  },
  remake: 'AssociateIpamResourceDiscovery',
});
