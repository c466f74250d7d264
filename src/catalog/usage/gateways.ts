import type { NotUsing, UsageLookup, UsageRules } from '../model/usage.ts';
import { COST_ALLOCATION, directConnectApi, ec2Api, ended, FLOW_LOG, NETWORK_PATH, vpcGuide } from './shared.ts';

const ROUTE_TABLE = 'ec2.routeTable';
const LIVE = ['rejected', 'failed', 'deleted', 'deleting', 'failing'];

/**
 * Finds Direct Connect gateways of any account:
 * https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeDirectConnectGatewayAssociations.html.
 */
const directConnectGateways = (id: string): UsageLookup => ({
  service: 'directconnect',
  operation: 'DescribeDirectConnectGatewayAssociations',
  input: { associatedGatewayId: id },
  items: 'directConnectGatewayAssociations',
  refersBy: 'associatedGateway.id',
  except: [{ member: 'associationState', is: ['disassociated'] }],
  word: 'used',
  reason: 'a Direct Connect gateway is associated',
});

const attachment = { seenByOwnerOf: { member: 'TransitGatewayId', kind: 'ec2.transitGateway' } } as const;

const ATTACHMENT_USERS = {
  'ec2.transitGatewayRouteTableAssociation': 'TransitGatewayAttachmentId',
  'ec2.transitGatewayRouteTablePropagation': 'TransitGatewayAttachmentId',
  'ec2.transitGatewayRoute': 'TransitGatewayAttachments.TransitGatewayAttachmentId',
  'ec2.transitGatewayPrefixListReference': 'TransitGatewayAttachment.TransitGatewayAttachmentId',
  'ec2.transitGatewayConnect': 'TransportTransitGatewayAttachmentId',
  'ec2.transitGatewayPolicyTableAssociation': 'TransitGatewayAttachmentId',
  'ec2.transitGatewayMulticastDomainAssociation': 'TransitGatewayAttachmentId',
  'ec2.vpnConnection': 'Options.TransportTransitGatewayAttachmentId',
  'ec2.transitGatewayMeteringPolicy': 'MiddleboxAttachmentIds',
  'ec2.transitGatewayMeteringPolicyEntry': [
    'MeteringPolicyRule.SourceTransitGatewayAttachmentId',
    'MeteringPolicyRule.DestinationTransitGatewayAttachmentId',
  ],
  'ec2.transitGatewayRouteTableAnnouncement': 'PeeringAttachmentId',
};

const ownTable = (kind: string): NotUsing => ({
  kind,
  reason: 'a table of the transit gateway serves its attachments',
});

/** Gateways, VPN and transit gateways. */
export const GATEWAY_USAGE: UsageRules = {
  internetGateway: {
    unused: 'no route points to it',
    own: [{ when: [{ member: 'Attachments', present: false }], word: 'unused', reason: 'not attached' }],
    by: { [ROUTE_TABLE]: ['Routes.GatewayId', 'Associations.GatewayId'], ...NETWORK_PATH },
    pages: [ec2Api('InternetGateway'), vpcGuide('VPC_Internet_Gateway')],
  },
  egressOnlyInternetGateway: {
    unused: 'no route points to it',
    own: [{ when: [{ member: 'Attachments', present: false }], word: 'unused', reason: 'not attached' }],
    by: { [ROUTE_TABLE]: 'Routes.EgressOnlyInternetGatewayId' },
    pages: [ec2Api('EgressOnlyInternetGateway'), vpcGuide('egress-only-internet-gateway')],
  },
  carrierGateway: {
    unused: 'no route points to it',
    by: { [ROUTE_TABLE]: ['Routes.CarrierGatewayId', 'Routes.GatewayId'] },
    pages: [ec2Api('CarrierGateway')],
  },
  natGateway: {
    unused: 'no route points to it',
    own: [...ended('State', ['failed'])],
    by: { [ROUTE_TABLE]: 'Routes.NatGatewayId' },
    notUsing: [COST_ALLOCATION, FLOW_LOG],
    pages: [ec2Api('NatGateway'), vpcGuide('vpc-nat-gateway')],
  },
  vpnGateway: {
    unused: 'it has no VPN connection and no Direct Connect gateway',
    by: {
      'ec2.vpnConnection': 'VpnGatewayId',
      [ROUTE_TABLE]: ['Routes.GatewayId', 'PropagatingVgws.GatewayId', 'Associations.GatewayId'],
      'directconnect.virtualInterface': 'virtualGatewayId',
      'directconnect.gatewayAssociation': 'associatedGateway.id',
      'directconnect.gatewayAssociationProposal': 'associatedGateway.id',
      ...NETWORK_PATH,
    },
    lookups: [directConnectGateways('VpnGatewayId')],
    pages: [ec2Api('VpnGateway'), directConnectApi('DescribeDirectConnectGatewayAssociations')],
  },
  customerGateway: {
    unused: 'no VPN connection refers to it',
    by: { 'ec2.vpnConnection': 'CustomerGatewayId' },
    pages: [ec2Api('CustomerGateway'), 'https://docs.aws.amazon.com/vpn/latest/s2svpn/delete-cgw.html'],
  },
  clientVpnEndpoint: {
    unused: 'no target network is associated',
    own: [
      {
        when: [{ member: 'TransitGatewayConfiguration', present: true }],
        word: 'unknown',
        reason: 'it is attached to a transit gateway',
      },
    ],
    by: { 'ec2.clientVpnTargetNetwork': 'ClientVpnEndpointId', 'ec2.clientVpnConnection': 'ClientVpnEndpointId' },
    notUsing: [
      { kind: 'ec2.clientVpnRoute', reason: 'a part of the endpoint' },
      { kind: 'ec2.clientVpnAuthorizationRule', reason: 'a part of the endpoint' },
      { kind: 'ec2.clientVpnAuthorizationPolicy', reason: 'a part of the endpoint' },
      {
        kind: 'ec2.clientVpnConnection',
        when: [{ member: 'Status.Code', is: ['terminated', 'failed-to-terminate'] }],
        reason: 'the connection has ended',
      },
    ],
    pages: [
      ec2Api('ClientVpnEndpoint'),
      'https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-target.html',
    ],
  },
  transitGateway: {
    unused: 'it has no attachment',
    by: {
      'ec2.transitGatewayVpcAttachment': 'TransitGatewayId',
      'ec2.transitGatewayPeeringAttachment': ['RequesterTgwInfo.TransitGatewayId', 'AccepterTgwInfo.TransitGatewayId'],
      'ec2.transitGatewayClientVpnAttachment': 'TransitGatewayId',
      'ec2.transitGatewayConnect': 'TransitGatewayId',
      'ec2.vpnConnection': 'TransitGatewayId',
      'ec2.vpnConcentrator': 'TransitGatewayId',
      'ec2.clientVpnEndpoint': 'TransitGatewayConfiguration.TransitGatewayId',
      'directconnect.gatewayAssociation': 'associatedGateway.id',
      'directconnect.gatewayAssociationProposal': 'associatedGateway.id',
      ...NETWORK_PATH,
      [ROUTE_TABLE]: 'Routes.TransitGatewayId',
    },
    notUsing: [
      ownTable('ec2.transitGatewayRouteTable'),
      ownTable('ec2.transitGatewayRouteTableAnnouncement'),
      ownTable('ec2.transitGatewayPolicyTable'),
      ownTable('ec2.transitGatewayMulticastDomain'),
      ownTable('ec2.transitGatewayMeteringPolicy'),
      FLOW_LOG,
    ],
    lookups: [
      {
        operation: 'DescribeTransitGatewayAttachments',
        input: { Filters: { filter: 'transit-gateway-id', path: 'TransitGatewayId' } },
        items: 'TransitGatewayAttachments',
        refersBy: 'TransitGatewayId',
        except: [{ member: 'State', is: LIVE }],
        word: 'used',
        reason: 'another account has an attachment',
      },
    ],
    pages: [ec2Api('TransitGateway'), 'https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-share.html'],
  },
  transitGatewayVpcAttachment: {
    unused: 'no route table of the transit gateway refers to it',
    own: [...ended('State', ['rejected', 'failed'])],
    by: ATTACHMENT_USERS,
    ...attachment,
    pages: [
      ec2Api('TransitGatewayVpcAttachment'),
      'https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html',
    ],
  },
  transitGatewayPeeringAttachment: {
    unused: 'no route table of the transit gateway refers to it',
    own: [
      ...ended('State', ['rejected', 'failed']),
      {
        when: [{ member: 'State', is: ['pendingAcceptance', 'initiatingRequest'] }],
        word: 'unknown',
        reason: 'it has not been accepted yet',
      },
    ],
    by: ATTACHMENT_USERS,
    pages: [ec2Api('TransitGatewayPeeringAttachment'), 'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html'],
  },
  transitGatewayConnect: {
    unused: 'it has no Connect peer',
    by: { 'ec2.transitGatewayConnectPeer': 'TransitGatewayAttachmentId', ...ATTACHMENT_USERS },
    ...attachment,
    pages: [ec2Api('TransitGatewayConnect'), 'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-connect.html'],
  },
  transitGatewayRouteTable: {
    unused: 'no attachment is associated',
    own: [
      { when: [{ member: 'DefaultAssociationRouteTable', is: [true] }], word: 'used', reason: 'the default table' },
      { when: [{ member: 'DefaultPropagationRouteTable', is: [true] }], word: 'used', reason: 'the default table' },
    ],
    by: {
      'ec2.transitGatewayRouteTableAssociation': 'parent',
      'ec2.transitGateway': ['Options.AssociationDefaultRouteTableId', 'Options.PropagationDefaultRouteTableId'],
      'ec2.transitGatewayPolicyTableEntry': 'TargetRouteTableId',
      'ec2.transitGatewayClientVpnAttachment': 'Association.TransitGatewayRouteTableId',
      'ec2.transitGatewayRouteTableAnnouncement': 'TransitGatewayRouteTableId',
    },
    notUsing: [{ kind: 'ec2.transitGatewayPrefixListReference', reason: 'a part of the table' }],
    pages: [ec2Api('TransitGatewayRouteTable'), 'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html'],
  },
  transitGatewayPolicyTable: {
    unused: 'no attachment is associated',
    by: {
      'ec2.transitGatewayPolicyTableAssociation': 'parent',
      'ec2.transitGatewayClientVpnAttachment': 'Association.TransitGatewayPolicyTableId',
    },
    pages: [ec2Api('TransitGatewayPolicyTable')],
  },
  transitGatewayMulticastDomain: {
    unused: 'no subnet is associated',
    by: { 'ec2.transitGatewayMulticastDomainAssociation': 'parent' },
    shareable: true,
    pages: [
      ec2Api('TransitGatewayMulticastDomain'),
      'https://docs.aws.amazon.com/vpc/latest/tgw/multicast-domains-about.html',
    ],
  },
};
