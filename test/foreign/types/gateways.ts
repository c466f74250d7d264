import type { ForeignType } from '../support/foreignType.ts';
import { newAddress, newCustomerGateway, newInterface, newSubnet, newVpc, newVpnGateway } from './prerequisites.ts';

/** Gateways, route tables, network ACLs, addresses, endpoints and VPN. */
export const GATEWAY_TYPES: readonly ForeignType[] = [
  {
    kind: 'ec2.internetGateway',
    create: async (moto) => ({
      id: await moto.one('CreateInternetGateway', {}, 'InternetGateway.InternetGatewayId'),
      listing: { operation: 'DescribeInternetGateways', path: 'InternetGateways[].InternetGatewayId' },
    }),
  },
  {
    kind: 'ec2.internetGatewayAttachment',
    async create(moto) {
      const id = await moto.one('CreateInternetGateway', {}, 'InternetGateway.InternetGatewayId');
      await moto.call('AttachInternetGateway', { InternetGatewayId: id, VpcId: await newVpc(moto) });
      const path = "InternetGateways[?Attachments[?State=='available']].InternetGatewayId";
      return { id, listing: { operation: 'DescribeInternetGateways', path } };
    },
  },
  {
    kind: 'ec2.egressOnlyInternetGateway',
    create: async (moto) => ({
      id: await moto.one(
        'CreateEgressOnlyInternetGateway',
        { VpcId: await newVpc(moto) },
        'EgressOnlyInternetGateway.EgressOnlyInternetGatewayId',
      ),
      listing: {
        operation: 'DescribeEgressOnlyInternetGateways',
        path: 'EgressOnlyInternetGateways[].EgressOnlyInternetGatewayId',
      },
    }),
  },
  {
    kind: 'ec2.natGateway',
    create: async (moto) => ({
      id: await moto.one(
        'CreateNatGateway',
        { SubnetId: await newSubnet(moto, await newVpc(moto)), AllocationId: await newAddress(moto) },
        'NatGateway.NatGatewayId',
      ),
      listing: { operation: 'DescribeNatGateways', path: "NatGateways[?State!='deleted'].NatGatewayId" },
    }),
  },
  {
    kind: 'ec2.carrierGateway',
    create: async (moto) => ({
      id: await moto.one('CreateCarrierGateway', { VpcId: await newVpc(moto) }, 'CarrierGateway.CarrierGatewayId'),
      listing: { operation: 'DescribeCarrierGateways', path: "CarrierGateways[?State!='deleted'].CarrierGatewayId" },
    }),
  },
  {
    kind: 'ec2.routeTable',
    create: async (moto) => ({
      id: await moto.one('CreateRouteTable', { VpcId: await newVpc(moto) }, 'RouteTable.RouteTableId'),
      listing: { operation: 'DescribeRouteTables', path: 'RouteTables[].RouteTableId' },
    }),
  },
  {
    kind: 'ec2.route',
    async create(moto) {
      const vpc = await newVpc(moto);
      const parent = await moto.one('CreateRouteTable', { VpcId: vpc }, 'RouteTable.RouteTableId');
      const gateway = await moto.one('CreateInternetGateway', {}, 'InternetGateway.InternetGatewayId');
      await moto.call('AttachInternetGateway', { InternetGatewayId: gateway, VpcId: vpc });
      const id = '0.0.0.0/0';
      await moto.call('CreateRoute', { RouteTableId: parent, DestinationCidrBlock: id, GatewayId: gateway });
      const path = "RouteTables[].Routes[] | [?GatewayId!='local'].DestinationCidrBlock";
      return { id, parent, listing: { operation: 'DescribeRouteTables', input: { RouteTableIds: [parent] }, path } };
    },
  },
  {
    kind: 'ec2.routeTableAssociation',
    async create(moto) {
      const vpc = await newVpc(moto);
      const parent = await moto.one('CreateRouteTable', { VpcId: vpc }, 'RouteTable.RouteTableId');
      const members = { RouteTableId: parent, SubnetId: await newSubnet(moto, vpc) };
      const id = await moto.one('AssociateRouteTable', members, 'AssociationId');
      const path = 'RouteTables[].Associations[] | [?Main==`false`].RouteTableAssociationId';
      return { id, parent, listing: { operation: 'DescribeRouteTables', input: { RouteTableIds: [parent] }, path } };
    },
  },
  {
    kind: 'ec2.networkAcl',
    create: async (moto) => ({
      id: await moto.one('CreateNetworkAcl', { VpcId: await newVpc(moto) }, 'NetworkAcl.NetworkAclId'),
      listing: { operation: 'DescribeNetworkAcls', path: 'NetworkAcls[].NetworkAclId' },
    }),
  },
  {
    kind: 'ec2.networkAclEntry',
    async create(moto) {
      const parent = await moto.one('CreateNetworkAcl', { VpcId: await newVpc(moto) }, 'NetworkAcl.NetworkAclId');
      const rule = { RuleNumber: 110, Protocol: '-1', RuleAction: 'allow', Egress: false, CidrBlock: '10.0.0.0/8' };
      await moto.call('CreateNetworkAclEntry', { NetworkAclId: parent, ...rule });
      // The last entry of each direction belongs to AWS.
      const path =
        "NetworkAcls[].Entries[] | [?RuleNumber!=`32767`].join(' ', [to_string(RuleNumber), to_string(Egress)])";
      return {
        id: '110 false',
        parent,
        listing: { operation: 'DescribeNetworkAcls', input: { NetworkAclIds: [parent] }, path },
      };
    },
  },
  {
    kind: 'ec2.address',
    create: async (moto) => ({
      id: await newAddress(moto),
      listing: { operation: 'DescribeAddresses', path: 'Addresses[].AllocationId' },
    }),
  },
  {
    kind: 'ec2.addressAssociation',
    async create(moto) {
      const id = await newAddress(moto);
      await moto.call('AssociateAddress', { AllocationId: id, NetworkInterfaceId: await newInterface(moto) });
      return { id, listing: { operation: 'DescribeAddresses', path: 'Addresses[?AssociationId].AllocationId' } };
    },
  },
  {
    kind: 'ec2.vpcEndpoint',
    create: async (moto) => ({
      id: await moto.one(
        'CreateVpcEndpoint',
        { VpcId: await newVpc(moto), ServiceName: 'com.amazonaws.eu-west-1.s3', VpcEndpointType: 'Gateway' },
        'VpcEndpoint.VpcEndpointId',
      ),
      listing: { operation: 'DescribeVpcEndpoints', path: "VpcEndpoints[?State!='deleted'].VpcEndpointId" },
    }),
  },
  {
    kind: 'ec2.vpcEndpointService',
    async create(moto) {
      const subnet = await newSubnet(moto, await newVpc(moto));
      const balancer = await moto.one(
        'CreateLoadBalancer',
        { Name: `nlb-${subnet.slice(-8)}`, Type: 'network', Subnets: [subnet] },
        'LoadBalancers[0].LoadBalancerArn',
        'elbv2',
      );
      const id = await moto.one(
        'CreateVpcEndpointServiceConfiguration',
        { NetworkLoadBalancerArns: [balancer] },
        'ServiceConfiguration.ServiceId',
      );
      const path = 'ServiceConfigurations[].ServiceId';
      return { id, listing: { operation: 'DescribeVpcEndpointServiceConfigurations', path } };
    },
  },
  {
    kind: 'ec2.vpcPeeringConnection',
    async create(moto) {
      const members = { VpcId: await newVpc(moto), PeerVpcId: await newVpc(moto) };
      const id = await moto.one('CreateVpcPeeringConnection', members, 'VpcPeeringConnection.VpcPeeringConnectionId');
      await moto.call('AcceptVpcPeeringConnection', { VpcPeeringConnectionId: id });
      const path = "VpcPeeringConnections[?Status.Code!='deleted' && Status.Code!='rejected'].VpcPeeringConnectionId";
      return { id, listing: { operation: 'DescribeVpcPeeringConnections', path } };
    },
  },
  {
    kind: 'ec2.vpcPeeringRequest',
    async create(moto) {
      const members = { VpcId: await newVpc(moto), PeerVpcId: await newVpc(moto) };
      const id = await moto.one('CreateVpcPeeringConnection', members, 'VpcPeeringConnection.VpcPeeringConnectionId');
      const path = "VpcPeeringConnections[?Status.Code=='pending-acceptance'].VpcPeeringConnectionId";
      return { id, listing: { operation: 'DescribeVpcPeeringConnections', path } };
    },
  },
  {
    kind: 'ec2.customerGateway',
    create: async (moto) => ({
      id: await newCustomerGateway(moto),
      listing: { operation: 'DescribeCustomerGateways', path: "CustomerGateways[?State!='deleted'].CustomerGatewayId" },
    }),
  },
  {
    kind: 'ec2.vpnGateway',
    create: async (moto) => ({
      id: await newVpnGateway(moto),
      listing: { operation: 'DescribeVpnGateways', path: "VpnGateways[?State!='deleted'].VpnGatewayId" },
    }),
  },
  {
    kind: 'ec2.vpnGatewayAttachment',
    async create(moto) {
      const id = await newVpnGateway(moto);
      await moto.call('AttachVpnGateway', { VpnGatewayId: id, VpcId: await newVpc(moto) });
      const path = "VpnGateways[?VpcAttachments[?State=='attached']].VpnGatewayId";
      return { id, listing: { operation: 'DescribeVpnGateways', path } };
    },
  },
  {
    kind: 'ec2.vpnConnection',
    create: async (moto) => ({
      id: await moto.one(
        'CreateVpnConnection',
        {
          Type: 'ipsec.1',
          CustomerGatewayId: await newCustomerGateway(moto),
          VpnGatewayId: await newVpnGateway(moto),
        },
        'VpnConnection.VpnConnectionId',
      ),
      listing: { operation: 'DescribeVpnConnections', path: "VpnConnections[?State!='deleted'].VpnConnectionId" },
    }),
  },
];
