import { rowsOf } from '../define.ts';

const ec2 = rowsOf('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteServerPeer.html */
export const routeServerPeer = ec2.kind({
  id: 'ec2.routeServerPeer',
  category: 'Route servers',
  noun: 'route server peer',
  nouns: 'route server peers',
  label: 'Route server peers',
  icon: 'plug',
  sources: [
    ec2.list('DescribeRouteServerPeers', 'RouteServerPeers', { again: { member: 'RouteServerPeerIds', by: 'ids' } }),
  ],
  members: { id: 'RouteServerPeerId', name: 'tag', state: 'State', tags: 'Tags' },
  identity: ['RouteServerPeerId', 'RouteServerEndpointId', 'PeerAddress'],
  // What carries routes first: a side bar cuts off what comes later.
  row: ({ item }) => [
    item.State === 'available' ? `BGP ${item.BgpStatus?.Status ?? 'unknown'}` : item.State,
    item.PeerAddress,
    item.BgpOptions?.PeerAsn === undefined ? undefined : `AS${item.BgpOptions.PeerAsn}`,
    item.State === 'available' && item.BfdStatus?.Status ? `BFD ${item.BfdStatus.Status}` : undefined,
  ],
  health({ item }) {
    switch (item.State) {
      case 'available':
        return item.BgpStatus?.Status === 'up' ? 'good' : 'idle';
      case 'failing':
      case 'failed':
        return 'bad';
      case 'pending':
      case 'deleting':
        return 'busy';
      default:
        return 'idle';
    }
  },
  facts: [
    { label: 'Peer address', of: ({ item }) => item.PeerAddress, dialog: 'peer {}' },
    { label: 'Peer ASN', of: ({ item }) => item.BgpOptions?.PeerAsn, dialog: 'AS{}' },
    { label: 'State', of: ({ item }) => item.State },
    { label: 'BGP', of: ({ item }) => item.BgpStatus?.Status },
    { label: 'BFD', of: ({ item }) => item.BfdStatus?.Status },
    { label: 'Liveness detection', of: ({ item }) => item.BgpOptions?.PeerLivenessDetection },
    { label: 'Failure reason', of: ({ item }) => item.FailureReason },
    { label: 'Route server', of: ({ item }) => item.RouteServerId, dialog: 'route server {}' },
    { label: 'Endpoint', of: ({ item }) => item.RouteServerEndpointId },
    { label: 'VPC', of: ({ item }) => item.VpcId },
    { label: 'Subnet', of: ({ item }) => item.SubnetId },
  ],
  evidence: [
    {
      check: 'bgpSession',
      assess({ item }) {
        switch (item.BgpStatus?.Status) {
          case 'up':
            return {
              level: 'warning',
              grave: true,
              text: 'BGP is up: the session carries routes, and those learned from this peer are withdrawn at once.',
            };
          case 'down':
            return { level: 'ok', text: 'BGP is down: no routes are learned from this peer now.' };
          default:
            return { level: 'unknown', text: 'AWS did not say whether the BGP session is up.' };
        }
      },
    },
  ],
  removal: {
    operation: 'DeleteRouteServerPeer',
    verb: 'delete',
    dryRun: true,
    input: { RouteServerPeerId: { item: 'RouteServerPeerId' } },
  },
  settling: {
    states: { removing: ['deleting'], gone: ['deleted'], failed: ['failing', 'failed'], reason: 'FailureReason' },
  },
  wayBack: {
    level: 'partly',
    text: 'A peer with the same settings can be created again. It gets a new id.',
    restore: {
      operation: 'CreateRouteServerPeer',
      input: {
        RouteServerEndpointId: { item: 'RouteServerEndpointId' },
        PeerAddress: { item: 'PeerAddress' },
        'BgpOptions.PeerAsn': { item: 'BgpOptions.PeerAsn' },
        'BgpOptions.PeerLivenessDetection': { item: 'BgpOptions.PeerLivenessDetection', optional: true },
      },
      tags: { member: 'TagSpecifications', resourceType: 'route-server-peer' },
      brings: 'A peer on the same endpoint, with the same address and BGP options.',
      loses: ['It gets a new id.', 'Routes are learned again only once its BGP session is up.'],
      newId: 'RouteServerPeer.RouteServerPeerId',
      sameBy: ['RouteServerEndpointId', 'PeerAddress'],
    },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteServer.html */
export const routeServer = ec2.kind({
  id: 'ec2.routeServer',
  category: 'Route servers',
  noun: 'route server',
  icon: 'server',
  sources: [ec2.list('DescribeRouteServers', 'RouteServers', { again: ['RouteServerIds'] })],
  members: { id: 'RouteServerId', name: 'tag', state: 'State', tags: 'Tags' },
  show: ['AmazonSideAsn', 'PersistRoutesState'],
  after: ['ec2.routeServerAssociation', 'ec2.routeServerPropagation'],
  dependents: [{ kind: 'ec2.routeServerEndpoint', filter: 'route-server-id' }],
  removal: { operation: 'DeleteRouteServer', verb: 'delete', input: 'RouteServerId' },
  remake: 'CreateRouteServer',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteServerEndpoint.html */
export const routeServerEndpoint = ec2.kind({
  id: 'ec2.routeServerEndpoint',
  category: 'Route servers',
  noun: 'route server endpoint',
  icon: 'debug-disconnect',
  sources: [ec2.list('DescribeRouteServerEndpoints', 'RouteServerEndpoints', { again: ['RouteServerEndpointIds'] })],
  members: { id: 'RouteServerEndpointId', name: 'tag', state: 'State', tags: 'Tags' },
  show: ['EniAddress', 'RouteServerId', 'SubnetId', 'VpcId'],
  settling: {
    states: { removing: ['deleting'], gone: ['deleted'], failed: ['delete-failed', 'failed'], reason: 'FailureReason' },
  },
  dependents: [{ kind: 'ec2.routeServerPeer', filter: 'route-server-endpoint-id' }],
  removal: { operation: 'DeleteRouteServerEndpoint', verb: 'delete', input: 'RouteServerEndpointId' },
  wayBack: 'It cannot be restored: another one has another address, which its peers must learn.',
  remake: 'CreateRouteServerEndpoint',
});

const servers = { operation: 'DescribeRouteServers', items: 'RouteServers', again: ['RouteServerIds'] } as const;
const ofServer = { noun: 'route server', id: 'RouteServerId' } as const;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteServerAssociation.html */
export const routeServerAssociation = ec2.kind({
  id: 'ec2.routeServerAssociation',
  category: 'Route servers',
  under: ['ec2.routeServer'],
  noun: 'route server association',
  icon: 'link',
  sources: [ec2.children(servers, ofServer, 'GetRouteServerAssociations', 'RouteServerAssociations', 'RouteServerId')],
  members: { id: 'VpcId', state: 'State' },
  removal: {
    operation: 'DisassociateRouteServer',
    verb: 'disassociate',
    input: { RouteServerId: { parent: 'id' }, VpcId: 'VpcId' },
  },
  wayBack: {
    level: 'full',
    text: 'It can be associated again.',
    restore: {
      operation: 'AssociateRouteServer',
      input: { RouteServerId: { parent: 'id' }, VpcId: { item: 'VpcId' } },
      brings: 'The same association.',
      loses: [],
      sameBy: ['VpcId'],
    },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteServerPropagation.html */
export const routeServerPropagation = ec2.kind({
  id: 'ec2.routeServerPropagation',
  category: 'Route servers',
  under: ['ec2.routeServer'],
  noun: 'route server propagation',
  icon: 'broadcast',
  sources: [ec2.children(servers, ofServer, 'GetRouteServerPropagations', 'RouteServerPropagations', 'RouteServerId')],
  members: { id: 'RouteTableId', state: 'State' },
  evidence: [
    {
      check: 'traffic',
      assess: () => ({ level: 'warning', grave: true, text: 'The routes that it put into the table are withdrawn.' }),
    },
  ],
  removal: {
    operation: 'DisableRouteServerPropagation',
    verb: 'disable',
    input: { RouteServerId: { parent: 'id' }, RouteTableId: 'RouteTableId' },
  },
  wayBack: {
    level: 'full',
    text: 'It can be enabled again.',
    restore: {
      operation: 'EnableRouteServerPropagation',
      input: { RouteServerId: { parent: 'id' }, RouteTableId: { item: 'RouteTableId' } },
      brings: 'The same propagation.',
      loses: [],
      sameBy: ['RouteTableId'],
    },
  },
});
