import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CustomerGateway.html */
export const customerGateway = ec2.kind({
  id: 'ec2.customerGateway',
  category: 'VPN',
  noun: 'customer gateway',
  icon: 'home',
  sources: [ec2.list('DescribeCustomerGateways', 'CustomerGateways', { getOne: ['CustomerGatewayIds'] })],
  members: { id: 'CustomerGatewayId', name: 'tag', state: 'State', tags: 'Tags' },
  identity: ['CustomerGatewayId', 'IpAddress'],
  fields: ['IpAddress', 'BgpAsn', 'DeviceName', 'Type'],
  dependents: [{ kind: 'ec2.vpnConnection', filter: 'customer-gateway-id' }],
  action: { operation: 'DeleteCustomerGateway', verb: 'delete', input: 'CustomerGatewayId' },
  recreateOperation: 'CreateCustomerGateway',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpnGateway.html */
export const vpnGateway = ec2.kind({
  id: 'ec2.vpnGateway',
  category: 'VPN',
  noun: 'virtual private gateway',
  icon: 'lock',
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
              text: `It is attached to ${attachment.VpcId ?? 'a VPC'}: detach it first.`,
              blockers: [{ kind: 'ec2.vpnGatewayAttachment', id: item.VpnGatewayId ?? '' }],
            };
      },
    },
  ],
  deletedAfter: ['ec2.vpnGatewayAttachment'],
  dependents: [{ kind: 'ec2.vpnConnection', filter: 'vpn-gateway-id' }],
  action: { operation: 'DeleteVpnGateway', verb: 'delete', input: 'VpnGatewayId' },
  recreateOperation: 'CreateVpnGateway',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachVpnGateway.html */
export const vpnGatewayAttachment = ec2.action(vpnGateway, {
  id: 'ec2.vpnGatewayAttachment',
  identity: ['VpnGatewayId'],
  matches: ({ item }) => item.VpcAttachments?.some(({ State }) => State !== 'detached') === true,
  completion: {},
  evidence: [
    {
      check: 'traffic',
      assess: () => ({ level: 'warning', severe: true, text: 'The VPC is cut off from what is behind the gateway.' }),
    },
  ],
  action: {
    operation: 'DetachVpnGateway',
    verb: 'detach',
    input: { VpnGatewayId: 'VpnGatewayId' },
    computedInput: ({ item }) => ({ VpcId: item.VpcAttachments?.find(({ State }) => State !== 'detached')?.VpcId }),
  },
  recreateOperation: 'AttachVpnGateway',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpnConnection.html */
export const vpnConnection = ec2.kind({
  id: 'ec2.vpnConnection',
  category: 'VPN',
  noun: 'VPN connection',
  icon: 'lock',
  sources: [ec2.list('DescribeVpnConnections', 'VpnConnections', { getOne: ['VpnConnectionIds'] })],
  members: { id: 'VpnConnectionId', name: 'tag', state: 'State', tags: 'Tags' },
  fields: ['CustomerGatewayId', 'VpnGatewayId', 'TransitGatewayId', 'Type'],
  evidence: [
    {
      check: 'tunnels',
      assess({ item }) {
        const up = (item.VgwTelemetry ?? []).filter(({ Status }) => Status === 'UP').length;
        return up === 0
          ? { level: 'ok', text: 'None of its tunnels is up.' }
          : {
              level: 'warning',
              severe: true,
              text: `${up} of its tunnels ${up === 1 ? 'is' : 'are'} up: traffic stops at once.`,
            };
      },
    },
  ],
  action: { operation: 'DeleteVpnConnection', verb: 'delete', input: 'VpnConnectionId' },
  restorability: 'It cannot be restored: another one has other tunnel addresses and keys.',
  recreateOperation: 'CreateVpnConnection',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpnStaticRoute.html */
export const vpnConnectionRoute = ec2.kind({
  id: 'ec2.vpnConnectionRoute',
  category: 'VPN',
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
    verb: 'delete',
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
export const vpnConcentrator = ec2.kind({
  id: 'ec2.vpnConcentrator',
  category: 'VPN',
  noun: 'VPN concentrator',
  icon: 'merge',
  sources: [ec2.list('DescribeVpnConcentrators', 'VpnConcentrators', { getOne: ['VpnConcentratorIds'] })],
  members: { id: 'VpnConcentratorId', name: 'tag', state: 'State', tags: 'Tags' },
  fields: ['TransitGatewayId', 'Type'],
  action: { operation: 'DeleteVpnConcentrator', verb: 'delete', input: 'VpnConcentratorId' },
  recreateOperation: 'CreateVpnConcentrator',
});
