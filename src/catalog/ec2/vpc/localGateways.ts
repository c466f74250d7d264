import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LocalGatewayRouteTable.html */
const localGatewayRouteTable = ec2.kind({
  noun: 'local gateway route table',
  icon: 'git-merge',
  sources: [
    ec2.list('DescribeLocalGatewayRouteTables', 'LocalGatewayRouteTables', { getOne: ['LocalGatewayRouteTableIds'] }),
  ],
  members: {
    id: 'LocalGatewayRouteTableId',
    name: 'tag',
    arn: 'LocalGatewayRouteTableArn',
    state: 'State',
    tags: 'Tags',
  },
  fields: ['LocalGatewayId', 'OutpostArn', 'Mode'],
  dependents: [
    { kind: 'ec2.localGatewayRouteTableVpcAssociation', refersBy: 'parent' },
    { kind: 'ec2.localGatewayRouteTableVifGroupAssociation', refersBy: 'parent' },
  ],
  action: 'DeleteLocalGatewayRouteTable',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LocalGatewayRoute.html */
const localGatewayRoute = ec2.kind({
  parentKinds: ['ec2.localGatewayRouteTable'],
  noun: 'local gateway route',
  icon: 'arrow-right',
  sources: [
    ec2.children(
      {
        operation: 'DescribeLocalGatewayRouteTables',
        items: 'LocalGatewayRouteTables',
        getOne: ['LocalGatewayRouteTableIds'],
      },
      { noun: 'local gateway route table', id: 'LocalGatewayRouteTableId' },
      'SearchLocalGatewayRoutes',
      'Routes',
      'LocalGatewayRouteTableId',
    ),
  ],
  members: { id: ['DestinationCidrBlock', 'DestinationPrefixListId'], state: 'State' },
  identity: [
    'DestinationCidrBlock',
    'DestinationPrefixListId',
    'LocalGatewayVirtualInterfaceGroupId',
    'NetworkInterfaceId',
  ],
  fields: ['LocalGatewayVirtualInterfaceGroupId', 'NetworkInterfaceId'],
  matches: ({ item }) => item.Type !== 'propagated',
  completion: { unmatched: 'deleted' },
  action: {
    operation: 'DeleteLocalGatewayRoute',
    input: { LocalGatewayRouteTableId: { parent: 'id' } },
    computedInput: ({ item }) =>
      item.DestinationCidrBlock === undefined
        ? { DestinationPrefixListId: item.DestinationPrefixListId }
        : { DestinationCidrBlock: item.DestinationCidrBlock },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LocalGatewayRouteTableVpcAssociation.html */
const localGatewayRouteTableVpcAssociation = ec2.kind({
  parentKinds: ['ec2.localGatewayRouteTable'],
  noun: 'local gateway route table VPC association',
  icon: 'link',
  sources: [
    ec2.list('DescribeLocalGatewayRouteTableVpcAssociations', 'LocalGatewayRouteTableVpcAssociations', {
      getOne: ['LocalGatewayRouteTableVpcAssociationIds'],
      parentRef: { noun: 'local gateway route table', id: 'LocalGatewayRouteTableId' },
    }),
  ],
  members: { id: 'LocalGatewayRouteTableVpcAssociationId', name: 'tag', state: 'State', tags: 'Tags' },
  fields: ['VpcId', 'LocalGatewayId'],
  completion: { states: { inProgress: ['disassociating'], deleted: ['disassociated'] } },
  action: 'DeleteLocalGatewayRouteTableVpcAssociation',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LocalGatewayRouteTableVirtualInterfaceGroupAssociation.html */
const localGatewayRouteTableVifGroupAssociation = ec2.kind({
  parentKinds: ['ec2.localGatewayRouteTable'],
  noun: 'local gateway route table VIF group association',
  icon: 'link',
  sources: [
    ec2.list(
      'DescribeLocalGatewayRouteTableVirtualInterfaceGroupAssociations',
      'LocalGatewayRouteTableVirtualInterfaceGroupAssociations',
      {
        getOne: ['LocalGatewayRouteTableVirtualInterfaceGroupAssociationIds'],
        parentRef: { noun: 'local gateway route table', id: 'LocalGatewayRouteTableId' },
      },
    ),
  ],
  members: {
    id: 'LocalGatewayRouteTableVirtualInterfaceGroupAssociationId',
    name: 'tag',
    state: 'State',
    tags: 'Tags',
  },
  fields: ['LocalGatewayVirtualInterfaceGroupId', 'LocalGatewayId'],
  completion: { states: { inProgress: ['disassociating'], deleted: ['disassociated'] } },
  action: 'DeleteLocalGatewayRouteTableVirtualInterfaceGroupAssociation',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LocalGatewayVirtualInterface.html */
const localGatewayVirtualInterface = ec2.kind({
  noun: 'local gateway virtual interface',
  icon: 'plug',
  sources: [
    ec2.list('DescribeLocalGatewayVirtualInterfaces', 'LocalGatewayVirtualInterfaces', {
      getOne: ['LocalGatewayVirtualInterfaceIds'],
    }),
  ],
  members: {
    id: 'LocalGatewayVirtualInterfaceId',
    name: 'tag',
    arn: 'LocalGatewayVirtualInterfaceArn',
    state: 'ConfigurationState',
    tags: 'Tags',
  },
  fields: ['Vlan', 'LocalAddress', 'PeerAddress', 'LocalGatewayId'],
  action: 'DeleteLocalGatewayVirtualInterface',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LocalGatewayVirtualInterfaceGroup.html */
const localGatewayVirtualInterfaceGroup = ec2.kind({
  noun: 'local gateway virtual interface group',
  icon: 'group-by-ref-type',
  sources: [
    ec2.list('DescribeLocalGatewayVirtualInterfaceGroups', 'LocalGatewayVirtualInterfaceGroups', {
      getOne: ['LocalGatewayVirtualInterfaceGroupIds'],
    }),
  ],
  members: {
    id: 'LocalGatewayVirtualInterfaceGroupId',
    name: 'tag',
    arn: 'LocalGatewayVirtualInterfaceGroupArn',
    state: 'ConfigurationState',
    tags: 'Tags',
  },
  fields: ['LocalGatewayId', 'OwnerId'],
  deletedAfter: ['ec2.localGatewayRouteTableVifGroupAssociation', 'ec2.localGatewayVirtualInterface'],
  action: 'DeleteLocalGatewayVirtualInterfaceGroup',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CoipPool.html */
const coipPool = ec2.kind({
  noun: 'customer-owned IP pool',
  icon: 'archive',
  sources: [ec2.list('DescribeCoipPools', 'CoipPools', { getOne: ['PoolIds'] })],
  members: { id: 'PoolId', name: 'tag', arn: 'PoolArn', tags: 'Tags' },
  fields: ['LocalGatewayRouteTableId'],
  deletedAfter: ['ec2.coipCidr'],
  action: { operation: 'DeleteCoipPool', input: { CoipPoolId: 'PoolId' } },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CoipCidr.html */
const coipCidr = ec2.kind({
  parentKinds: ['ec2.coipPool'],
  noun: 'customer-owned IP range',
  icon: 'symbol-numeric',
  sources: [
    ec2.nested('DescribeCoipPools', 'CoipPools', 'PoolCidrs', { noun: 'customer-owned IP pool', id: 'PoolId' }, [
      'PoolIds',
    ]),
  ],
  members: { id: 'Value' },
  action: { operation: 'DeleteCoipCidr', input: { CoipPoolId: { parent: 'id' }, Cidr: 'Value' } },
  restorability: {
    level: 'full',
    text: 'The same range can be added again.',
    restore: {
      operation: 'CreateCoipCidr',
      input: { CoipPoolId: { parent: 'id' }, Cidr: { item: 'Value' } },
      restores: 'The same range in the same pool.',
      notRestored: [],
      matchBy: ['Value'],
    },
  },
});

export const LOCAL_GATEWAY_KINDS = ec2.kinds('Local gateways', {
  localGatewayRouteTable,
  localGatewayRoute,
  localGatewayRouteTableVpcAssociation,
  localGatewayRouteTableVifGroupAssociation,
  localGatewayVirtualInterface,
  localGatewayVirtualInterfaceGroup,
  coipPool,
  coipCidr,
});
