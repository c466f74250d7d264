import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteTable.html */
const routeTable = ec2.kind({
  noun: 'route table',
  icon: 'git-merge',
  sources: [ec2.list('DescribeRouteTables', 'RouteTables', { getOne: ['RouteTableIds'] })],
  members: { id: 'RouteTableId', name: 'tag', tags: 'Tags' },
  identity: ['RouteTableId', 'VpcId'],
  fields: ['VpcId', 'OwnerId'],
  badge: ({ item }) => (item.Associations?.some(({ Main }) => Main) ? 'main' : undefined),
  evidence: [
    {
      check: 'main',
      assess: ({ item }) =>
        item.Associations?.some(({ Main }) => Main)
          ? { level: 'blocker', text: 'It is the main route table of its VPC. AWS deletes it only with the VPC.' }
          : undefined,
    },
    {
      check: 'associations',
      assess({ item }) {
        const blockers = (item.Associations ?? []).flatMap(({ Main, RouteTableAssociationId: id }) =>
          Main || id === undefined ? [] : [{ kind: 'ec2.routeTableAssociation', id, parent: item.RouteTableId ?? '' }],
        );
        return blockers.length === 0
          ? undefined
          : {
              level: 'blocker',
              text:
                blockers.length === 1
                  ? '1 subnet or gateway uses it. Disassociate them first.'
                  : `${blockers.length} subnets or gateways use it. Disassociate them first.`,
              blockers,
            };
      },
    },
  ],
  deletedAfter: ['ec2.routeTableAssociation', 'ec2.subnet'],
  action: 'DeleteRouteTable',
});

const ofTable = { noun: 'route table', id: 'RouteTableId' } as const;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html */
const route = ec2.kind({
  parentKinds: ['ec2.routeTable'],
  noun: 'route',
  icon: 'arrow-right',
  sources: [ec2.nested('DescribeRouteTables', 'RouteTables', 'Routes', ofTable, ['RouteTableIds'])],
  members: { id: ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'], state: 'State' },
  identity: [
    'DestinationCidrBlock',
    'DestinationIpv6CidrBlock',
    'DestinationPrefixListId',
    'GatewayId',
    'NatGatewayId',
    'TransitGatewayId',
    'NetworkInterfaceId',
    'InstanceId',
    'EgressOnlyInternetGatewayId',
    'LocalGatewayId',
    'CarrierGatewayId',
    'VpcPeeringConnectionId',
    'CoreNetworkArn',
    'OdbNetworkArn',
    'IpAddress',
  ],
  fields: ['GatewayId', 'NatGatewayId', 'TransitGatewayId', 'NetworkInterfaceId', 'InstanceId', 'Origin'],
  description: ({ item }) => [
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
  // AWS deletes the local route with its table, propagated routes with their propagation, and gateway endpoint routes with the endpoint.
  matches: ({ item }) => item.Origin === 'CreateRoute' && item.GatewayId?.startsWith('vpce-') !== true,
  // A propagated route may take its place.
  completion: { unmatched: 'deleted' },
  evidence: [
    {
      check: 'traffic',
      assess: ({ item }) =>
        item.State === 'blackhole'
          ? { level: 'ok', text: 'It is a black hole. Its target is already deleted.' }
          : {
              level: 'warning',
              severe: true,
              text: 'Traffic to its destination takes another route or is dropped, at once.',
            },
    },
  ],
  action: {
    operation: 'DeleteRoute',
    input: { RouteTableId: { parent: 'id' } },
    // Exactly one destination.
    computedInput: ({ item }) =>
      item.DestinationCidrBlock !== undefined
        ? { DestinationCidrBlock: item.DestinationCidrBlock }
        : item.DestinationIpv6CidrBlock !== undefined
          ? { DestinationIpv6CidrBlock: item.DestinationIpv6CidrBlock }
          : { DestinationPrefixListId: item.DestinationPrefixListId },
  },
  restorability: {
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
      restores: 'The same route to the same target, if the target still exists.',
      notRestored: ['A route to an instance is not restored, because the request would need its network interface.'],
      exception: ({ item }) =>
        item.InstanceId !== undefined || item.NetworkInterfaceId !== undefined
          ? 'Create a route to an instance or a network interface again yourself.'
          : undefined,
      matchBy: ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'],
    },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteTableAssociation.html */
const routeTableAssociation = ec2.kind({
  parentKinds: ['ec2.routeTable'],
  noun: 'route table association',
  icon: 'link',
  sources: [ec2.nested('DescribeRouteTables', 'RouteTables', 'Associations', ofTable, ['RouteTableIds'])],
  members: { id: 'RouteTableAssociationId', state: 'AssociationState.State' },
  fields: ['SubnetId', 'GatewayId'],
  matches: ({ item }) => item.Main !== true,
  evidence: [
    {
      check: 'traffic',
      assess: ({ item }) => ({
        level: 'warning',
        severe: true,
        text:
          item.SubnetId === undefined
            ? 'The gateway no longer has a route table.'
            : 'The subnet then uses the main route table of its VPC.',
      }),
    },
  ],
  action: { operation: 'DisassociateRouteTable', input: { AssociationId: 'RouteTableAssociationId' } },
  restorability: {
    level: 'full',
    text: 'It can be associated again.',
    restore: {
      operation: 'AssociateRouteTable',
      input: {
        RouteTableId: { parent: 'id' },
        SubnetId: { item: 'SubnetId', optional: true },
        GatewayId: { item: 'GatewayId', optional: true },
      },
      restores: 'The same route table for the same subnet or gateway.',
      notRestored: ['The association gets a new ID.'],
      newId: 'AssociationId',
      matchBy: ['SubnetId', 'GatewayId'],
    },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_PropagatingVgw.html */
const vgwRoutePropagation = ec2.kind({
  parentKinds: ['ec2.routeTable'],
  noun: 'virtual private gateway route propagation',
  icon: 'broadcast',
  sources: [ec2.nested('DescribeRouteTables', 'RouteTables', 'PropagatingVgws', ofTable, ['RouteTableIds'])],
  members: { id: 'GatewayId' },
  action: {
    operation: 'DisableVgwRoutePropagation',
    input: { RouteTableId: { parent: 'id' }, GatewayId: 'GatewayId' },
  },
  restorability: {
    level: 'full',
    text: 'It can be enabled again.',
    restore: {
      operation: 'EnableVgwRoutePropagation',
      input: { RouteTableId: { parent: 'id' }, GatewayId: { item: 'GatewayId' } },
      restores: 'The same propagation.',
      notRestored: [],
      matchBy: ['GatewayId'],
    },
  },
});

export const ROUTE_TABLE_KINDS = ec2.kinds('VPC', { routeTable, route, routeTableAssociation, vgwRoutePropagation });
