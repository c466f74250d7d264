import { rowsOf } from '../define.ts';

const ec2 = rowsOf('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamPolicy.html */
export const ipamPolicy = ec2.kind({
  id: 'ec2.ipamPolicy',
  category: 'IPAM',
  noun: 'IPAM policy',
  icon: 'law',
  sources: [ec2.list('DescribeIpamPolicies', 'IpamPolicies', { again: ['IpamPolicyIds'] })],
  members: { id: 'IpamPolicyId', name: 'tag', arn: 'IpamPolicyArn', state: 'State', tags: 'Tags' },
  show: ['IpamId', 'OwnerId'],
  removal: { operation: 'DeleteIpamPolicy', verb: 'delete', input: 'IpamPolicyId' },
  remake: 'CreateIpamPolicy',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamPolicyOrganizationTarget.html */
export const ipamPolicyTarget = ec2.kind({
  id: 'ec2.ipamPolicyTarget',
  category: 'IPAM',
  under: ['ec2.ipamPolicy'],
  noun: 'IPAM policy target',
  icon: 'organization',
  sources: [
    ec2.children(
      { operation: 'DescribeIpamPolicies', items: 'IpamPolicies', again: ['IpamPolicyIds'] },
      { noun: 'IPAM policy', id: 'IpamPolicyId' },
      'GetIpamPolicyOrganizationTargets',
      'OrganizationTargets',
      'IpamPolicyId',
    ),
  ],
  members: { id: 'OrganizationTargetId' },
  removal: {
    operation: 'DisableIpamPolicy',
    verb: 'disable',
    input: { IpamPolicyId: { parent: 'id' }, OrganizationTargetId: 'OrganizationTargetId' },
  },
  remake: 'EnableIpamPolicy',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamPrefixListResolver.html */
export const ipamPrefixListResolver = ec2.kind({
  id: 'ec2.ipamPrefixListResolver',
  category: 'IPAM',
  noun: 'IPAM prefix list resolver',
  icon: 'list-flat',
  sources: [
    ec2.list('DescribeIpamPrefixListResolvers', 'IpamPrefixListResolvers', { again: ['IpamPrefixListResolverIds'] }),
  ],
  members: {
    id: 'IpamPrefixListResolverId',
    name: 'tag',
    arn: 'IpamPrefixListResolverArn',
    state: 'State',
    tags: 'Tags',
  },
  show: ['Description', 'AddressFamily'],
  after: ['ec2.ipamPrefixListResolverTarget'],
  removal: { operation: 'DeleteIpamPrefixListResolver', verb: 'delete', input: 'IpamPrefixListResolverId' },
  remake: 'CreateIpamPrefixListResolver',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamPrefixListResolverTarget.html */
export const ipamPrefixListResolverTarget = ec2.kind({
  id: 'ec2.ipamPrefixListResolverTarget',
  category: 'IPAM',
  under: ['ec2.ipamPrefixListResolver'],
  noun: 'IPAM prefix list resolver target',
  icon: 'target',
  sources: [
    ec2.list('DescribeIpamPrefixListResolverTargets', 'IpamPrefixListResolverTargets', {
      again: ['IpamPrefixListResolverTargetIds'],
      of: { noun: 'IPAM prefix list resolver', id: 'IpamPrefixListResolverId' },
    }),
  ],
  members: { id: 'IpamPrefixListResolverTargetId', name: 'tag', state: 'State', tags: 'Tags' },
  show: ['PrefixListId', 'PrefixListRegion'],
  removal: {
    operation: 'DeleteIpamPrefixListResolverTarget',
    verb: 'delete',
    input: 'IpamPrefixListResolverTargetId',
  },
  remake: 'CreateIpamPrefixListResolverTarget',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamInternetRegistryAssociation.html */
export const ipamInternetRegistryAssociation = ec2.kind({
  id: 'ec2.ipamInternetRegistryAssociation',
  category: 'IPAM',
  noun: 'IPAM internet registry association',
  icon: 'globe',
  sources: [
    ec2.list('DescribeIpamInternetRegistryAssociations', 'IpamInternetRegistryAssociations', {
      again: ['IpamInternetRegistryAssociationIds'],
    }),
  ],
  members: { id: 'IpamInternetRegistryAssociationId', name: 'tag', state: 'State', tags: 'Tags' },
  show: ['Description'],
  after: ['ec2.ipamRoutingPolicyRegistration'],
  removal: {
    operation: 'DeleteIpamInternetRegistryAssociation',
    verb: 'delete',
    input: 'IpamInternetRegistryAssociationId',
  },
  remake: 'CreateIpamInternetRegistryAssociation',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamRoutingPolicyRegistration.html */
export const ipamRoutingPolicyRegistration = ec2.kind({
  id: 'ec2.ipamRoutingPolicyRegistration',
  category: 'IPAM',
  under: ['ec2.ipamInternetRegistryAssociation'],
  noun: 'IPAM routing policy registration',
  icon: 'git-merge',
  sources: [
    ec2.children(
      {
        operation: 'DescribeIpamInternetRegistryAssociations',
        items: 'IpamInternetRegistryAssociations',
        again: ['IpamInternetRegistryAssociationIds'],
      },
      { noun: 'IPAM internet registry association', id: 'IpamInternetRegistryAssociationId' },
      'GetIpamRoutingPolicyRegistrations',
      'IpamRoutingPolicyRegistrations',
      'IpamInternetRegistryAssociationId',
    ),
  ],
  members: { id: 'Cidr', state: 'State' },
  show: ['Description'],
  removal: {
    operation: 'DeleteIpamRoutingPolicyRegistration',
    verb: 'delete',
    input: { IpamInternetRegistryAssociationId: { parent: 'id' }, Cidr: 'Cidr' },
  },
  remake: 'CreateIpamRoutingPolicyRegistration',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ByoipCidr.html: its listing must be given a page size. */
export const byoipCidr = ec2.kind({
  id: 'ec2.byoipCidr',
  category: 'IPAM',
  noun: 'BYOIP address range',
  icon: 'symbol-numeric',
  sources: [ec2.list('DescribeByoipCidrs', 'ByoipCidrs', { input: { MaxResults: 100 } })],
  members: { id: 'Cidr', name: 'Description', state: 'State' },
  show: ['StatusMessage', 'NetworkBorderGroup'],
  evidence: [
    {
      check: 'advertised',
      assess: ({ item }) =>
        item.State === 'advertised'
          ? { level: 'blocker', text: 'It is advertised: WithdrawByoipCidr first.' }
          : undefined,
    },
  ],
  removal: { operation: 'DeprovisionByoipCidr', verb: 'deprovision', input: 'Cidr' },
  remake: 'ProvisionByoipCidr',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AsnAssociation.html */
export const byoasnAssociation = ec2.kind({
  id: 'ec2.byoasnAssociation',
  category: 'IPAM',
  under: ['ec2.byoipCidr'],
  noun: 'BYOASN association',
  icon: 'link',
  sources: [
    ec2.nested(
      'DescribeByoipCidrs',
      'ByoipCidrs',
      'AsnAssociations',
      { noun: 'BYOIP address range', id: 'Cidr' },
      undefined,
      { MaxResults: 100 },
    ),
  ],
  members: { id: 'Asn', state: 'State' },
  show: ['Cidr', 'StatusMessage'],
  removal: { operation: 'DisassociateIpamByoasn', verb: 'disassociate', input: { Asn: 'Asn', Cidr: 'Cidr' } },
  remake: 'AssociateIpamByoasn',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Byoasn.html */
export const byoasn = ec2.kind({
  id: 'ec2.byoasn',
  category: 'IPAM',
  noun: 'BYOASN',
  icon: 'symbol-numeric',
  sources: [ec2.list('DescribeIpamByoasn', 'Byoasns')],
  members: { id: 'Asn', state: 'State' },
  show: ['IpamId', 'StatusMessage'],
  after: ['ec2.byoasnAssociation'],
  removal: { operation: 'DeprovisionIpamByoasn', verb: 'deprovision', input: { IpamId: 'IpamId', Asn: 'Asn' } },
  remake: 'ProvisionIpamByoasn',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_PublicIpv4Pool.html */
export const publicIpv4Pool = ec2.kind({
  id: 'ec2.publicIpv4Pool',
  category: 'IPAM',
  noun: 'public IPv4 pool',
  icon: 'archive',
  sources: [ec2.list('DescribePublicIpv4Pools', 'PublicIpv4Pools', { again: ['PoolIds'] })],
  members: { id: 'PoolId', name: 'tag', tags: 'Tags' },
  show: ['Description', 'TotalAddressCount', 'TotalAvailableAddressCount', 'NetworkBorderGroup'],
  after: ['ec2.publicIpv4PoolCidr'],
  removal: { operation: 'DeletePublicIpv4Pool', verb: 'delete', input: { PoolId: 'PoolId' } },
  remake: 'CreatePublicIpv4Pool',
});

/** A range's CIDR, which AWS takes but does not tell: its first address and its size. */
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
export const publicIpv4PoolCidr = ec2.kind({
  id: 'ec2.publicIpv4PoolCidr',
  category: 'IPAM',
  under: ['ec2.publicIpv4Pool'],
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
  show: ['LastAddress', 'AddressCount', 'AvailableAddressCount'],
  removal: {
    operation: 'DeprovisionPublicIpv4PoolCidr',
    verb: 'deprovision',
    input: { PoolId: { parent: 'id' } },
    extraInput: ({ item }) => ({ Cidr: cidrOf(item) }),
  },
  remake: 'ProvisionPublicIpv4PoolCidr',
});
