import type { VpcAttachment } from '@aws-sdk/client-ec2';
import { always } from '../../builder/evidence.ts';
import { defineKinds } from '../../builder/rowBuilder.ts';
import { interfaceOwner } from './interfaceOwner.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Vpc.html */
const vpc = ec2.kind({
  noun: 'VPC',
  icon: 'cloud',
  sources: [ec2.list('DescribeVpcs', 'Vpcs', { getOne: ['VpcIds'] })],
  members: { id: 'VpcId', name: 'tag', state: 'State', tags: 'Tags' },
  identity: ['VpcId', 'CidrBlock'],
  fields: ['CidrBlock', 'DhcpOptionsId', 'OwnerId', 'InstanceTenancy'],
  badge: ({ item }) => (item.IsDefault ? 'default' : undefined),
  evidence: [
    {
      check: 'default',
      assess: ({ item }) =>
        item.IsDefault
          ? {
              level: 'blocker',
              text: 'It is the default VPC of the Region. Teardown does not delete it. Only CreateDefaultVpc could create another one.',
            }
          : undefined,
    },
    always(
      'goesAlong',
      'ok',
      'Its default security group, its default network ACL and its main route table are deleted with it.',
    ),
  ],
  dependents: [
    { kind: 'ec2.instance', filter: 'vpc-id', refersBy: 'VpcId' },
    { kind: 'ec2.subnet', filter: 'vpc-id', refersBy: 'VpcId' },
    {
      kind: 'ec2.securityGroup',
      filter: 'vpc-id',
      refersBy: 'VpcId',
      ignore: ({ item }) => item['GroupName'] === 'default',
    },
    { kind: 'ec2.securityGroupVpcAssociation', filter: 'vpc-id', refersBy: 'VpcId' },
    { kind: 'ec2.networkInterface', filter: 'vpc-id', refersBy: 'VpcId', owner: interfaceOwner },
    { kind: 'ec2.internetGatewayAttachment', filter: 'attachment.vpc-id', refersBy: 'Attachments.VpcId' },
    // Their listing has no filter by VPC.
    { kind: 'ec2.egressOnlyInternetGateway', refersBy: 'Attachments.VpcId' },
    {
      kind: 'ec2.vpnGatewayAttachment',
      filter: 'attachment.vpc-id',
      refersBy: 'VpcAttachments.VpcId',
      ignore: ({ item }) =>
        (item['VpcAttachments'] as VpcAttachment[] | undefined)?.every(({ State }) => State === 'detached') === true,
    },
    { kind: 'ec2.natGateway', filter: 'vpc-id', member: 'Filter', refersBy: 'VpcId' },
    { kind: 'ec2.vpcEndpoint', filter: 'vpc-id', refersBy: 'VpcId' },
    { kind: 'ec2.instanceConnectEndpoint', filter: 'vpc-id', refersBy: 'VpcId' },
    { kind: 'ec2.carrierGateway', filter: 'vpc-id', refersBy: 'VpcId' },
    { kind: 'ec2.transitGatewayVpcAttachment', filter: 'vpc-id', refersBy: 'VpcId' },
    { kind: 'ec2.localGatewayRouteTableVpcAssociation', filter: 'vpc-id', refersBy: 'VpcId' },
    { kind: 'ec2.vpcPeeringConnection', filter: 'requester-vpc-info.vpc-id', refersBy: 'RequesterVpcInfo.VpcId' },
    { kind: 'ec2.vpcPeeringConnection', filter: 'accepter-vpc-info.vpc-id', refersBy: 'AccepterVpcInfo.VpcId' },
    {
      kind: 'ec2.networkAcl',
      filter: 'vpc-id',
      refersBy: 'VpcId',
      ignore: ({ item }) => item['IsDefault'] === true,
    },
    {
      kind: 'ec2.routeTable',
      filter: 'vpc-id',
      refersBy: 'VpcId',
      ignore: ({ item }) =>
        (item['Associations'] as { Main?: boolean }[] | undefined)?.some(({ Main }) => Main) === true,
    },
  ],
  action: 'DeleteVpc',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcCidrBlockAssociation.html */
const vpcCidrBlock = ec2.kind({
  parentKinds: ['ec2.vpc'],
  noun: 'IPv4 CIDR of a VPC',
  pluralNoun: 'IPv4 CIDRs of VPCs',
  icon: 'symbol-numeric',
  sources: [ec2.nested('DescribeVpcs', 'Vpcs', 'CidrBlockAssociationSet', { noun: 'VPC', id: 'VpcId' }, ['VpcIds'])],
  members: { id: 'AssociationId', name: 'CidrBlock', state: 'CidrBlockState.State' },
  // The first block of a VPC is its primary one and cannot be disassociated.
  matches: ({ item, parent }) => item.CidrBlock !== parent?.raw.CidrBlock,
  action: { operation: 'DisassociateVpcCidrBlock', dryRun: false },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcIpv6CidrBlockAssociation.html */
const vpcIpv6CidrBlock = ec2.kind({
  parentKinds: ['ec2.vpc'],
  noun: 'IPv6 CIDR of a VPC',
  pluralNoun: 'IPv6 CIDRs of VPCs',
  icon: 'symbol-numeric',
  sources: [
    ec2.nested('DescribeVpcs', 'Vpcs', 'Ipv6CidrBlockAssociationSet', { noun: 'VPC', id: 'VpcId' }, ['VpcIds']),
  ],
  members: { id: 'AssociationId', name: 'Ipv6CidrBlock', state: 'Ipv6CidrBlockState.State' },
  fields: ['Ipv6Pool', 'NetworkBorderGroup'],
  action: { operation: 'DisassociateVpcCidrBlock', dryRun: false },
  restorability: 'It cannot be restored. Amazon provides a different block the next time.',
  recreateOperation: 'AssociateVpcCidrBlock',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Subnet.html */
const subnet = ec2.kind({
  noun: 'subnet',
  icon: 'type-hierarchy-sub',
  sources: [ec2.list('DescribeSubnets', 'Subnets', { getOne: ['SubnetIds'] })],
  members: { id: 'SubnetId', name: 'tag', arn: 'SubnetArn', state: 'State', tags: 'Tags' },
  identity: ['SubnetId', 'VpcId', 'CidrBlock'],
  fields: ['CidrBlock', 'AvailabilityZone', 'VpcId', 'AvailableIpAddressCount', 'MapPublicIpOnLaunch'],
  badge: ({ item }) => (item.DefaultForAz ? 'default' : undefined),
  evidence: [
    {
      check: 'default',
      assess: ({ item }) =>
        item.DefaultForAz
          ? { level: 'warning', severe: true, text: 'It is the default subnet of its Availability Zone.' }
          : undefined,
    },
  ],
  dependents: [
    { kind: 'ec2.instance', filter: 'subnet-id', refersBy: 'SubnetId' },
    { kind: 'ec2.natGateway', filter: 'subnet-id', member: 'Filter', refersBy: 'SubnetId' },
    { kind: 'ec2.routeServerEndpoint', filter: 'subnet-id', refersBy: 'SubnetId' },
    { kind: 'ec2.instanceConnectEndpoint', filter: 'subnet-id', refersBy: 'SubnetId' },
    // These listings have no filter by subnet.
    {
      kind: 'ec2.vpcEndpoint',
      filter: 'vpc-id',
      filterValue: ({ item }) => item.VpcId,
      refersBy: 'SubnetIds',
    },
    {
      kind: 'ec2.transitGatewayVpcAttachment',
      filter: 'vpc-id',
      filterValue: ({ item }) => item.VpcId,
      refersBy: 'SubnetIds',
    },
    { kind: 'ec2.clientVpnTargetNetwork', refersBy: 'TargetNetworkId' },
    { kind: 'ec2.networkInterface', filter: 'subnet-id', refersBy: 'SubnetId', owner: interfaceOwner },
  ],
  action: 'DeleteSubnet',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SubnetIpv6CidrBlockAssociation.html */
const subnetIpv6CidrBlock = ec2.kind({
  parentKinds: ['ec2.subnet'],
  noun: 'IPv6 CIDR of a subnet',
  pluralNoun: 'IPv6 CIDRs of subnets',
  icon: 'symbol-numeric',
  sources: [
    ec2.nested('DescribeSubnets', 'Subnets', 'Ipv6CidrBlockAssociationSet', { noun: 'subnet', id: 'SubnetId' }, [
      'SubnetIds',
    ]),
  ],
  members: { id: 'AssociationId', name: 'Ipv6CidrBlock', state: 'Ipv6CidrBlockState.State' },
  action: { operation: 'DisassociateSubnetCidrBlock', dryRun: false },
});

const subnets = { operation: 'DescribeSubnets', items: 'Subnets', getOne: ['SubnetIds'] } as const;
const ofSubnet = { noun: 'subnet', id: 'SubnetId' } as const;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SubnetCidrReservation.html */
const subnetCidrReservation = ec2.kind({
  parentKinds: ['ec2.subnet'],
  noun: 'subnet CIDR reservation',
  icon: 'bookmark',
  sources: [
    ec2.children(subnets, ofSubnet, 'GetSubnetCidrReservations', 'SubnetIpv4CidrReservations', 'SubnetId'),
    ec2.children(subnets, ofSubnet, 'GetSubnetCidrReservations', 'SubnetIpv6CidrReservations', 'SubnetId'),
  ],
  members: { id: 'SubnetCidrReservationId', name: 'Cidr', tags: 'Tags' },
  fields: ['ReservationType', 'Description', 'OwnerId'],
  action: 'DeleteSubnetCidrReservation',
});

export const VPC_AND_SUBNET_KINDS = ec2.kinds('VPC', {
  vpc,
  vpcCidrBlock,
  vpcIpv6CidrBlock,
  subnet,
  subnetIpv6CidrBlock,
  subnetCidrReservation,
});
