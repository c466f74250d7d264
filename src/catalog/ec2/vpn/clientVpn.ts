import { always } from '../../builder/evidence.ts';
import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ClientVpnEndpoint.html */
const clientVpnEndpoint = ec2.kind({
  noun: 'Client VPN endpoint',
  icon: 'remote',
  sources: [ec2.list('DescribeClientVpnEndpoints', 'ClientVpnEndpoints', { getOne: ['ClientVpnEndpointIds'] })],
  members: { id: 'ClientVpnEndpointId', name: 'tag', state: 'Status.Code', tags: 'Tags', created: 'CreationTime' },
  fields: ['Description', 'DnsName', 'VpcId', 'ClientCidrBlock'],
  evidence: [always('clients', 'severe', 'Every client is cut off. Another endpoint has another DNS name.')],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteClientVpnEndpoint.html: target networks first.
  dependents: [{ kind: 'ec2.clientVpnTargetNetwork', refersBy: 'parent' }],
  action: 'DeleteClientVpnEndpoint',
});

const endpoints = {
  operation: 'DescribeClientVpnEndpoints',
  items: 'ClientVpnEndpoints',
  getOne: ['ClientVpnEndpointIds'],
} as const;
const ofEndpoint = { noun: 'Client VPN endpoint', id: 'ClientVpnEndpointId' } as const;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TargetNetwork.html */
const clientVpnTargetNetwork = ec2.kind({
  parentKinds: ['ec2.clientVpnEndpoint'],
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
  fields: ['VpcId', 'TargetNetworkId'],
  evidence: [
    always('clients', 'severe', 'Clients that connect through it are cut off. After the last one, all clients are.'),
  ],
  action: {
    operation: 'DisassociateClientVpnTargetNetwork',
    input: { ClientVpnEndpointId: { parent: 'id' }, AssociationId: 'AssociationId' },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ClientVpnRoute.html */
const clientVpnRoute = ec2.kind({
  parentKinds: ['ec2.clientVpnEndpoint'],
  noun: 'Client VPN route',
  icon: 'arrow-right',
  sources: [ec2.children(endpoints, ofEndpoint, 'DescribeClientVpnRoutes', 'Routes', 'ClientVpnEndpointId')],
  members: { id: ['DestinationCidr', 'TargetSubnet'], state: 'Status.Code' },
  fields: ['TargetSubnet', 'Description', 'Origin'],
  // AWS deletes the routes of an association with the association.
  matches: ({ item }) => item.Origin !== 'associate',
  action: {
    operation: 'DeleteClientVpnRoute',
    input: {
      ClientVpnEndpointId: { parent: 'id' },
      DestinationCidrBlock: 'DestinationCidr',
      TargetVpcSubnetId: 'TargetSubnet',
    },
  },
  restorability: {
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
      restores: 'The same route.',
      notRestored: [],
      matchBy: ['DestinationCidr', 'TargetSubnet'],
    },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizationRule.html */
const clientVpnAuthorizationRule = ec2.kind({
  parentKinds: ['ec2.clientVpnEndpoint'],
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
  identity: ['DestinationCidr', 'GroupId', 'AccessAll'],
  fields: ['GroupId', 'AccessAll', 'Description'],
  evidence: [always('access', 'warning', 'Clients that only this rule authorizes lose access.')],
  action: {
    operation: 'RevokeClientVpnIngress',
    input: { ClientVpnEndpointId: { parent: 'id' }, TargetNetworkCidr: 'DestinationCidr' },
    // One group or all groups, as in the rule.
    computedInput: ({ item }) => (item.AccessAll ? { RevokeAllGroups: true } : { AccessGroupId: item.GroupId }),
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ClientVpnConnection.html */
const clientVpnConnection = ec2.kind({
  parentKinds: ['ec2.clientVpnEndpoint'],
  noun: 'Client VPN connection',
  icon: 'person',
  sources: [ec2.children(endpoints, ofEndpoint, 'DescribeClientVpnConnections', 'Connections', 'ClientVpnEndpointId')],
  members: { id: 'ConnectionId', name: 'Username', state: 'Status.Code', created: 'ConnectionEstablishedTime' },
  fields: ['ClientIp', 'CommonName'],
  action: {
    operation: 'TerminateClientVpnConnections',
    // By its id: a user name would end all connections of that user.
    input: { ClientVpnEndpointId: { parent: 'id' }, ConnectionId: 'ConnectionId' },
  },
  restorability: 'The client can connect again.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetClientVpnEndpointAuthorizationPolicy.html */
const clientVpnAuthorizationPolicy = ec2.kind({
  parentKinds: ['ec2.clientVpnEndpoint'],
  noun: 'Client VPN authorization policy',
  icon: 'law',
  sources: [ec2.children(endpoints, ofEndpoint, 'GetClientVpnEndpointAuthorizationPolicy', '', 'ClientVpnEndpointId')],
  members: { id: 'ClientVpnEndpointId', name: 'Description', state: 'Status' },
  // The response of an endpoint without a policy has no document.
  matches: ({ item }) => item.PolicyDocument !== undefined,
  completion: { unmatched: 'deleted' },
  action: { operation: 'DeleteClientVpnEndpointAuthorizationPolicy', input: { ClientVpnEndpointId: { parent: 'id' } } },
  restorability: 'ModifyClientVpnEndpointAuthorizationPolicy sets it again. The plan contains its document.',
});

export const CLIENT_VPN_KINDS = ec2.kinds('VPN', {
  clientVpnEndpoint,
  clientVpnTargetNetwork,
  clientVpnRoute,
  clientVpnAuthorizationRule,
  clientVpnConnection,
  clientVpnAuthorizationPolicy,
});
