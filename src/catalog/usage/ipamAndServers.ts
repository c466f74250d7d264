import type { NotUsing, UsageRules } from '../model/usage.ts';
import { ec2Api, ended } from './shared.ts';

const PART_OF_ROUTE_SERVER: readonly NotUsing[] = [
  { kind: 'ec2.routeServerEndpoint', reason: 'an endpoint without a peer exchanges no routes' },
  { kind: 'ec2.routeServerAssociation', reason: 'a setting of the route server' },
  { kind: 'ec2.routeServerPropagation', reason: 'a setting of the route server' },
];

/** IPAM, route servers, Verified Access and checks. */
export const IPAM_AND_SERVER_USAGE: UsageRules = {
  ipamScope: {
    unused: 'it has no pool',
    own: [{ when: [{ member: 'IsDefault', is: [true] }], word: 'used', reason: 'a default scope of its IPAM' }],
    by: { 'ec2.ipamPool': 'IpamScopeArn' },
    pages: [ec2Api('IpamScope')],
  },
  ipamPool: {
    unused: 'it has no allocation',
    by: {
      'ec2.ipamPoolAllocation': 'parent',
      'ec2.ipamPool': 'SourceIpamPoolId',
      'ec2.byoipCidr': 'IpamPoolId',
    },
    pages: [ec2Api('IpamPool'), ec2Api('GetIpamPoolAllocations')],
  },
  ipamExternalResourceVerificationToken: {
    unused: 'expired',
    own: [
      { when: [{ member: 'NotAfter', olderThanDays: 0 }], word: 'unused', reason: 'expired' },
      { when: [{ member: 'Status', is: ['expired'] }], word: 'unused', reason: 'expired' },
      { when: [{ member: 'Status', is: ['valid'] }], word: 'used', reason: 'still valid' },
      {
        when: [{ member: 'IpamExternalResourceVerificationTokenId', present: true }],
        word: 'unknown',
        reason: 'AWS does not return whether it is valid',
      },
    ],
    since: { member: 'NotAfter', event: 'expired' },
    pages: [ec2Api('IpamExternalResourceVerificationToken')],
  },
  ipamPrefixListResolver: {
    unused: 'it has no target',
    by: { 'ec2.ipamPrefixListResolverTarget': ['parent', 'IpamPrefixListResolverId'] },
    pages: [ec2Api('IpamPrefixListResolver')],
  },
  byoasn: {
    unused: 'not associated with a CIDR',
    by: { 'ec2.byoasnAssociation': 'Asn', 'ec2.byoipCidr': 'AsnAssociations.Asn' },
    names: { path: 'Asn', members: ['Asn', 'Asns'] },
    pages: [ec2Api('Byoasn')],
  },
  publicIpv4Pool: {
    unused: 'no address of it is allocated',
    own: [
      {
        when: [{ member: 'TotalAvailableAddressCount', below: 'TotalAddressCount' }],
        word: 'used',
        reason: 'addresses of it are allocated',
      },
      {
        when: [{ member: 'TotalAvailableAddressCount', present: false }],
        word: 'unknown',
        reason: 'AWS does not return how many addresses are allocated',
      },
      {
        when: [{ member: 'TotalAddressCount', present: false }],
        word: 'unknown',
        reason: 'AWS does not return how many addresses are allocated',
      },
    ],
    by: {
      'ec2.address': 'PublicIpv4Pool',
      'ec2.routeTable': 'Associations.PublicIpv4Pool',
      'ec2.byoipCidr': 'PoolId',
    },
    pages: [ec2Api('PublicIpv4Pool')],
  },
  routeServer: {
    unused: 'it has no peer',
    by: { 'ec2.routeServerPeer': 'RouteServerId' },
    notUsing: PART_OF_ROUTE_SERVER,
    pages: [
      ec2Api('RouteServer'),
      'https://docs.aws.amazon.com/vpc/latest/userguide/dynamic-routing-route-server.html',
    ],
  },
  routeServerEndpoint: {
    unused: 'it has no peer',
    own: [...ended('State', ['failed'])],
    by: { 'ec2.routeServerPeer': 'RouteServerEndpointId' },
    pages: [ec2Api('RouteServerEndpoint')],
  },
  routeServerPeer: {
    unused: 'BGP is down',
    own: [
      ...ended('State', ['failed']),
      { when: [{ member: 'BgpStatus.Status', is: ['up'] }], word: 'used', reason: 'BGP is up' },
      { when: [{ member: 'BgpStatus.Status', is: ['down'] }], word: 'unused', reason: 'BGP is down' },
      {
        when: [{ member: 'RouteServerPeerId', present: true }],
        word: 'unknown',
        reason: 'AWS does not return the BGP status',
      },
    ],
    pages: [ec2Api('RouteServerPeer'), ec2Api('RouteServerBgpStatus')],
  },
  verifiedAccessInstance: {
    unused: 'it has no group',
    by: {
      'ec2.verifiedAccessGroup': 'VerifiedAccessInstanceId',
      'ec2.verifiedAccessEndpoint': 'VerifiedAccessInstanceId',
    },
    pages: [ec2Api('VerifiedAccessInstance')],
  },
  verifiedAccessTrustProvider: {
    unused: 'not attached to an instance',
    by: { 'ec2.verifiedAccessInstance': 'VerifiedAccessTrustProviders.VerifiedAccessTrustProviderId' },
    pages: [ec2Api('VerifiedAccessTrustProvider')],
  },
  verifiedAccessGroup: {
    unused: 'it has no endpoint',
    by: { 'ec2.verifiedAccessEndpoint': 'VerifiedAccessGroupId' },
    shareable: true,
    pages: [
      ec2Api('VerifiedAccessGroup'),
      'https://docs.aws.amazon.com/verified-access/latest/ug/verified-access-group-sharing.html',
    ],
  },
  applicationStatusCheck: {
    unused: 'not associated',
    by: { 'ec2.applicationStatusCheckAssociation': 'parent' },
    pages: [ec2Api('ApplicationStatusCheck')],
  },
  flexCostAllocationPolicy: {
    unused: 'not associated',
    by: { 'ec2.flexCostAllocationPolicyAssociation': 'FcaPolicyId' },
    pages: [ec2Api('DescribeNetworkingFlexCostAllocationPolicies')],
  },
};
