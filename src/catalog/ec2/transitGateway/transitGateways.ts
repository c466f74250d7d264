import { always } from '../../builder/evidence.ts';
import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGateway.html */
const transitGateway = ec2.kind({
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
    { kind: 'ec2.transitGatewayConnect', filter: 'transit-gateway-id', refersBy: 'TransitGatewayId' },
    {
      kind: 'ec2.transitGatewayPeeringAttachment',
      filter: 'transit-gateway-id',
      refersBy: ['RequesterTgwInfo.TransitGatewayId', 'AccepterTgwInfo.TransitGatewayId'],
    },
    { kind: 'ec2.transitGatewayVpcAttachment', filter: 'transit-gateway-id', refersBy: 'TransitGatewayId' },
    { kind: 'ec2.transitGatewayClientVpnAttachment', filter: 'transit-gateway-id', refersBy: 'TransitGatewayId' },
    { kind: 'ec2.vpnConnection', filter: 'transit-gateway-id', refersBy: 'TransitGatewayId' },
    { kind: 'ec2.vpnConcentrator', filter: 'transit-gateway-id', refersBy: 'TransitGatewayId' },
    // Direct Connect's associations have no filter by transit gateway without one by Direct Connect gateway.
    { kind: 'directconnect.gatewayAssociation', refersBy: 'associatedGateway.id' },
  ],
  action: 'DeleteTransitGateway',
});

const traffic = always('traffic', 'severe', 'Traffic through it stops at once.');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayVpcAttachment.html */
const transitGatewayVpcAttachment = ec2.kind({
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
  // A Connect attachment needs the attachment that transports it.
  dependents: [
    {
      kind: 'ec2.transitGatewayConnect',
      filter: 'transport-transit-gateway-attachment-id',
      refersBy: 'TransportTransitGatewayAttachmentId',
    },
  ],
  action: 'DeleteTransitGatewayVpcAttachment',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RejectTransitGatewayVpcAttachment.html */
const transitGatewayVpcAttachmentRequest = ec2.action(transitGatewayVpcAttachment, {
  matches: ({ item }) => item.State === 'pendingAcceptance' || item.State === 'rejecting',
  action: { operation: 'RejectTransitGatewayVpcAttachment', label: 'Reject Transit Gateway VPC Attachment Request' },
  restorability: 'The requester must send another request.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayPeeringAttachment.html */
const transitGatewayPeeringAttachment = ec2.kind({
  noun: 'transit gateway peering attachment',
  acrossRegions: true,
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
  action: 'DeleteTransitGatewayPeeringAttachment',
  restorability: 'Teardown cannot restore it: the other side would have to accept again.',
  recreateOperation: 'CreateTransitGatewayPeeringAttachment',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RejectTransitGatewayPeeringAttachment.html */
const transitGatewayPeeringRequest = ec2.action(transitGatewayPeeringAttachment, {
  matches: ({ item }) => item.State === 'pendingAcceptance' || item.State === 'rejecting',
  action: { operation: 'RejectTransitGatewayPeeringAttachment', label: 'Reject Transit Gateway Peering Request' },
  restorability: 'The requester must send another request.',
});

/** Attachments that a Client VPN endpoint creates have no listing of their own. */
const transitGatewayClientVpnAttachment = ec2.kind({
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
  action: 'DeleteTransitGatewayClientVpnAttachment',
  restorability: 'The Client VPN endpoint creates it again.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RejectTransitGatewayClientVpnAttachment.html */
const transitGatewayClientVpnRequest = ec2.action(transitGatewayClientVpnAttachment, {
  matches: ({ item }) =>
    item.ResourceType === 'client-vpn' && (item.State === 'pendingAcceptance' || item.State === 'rejecting'),
  action: {
    operation: 'RejectTransitGatewayClientVpnAttachment',
    label: 'Reject Transit Gateway Client VPN Attachment Request',
  },
  restorability: 'The requester must send another request.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayConnect.html */
const transitGatewayConnect = ec2.kind({
  noun: 'transit gateway Connect attachment',
  icon: 'plug',
  sources: [
    ec2.list('DescribeTransitGatewayConnects', 'TransitGatewayConnects', { getOne: ['TransitGatewayAttachmentIds'] }),
  ],
  members: { id: 'TransitGatewayAttachmentId', name: 'tag', state: 'State', tags: 'Tags', created: 'CreationTime' },
  fields: ['TransitGatewayId', 'TransportTransitGatewayAttachmentId'],
  evidence: [traffic],
  dependents: [
    {
      kind: 'ec2.transitGatewayConnectPeer',
      filter: 'transit-gateway-attachment-id',
      refersBy: 'TransitGatewayAttachmentId',
    },
  ],
  action: 'DeleteTransitGatewayConnect',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayConnectPeer.html */
const transitGatewayConnectPeer = ec2.kind({
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
  action: 'DeleteTransitGatewayConnectPeer',
});

export const TRANSIT_GATEWAY_KINDS = ec2.kinds('Transit gateways', {
  transitGateway,
  transitGatewayVpcAttachment,
  transitGatewayVpcAttachmentRequest,
  transitGatewayPeeringAttachment,
  transitGatewayPeeringRequest,
  transitGatewayClientVpnAttachment,
  transitGatewayClientVpnRequest,
  transitGatewayConnect,
  transitGatewayConnectPeer,
});
