import type {
  Address,
  NatGateway,
  TargetNetwork,
  TransitGatewayPeeringAttachment,
  TransitGatewayVpcAttachment,
  VpcEndpoint,
  VpnConnection,
} from '@aws-sdk/client-ec2';
import type { PricePart } from '../model/price.ts';
import { FREE, hourly, none, rule } from './shared.ts';

/** States in which nothing is billed. */
const ENDED: ReadonlySet<string> = new Set(['deleted', 'deleting', 'failed', 'rejected', 'expired']);

const hasEnded = (state: string | undefined): boolean => state !== undefined && ENDED.has(state.toLowerCase());

/** Returns public IPv4 addresses by the hour: https://aws.amazon.com/vpc/pricing/. */
export function publicIpv4(use: 'InUse' | 'Idle', quantity = 1): PricePart {
  return hourly('AmazonVPC', { group: 'VPCPublicIPv4Address' }, `PublicIPv4:${use}Address`, quantity);
}

/** An Elastic IP address of Amazon's. Addresses of own and shared pools have other prices: https://aws.amazon.com/vpc/pricing/. */
const address = rule<Address>((item, { region }) => {
  const { NetworkBorderGroup: border = region, CarrierIp: carrier, CustomerOwnedIp: own } = item;
  if (border !== region || carrier !== undefined || own !== undefined) return none('otherPlace');
  if ((item.PublicIpv4Pool ?? 'amazon') !== 'amazon') return none('variant');
  const isUsed = item.AssociationId !== undefined || item.InstanceId !== undefined;
  return { parts: [publicIpv4(isUsed ? 'InUse' : 'Idle')] };
});

/** A NAT gateway in a zone by the hour; its address has a price of its own: https://aws.amazon.com/vpc/pricing/. */
const natGateway = rule<NatGateway>(({ State: state, AvailabilityMode: mode = 'zonal' }) => {
  if (hasEnded(state)) return FREE;
  // A regional one is billed for each zone that it is in, which changes by itself.
  if (mode !== 'zonal') return none('variant');
  return { parts: [hourly('AmazonEC2', { productFamily: 'NAT Gateway' }, 'NatGateway-Hours')] };
});

/** The usage types of endpoints that are billed for each hour and zone. */
const ENDPOINT_HOURS: Readonly<Record<string, string>> = {
  Interface: 'VpcEndpoint-Hours',
  GatewayLoadBalancer: 'VpcEndpoint-GWLBE-Hours',
};

/**
 * An endpoint by the hour in each zone, whatever the state of its connection; gateway endpoints cost nothing
 * (https://aws.amazon.com/privatelink/pricing/). It has one subnet in each zone
 * (https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html).
 */
const vpcEndpoint = rule<VpcEndpoint>((item, { accountId }) => {
  const { VpcEndpointType: type = '', State: state, SubnetIds: subnets = [] } = item;
  // https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html: a rejected endpoint exists, and is billed, until it is deleted.
  if (hasEnded(state) && state?.toLowerCase() !== 'rejected') return FREE;
  if (type === 'Gateway') return FREE;
  if ((item.OwnerId ?? accountId) !== accountId || item.RequesterManaged === true) return none('otherAccount');
  const usageType = Object.hasOwn(ENDPOINT_HOURS, type) ? ENDPOINT_HOURS[type] : undefined;
  if (usageType === undefined) return none('variant');
  if (subnets.length === 0) return FREE;
  return { parts: [hourly('AmazonVPC', { productFamily: 'VpcEndpoint' }, usageType, subnets.length)] };
});

/** States before the owner of the transit gateway accepts: billing starts then (https://aws.amazon.com/transit-gateway/pricing/). */
const NOT_ACCEPTED: ReadonlySet<string> = new Set(['initiating', 'initiatingRequest', 'pendingAcceptance']);

const isAttached = (state = ''): boolean => !hasEnded(state) && !NOT_ACCEPTED.has(state);

/** Returns an attachment of a transit gateway by the hour: https://aws.amazon.com/transit-gateway/pricing/. */
function attachment(operation: 'TransitGatewayVPC' | 'TransitGatewayVPN' | 'TransitGatewayPeering'): PricePart {
  return hourly('AmazonVPC', { group: 'AWSTransitGateway', operation }, 'TransitGateway-Hours');
}

/** The owner of the VPC pays: https://aws.amazon.com/transit-gateway/pricing/. */
const transitGatewayVpcAttachment = rule<TransitGatewayVpcAttachment>((item, { accountId }) => {
  if (!isAttached(item.State)) return FREE;
  if ((item.VpcOwnerId ?? accountId) !== accountId) return none('otherAccount');
  return { parts: [attachment('TransitGatewayVPC')] };
});

/** Each owner of a transit gateway pays for its own side: https://aws.amazon.com/transit-gateway/pricing/. */
const transitGatewayPeeringAttachment = rule<TransitGatewayPeeringAttachment>(({ State: state }) =>
  isAttached(state) ? { parts: [attachment('TransitGatewayPeering')] } : FREE,
);

/** A connection by the hour, and its attachment to a transit gateway: https://aws.amazon.com/vpn/pricing/. */
const vpnConnection = rule<VpnConnection>((item) => {
  if (hasEnded(item.State)) return FREE;
  const { EnableAcceleration: accelerated, TunnelBandwidth: bandwidth = 'standard' } = item.Options ?? {};
  const isOther = item.VpnConcentratorId !== undefined || item.CoreNetworkArn !== undefined;
  // Acceleration, large tunnels and concentrators have prices of their own.
  if (accelerated === true || bandwidth !== 'standard' || isOther) return none('variant');
  const hours = hourly('AmazonVPC', { productFamily: 'Cloud Connectivity' }, 'VPN-Usage-Hours:ipsec.1');
  return { parts: item.TransitGatewayId === undefined ? [hours] : [hours, attachment('TransitGatewayVPN')] };
});

/** An association with a subnet by the hour, whether anybody is connected or not: https://aws.amazon.com/vpn/pricing/. */
const clientVpnTargetNetwork = rule<TargetNetwork>(({ Status: status }) => {
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociationStatus.html
  if (status?.Code !== undefined && !['associated', 'associating'].includes(status.Code)) return FREE;
  return { parts: [hourly('AmazonVPC', { operation: 'ClientVPNEndpoints' }, 'ClientVPN-EndpointHours')] };
});

export const NETWORK_PRICES = {
  address,
  natGateway,
  vpcEndpoint,
  transitGatewayVpcAttachment,
  transitGatewayPeeringAttachment,
  vpnConnection,
  clientVpnTargetNetwork,
};
