import { rowsOf } from '../define.ts';

const ec2 = rowsOf('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LocalGatewayRouteTable.html */
export const localGatewayRouteTable = ec2.kind({
  id: 'ec2.localGatewayRouteTable',
  category: 'Local gateways',
  noun: 'local gateway route table',
  icon: 'git-merge',
  sources: [
    ec2.list('DescribeLocalGatewayRouteTables', 'LocalGatewayRouteTables', { again: ['LocalGatewayRouteTableIds'] }),
  ],
  members: {
    id: 'LocalGatewayRouteTableId',
    name: 'tag',
    arn: 'LocalGatewayRouteTableArn',
    state: 'State',
    tags: 'Tags',
  },
  show: ['LocalGatewayId', 'OutpostArn', 'Mode'],
  after: ['ec2.localGatewayRouteTableVpcAssociation', 'ec2.localGatewayRouteTableVifGroupAssociation'],
  removal: { operation: 'DeleteLocalGatewayRouteTable', verb: 'delete', input: 'LocalGatewayRouteTableId' },
  remake: 'CreateLocalGatewayRouteTable',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LocalGatewayRoute.html */
export const localGatewayRoute = ec2.kind({
  id: 'ec2.localGatewayRoute',
  category: 'Local gateways',
  under: ['ec2.localGatewayRouteTable'],
  noun: 'local gateway route',
  icon: 'arrow-right',
  sources: [
    ec2.children(
      {
        operation: 'DescribeLocalGatewayRouteTables',
        items: 'LocalGatewayRouteTables',
        again: ['LocalGatewayRouteTableIds'],
      },
      { noun: 'local gateway route table', id: 'LocalGatewayRouteTableId' },
      'SearchLocalGatewayRoutes',
      'Routes',
      'LocalGatewayRouteTableId',
    ),
  ],
  members: { id: ['DestinationCidrBlock', 'DestinationPrefixListId'], state: 'State' },
  show: ['LocalGatewayVirtualInterfaceGroupId', 'NetworkInterfaceId'],
  applies: ({ item }) => item.Type !== 'propagated',
  removal: {
    operation: 'DeleteLocalGatewayRoute',
    verb: 'delete',
    input: { LocalGatewayRouteTableId: { parent: 'id' } },
    extraInput: ({ item }) =>
      item.DestinationCidrBlock === undefined
        ? { DestinationPrefixListId: item.DestinationPrefixListId }
        : { DestinationCidrBlock: item.DestinationCidrBlock },
  },
  remake: 'CreateLocalGatewayRoute',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LocalGatewayRouteTableVpcAssociation.html */
export const localGatewayRouteTableVpcAssociation = ec2.kind({
  id: 'ec2.localGatewayRouteTableVpcAssociation',
  category: 'Local gateways',
  under: ['ec2.localGatewayRouteTable'],
  noun: 'local gateway route table VPC association',
  icon: 'link',
  sources: [
    ec2.list('DescribeLocalGatewayRouteTableVpcAssociations', 'LocalGatewayRouteTableVpcAssociations', {
      again: ['LocalGatewayRouteTableVpcAssociationIds'],
      of: { noun: 'local gateway route table', id: 'LocalGatewayRouteTableId' },
    }),
  ],
  members: { id: 'LocalGatewayRouteTableVpcAssociationId', name: 'tag', state: 'State', tags: 'Tags' },
  show: ['VpcId', 'LocalGatewayId'],
  removal: {
    operation: 'DeleteLocalGatewayRouteTableVpcAssociation',
    verb: 'delete',
    input: 'LocalGatewayRouteTableVpcAssociationId',
  },
  remake: 'CreateLocalGatewayRouteTableVpcAssociation',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LocalGatewayRouteTableVirtualInterfaceGroupAssociation.html */
export const localGatewayRouteTableVifGroupAssociation = ec2.kind({
  id: 'ec2.localGatewayRouteTableVifGroupAssociation',
  category: 'Local gateways',
  under: ['ec2.localGatewayRouteTable'],
  noun: 'local gateway route table VIF group association',
  icon: 'link',
  sources: [
    ec2.list(
      'DescribeLocalGatewayRouteTableVirtualInterfaceGroupAssociations',
      'LocalGatewayRouteTableVirtualInterfaceGroupAssociations',
      {
        again: ['LocalGatewayRouteTableVirtualInterfaceGroupAssociationIds'],
        of: { noun: 'local gateway route table', id: 'LocalGatewayRouteTableId' },
      },
    ),
  ],
  members: {
    id: 'LocalGatewayRouteTableVirtualInterfaceGroupAssociationId',
    name: 'tag',
    state: 'State',
    tags: 'Tags',
  },
  show: ['LocalGatewayVirtualInterfaceGroupId', 'LocalGatewayId'],
  removal: {
    operation: 'DeleteLocalGatewayRouteTableVirtualInterfaceGroupAssociation',
    verb: 'delete',
    input: 'LocalGatewayRouteTableVirtualInterfaceGroupAssociationId',
  },
  remake: 'CreateLocalGatewayRouteTableVirtualInterfaceGroupAssociation',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LocalGatewayVirtualInterface.html */
export const localGatewayVirtualInterface = ec2.kind({
  id: 'ec2.localGatewayVirtualInterface',
  category: 'Local gateways',
  noun: 'local gateway virtual interface',
  icon: 'plug',
  sources: [
    ec2.list('DescribeLocalGatewayVirtualInterfaces', 'LocalGatewayVirtualInterfaces', {
      again: ['LocalGatewayVirtualInterfaceIds'],
    }),
  ],
  members: {
    id: 'LocalGatewayVirtualInterfaceId',
    name: 'tag',
    arn: 'LocalGatewayVirtualInterfaceArn',
    state: 'ConfigurationState',
    tags: 'Tags',
  },
  show: ['Vlan', 'LocalAddress', 'PeerAddress', 'LocalGatewayId'],
  removal: { operation: 'DeleteLocalGatewayVirtualInterface', verb: 'delete', input: 'LocalGatewayVirtualInterfaceId' },
  remake: 'CreateLocalGatewayVirtualInterface',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LocalGatewayVirtualInterfaceGroup.html */
export const localGatewayVirtualInterfaceGroup = ec2.kind({
  id: 'ec2.localGatewayVirtualInterfaceGroup',
  category: 'Local gateways',
  noun: 'local gateway virtual interface group',
  icon: 'group-by-ref-type',
  sources: [
    ec2.list('DescribeLocalGatewayVirtualInterfaceGroups', 'LocalGatewayVirtualInterfaceGroups', {
      again: ['LocalGatewayVirtualInterfaceGroupIds'],
    }),
  ],
  members: {
    id: 'LocalGatewayVirtualInterfaceGroupId',
    name: 'tag',
    arn: 'LocalGatewayVirtualInterfaceGroupArn',
    state: 'ConfigurationState',
    tags: 'Tags',
  },
  show: ['LocalGatewayId', 'OwnerId'],
  after: ['ec2.localGatewayRouteTableVifGroupAssociation', 'ec2.localGatewayVirtualInterface'],
  removal: {
    operation: 'DeleteLocalGatewayVirtualInterfaceGroup',
    verb: 'delete',
    input: 'LocalGatewayVirtualInterfaceGroupId',
  },
  remake: 'CreateLocalGatewayVirtualInterfaceGroup',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CoipPool.html */
export const coipPool = ec2.kind({
  id: 'ec2.coipPool',
  category: 'Local gateways',
  noun: 'customer-owned IP pool',
  icon: 'archive',
  sources: [ec2.list('DescribeCoipPools', 'CoipPools', { again: ['PoolIds'] })],
  members: { id: 'PoolId', name: 'tag', arn: 'PoolArn', tags: 'Tags' },
  show: ['LocalGatewayRouteTableId'],
  after: ['ec2.coipCidr'],
  removal: { operation: 'DeleteCoipPool', verb: 'delete', input: { CoipPoolId: 'PoolId' } },
  remake: 'CreateCoipPool',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CoipCidr.html */
export const coipCidr = ec2.kind({
  id: 'ec2.coipCidr',
  category: 'Local gateways',
  under: ['ec2.coipPool'],
  noun: 'customer-owned IP range',
  icon: 'symbol-numeric',
  sources: [
    ec2.nested('DescribeCoipPools', 'CoipPools', 'PoolCidrs', { noun: 'customer-owned IP pool', id: 'PoolId' }, [
      'PoolIds',
    ]),
  ],
  members: { id: 'Value' },
  removal: { operation: 'DeleteCoipCidr', verb: 'delete', input: { CoipPoolId: { parent: 'id' }, Cidr: 'Value' } },
  wayBack: {
    level: 'full',
    text: 'The same range can be added again.',
    restore: {
      operation: 'CreateCoipCidr',
      input: { CoipPoolId: { parent: 'id' }, Cidr: { item: 'Value' } },
      brings: 'The same range in the same pool.',
      loses: [],
      sameBy: ['Value'],
    },
  },
});
