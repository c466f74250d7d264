import { rowsOf } from '../define.ts';

const ec2 = rowsOf('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGateway.html */
export const transitGateway = ec2.kind({
  id: 'ec2.transitGateway',
  category: 'Transit gateways',
  noun: 'transit gateway',
  icon: 'type-hierarchy',
  sources: [ec2.list('DescribeTransitGateways', 'TransitGateways', { again: ['TransitGatewayIds'] })],
  members: {
    id: 'TransitGatewayId',
    name: 'tag',
    arn: 'TransitGatewayArn',
    state: 'State',
    tags: 'Tags',
    created: 'CreationTime',
  },
  identity: ['TransitGatewayId', 'CreationTime'],
  show: ['Description', 'OwnerId'],
  dependents: [
    { kind: 'ec2.transitGatewayConnect', filter: 'transit-gateway-id' },
    { kind: 'ec2.transitGatewayPeeringAttachment', filter: 'transit-gateway-id' },
    { kind: 'ec2.transitGatewayVpcAttachment', filter: 'transit-gateway-id' },
    { kind: 'ec2.vpnConnection', filter: 'transit-gateway-id' },
  ],
  removal: { operation: 'DeleteTransitGateway', verb: 'delete', input: 'TransitGatewayId' },
  remake: 'CreateTransitGateway',
});

const traffic = {
  check: 'traffic',
  assess: () => ({ level: 'warning', grave: true, text: 'Traffic through it stops at once.' }) as const,
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayVpcAttachment.html */
export const transitGatewayVpcAttachment = ec2.kind({
  id: 'ec2.transitGatewayVpcAttachment',
  category: 'Transit gateways',
  noun: 'transit gateway VPC attachment',
  icon: 'plug',
  sources: [
    ec2.list('DescribeTransitGatewayVpcAttachments', 'TransitGatewayVpcAttachments', {
      again: ['TransitGatewayAttachmentIds'],
    }),
  ],
  members: { id: 'TransitGatewayAttachmentId', name: 'tag', state: 'State', tags: 'Tags', created: 'CreationTime' },
  show: ['VpcId', 'TransitGatewayId', 'VpcOwnerId'],
  evidence: [traffic],
  removal: { operation: 'DeleteTransitGatewayVpcAttachment', verb: 'delete', input: 'TransitGatewayAttachmentId' },
  remake: 'CreateTransitGatewayVpcAttachment',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RejectTransitGatewayVpcAttachment.html */
export const transitGatewayVpcAttachmentRequest = ec2.verb(transitGatewayVpcAttachment, {
  id: 'ec2.transitGatewayVpcAttachmentRequest',
  applies: ({ item }) => item.State === 'pendingAcceptance' || item.State === 'rejecting',
  removal: {
    operation: 'RejectTransitGatewayVpcAttachment',
    verb: 'reject',
    label: 'Reject Transit Gateway VPC Attachment Request',
    input: 'TransitGatewayAttachmentId',
  },
  wayBack: 'The requester must ask again.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayPeeringAttachment.html */
export const transitGatewayPeeringAttachment = ec2.kind({
  id: 'ec2.transitGatewayPeeringAttachment',
  category: 'Transit gateways',
  noun: 'transit gateway peering attachment',
  icon: 'arrow-both',
  sources: [
    ec2.list('DescribeTransitGatewayPeeringAttachments', 'TransitGatewayPeeringAttachments', {
      again: ['TransitGatewayAttachmentIds'],
    }),
  ],
  members: { id: 'TransitGatewayAttachmentId', name: 'tag', state: 'State', tags: 'Tags', created: 'CreationTime' },
  show: [
    ['RequesterTgwInfo.TransitGatewayId', 'Requester'],
    ['AccepterTgwInfo.TransitGatewayId', 'Accepter'],
    ['AccepterTgwInfo.Region', 'Accepter Region'],
  ],
  evidence: [traffic],
  removal: { operation: 'DeleteTransitGatewayPeeringAttachment', verb: 'delete', input: 'TransitGatewayAttachmentId' },
  wayBack: 'It cannot be restored from here: the other side would have to accept again.',
  remake: 'CreateTransitGatewayPeeringAttachment',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RejectTransitGatewayPeeringAttachment.html */
export const transitGatewayPeeringRequest = ec2.verb(transitGatewayPeeringAttachment, {
  id: 'ec2.transitGatewayPeeringRequest',
  applies: ({ item }) => item.State === 'pendingAcceptance' || item.State === 'rejecting',
  removal: {
    operation: 'RejectTransitGatewayPeeringAttachment',
    verb: 'reject',
    label: 'Reject Transit Gateway Peering Request',
    input: 'TransitGatewayAttachmentId',
  },
  wayBack: 'The requester must ask again.',
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
      again: ['TransitGatewayAttachmentIds'],
    }),
  ],
  members: { id: 'TransitGatewayAttachmentId', name: 'tag', state: 'State', tags: 'Tags', created: 'CreationTime' },
  show: ['ResourceId', 'TransitGatewayId', 'ResourceOwnerId'],
  applies: ({ item }) => item.ResourceType === 'client-vpn',
  evidence: [traffic],
  removal: {
    operation: 'DeleteTransitGatewayClientVpnAttachment',
    verb: 'delete',
    input: 'TransitGatewayAttachmentId',
  },
  wayBack: 'It is made again from the Client VPN endpoint.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RejectTransitGatewayClientVpnAttachment.html */
export const transitGatewayClientVpnRequest = ec2.verb(transitGatewayClientVpnAttachment, {
  id: 'ec2.transitGatewayClientVpnRequest',
  applies: ({ item }) =>
    item.ResourceType === 'client-vpn' && (item.State === 'pendingAcceptance' || item.State === 'rejecting'),
  removal: {
    operation: 'RejectTransitGatewayClientVpnAttachment',
    verb: 'reject',
    label: 'Reject Transit Gateway Client VPN Attachment Request',
    input: 'TransitGatewayAttachmentId',
  },
  wayBack: 'The requester must ask again.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayConnect.html */
export const transitGatewayConnect = ec2.kind({
  id: 'ec2.transitGatewayConnect',
  category: 'Transit gateways',
  noun: 'transit gateway Connect attachment',
  icon: 'plug',
  sources: [
    ec2.list('DescribeTransitGatewayConnects', 'TransitGatewayConnects', { again: ['TransitGatewayAttachmentIds'] }),
  ],
  members: { id: 'TransitGatewayAttachmentId', name: 'tag', state: 'State', tags: 'Tags', created: 'CreationTime' },
  show: ['TransitGatewayId', 'TransportTransitGatewayAttachmentId'],
  evidence: [traffic],
  dependents: [{ kind: 'ec2.transitGatewayConnectPeer', filter: 'transit-gateway-attachment-id' }],
  removal: { operation: 'DeleteTransitGatewayConnect', verb: 'delete', input: 'TransitGatewayAttachmentId' },
  remake: 'CreateTransitGatewayConnect',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayConnectPeer.html */
export const transitGatewayConnectPeer = ec2.kind({
  id: 'ec2.transitGatewayConnectPeer',
  category: 'Transit gateways',
  under: ['ec2.transitGatewayConnect'],
  noun: 'transit gateway Connect peer',
  icon: 'plug',
  sources: [
    ec2.list('DescribeTransitGatewayConnectPeers', 'TransitGatewayConnectPeers', {
      again: ['TransitGatewayConnectPeerIds'],
      of: { noun: 'transit gateway Connect attachment', id: 'TransitGatewayAttachmentId' },
    }),
  ],
  members: { id: 'TransitGatewayConnectPeerId', name: 'tag', state: 'State', tags: 'Tags', created: 'CreationTime' },
  show: ['ConnectPeerConfiguration.PeerAddress', 'ConnectPeerConfiguration.TransitGatewayAddress'],
  evidence: [traffic],
  removal: { operation: 'DeleteTransitGatewayConnectPeer', verb: 'delete', input: 'TransitGatewayConnectPeerId' },
  remake: 'CreateTransitGatewayConnectPeer',
});
