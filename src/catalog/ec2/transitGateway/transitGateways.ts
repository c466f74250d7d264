import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGateway.html */
export const transitGateway = ec2.kind({
  id: 'ec2.transitGateway',
  category: 'Transit gateways',
  noun: 'transit gateway',
  icon: 'type-hierarchy',
  sources: [ec2.list('DescribeTransitGateways', 'TransitGateways', { getOne: ['TransitGatewayIds'] })],
  members: {
    id: 'TransitGatewayId',
    name: 'tag',
    arn: 'TransitGatewayArn',
    state: 'State',
    tags: 'Tags',
    created: 'CreationTime',
  },
  identity: ['TransitGatewayId', 'CreationTime'],
  fields: ['Description', 'OwnerId'],
  dependents: [
    { kind: 'ec2.transitGatewayConnect', filter: 'transit-gateway-id' },
    { kind: 'ec2.transitGatewayPeeringAttachment', filter: 'transit-gateway-id' },
    { kind: 'ec2.transitGatewayVpcAttachment', filter: 'transit-gateway-id' },
    { kind: 'ec2.vpnConnection', filter: 'transit-gateway-id' },
  ],
  action: { operation: 'DeleteTransitGateway', verb: 'delete', input: 'TransitGatewayId' },
  recreateOperation: 'CreateTransitGateway',
});

const traffic = {
  check: 'traffic',
  assess: () => ({ level: 'warning', severe: true, text: 'Traffic through it stops at once.' }) as const,
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayVpcAttachment.html */
export const transitGatewayVpcAttachment = ec2.kind({
  id: 'ec2.transitGatewayVpcAttachment',
  category: 'Transit gateways',
  noun: 'transit gateway VPC attachment',
  icon: 'plug',
  sources: [
    ec2.list('DescribeTransitGatewayVpcAttachments', 'TransitGatewayVpcAttachments', {
      getOne: ['TransitGatewayAttachmentIds'],
    }),
  ],
  members: { id: 'TransitGatewayAttachmentId', name: 'tag', state: 'State', tags: 'Tags', created: 'CreationTime' },
  fields: ['VpcId', 'TransitGatewayId', 'VpcOwnerId'],
  evidence: [traffic],
  action: { operation: 'DeleteTransitGatewayVpcAttachment', verb: 'delete', input: 'TransitGatewayAttachmentId' },
  recreateOperation: 'CreateTransitGatewayVpcAttachment',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RejectTransitGatewayVpcAttachment.html */
export const transitGatewayVpcAttachmentRequest = ec2.action(transitGatewayVpcAttachment, {
  id: 'ec2.transitGatewayVpcAttachmentRequest',
  matches: ({ item }) => item.State === 'pendingAcceptance' || item.State === 'rejecting',
  action: {
    operation: 'RejectTransitGatewayVpcAttachment',
    verb: 'reject',
    label: 'Reject Transit Gateway VPC Attachment Request',
    input: 'TransitGatewayAttachmentId',
  },
  restorability: 'The requester must ask again.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayPeeringAttachment.html */
export const transitGatewayPeeringAttachment = ec2.kind({
  id: 'ec2.transitGatewayPeeringAttachment',
  category: 'Transit gateways',
  noun: 'transit gateway peering attachment',
  icon: 'arrow-both',
  sources: [
    ec2.list('DescribeTransitGatewayPeeringAttachments', 'TransitGatewayPeeringAttachments', {
      getOne: ['TransitGatewayAttachmentIds'],
    }),
  ],
  members: { id: 'TransitGatewayAttachmentId', name: 'tag', state: 'State', tags: 'Tags', created: 'CreationTime' },
  fields: [
    ['RequesterTgwInfo.TransitGatewayId', 'Requester'],
    ['AccepterTgwInfo.TransitGatewayId', 'Accepter'],
    ['AccepterTgwInfo.Region', 'Accepter Region'],
  ],
  evidence: [traffic],
  action: { operation: 'DeleteTransitGatewayPeeringAttachment', verb: 'delete', input: 'TransitGatewayAttachmentId' },
  restorability: 'It cannot be restored from here: the other side would have to accept again.',
  recreateOperation: 'CreateTransitGatewayPeeringAttachment',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RejectTransitGatewayPeeringAttachment.html */
export const transitGatewayPeeringRequest = ec2.action(transitGatewayPeeringAttachment, {
  id: 'ec2.transitGatewayPeeringRequest',
  matches: ({ item }) => item.State === 'pendingAcceptance' || item.State === 'rejecting',
  action: {
    operation: 'RejectTransitGatewayPeeringAttachment',
    verb: 'reject',
    label: 'Reject Transit Gateway Peering Request',
    input: 'TransitGatewayAttachmentId',
  },
  restorability: 'The requester must ask again.',
});

/** Those that are made from the side of a Client VPN endpoint have no listing of their own. */
export const transitGatewayClientVpnAttachment = ec2.kind({
  id: 'ec2.transitGatewayClientVpnAttachment',
  category: 'Transit gateways',
  noun: 'transit gateway Client VPN attachment',
  icon: 'plug',
  sources: [
    ec2.list('DescribeTransitGatewayAttachments', 'TransitGatewayAttachments', {
      input: { Filters: [{ Name: 'resource-type', Values: ['client-vpn'] }] },
      getOne: ['TransitGatewayAttachmentIds'],
    }),
  ],
  members: { id: 'TransitGatewayAttachmentId', name: 'tag', state: 'State', tags: 'Tags', created: 'CreationTime' },
  fields: ['ResourceId', 'TransitGatewayId', 'ResourceOwnerId'],
  matches: ({ item }) => item.ResourceType === 'client-vpn',
  evidence: [traffic],
  action: {
    operation: 'DeleteTransitGatewayClientVpnAttachment',
    verb: 'delete',
    input: 'TransitGatewayAttachmentId',
  },
  restorability: 'It is made again from the Client VPN endpoint.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RejectTransitGatewayClientVpnAttachment.html */
export const transitGatewayClientVpnRequest = ec2.action(transitGatewayClientVpnAttachment, {
  id: 'ec2.transitGatewayClientVpnRequest',
  matches: ({ item }) =>
    item.ResourceType === 'client-vpn' && (item.State === 'pendingAcceptance' || item.State === 'rejecting'),
  action: {
    operation: 'RejectTransitGatewayClientVpnAttachment',
    verb: 'reject',
    label: 'Reject Transit Gateway Client VPN Attachment Request',
    input: 'TransitGatewayAttachmentId',
  },
  restorability: 'The requester must ask again.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayConnect.html */
export const transitGatewayConnect = ec2.kind({
  id: 'ec2.transitGatewayConnect',
  category: 'Transit gateways',
  noun: 'transit gateway Connect attachment',
  icon: 'plug',
  sources: [
    ec2.list('DescribeTransitGatewayConnects', 'TransitGatewayConnects', { getOne: ['TransitGatewayAttachmentIds'] }),
  ],
  members: { id: 'TransitGatewayAttachmentId', name: 'tag', state: 'State', tags: 'Tags', created: 'CreationTime' },
  fields: ['TransitGatewayId', 'TransportTransitGatewayAttachmentId'],
  evidence: [traffic],
  dependents: [{ kind: 'ec2.transitGatewayConnectPeer', filter: 'transit-gateway-attachment-id' }],
  action: { operation: 'DeleteTransitGatewayConnect', verb: 'delete', input: 'TransitGatewayAttachmentId' },
  recreateOperation: 'CreateTransitGatewayConnect',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayConnectPeer.html */
export const transitGatewayConnectPeer = ec2.kind({
  id: 'ec2.transitGatewayConnectPeer',
  category: 'Transit gateways',
  parentKinds: ['ec2.transitGatewayConnect'],
  noun: 'transit gateway Connect peer',
  icon: 'plug',
  sources: [
    ec2.list('DescribeTransitGatewayConnectPeers', 'TransitGatewayConnectPeers', {
      getOne: ['TransitGatewayConnectPeerIds'],
      parentRef: { noun: 'transit gateway Connect attachment', id: 'TransitGatewayAttachmentId' },
    }),
  ],
  members: { id: 'TransitGatewayConnectPeerId', name: 'tag', state: 'State', tags: 'Tags', created: 'CreationTime' },
  fields: ['ConnectPeerConfiguration.PeerAddress', 'ConnectPeerConfiguration.TransitGatewayAddress'],
  evidence: [traffic],
  action: { operation: 'DeleteTransitGatewayConnectPeer', verb: 'delete', input: 'TransitGatewayConnectPeerId' },
  recreateOperation: 'CreateTransitGatewayConnectPeer',
});
