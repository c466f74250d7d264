import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayMulticastDomain.html */
export const transitGatewayMulticastDomain = ec2.kind({
  id: 'ec2.transitGatewayMulticastDomain',
  category: 'Transit gateways',
  noun: 'transit gateway multicast domain',
  icon: 'broadcast',
  sources: [
    ec2.list('DescribeTransitGatewayMulticastDomains', 'TransitGatewayMulticastDomains', {
      getOne: ['TransitGatewayMulticastDomainIds'],
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
  fields: ['TransitGatewayId', 'OwnerId'],
  deletedAfter: ['ec2.transitGatewayMulticastDomainAssociation'],
  action: {
    operation: 'DeleteTransitGatewayMulticastDomain',
    verb: 'delete',
    input: 'TransitGatewayMulticastDomainId',
  },
  recreateOperation: 'CreateTransitGatewayMulticastDomain',
});

const domains = {
  operation: 'DescribeTransitGatewayMulticastDomains',
  items: 'TransitGatewayMulticastDomains',
  getOne: ['TransitGatewayMulticastDomainIds'],
} as const;
const ofDomain = { noun: 'transit gateway multicast domain', id: 'TransitGatewayMulticastDomainId' } as const;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayMulticastDomainAssociation.html */
export const transitGatewayMulticastDomainAssociation = ec2.kind({
  id: 'ec2.transitGatewayMulticastDomainAssociation',
  category: 'Transit gateways',
  parentKinds: ['ec2.transitGatewayMulticastDomain'],
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
  fields: [['Subnet.SubnetId', 'Subnet id'], 'ResourceId'],
  action: {
    operation: 'DisassociateTransitGatewayMulticastDomain',
    verb: 'disassociate',
    input: {
      TransitGatewayMulticastDomainId: { parent: 'id' },
      TransitGatewayAttachmentId: 'TransitGatewayAttachmentId',
      SubnetIds: ['Subnet.SubnetId'],
    },
  },
  recreateOperation: 'AssociateTransitGatewayMulticastDomain',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RejectTransitGatewayMulticastDomainAssociations.html */
export const multicastDomainAssociationRequest = ec2.action(transitGatewayMulticastDomainAssociation, {
  id: 'ec2.multicastDomainAssociationRequest',
  matches: ({ item }) => item.Subnet?.State === 'pendingAcceptance',
  action: {
    operation: 'RejectTransitGatewayMulticastDomainAssociations',
    verb: 'reject',
    label: 'Reject Multicast Domain Association Request',
    input: {
      TransitGatewayMulticastDomainId: { parent: 'id' },
      TransitGatewayAttachmentId: 'TransitGatewayAttachmentId',
      SubnetIds: ['Subnet.SubnetId'],
    },
  },
  restorability: 'The requester must ask again.',
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
  parentKinds: ['ec2.transitGatewayMulticastDomain'],
  noun: 'multicast group member',
  icon: 'account',
  sources: [groups],
  members: { id: ['GroupIpAddress', 'NetworkInterfaceId'] },
  fields: ['GroupIpAddress', 'NetworkInterfaceId', 'SubnetId'],
  matches: ({ item }) => item.GroupMember === true,
  action: {
    operation: 'DeregisterTransitGatewayMulticastGroupMembers',
    verb: 'deregister',
    input: {
      TransitGatewayMulticastDomainId: { parent: 'id' },
      GroupIpAddress: 'GroupIpAddress',
      NetworkInterfaceIds: ['NetworkInterfaceId'],
    },
  },
  recreateOperation: 'RegisterTransitGatewayMulticastGroupMembers',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayMulticastGroup.html */
export const multicastGroupSource = ec2.kind({
  id: 'ec2.multicastGroupSource',
  category: 'Transit gateways',
  parentKinds: ['ec2.transitGatewayMulticastDomain'],
  noun: 'multicast group source',
  icon: 'broadcast',
  sources: [groups],
  members: { id: ['GroupIpAddress', 'NetworkInterfaceId'] },
  fields: ['GroupIpAddress', 'NetworkInterfaceId', 'SubnetId'],
  matches: ({ item }) => item.GroupSource === true,
  action: {
    operation: 'DeregisterTransitGatewayMulticastGroupSources',
    verb: 'deregister',
    input: {
      TransitGatewayMulticastDomainId: { parent: 'id' },
      GroupIpAddress: 'GroupIpAddress',
      NetworkInterfaceIds: ['NetworkInterfaceId'],
    },
  },
  recreateOperation: 'RegisterTransitGatewayMulticastGroupSources',
});
