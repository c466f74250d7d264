import { always } from '../../builder/evidence.ts';
import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CustomerGateway.html */
const customerGateway = ec2.kind({
  noun: 'customer gateway',
  icon: 'home',
  sources: [ec2.list('DescribeCustomerGateways', 'CustomerGateways', { getOne: ['CustomerGatewayIds'] })],
  members: { id: 'CustomerGatewayId', name: 'tag', state: 'State', tags: 'Tags' },
  identity: ['CustomerGatewayId', 'IpAddress'],
  fields: ['IpAddress', 'BgpAsn', 'DeviceName', 'Type'],
  dependents: [{ kind: 'ec2.vpnConnection', filter: 'customer-gateway-id', refersBy: 'CustomerGatewayId' }],
  action: 'DeleteCustomerGateway',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpnGateway.html */
const vpnGateway = ec2.kind({
  noun: 'virtual private gateway',
  icon: 'gist-secret',
  sources: [ec2.list('DescribeVpnGateways', 'VpnGateways', { getOne: ['VpnGatewayIds'] })],
  members: { id: 'VpnGatewayId', name: 'tag', state: 'State', tags: 'Tags' },
  fields: ['AmazonSideAsn', 'AvailabilityZone', 'Type'],
  description: ({ item }) => [
    item.State,
    item.VpcAttachments?.find(({ State }) => State !== 'detached')?.VpcId ?? 'detached',
    item.AmazonSideAsn === undefined ? undefined : `AS${item.AmazonSideAsn}`,
  ],
  evidence: [
    {
      check: 'attached',
      assess({ item }) {
        const attachment = item.VpcAttachments?.find(({ State }) => State !== 'detached');
        return attachment === undefined
          ? undefined
          : {
              level: 'blocker',
              text: `It is attached to ${attachment.VpcId ?? 'a VPC'}. Detach it first.`,
              blockers: [{ kind: 'ec2.vpnGatewayAttachment', id: item.VpnGatewayId ?? '' }],
            };
      },
    },
  ],
  deletedAfter: ['ec2.vpnGatewayAttachment'],
  dependents: [
    { kind: 'ec2.vpnConnection', filter: 'vpn-gateway-id', refersBy: 'VpnGatewayId' },
    { kind: 'directconnect.gatewayAssociation', refersBy: 'associatedGateway.id' },
  ],
  action: 'DeleteVpnGateway',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachVpnGateway.html */
const vpnGatewayAttachment = ec2.action(vpnGateway, {
  identity: ['VpnGatewayId'],
  matches: ({ item }) => item.VpcAttachments?.some(({ State }) => State !== 'detached') === true,
  // API_VpcAttachment: attaching, attached, detaching, detached.
  completion: {
    state: ({ item }) => item.VpcAttachments?.find(({ State }) => State !== 'detached')?.State,
    unmatched: 'deleted',
  },
  evidence: [always('traffic', 'severe', 'The VPC is cut off from the networks behind the gateway.')],
  action: {
    operation: 'DetachVpnGateway',
    computedInput: ({ item }) => ({ VpcId: item.VpcAttachments?.find(({ State }) => State !== 'detached')?.VpcId }),
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpnConnection.html */
const vpnConnection = ec2.kind({
  noun: 'VPN connection',
  icon: 'gist-secret',
  sources: [ec2.list('DescribeVpnConnections', 'VpnConnections', { getOne: ['VpnConnectionIds'] })],
  members: { id: 'VpnConnectionId', name: 'tag', state: 'State', tags: 'Tags' },
  fields: ['CustomerGatewayId', 'VpnGatewayId', 'TransitGatewayId', 'Type'],
  evidence: [
    {
      check: 'tunnels',
      assess({ item }) {
        const states = (item.VgwTelemetry ?? [undefined]).map((tunnel) => tunnel?.Status);
        const up = states.filter((state) => state === 'UP').length;
        if (up === 0 && states.includes(undefined))
          return { level: 'unknown', text: 'AWS did not return whether its tunnels are up.' };
        return up === 0
          ? { level: 'ok', text: 'None of its tunnels is up.' }
          : {
              level: 'warning',
              severe: true,
              text:
                up === 1
                  ? '1 of its tunnels is up. Traffic stops at once.'
                  : `${up} of its tunnels are up. Traffic stops at once.`,
            };
      },
    },
  ],
  action: 'DeleteVpnConnection',
  restorability: 'It cannot be restored. Another one has other tunnel addresses and keys.',
  recreateOperation: 'CreateVpnConnection',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpnStaticRoute.html */
const vpnConnectionRoute = ec2.kind({
  parentKinds: ['ec2.vpnConnection'],
  noun: 'VPN connection static route',
  icon: 'arrow-right',
  sources: [
    ec2.nested(
      'DescribeVpnConnections',
      'VpnConnections',
      'Routes',
      { noun: 'VPN connection', id: 'VpnConnectionId' },
      ['VpnConnectionIds'],
    ),
  ],
  members: { id: 'DestinationCidrBlock', state: 'State' },
  action: {
    operation: 'DeleteVpnConnectionRoute',
    dryRun: false,
    input: { VpnConnectionId: { parent: 'id' }, DestinationCidrBlock: 'DestinationCidrBlock' },
  },
  restorability: {
    level: 'full',
    text: 'The same route can be created again.',
    restore: {
      operation: 'CreateVpnConnectionRoute',
      input: { VpnConnectionId: { parent: 'id' }, DestinationCidrBlock: { item: 'DestinationCidrBlock' } },
      restores: 'The same route.',
      notRestored: [],
      matchBy: ['DestinationCidrBlock'],
    },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpnConcentrator.html */
const vpnConcentrator = ec2.kind({
  noun: 'VPN concentrator',
  icon: 'merge',
  sources: [ec2.list('DescribeVpnConcentrators', 'VpnConcentrators', { getOne: ['VpnConcentratorIds'] })],
  members: { id: 'VpnConcentratorId', name: 'tag', state: 'State', tags: 'Tags' },
  fields: ['TransitGatewayId', 'Type'],
  action: 'DeleteVpnConcentrator',
});

export const SITE_TO_SITE_VPN_KINDS = ec2.kinds('VPN', {
  customerGateway,
  vpnGateway,
  vpnGatewayAttachment,
  vpnConnection,
  vpnConnectionRoute,
  vpnConcentrator,
});
