import { rowsOf } from '../define.ts';

const ec2 = rowsOf('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ClientVpnEndpoint.html */
export const clientVpnEndpoint = ec2.kind({
  id: 'ec2.clientVpnEndpoint',
  category: 'VPN',
  noun: 'Client VPN endpoint',
  icon: 'remote',
  sources: [ec2.list('DescribeClientVpnEndpoints', 'ClientVpnEndpoints', { again: ['ClientVpnEndpointIds'] })],
  members: { id: 'ClientVpnEndpointId', name: 'tag', state: 'Status.Code', tags: 'Tags', created: 'CreationTime' },
  show: ['Description', 'DnsName', 'VpcId', 'ClientCidrBlock'],
  settling: {
    states: { removing: ['deleting'], gone: ['deleted'], failed: [], reason: 'Status.Message' },
  },
  evidence: [
    {
      check: 'clients',
      assess: () => ({
        level: 'warning',
        grave: true,
        text: 'Every client is cut off: another endpoint has another DNS name.',
      }),
    },
  ],
  after: ['ec2.clientVpnTargetNetwork'],
  removal: { operation: 'DeleteClientVpnEndpoint', verb: 'delete', input: 'ClientVpnEndpointId' },
  remake: 'CreateClientVpnEndpoint',
});

const endpoints = {
  operation: 'DescribeClientVpnEndpoints',
  items: 'ClientVpnEndpoints',
  again: ['ClientVpnEndpointIds'],
} as const;
const ofEndpoint = { noun: 'Client VPN endpoint', id: 'ClientVpnEndpointId' } as const;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TargetNetwork.html */
export const clientVpnTargetNetwork = ec2.kind({
  id: 'ec2.clientVpnTargetNetwork',
  category: 'VPN',
  under: ['ec2.clientVpnEndpoint'],
  noun: 'Client VPN target network',
  icon: 'link',
  sources: [
    ec2.children(
      endpoints,
      ofEndpoint,
      'DescribeClientVpnTargetNetworks',
      'ClientVpnTargetNetworks',
      'ClientVpnEndpointId',
    ),
  ],
  members: { id: 'AssociationId', name: 'TargetNetworkId', state: 'Status.Code' },
  show: ['VpcId', 'TargetNetworkId'],
  evidence: [
    {
      check: 'clients',
      assess: () => ({
        level: 'warning',
        grave: true,
        text: 'Clients that go through it are cut off; without the last one, all are.',
      }),
    },
  ],
  removal: {
    operation: 'DisassociateClientVpnTargetNetwork',
    verb: 'disassociate',
    input: { ClientVpnEndpointId: { parent: 'id' }, AssociationId: 'AssociationId' },
  },
  remake: 'AssociateClientVpnTargetNetwork',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ClientVpnRoute.html */
export const clientVpnRoute = ec2.kind({
  id: 'ec2.clientVpnRoute',
  category: 'VPN',
  under: ['ec2.clientVpnEndpoint'],
  noun: 'Client VPN route',
  icon: 'arrow-right',
  sources: [ec2.children(endpoints, ofEndpoint, 'DescribeClientVpnRoutes', 'Routes', 'ClientVpnEndpointId')],
  members: { id: ['DestinationCidr', 'TargetSubnet'], state: 'Status.Code' },
  show: ['TargetSubnet', 'Description', 'Origin'],
  // What came with an association goes with it.
  applies: ({ item }) => item.Origin !== 'associate',
  removal: {
    operation: 'DeleteClientVpnRoute',
    verb: 'delete',
    input: {
      ClientVpnEndpointId: { parent: 'id' },
      DestinationCidrBlock: 'DestinationCidr',
      TargetVpcSubnetId: 'TargetSubnet',
    },
  },
  wayBack: {
    level: 'full',
    text: 'The same route can be created again.',
    restore: {
      operation: 'CreateClientVpnRoute',
      input: {
        ClientVpnEndpointId: { parent: 'id' },
        DestinationCidrBlock: { item: 'DestinationCidr' },
        TargetVpcSubnetId: { item: 'TargetSubnet' },
        Description: { item: 'Description', optional: true },
      },
      brings: 'The same route.',
      loses: [],
      sameBy: ['DestinationCidr', 'TargetSubnet'],
    },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizationRule.html */
export const clientVpnAuthorizationRule = ec2.kind({
  id: 'ec2.clientVpnAuthorizationRule',
  category: 'VPN',
  under: ['ec2.clientVpnEndpoint'],
  noun: 'Client VPN authorization rule',
  icon: 'pass',
  sources: [
    ec2.children(
      endpoints,
      ofEndpoint,
      'DescribeClientVpnAuthorizationRules',
      'AuthorizationRules',
      'ClientVpnEndpointId',
    ),
  ],
  members: { id: ['DestinationCidr', 'GroupId'], state: 'Status.Code' },
  show: ['GroupId', 'AccessAll', 'Description'],
  evidence: [
    {
      check: 'access',
      assess: () => ({ level: 'warning', text: 'Whom only it lets in does not get there any more.' }),
    },
  ],
  removal: {
    operation: 'RevokeClientVpnIngress',
    verb: 'revoke',
    input: { ClientVpnEndpointId: { parent: 'id' }, TargetNetworkCidr: 'DestinationCidr' },
    // Either a group or all of them, as the rule has it.
    extraInput: ({ item }) => (item.AccessAll ? { RevokeAllGroups: true } : { AccessGroupId: item.GroupId }),
  },
  remake: 'AuthorizeClientVpnIngress',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ClientVpnConnection.html */
export const clientVpnConnection = ec2.kind({
  id: 'ec2.clientVpnConnection',
  category: 'VPN',
  under: ['ec2.clientVpnEndpoint'],
  noun: 'Client VPN connection',
  icon: 'person',
  sources: [ec2.children(endpoints, ofEndpoint, 'DescribeClientVpnConnections', 'Connections', 'ClientVpnEndpointId')],
  members: { id: 'ConnectionId', name: 'Username', state: 'Status.Code', created: 'ConnectionEstablishedTime' },
  show: ['ClientIp', 'CommonName'],
  removal: {
    operation: 'TerminateClientVpnConnections',
    verb: 'terminate',
    // By its id: a user's name would end all of that user's.
    input: { ClientVpnEndpointId: { parent: 'id' }, ConnectionId: 'ConnectionId' },
  },
  wayBack: 'The client can connect again.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetClientVpnEndpointAuthorizationPolicy.html */
export const clientVpnAuthorizationPolicy = ec2.kind({
  id: 'ec2.clientVpnAuthorizationPolicy',
  category: 'VPN',
  under: ['ec2.clientVpnEndpoint'],
  noun: 'Client VPN authorization policy',
  icon: 'law',
  sources: [ec2.children(endpoints, ofEndpoint, 'GetClientVpnEndpointAuthorizationPolicy', '', 'ClientVpnEndpointId')],
  members: { id: 'ClientVpnEndpointId', name: 'Description', state: 'Status' },
  // An endpoint without one answers without a document.
  applies: ({ item }) => item.PolicyDocument !== undefined,
  removal: {
    operation: 'DeleteClientVpnEndpointAuthorizationPolicy',
    verb: 'delete',
    input: { ClientVpnEndpointId: { parent: 'id' } },
  },
  wayBack: 'ModifyClientVpnEndpointAuthorizationPolicy sets it again: the plan has its document.',
});
