import { rowsOf } from '../define.ts';

const ec2 = rowsOf('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteTable.html */
export const routeTable = ec2.kind({
  id: 'ec2.routeTable',
  category: 'VPC',
  noun: 'route table',
  icon: 'git-merge',
  sources: [ec2.list('DescribeRouteTables', 'RouteTables', { again: ['RouteTableIds'] })],
  members: { id: 'RouteTableId', name: 'tag', tags: 'Tags' },
  identity: ['RouteTableId', 'VpcId'],
  show: ['VpcId', 'OwnerId'],
  badge: ({ item }) => (item.Associations?.some(({ Main }) => Main) ? 'main' : undefined),
  evidence: [
    {
      check: 'main',
      assess: ({ item }) =>
        item.Associations?.some(({ Main }) => Main)
          ? { level: 'blocker', text: 'It is the main route table of its VPC, which goes with the VPC only.' }
          : undefined,
    },
    {
      check: 'associations',
      assess({ item }) {
        const blocking = (item.Associations ?? []).flatMap(({ Main, RouteTableAssociationId: id }) =>
          Main || id === undefined ? [] : [{ kind: 'ec2.routeTableAssociation', id }],
        );
        return blocking.length === 0
          ? undefined
          : {
              level: 'blocker',
              text: `${blocking.length} ${blocking.length === 1 ? 'subnet or gateway uses' : 'subnets or gateways use'} it: disassociate first.`,
              blocking,
            };
      },
    },
  ],
  after: ['ec2.routeTableAssociation', 'ec2.subnet'],
  removal: { operation: 'DeleteRouteTable', verb: 'delete', input: 'RouteTableId' },
  remake: 'CreateRouteTable',
});

const ofTable = { noun: 'route table', id: 'RouteTableId' } as const;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html */
export const route = ec2.kind({
  id: 'ec2.route',
  category: 'VPC',
  under: ['ec2.routeTable'],
  noun: 'route',
  icon: 'arrow-right',
  sources: [ec2.nested('DescribeRouteTables', 'RouteTables', 'Routes', ofTable, ['RouteTableIds'])],
  members: { id: ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'], state: 'State' },
  show: ['GatewayId', 'NatGatewayId', 'TransitGatewayId', 'NetworkInterfaceId', 'InstanceId', 'Origin'],
  row: ({ item }) => [
    item.GatewayId ??
      item.NatGatewayId ??
      item.TransitGatewayId ??
      item.VpcPeeringConnectionId ??
      item.EgressOnlyInternetGatewayId ??
      item.CarrierGatewayId ??
      item.LocalGatewayId ??
      item.InstanceId ??
      item.NetworkInterfaceId,
    item.State,
  ],
  // The local route goes with its table, propagated ones with their propagation, gateway endpoints' ones with the endpoint.
  applies: ({ item }) => item.Origin === 'CreateRoute' && item.GatewayId?.startsWith('vpce-') !== true,
  settling: {},
  evidence: [
    {
      check: 'traffic',
      assess: ({ item }) =>
        item.State === 'blackhole'
          ? { level: 'ok', text: 'It is a black hole: its target is gone already.' }
          : {
              level: 'warning',
              grave: true,
              text: 'Traffic to its destination takes another route or is dropped, at once.',
            },
    },
  ],
  removal: {
    operation: 'DeleteRoute',
    verb: 'delete',
    input: { RouteTableId: { parent: 'id' } },
    // Exactly one destination.
    extraInput: ({ item }) =>
      item.DestinationCidrBlock !== undefined
        ? { DestinationCidrBlock: item.DestinationCidrBlock }
        : item.DestinationIpv6CidrBlock !== undefined
          ? { DestinationIpv6CidrBlock: item.DestinationIpv6CidrBlock }
          : { DestinationPrefixListId: item.DestinationPrefixListId },
  },
  wayBack: {
    level: 'full',
    text: 'The same route can be created again.',
    restore: {
      operation: 'CreateRoute',
      input: {
        RouteTableId: { parent: 'id' },
        DestinationCidrBlock: { item: 'DestinationCidrBlock', optional: true },
        DestinationIpv6CidrBlock: { item: 'DestinationIpv6CidrBlock', optional: true },
        DestinationPrefixListId: { item: 'DestinationPrefixListId', optional: true },
        GatewayId: { item: 'GatewayId', optional: true },
        NatGatewayId: { item: 'NatGatewayId', optional: true },
        TransitGatewayId: { item: 'TransitGatewayId', optional: true },
        VpcPeeringConnectionId: { item: 'VpcPeeringConnectionId', optional: true },
        EgressOnlyInternetGatewayId: { item: 'EgressOnlyInternetGatewayId', optional: true },
        CarrierGatewayId: { item: 'CarrierGatewayId', optional: true },
        LocalGatewayId: { item: 'LocalGatewayId', optional: true },
        CoreNetworkArn: { item: 'CoreNetworkArn', optional: true },
      },
      brings: 'The same route to the same target, if the target still exists.',
      loses: ['A route to an instance is not restored: its network interface would have to be named.'],
      unless: ({ item }) =>
        item.InstanceId !== undefined || item.NetworkInterfaceId !== undefined
          ? 'A route to an instance or a network interface is made again by hand.'
          : undefined,
      sameBy: ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'],
    },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteTableAssociation.html */
export const routeTableAssociation = ec2.kind({
  id: 'ec2.routeTableAssociation',
  category: 'VPC',
  under: ['ec2.routeTable'],
  noun: 'route table association',
  icon: 'link',
  sources: [ec2.nested('DescribeRouteTables', 'RouteTables', 'Associations', ofTable, ['RouteTableIds'])],
  members: { id: 'RouteTableAssociationId', state: 'AssociationState.State' },
  show: ['SubnetId', 'GatewayId'],
  applies: ({ item }) => item.Main !== true,
  evidence: [
    {
      check: 'traffic',
      assess: ({ item }) => ({
        level: 'warning',
        grave: true,
        text:
          item.SubnetId === undefined
            ? 'The gateway routes by no table any more.'
            : 'The subnet uses the main route table of its VPC from then on.',
      }),
    },
  ],
  removal: {
    operation: 'DisassociateRouteTable',
    verb: 'disassociate',
    input: { AssociationId: 'RouteTableAssociationId' },
  },
  wayBack: {
    level: 'full',
    text: 'It can be associated again.',
    restore: {
      operation: 'AssociateRouteTable',
      input: {
        RouteTableId: { parent: 'id' },
        SubnetId: { item: 'SubnetId', optional: true },
        GatewayId: { item: 'GatewayId', optional: true },
      },
      brings: 'The same route table for the same subnet or gateway.',
      loses: ['The association gets a new id.'],
      newId: 'AssociationId',
      sameBy: ['SubnetId', 'GatewayId'],
    },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_PropagatingVgw.html */
export const vgwRoutePropagation = ec2.kind({
  id: 'ec2.vgwRoutePropagation',
  category: 'VPC',
  under: ['ec2.routeTable'],
  noun: 'virtual private gateway route propagation',
  icon: 'broadcast',
  sources: [ec2.nested('DescribeRouteTables', 'RouteTables', 'PropagatingVgws', ofTable, ['RouteTableIds'])],
  members: { id: 'GatewayId' },
  removal: {
    operation: 'DisableVgwRoutePropagation',
    verb: 'disable',
    input: { RouteTableId: { parent: 'id' }, GatewayId: 'GatewayId' },
  },
  wayBack: {
    level: 'full',
    text: 'It can be enabled again.',
    restore: {
      operation: 'EnableVgwRoutePropagation',
      input: { RouteTableId: { parent: 'id' }, GatewayId: { item: 'GatewayId' } },
      brings: 'The same propagation.',
      loses: [],
      sameBy: ['GatewayId'],
    },
  },
});
