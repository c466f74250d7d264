import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamPolicy.html */
const ipamPolicy = ec2.kind({
  noun: 'IPAM policy',
  icon: 'law',
  sources: [ec2.list('DescribeIpamPolicies', 'IpamPolicies', { getOne: ['IpamPolicyIds'] })],
  members: { id: 'IpamPolicyId', name: 'tag', arn: 'IpamPolicyArn', state: 'State', tags: 'Tags' },
  fields: ['IpamId', 'OwnerId'],
  action: 'DeleteIpamPolicy',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamPolicyOrganizationTarget.html */
const ipamPolicyTarget = ec2.kind({
  parentKinds: ['ec2.ipamPolicy'],
  noun: 'IPAM policy target',
  icon: 'organization',
  sources: [
    ec2.children(
      { operation: 'DescribeIpamPolicies', items: 'IpamPolicies', getOne: ['IpamPolicyIds'] },
      { noun: 'IPAM policy', id: 'IpamPolicyId' },
      'GetIpamPolicyOrganizationTargets',
      'OrganizationTargets',
      'IpamPolicyId',
    ),
  ],
  members: { id: 'OrganizationTargetId' },
  action: {
    operation: 'DisableIpamPolicy',
    input: { IpamPolicyId: { parent: 'id' }, OrganizationTargetId: 'OrganizationTargetId' },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamPrefixListResolver.html */
const ipamPrefixListResolver = ec2.kind({
  noun: 'IPAM prefix list resolver',
  icon: 'list-flat',
  sources: [
    ec2.list('DescribeIpamPrefixListResolvers', 'IpamPrefixListResolvers', { getOne: ['IpamPrefixListResolverIds'] }),
  ],
  members: {
    id: 'IpamPrefixListResolverId',
    name: 'tag',
    arn: 'IpamPrefixListResolverArn',
    state: 'State',
    tags: 'Tags',
  },
  fields: ['Description', 'AddressFamily'],
  dependents: [{ kind: 'ec2.ipamPrefixListResolverTarget', refersBy: 'parent' }],
  action: 'DeleteIpamPrefixListResolver',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamPrefixListResolverTarget.html */
const ipamPrefixListResolverTarget = ec2.kind({
  parentKinds: ['ec2.ipamPrefixListResolver'],
  noun: 'IPAM prefix list resolver target',
  icon: 'target',
  sources: [
    ec2.list('DescribeIpamPrefixListResolverTargets', 'IpamPrefixListResolverTargets', {
      getOne: ['IpamPrefixListResolverTargetIds'],
      parentRef: { noun: 'IPAM prefix list resolver', id: 'IpamPrefixListResolverId' },
    }),
  ],
  members: {
    id: 'IpamPrefixListResolverTargetId',
    name: 'tag',
    state: 'State',
    tags: 'Tags',
    arn: 'IpamPrefixListResolverTargetArn',
  },
  fields: ['PrefixListId', 'PrefixListRegion'],
  action: 'DeleteIpamPrefixListResolverTarget',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamInternetRegistryAssociation.html */
const ipamInternetRegistryAssociation = ec2.kind({
  noun: 'IPAM internet registry association',
  icon: 'globe',
  sources: [
    ec2.list('DescribeIpamInternetRegistryAssociations', 'IpamInternetRegistryAssociations', {
      getOne: ['IpamInternetRegistryAssociationIds'],
    }),
  ],
  members: {
    id: 'IpamInternetRegistryAssociationId',
    name: 'tag',
    state: 'State',
    tags: 'Tags',
    arn: 'IpamInternetRegistryAssociationArn',
  },
  fields: ['Description'],
  dependents: [{ kind: 'ec2.ipamRoutingPolicyRegistration', refersBy: 'parent' }],
  action: 'DeleteIpamInternetRegistryAssociation',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamRoutingPolicyRegistration.html */
const ipamRoutingPolicyRegistration = ec2.kind({
  parentKinds: ['ec2.ipamInternetRegistryAssociation'],
  noun: 'IPAM routing policy registration',
  icon: 'git-merge',
  sources: [
    ec2.children(
      {
        operation: 'DescribeIpamInternetRegistryAssociations',
        items: 'IpamInternetRegistryAssociations',
        getOne: ['IpamInternetRegistryAssociationIds'],
      },
      { noun: 'IPAM internet registry association', id: 'IpamInternetRegistryAssociationId' },
      'GetIpamRoutingPolicyRegistrations',
      'IpamRoutingPolicyRegistrations',
      'IpamInternetRegistryAssociationId',
    ),
  ],
  members: { id: 'Cidr', state: 'State' },
  fields: ['Description'],
  action: {
    operation: 'DeleteIpamRoutingPolicyRegistration',
    input: { IpamInternetRegistryAssociationId: { parent: 'id' }, Cidr: 'Cidr' },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ByoipCidr.html. Its listing requires a page size. */
const byoipCidr = ec2.kind({
  noun: 'BYOIP address range',
  icon: 'symbol-numeric',
  sources: [ec2.list('DescribeByoipCidrs', 'ByoipCidrs')],
  members: { id: 'Cidr', name: 'Description', state: 'State' },
  fields: ['StatusMessage', 'NetworkBorderGroup'],
  evidence: [
    {
      check: 'advertised',
      assess: ({ item }) =>
        item.State === 'advertised'
          ? { level: 'blocker', text: 'It is advertised. Use WithdrawByoipCidr first.' }
          : undefined,
    },
  ],
  action: 'DeprovisionByoipCidr',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AsnAssociation.html */
const byoasnAssociation = ec2.kind({
  parentKinds: ['ec2.byoipCidr'],
  noun: 'BYOASN association',
  icon: 'link',
  sources: [
    ec2.nested('DescribeByoipCidrs', 'ByoipCidrs', 'AsnAssociations', { noun: 'BYOIP address range', id: 'Cidr' }),
  ],
  members: { id: 'Asn', state: 'State' },
  fields: ['Cidr', 'StatusMessage'],
  action: { operation: 'DisassociateIpamByoasn', input: { Asn: 'Asn', Cidr: 'Cidr' } },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Byoasn.html */
const byoasn = ec2.kind({
  noun: 'BYOASN',
  icon: 'symbol-numeric',
  sources: [ec2.list('DescribeIpamByoasn', 'Byoasns')],
  members: { id: 'Asn', state: 'State' },
  identity: ['Asn', 'IpamId'],
  fields: ['IpamId', 'StatusMessage'],
  dependents: [{ kind: 'ec2.byoasnAssociation', refersBy: 'Asn' }],
  action: { operation: 'DeprovisionIpamByoasn', input: { IpamId: 'IpamId', Asn: 'Asn' } },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_PublicIpv4Pool.html */
const publicIpv4Pool = ec2.kind({
  noun: 'public IPv4 pool',
  icon: 'archive',
  sources: [ec2.list('DescribePublicIpv4Pools', 'PublicIpv4Pools', { getOne: ['PoolIds'] })],
  members: { id: 'PoolId', name: 'tag', tags: 'Tags' },
  fields: ['Description', 'TotalAddressCount', 'TotalAvailableAddressCount', 'NetworkBorderGroup'],
  deletedAfter: ['ec2.publicIpv4PoolCidr'],
  action: 'DeletePublicIpv4Pool',
});

/** Returns a range's CIDR from its first address and its size: requests take it, but listings do not have it. */
function cidrOf({
  FirstAddress: first,
  AddressCount: count = 0,
}: {
  FirstAddress?: string | undefined;
  AddressCount?: number | undefined;
}) {
  const bits = Math.log2(count);
  return first !== undefined && Number.isInteger(bits) ? `${first}/${32 - bits}` : undefined;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_PublicIpv4PoolRange.html */
const publicIpv4PoolCidr = ec2.kind({
  parentKinds: ['ec2.publicIpv4Pool'],
  noun: 'public IPv4 pool CIDR',
  icon: 'symbol-numeric',
  sources: [
    ec2.nested(
      'DescribePublicIpv4Pools',
      'PublicIpv4Pools',
      'PoolAddressRanges',
      { noun: 'public IPv4 pool', id: 'PoolId' },
      ['PoolIds'],
    ),
  ],
  members: { id: 'FirstAddress' },
  identity: ['FirstAddress', 'LastAddress'],
  fields: ['LastAddress', 'AddressCount', 'AvailableAddressCount'],
  action: {
    operation: 'DeprovisionPublicIpv4PoolCidr',
    input: { PoolId: { parent: 'id' } },
    computedInput: ({ item }) => ({ Cidr: cidrOf(item) }),
  },
});

export const IPAM_POLICY_AND_BYOIP_KINDS = ec2.kinds('IPAM', {
  ipamPolicy,
  ipamPolicyTarget,
  ipamPrefixListResolver,
  ipamPrefixListResolverTarget,
  ipamInternetRegistryAssociation,
  ipamRoutingPolicyRegistration,
  byoipCidr,
  byoasnAssociation,
  byoasn,
  publicIpv4Pool,
  publicIpv4PoolCidr,
});
