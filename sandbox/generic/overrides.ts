import type { Fields } from '../types.ts';
import { sampleId } from './samples.ts';

/** The ids of the sample security groups. The second refers to the first. */
const REFERRED = sampleId('GroupId', 'DescribeSecurityGroups//0/GroupId');
const REFERRING = sampleId('GroupId', 'DescribeSecurityGroups//1/GroupId');

const SHARED_VPC = sampleId('VpcId', 'shared');
const SHARED_SUBNET = sampleId('SubnetId', 'shared');

/** A network interface that a user created (`aws-answers`: DescribeNetworkInterfaces). */
const OWN_INTERFACE: Fields = {
  Description: 'my network interface',
  InterfaceType: 'interface',
  RequesterManaged: false,
};

/** Members of the first and second sample of a listing that do not follow from the schema, by name or dotted path. */
export const OVERRIDES: Readonly<Record<string, readonly [Fields, Fields]>> = {
  DescribeInstances: [
    { 'Instances.0.State': { Code: 16, Name: 'running' } },
    { 'Instances.0.State': { Code: 80, Name: 'stopped' } },
  ],
  DescribeVolumes: [{ State: 'in-use' }, { State: 'available', Attachments: [] }],
  DescribeImages: [
    { State: 'available', DeregistrationProtection: 'disabled' },
    { State: 'available', DeregistrationProtection: 'disabled' },
  ],
  // The volume of the second one is deleted.
  DescribeSnapshots: [{ State: 'completed' }, { State: 'completed', VolumeId: 'vol-0d0e1e7ed00000000' }],
  DescribeLockedSnapshots: [{ LockState: 'governance' }, { LockState: 'governance' }],
  // The second group has a rule that refers to the first, which blocks the first one's deletion.
  DescribeSecurityGroups: [
    { IpPermissions: [], IpPermissionsEgress: [] },
    {
      IpPermissions: [
        { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, UserIdGroupPairs: [{ GroupId: REFERRED }], IpRanges: [] },
      ],
      IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    },
  ],
  DescribeSecurityGroupRules: [
    {
      GroupId: REFERRING,
      IsEgress: false,
      IpProtocol: 'tcp',
      FromPort: 443,
      ToPort: 443,
      CidrIpv4: undefined,
      CidrIpv6: undefined,
      PrefixListId: undefined,
      ReferencedGroupInfo: { GroupId: REFERRED },
    },
    {
      GroupId: REFERRING,
      IsEgress: true,
      IpProtocol: '-1',
      FromPort: -1,
      ToPort: -1,
      CidrIpv4: '0.0.0.0/0',
      CidrIpv6: undefined,
      PrefixListId: undefined,
      ReferencedGroupInfo: undefined,
    },
  ],
  DescribeAddresses: [
    { ServiceManaged: undefined },
    { ServiceManaged: undefined, AssociationId: undefined, InstanceId: undefined, NetworkInterfaceId: undefined },
  ],
  DescribeAddressTransfers: [{ AddressTransferStatus: 'pending' }, { AddressTransferStatus: 'pending' }],
  DescribeNetworkInterfaces: [
    {
      ...OWN_INTERFACE,
      Association: undefined,
      'PrivateIpAddresses.0.Association': undefined,
      Status: 'in-use',
      'Attachment.AttachmentId': 'eni-attach-66c4350a',
      'Attachment.DeviceIndex': 1,
      'Attachment.InstanceOwnerId': '111122223333',
      'Attachment.Status': 'attached',
    },
    // In a VPC that another account shares.
    { ...OWN_INTERFACE, Status: 'available', Attachment: undefined, VpcId: SHARED_VPC, SubnetId: SHARED_SUBNET },
  ],
  DescribeSubnets: [{ State: 'available' }, { State: 'available' }],
  DescribeRouteTables: [
    { 'Routes.0': { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-0', Origin: 'CreateRoute', State: 'active' } },
    {
      Associations: [],
      'Routes.0': { DestinationIpv6CidrBlock: '::/0', GatewayId: 'igw-0', Origin: 'CreateRoute', State: 'active' },
    },
  ],
  DescribeNetworkAcls: [{ 'Entries.0.RuleNumber': 100 }, { Associations: [] }],
  DescribeInternetGateways: [{}, { Attachments: [] }],
  DescribeVpnGateways: [
    { State: 'available', 'VpcAttachments.0.State': 'attached' },
    { State: 'available', VpcAttachments: [] },
  ],
  DescribeNatGateways: [
    { State: 'available', 'NatGatewayAddresses.0.Status': 'succeeded' },
    {
      State: 'available',
      'NatGatewayAddresses.0.AssociationId': undefined,
      'NatGatewayAddresses.0.Status': 'succeeded',
    },
  ],
  DescribeVpcPeeringConnections: [{ Status: { Code: 'pending-acceptance' } }, { Status: { Code: 'active' } }],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_PlacementGroup.html: an id of its own, not that of a
  // security group.
  DescribePlacementGroups: [{ GroupId: 'pg-0a1b2c3d4e5f60001' }, { GroupId: 'pg-0a1b2c3d4e5f60002' }],
  DescribeTransitGateways: [{ OwnerId: '111122223333' }, { OwnerId: '111122223333' }],
  DescribeTransitGatewayVpcAttachments: [{ State: 'pendingAcceptance' }, { State: 'available' }],
  DescribeTransitGatewayPeeringAttachments: [{ State: 'pendingAcceptance' }, { State: 'available' }],
  DescribeTransitGatewayAttachments: [
    { State: 'pendingAcceptance', ResourceType: 'client-vpn' },
    { State: 'available', ResourceType: 'client-vpn' },
  ],
  GetTransitGatewayMulticastDomainAssociations: [
    { 'Subnet.State': 'pendingAcceptance' },
    { 'Subnet.State': 'associated' },
  ],
  SearchTransitGatewayRoutes: [
    { Type: 'static', PrefixListId: undefined },
    { Type: 'static', PrefixListId: undefined },
  ],
  SearchTransitGatewayMulticastGroups: [{ GroupMember: true }, { GroupSource: true }],
  GetTransitGatewayMeteringPolicyEntries: [{ PolicyRuleNumber: '10' }, { PolicyRuleNumber: '20' }],
  GetTransitGatewayRouteTablePropagations: [{ TransitGatewayRouteTableAnnouncementId: undefined }, {}],
  DescribeClientVpnRoutes: [{ Origin: 'add-route' }, { Origin: 'add-route' }],
  GetIpamPoolAllocations: [{ ResourceType: 'custom' }, { ResourceType: 'custom' }],
  DescribePublicIpv4Pools: [
    { PoolAddressRanges: [{ FirstAddress: '192.0.2.0', LastAddress: '192.0.2.255', AddressCount: 256 }] },
    { PoolAddressRanges: [] },
  ],
  DescribeByoipCidrs: [{ State: 'provisioned' }, { State: 'provisioned' }],
  DescribeVerifiedAccessInstances: [{}, { VerifiedAccessTrustProviders: [] }],
  DescribeVerifiedAccessGroups: [{ DeletionTime: undefined }, { DeletionTime: undefined }],
  DescribeApplicationStatusChecks: [{ DeletionTime: undefined }, { DeletionTime: undefined }],
  DescribeApplicationStatusCheckAssociations: [
    { AssociationType: 'instance', Key: undefined },
    { AssociationType: 'tag', Key: 'env', Value: 'dev' },
  ],
  DescribeCapacityReservations: [
    { State: 'active', CommitmentInfo: undefined },
    { State: 'active', CommitmentInfo: undefined },
  ],
  DescribeCapacityReservationBillingRequests: [{ Status: 'pending' }, { Status: 'accepted' }],
  DescribeHosts: [{ State: 'available' }, { State: 'available', Instances: [] }],
  DescribeReservedInstances: [{ State: 'queued' }, { State: 'active' }],
  DescribeDeclarativePoliciesReports: [{ Status: 'running' }, { Status: 'running' }],
  DescribeFleets: [
    { FleetState: 'active', Type: 'maintain' },
    { FleetState: 'active', Type: 'instant' },
  ],
  DescribeImportImageTasks: [{ Status: 'active' }, { Status: 'active' }],
  DescribeImportSnapshotTasks: [{ 'SnapshotTaskDetail.Status': 'active' }, { 'SnapshotTaskDetail.Status': 'active' }],
  DescribeInstanceEventWindows: [
    { State: 'active' },
    {
      State: 'active',
      AssociationTarget: { InstanceIds: [], Tags: [{ Key: 'env', Value: 'dev' }], DedicatedHostIds: [] },
    },
  ],
  DescribeLaunchTemplateVersions: [
    { VersionNumber: 1, DefaultVersion: true },
    { VersionNumber: 2, DefaultVersion: false },
  ],
  GetDisks: [
    { isAttached: true, state: 'in-use', addOns: [{ name: 'AutoSnapshot', status: 'Enabled' }] },
    { isAttached: false, state: 'available', addOns: [], attachedTo: undefined, isSystemDisk: false },
  ],
  GetStaticIps: [{ isAttached: true }, { isAttached: false, attachedTo: undefined, ipAddress: '198.51.100.7' }],
  GetDistributions: [{}, { certificateName: undefined }],
  GetSubdomains: [
    { state: 'ATTACHED' },
    { state: 'UNATTACHED', attachedResource: undefined, attachingResource: undefined, children: [] },
  ],
  GetLoadBalancerTlsCertificates: [
    { isAttached: true, status: 'ISSUED' },
    { isAttached: false, status: 'ISSUED' },
  ],
  GetCertificates: [
    { 'certificateDetail.inUseResourceCount': 1, 'certificateDetail.status': 'ISSUED' },
    { 'certificateDetail.inUseResourceCount': 0, 'certificateDetail.status': 'ISSUED' },
  ],
  DescribeVirtualInterfaces: [
    {
      virtualInterfaceState: 'available',
      bgpPeers: [
        {
          bgpPeerId: 'dxpeer-0a',
          asn: 65001,
          customerAddress: '169.254.0.2/30',
          bgpPeerState: 'available',
          bgpStatus: 'up',
        },
        {
          bgpPeerId: 'dxpeer-0b',
          asn: 65001,
          customerAddress: '169.254.0.6/30',
          bgpPeerState: 'available',
          bgpStatus: 'down',
        },
      ],
    },
    { virtualInterfaceState: 'down' },
  ],
};

/** Sets members of a sample by name or dotted path. Changes `item`. */
export function override(item: Fields, overrides: Fields): void {
  for (const [path, value] of Object.entries(overrides)) {
    const names = path.split('.');
    const last = names.pop() ?? '';
    let owner: unknown = item;
    for (const name of names) owner = typeof owner === 'object' && owner !== null ? (owner as Fields)[name] : undefined;
    if (typeof owner !== 'object' || owner === null) continue;
    if (value === undefined) Reflect.deleteProperty(owner, last);
    else (owner as Fields)[last] = value;
  }
}
