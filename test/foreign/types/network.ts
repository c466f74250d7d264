import type { ForeignType } from '../support/foreignType.ts';
import type { Moto } from '../support/moto.ts';
import { newInterface, newSubnet, newVpc } from './prerequisites.ts';

const VPCS = { operation: 'DescribeVpcs', path: 'Vpcs[].VpcId' };
const INTERFACES = { operation: 'DescribeNetworkInterfaces', path: 'NetworkInterfaces[].NetworkInterfaceId' };

/** Returns the listing of a member of one network interface. */
const ofInterface = (id: string, path: string) => ({
  operation: 'DescribeNetworkInterfaces',
  input: { NetworkInterfaceIds: [id] },
  path: `NetworkInterfaces[].${path}`,
});

async function newVpcWithIpv6(moto: Moto): Promise<string> {
  return moto.one('CreateVpc', { CidrBlock: '10.9.0.0/16', AmazonProvidedIpv6CidrBlock: true }, 'Vpc.VpcId');
}

/** VPCs, subnets, and their parts. */
export const NETWORK_TYPES: readonly ForeignType[] = [
  { kind: 'ec2.vpc', create: async (moto) => ({ id: await newVpc(moto), listing: VPCS }) },
  {
    kind: 'ec2.vpcCidrBlock',
    async create(moto) {
      const vpc = await newVpc(moto);
      const id = await moto.one(
        'AssociateVpcCidrBlock',
        { VpcId: vpc, CidrBlock: '10.77.0.0/16' },
        'CidrBlockAssociation.AssociationId',
      );
      const path =
        "Vpcs[].[CidrBlock, CidrBlockAssociationSet][] | [1][?CidrBlockState.State=='associated' && CidrBlock!='10.1.0.0/16'].AssociationId";
      return { id, parent: vpc, listing: { operation: 'DescribeVpcs', input: { VpcIds: [vpc] }, path } };
    },
  },
  {
    kind: 'ec2.vpcIpv6CidrBlock',
    async create(moto) {
      const vpc = await newVpcWithIpv6(moto);
      const path = "Vpcs[].Ipv6CidrBlockAssociationSet[] | [?Ipv6CidrBlockState.State=='associated'].AssociationId";
      const listing = { operation: 'DescribeVpcs', input: { VpcIds: [vpc] }, path };
      return { id: await moto.one('DescribeVpcs', { VpcIds: [vpc] }, `${path} | [0]`), parent: vpc, listing };
    },
  },
  {
    kind: 'ec2.subnet',
    create: async (moto) => ({
      id: await newSubnet(moto, await newVpc(moto)),
      listing: { operation: 'DescribeSubnets', path: 'Subnets[].SubnetId' },
    }),
  },
  {
    kind: 'ec2.subnetIpv6CidrBlock',
    async create(moto) {
      const vpc = await newVpcWithIpv6(moto);
      const block = await moto.one(
        'DescribeVpcs',
        { VpcIds: [vpc] },
        'Vpcs[0].Ipv6CidrBlockAssociationSet[0].Ipv6CidrBlock',
      );
      const subnet = await moto.one('CreateSubnet', { VpcId: vpc, CidrBlock: '10.9.1.0/24' }, 'Subnet.SubnetId');
      const id = await moto.one(
        'AssociateSubnetCidrBlock',
        { SubnetId: subnet, Ipv6CidrBlock: block.replace('::/56', '::/64') },
        'Ipv6CidrBlockAssociation.AssociationId',
      );
      // moto's states are the text of a Python dictionary here.
      const path =
        "Subnets[].Ipv6CidrBlockAssociationSet[] | [?!contains(Ipv6CidrBlockState.State, 'disassociated')].AssociationId";
      return { id, parent: subnet, listing: { operation: 'DescribeSubnets', input: { SubnetIds: [subnet] }, path } };
    },
  },
  {
    kind: 'ec2.subnetCidrReservation',
    async create(moto) {
      const subnet = await newSubnet(moto, await newVpc(moto));
      const id = await moto.one(
        'CreateSubnetCidrReservation',
        { SubnetId: subnet, Cidr: '10.1.1.16/28', ReservationType: 'explicit' },
        'SubnetCidrReservation.SubnetCidrReservationId',
      );
      const path = 'SubnetIpv4CidrReservations[].SubnetCidrReservationId';
      return {
        id,
        parent: subnet,
        listing: { operation: 'GetSubnetCidrReservations', input: { SubnetId: subnet }, path },
      };
    },
  },
  {
    kind: 'ec2.networkInterface',
    create: async (moto) => ({ id: await newInterface(moto), listing: INTERFACES }),
  },
  {
    kind: 'ec2.privateIpAddress',
    async create(moto) {
      const parent = await newInterface(moto);
      await moto.call('AssignPrivateIpAddresses', { NetworkInterfaceId: parent, SecondaryPrivateIpAddressCount: 1 });
      const listing = ofInterface(parent, 'PrivateIpAddresses[] | [?Primary==`false`].PrivateIpAddress');
      return { id: await moto.one(listing.operation, listing.input, `${listing.path} | [0]`), parent, listing };
    },
  },
  {
    kind: 'ec2.ipv6Address',
    async create(moto) {
      const parent = await newInterface(moto);
      await moto.call('AssignIpv6Addresses', { NetworkInterfaceId: parent, Ipv6Addresses: ['2001:db8::a'] });
      const listing = ofInterface(parent, 'Ipv6Addresses[].Ipv6Address');
      return { id: await moto.one(listing.operation, listing.input, `${listing.path} | [0]`), parent, listing };
    },
  },
  {
    kind: 'ec2.dhcpOptions',
    create: async (moto) => ({
      id: await moto.one(
        'CreateDhcpOptions',
        { DhcpConfigurations: [{ Key: 'domain-name', Values: ['example.com'] }] },
        'DhcpOptions.DhcpOptionsId',
      ),
      listing: { operation: 'DescribeDhcpOptions', path: 'DhcpOptions[].DhcpOptionsId' },
    }),
  },
  {
    kind: 'ec2.managedPrefixList',
    create: async (moto) => ({
      id: await moto.one(
        'CreateManagedPrefixList',
        { PrefixListName: 'offices', MaxEntries: 2, AddressFamily: 'IPv4' },
        'PrefixList.PrefixListId',
      ),
      listing: {
        operation: 'DescribeManagedPrefixLists',
        path: "PrefixLists[?OwnerId!='AWS' && State!='delete-complete'].PrefixListId",
      },
    }),
  },
  {
    kind: 'ec2.flowLog',
    create: async (moto) => ({
      id: await moto.one(
        'CreateFlowLogs',
        {
          ResourceType: 'VPC',
          ResourceIds: [await newVpc(moto)],
          TrafficType: 'ALL',
          LogGroupName: 'flows',
          DeliverLogsPermissionArn: 'arn:aws:iam::123456789012:role/flows',
        },
        'FlowLogIds[0]',
      ),
      listing: { operation: 'DescribeFlowLogs', path: 'FlowLogs[].FlowLogId' },
    }),
  },
];
