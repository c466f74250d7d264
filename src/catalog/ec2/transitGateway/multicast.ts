import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayMulticastDomain.html */
const transitGatewayMulticastDomain = ec2.kind({
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
  dependents: [{ kind: 'ec2.transitGatewayMulticastDomainAssociation', refersBy: 'parent' }],
  action: 'DeleteTransitGatewayMulticastDomain',
});

const domains = {
  operation: 'DescribeTransitGatewayMulticastDomains',
  items: 'TransitGatewayMulticastDomains',
  getOne: ['TransitGatewayMulticastDomainIds'],
} as const;
const ofDomain = { noun: 'transit gateway multicast domain', id: 'TransitGatewayMulticastDomainId' } as const;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayMulticastDomainAssociation.html */
const transitGatewayMulticastDomainAssociation = ec2.kind({
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
    input: {
      TransitGatewayMulticastDomainId: { parent: 'id' },
      TransitGatewayAttachmentId: 'TransitGatewayAttachmentId',
      SubnetIds: ['Subnet.SubnetId'],
    },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RejectTransitGatewayMulticastDomainAssociations.html */
const multicastDomainAssociationRequest = ec2.action(transitGatewayMulticastDomainAssociation, {
  matches: ({ item }) => item.Subnet?.State === 'pendingAcceptance',
  completion: { states: { deleted: ['disassociated'] } },
  action: {
    operation: 'RejectTransitGatewayMulticastDomainAssociations',
    label: 'Reject Multicast Domain Association Request',
    input: {
      TransitGatewayMulticastDomainId: { parent: 'id' },
      TransitGatewayAttachmentId: 'TransitGatewayAttachmentId',
      SubnetIds: ['Subnet.SubnetId'],
    },
  },
  restorability: 'The requester must send another request.',
});

const groups = ec2.children(
  domains,
  ofDomain,
  'SearchTransitGatewayMulticastGroups',
  'MulticastGroups',
  'TransitGatewayMulticastDomainId',
);

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayMulticastGroup.html */
const multicastGroupMember = ec2.kind({
  parentKinds: ['ec2.transitGatewayMulticastDomain'],
  noun: 'multicast group member',
  icon: 'account',
  sources: [groups],
  members: { id: ['GroupIpAddress', 'NetworkInterfaceId'] },
  fields: ['GroupIpAddress', 'NetworkInterfaceId', 'SubnetId'],
  matches: ({ item }) => item.GroupMember === true,
  completion: { unmatched: 'deleted' },
  action: {
    operation: 'DeregisterTransitGatewayMulticastGroupMembers',
    input: {
      TransitGatewayMulticastDomainId: { parent: 'id' },
      GroupIpAddress: 'GroupIpAddress',
      NetworkInterfaceIds: ['NetworkInterfaceId'],
    },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayMulticastGroup.html */
const multicastGroupSource = ec2.kind({
  parentKinds: ['ec2.transitGatewayMulticastDomain'],
  noun: 'multicast group source',
  icon: 'broadcast',
  sources: [groups],
  members: { id: ['GroupIpAddress', 'NetworkInterfaceId'] },
  fields: ['GroupIpAddress', 'NetworkInterfaceId', 'SubnetId'],
  matches: ({ item }) => item.GroupSource === true,
  completion: { unmatched: 'deleted' },
  action: {
    operation: 'DeregisterTransitGatewayMulticastGroupSources',
    input: {
      TransitGatewayMulticastDomainId: { parent: 'id' },
      GroupIpAddress: 'GroupIpAddress',
      NetworkInterfaceIds: ['NetworkInterfaceId'],
    },
  },
});

export const MULTICAST_KINDS = ec2.kinds('Transit gateways', {
  transitGatewayMulticastDomain,
  transitGatewayMulticastDomainAssociation,
  multicastDomainAssociationRequest,
  multicastGroupMember,
  multicastGroupSource,
});
