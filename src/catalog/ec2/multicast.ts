import { rowsOf } from '../define.ts';

const ec2 = rowsOf('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayMulticastDomain.html */
export const transitGatewayMulticastDomain = ec2.kind({
  id: 'ec2.transitGatewayMulticastDomain',
  category: 'Transit gateways',
  noun: 'transit gateway multicast domain',
  icon: 'broadcast',
  sources: [
    ec2.list('DescribeTransitGatewayMulticastDomains', 'TransitGatewayMulticastDomains', {
      again: ['TransitGatewayMulticastDomainIds'],
    }),
  ],
  members: {
    id: 'TransitGatewayMulticastDomainId',
    name: 'tag',
    arn: 'TransitGatewayMulticastDomainArn',
    state: 'State',
    tags: 'Tags',
    created: 'CreationTime',
  },
  show: ['TransitGatewayId', 'OwnerId'],
  after: ['ec2.transitGatewayMulticastDomainAssociation'],
  removal: {
    operation: 'DeleteTransitGatewayMulticastDomain',
    verb: 'delete',
    input: 'TransitGatewayMulticastDomainId',
  },
  remake: 'CreateTransitGatewayMulticastDomain',
});

const domains = {
  operation: 'DescribeTransitGatewayMulticastDomains',
  items: 'TransitGatewayMulticastDomains',
  again: ['TransitGatewayMulticastDomainIds'],
} as const;
const ofDomain = { noun: 'transit gateway multicast domain', id: 'TransitGatewayMulticastDomainId' } as const;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayMulticastDomainAssociation.html */
export const transitGatewayMulticastDomainAssociation = ec2.kind({
  id: 'ec2.transitGatewayMulticastDomainAssociation',
  category: 'Transit gateways',
  under: ['ec2.transitGatewayMulticastDomain'],
  noun: 'multicast domain association',
  icon: 'link',
  sources: [
    ec2.children(
      domains,
      ofDomain,
      'GetTransitGatewayMulticastDomainAssociations',
      'MulticastDomainAssociations',
      'TransitGatewayMulticastDomainId',
    ),
  ],
  members: { id: ['TransitGatewayAttachmentId', 'Subnet.SubnetId'], state: 'Subnet.State' },
  show: [['Subnet.SubnetId', 'Subnet id'], 'ResourceId'],
  removal: {
    operation: 'DisassociateTransitGatewayMulticastDomain',
    verb: 'disassociate',
    input: {
      TransitGatewayMulticastDomainId: { parent: 'id' },
      TransitGatewayAttachmentId: 'TransitGatewayAttachmentId',
      SubnetIds: ['Subnet.SubnetId'],
    },
  },
  remake: 'AssociateTransitGatewayMulticastDomain',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RejectTransitGatewayMulticastDomainAssociations.html */
export const multicastDomainAssociationRequest = ec2.verb(transitGatewayMulticastDomainAssociation, {
  id: 'ec2.multicastDomainAssociationRequest',
  applies: ({ item }) => item.Subnet?.State === 'pendingAcceptance',
  removal: {
    operation: 'RejectTransitGatewayMulticastDomainAssociations',
    verb: 'reject',
    label: 'Reject Multicast Domain Association Request',
    input: {
      TransitGatewayMulticastDomainId: { parent: 'id' },
      TransitGatewayAttachmentId: 'TransitGatewayAttachmentId',
      SubnetIds: ['Subnet.SubnetId'],
    },
  },
  wayBack: 'The requester must ask again.',
});

const groups = ec2.children(
  domains,
  ofDomain,
  'SearchTransitGatewayMulticastGroups',
  'MulticastGroups',
  'TransitGatewayMulticastDomainId',
);

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayMulticastGroup.html */
export const multicastGroupMember = ec2.kind({
  id: 'ec2.multicastGroupMember',
  category: 'Transit gateways',
  under: ['ec2.transitGatewayMulticastDomain'],
  noun: 'multicast group member',
  icon: 'account',
  sources: [groups],
  members: { id: ['GroupIpAddress', 'NetworkInterfaceId'] },
  show: ['GroupIpAddress', 'NetworkInterfaceId', 'SubnetId'],
  applies: ({ item }) => item.GroupMember === true,
  removal: {
    operation: 'DeregisterTransitGatewayMulticastGroupMembers',
    verb: 'deregister',
    input: {
      TransitGatewayMulticastDomainId: { parent: 'id' },
      GroupIpAddress: 'GroupIpAddress',
      NetworkInterfaceIds: ['NetworkInterfaceId'],
    },
  },
  remake: 'RegisterTransitGatewayMulticastGroupMembers',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayMulticastGroup.html */
export const multicastGroupSource = ec2.kind({
  id: 'ec2.multicastGroupSource',
  category: 'Transit gateways',
  under: ['ec2.transitGatewayMulticastDomain'],
  noun: 'multicast group source',
  icon: 'broadcast',
  sources: [groups],
  members: { id: ['GroupIpAddress', 'NetworkInterfaceId'] },
  show: ['GroupIpAddress', 'NetworkInterfaceId', 'SubnetId'],
  applies: ({ item }) => item.GroupSource === true,
  removal: {
    operation: 'DeregisterTransitGatewayMulticastGroupSources',
    verb: 'deregister',
    input: {
      TransitGatewayMulticastDomainId: { parent: 'id' },
      GroupIpAddress: 'GroupIpAddress',
      NetworkInterfaceIds: ['NetworkInterfaceId'],
    },
  },
  remake: 'RegisterTransitGatewayMulticastGroupSources',
});
