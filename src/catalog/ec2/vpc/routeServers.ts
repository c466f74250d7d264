import { always } from '../../builder/evidence.ts';
import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteServerPeer.html */
const routeServerPeer = ec2.kind({
  noun: 'route server peer',
  icon: 'plug',
  sources: [
    ec2.list('DescribeRouteServerPeers', 'RouteServerPeers', {
      getOne: { member: 'RouteServerPeerIds', match: 'ids' },
    }),
  ],
  members: { id: 'RouteServerPeerId', name: 'tag', state: 'State', tags: 'Tags' },
  identity: ['RouteServerPeerId', 'RouteServerEndpointId', 'PeerAddress'],
  // The address differs: it comes first, because a side bar cuts off the end. The icon has the color of the session.
  description: ({ item }) => [
    item.PeerAddress,
    item.State === 'available' ? `BGP ${item.BgpStatus?.Status ?? 'unknown'}` : item.State,
    item.BgpOptions?.PeerAsn === undefined ? undefined : `AS${item.BgpOptions.PeerAsn}`,
    item.State === 'available' && item.BfdStatus?.Status ? `BFD ${item.BfdStatus.Status}` : undefined,
  ],
  health({ item }) {
    switch (item.State) {
      case 'available':
        return item.BgpStatus?.Status === 'up' ? 'healthy' : 'idle';
      case 'failing':
      case 'failed':
        return 'unhealthy';
      case 'pending':
      case 'deleting':
        return 'transitioning';
      default:
        return 'idle';
    }
  },
  facts: [
    { label: 'Peer address', value: ({ item }) => item.PeerAddress, dialogTemplate: 'peer {}' },
    { label: 'Peer ASN', value: ({ item }) => item.BgpOptions?.PeerAsn, dialogTemplate: 'AS{}' },
    { label: 'State', value: ({ item }) => item.State },
    { label: 'BGP', value: ({ item }) => item.BgpStatus?.Status },
    { label: 'BFD', value: ({ item }) => item.BfdStatus?.Status },
    { label: 'Liveness detection', value: ({ item }) => item.BgpOptions?.PeerLivenessDetection },
    { label: 'Failure reason', value: ({ item }) => item.FailureReason },
    { label: 'Route server', value: ({ item }) => item.RouteServerId, dialogTemplate: 'route server {}' },
    { label: 'Endpoint', value: ({ item }) => item.RouteServerEndpointId },
    { label: 'VPC', value: ({ item }) => item.VpcId },
    { label: 'Subnet', value: ({ item }) => item.SubnetId },
  ],
  evidence: [
    {
      check: 'bgpSession',
      assess({ item }) {
        switch (item.BgpStatus?.Status) {
          case 'up':
            return {
              level: 'warning',
              severe: true,
              text: 'BGP is up. The session carries routes, and those learned from this peer are withdrawn at once.',
            };
          case 'down':
            return { level: 'ok', text: 'BGP is down. No routes are learned from this peer now.' };
          default:
            return { level: 'unknown', text: 'AWS did not return whether the BGP session is up.' };
        }
      },
    },
  ],
  action: 'DeleteRouteServerPeer',
  restorability: {
    level: 'partial',
    text: 'A peer with the same settings can be created again. It gets a new ID.',
    restore: {
      operation: 'CreateRouteServerPeer',
      input: {
        RouteServerEndpointId: { item: 'RouteServerEndpointId' },
        PeerAddress: { item: 'PeerAddress' },
        'BgpOptions.PeerAsn': { item: 'BgpOptions.PeerAsn' },
        'BgpOptions.PeerLivenessDetection': { item: 'BgpOptions.PeerLivenessDetection', optional: true },
      },
      tags: { member: 'TagSpecifications', resourceType: 'route-server-peer' },
      restores: 'A peer on the same endpoint, with the same address and BGP options.',
      notRestored: ['It gets a new ID.', 'Routes are learned again only when its BGP session is up.'],
      newId: 'RouteServerPeer.RouteServerPeerId',
      matchBy: ['RouteServerEndpointId', 'PeerAddress'],
    },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteServer.html */
const routeServer = ec2.kind({
  noun: 'route server',
  icon: 'server',
  sources: [ec2.list('DescribeRouteServers', 'RouteServers', { getOne: ['RouteServerIds'] })],
  members: { id: 'RouteServerId', name: 'tag', state: 'State', tags: 'Tags' },
  fields: ['AmazonSideAsn', 'PersistRoutesState'],
  // https://docs.aws.amazon.com/vpc/latest/userguide/route-server-tutorial-delete.html: peers, endpoints, propagations, associations.
  dependents: [
    { kind: 'ec2.routeServerEndpoint', filter: 'route-server-id', refersBy: 'RouteServerId' },
    { kind: 'ec2.routeServerPropagation', refersBy: 'parent' },
    { kind: 'ec2.routeServerAssociation', refersBy: 'parent' },
  ],
  action: 'DeleteRouteServer',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteServerEndpoint.html */
const routeServerEndpoint = ec2.kind({
  noun: 'route server endpoint',
  icon: 'debug-disconnect',
  sources: [ec2.list('DescribeRouteServerEndpoints', 'RouteServerEndpoints', { getOne: ['RouteServerEndpointIds'] })],
  members: { id: 'RouteServerEndpointId', name: 'tag', state: 'State', tags: 'Tags' },
  fields: ['EniAddress', 'RouteServerId', 'SubnetId', 'VpcId'],
  dependents: [{ kind: 'ec2.routeServerPeer', filter: 'route-server-endpoint-id', refersBy: 'RouteServerEndpointId' }],
  action: 'DeleteRouteServerEndpoint',
  restorability: 'It cannot be restored. Another one has another address, and its peers need the new address.',
  recreateOperation: 'CreateRouteServerEndpoint',
});

const servers = { operation: 'DescribeRouteServers', items: 'RouteServers', getOne: ['RouteServerIds'] } as const;
const ofServer = { noun: 'route server', id: 'RouteServerId' } as const;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteServerAssociation.html */
const routeServerAssociation = ec2.kind({
  parentKinds: ['ec2.routeServer'],
  noun: 'route server association',
  icon: 'link',
  sources: [ec2.children(servers, ofServer, 'GetRouteServerAssociations', 'RouteServerAssociations', 'RouteServerId')],
  members: { id: 'VpcId', state: 'State' },
  action: { operation: 'DisassociateRouteServer', input: { RouteServerId: { parent: 'id' }, VpcId: 'VpcId' } },
  restorability: {
    level: 'full',
    text: 'It can be associated again.',
    restore: {
      operation: 'AssociateRouteServer',
      input: { RouteServerId: { parent: 'id' }, VpcId: { item: 'VpcId' } },
      restores: 'The same association.',
      notRestored: [],
      matchBy: ['VpcId'],
    },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteServerPropagation.html */
const routeServerPropagation = ec2.kind({
  parentKinds: ['ec2.routeServer'],
  noun: 'route server propagation',
  icon: 'broadcast',
  sources: [ec2.children(servers, ofServer, 'GetRouteServerPropagations', 'RouteServerPropagations', 'RouteServerId')],
  members: { id: 'RouteTableId', state: 'State' },
  evidence: [always('traffic', 'severe', 'The routes that it added to the table are withdrawn.')],
  action: {
    operation: 'DisableRouteServerPropagation',
    input: { RouteServerId: { parent: 'id' }, RouteTableId: 'RouteTableId' },
  },
  restorability: {
    level: 'full',
    text: 'It can be enabled again.',
    restore: {
      operation: 'EnableRouteServerPropagation',
      input: { RouteServerId: { parent: 'id' }, RouteTableId: { item: 'RouteTableId' } },
      restores: 'The same propagation.',
      notRestored: [],
      matchBy: ['RouteTableId'],
    },
  },
});

export const ROUTE_SERVER_KINDS = ec2.kinds('Route servers', {
  routeServerPeer,
  routeServer,
  routeServerEndpoint,
  routeServerAssociation,
  routeServerPropagation,
});
