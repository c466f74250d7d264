import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { motoProblem } from '../../scripts/lib/moto.mjs';
import type { Moto } from './support/moto.ts';
import { ForeignWorld } from './support/world.ts';
import {
  amazonImage,
  newAddress,
  newCustomerGateway,
  newTransitGateway,
  newVpc,
  newVpnGateway,
} from './types/prerequisites.ts';

const missing = motoProblem();
const suite = missing === undefined ? describe : describe.skip;

/** How boto3 finds the rest of a VPC: an operation, the filter by VPC, and a JMESPath to the ids. */
const LEFT: readonly (readonly [operation: string, filter: string, path: string])[] = [
  ['DescribeVpcs', 'vpc-id', 'Vpcs[].VpcId'],
  ['DescribeSubnets', 'vpc-id', 'Subnets[].SubnetId'],
  ['DescribeRouteTables', 'vpc-id', 'RouteTables[].RouteTableId'],
  ['DescribeSecurityGroups', 'vpc-id', 'SecurityGroups[].GroupId'],
  ['DescribeNetworkInterfaces', 'vpc-id', 'NetworkInterfaces[].NetworkInterfaceId'],
  ['DescribeInstances', 'vpc-id', "Reservations[].Instances[?State.Name!='terminated'].InstanceId[]"],
  ['DescribeNatGateways', 'vpc-id', "NatGateways[?State!='deleted'].NatGatewayId"],
  ['DescribeVpcEndpoints', 'vpc-id', "VpcEndpoints[?State!='deleted'].VpcEndpointId"],
  ['DescribeInternetGateways', 'attachment.vpc-id', 'InternetGateways[].InternetGatewayId'],
  // moto keeps the default network ACL of a deleted VPC.
  ['DescribeNetworkAcls', 'vpc-id', 'NetworkAcls[?IsDefault==`false`].NetworkAclId'],
];

/** Creates an ordinary VPC, and returns its id with the ids of resources outside it. */
async function createScene(moto: Moto): Promise<{ readonly vpc: string; readonly kept: readonly string[] }> {
  const vpc = await newVpc(moto);
  const subnet = await moto.one('CreateSubnet', { VpcId: vpc, CidrBlock: '10.1.1.0/24' }, 'Subnet.SubnetId');
  const gateway = await moto.one('CreateInternetGateway', {}, 'InternetGateway.InternetGatewayId');
  await moto.call('AttachInternetGateway', { InternetGatewayId: gateway, VpcId: vpc });
  const table = await moto.one('CreateRouteTable', { VpcId: vpc }, 'RouteTable.RouteTableId');
  await moto.call('CreateRoute', { RouteTableId: table, DestinationCidrBlock: '0.0.0.0/0', GatewayId: gateway });
  await moto.call('AssociateRouteTable', { RouteTableId: table, SubnetId: subnet });
  await moto.call('CreateNetworkAcl', { VpcId: vpc });

  const group = (name: string) =>
    moto.one('CreateSecurityGroup', { GroupName: name, Description: name, VpcId: vpc }, 'GroupId');
  const [web, data] = [await group('web'), await group('data')];
  const from = (other: string, port: number) => [
    { IpProtocol: 'tcp', FromPort: port, ToPort: port, UserIdGroupPairs: [{ GroupId: other }] },
  ];
  await moto.call('AuthorizeSecurityGroupIngress', { GroupId: web, IpPermissions: from(data, 443) });
  await moto.call('AuthorizeSecurityGroupIngress', { GroupId: data, IpPermissions: from(web, 5432) });

  const image = await amazonImage(moto);
  const launch = { ImageId: image, InstanceType: 't3.micro', SubnetId: subnet, SecurityGroupIds: [web] };
  const instance = await moto.one('RunInstances', { ...launch, MinCount: 1, MaxCount: 1 }, 'Instances[0].InstanceId');
  const own = await newAddress(moto);
  await moto.call('AssociateAddress', { AllocationId: own, InstanceId: instance });

  const address = await newAddress(moto);
  await moto.call('CreateNatGateway', { SubnetId: subnet, AllocationId: address });
  const endpoint = { VpcId: vpc, ServiceName: 'com.amazonaws.eu-west-1.s3', VpcEndpointType: 'Gateway' };
  await moto.call('CreateVpcEndpoint', { ...endpoint, RouteTableIds: [table] });
  const ssm = { VpcId: vpc, ServiceName: 'com.amazonaws.eu-west-1.ssm', VpcEndpointType: 'Interface' };
  await moto.call('CreateVpcEndpoint', { ...ssm, SubnetIds: [subnet], SecurityGroupIds: [web] });

  const peer = await newVpc(moto);
  const peering = await moto.one(
    'CreateVpcPeeringConnection',
    { VpcId: vpc, PeerVpcId: peer },
    'VpcPeeringConnection.VpcPeeringConnectionId',
  );
  await moto.call('AcceptVpcPeeringConnection', { VpcPeeringConnectionId: peering });
  await moto.call('CreateEgressOnlyInternetGateway', { VpcId: vpc });
  const vpn = await newVpnGateway(moto);
  await moto.call('AttachVpnGateway', { VpnGatewayId: vpn, VpcId: vpc });
  const customer = await newCustomerGateway(moto);
  await moto.call('CreateVpnConnection', { Type: 'ipsec.1', CustomerGatewayId: customer, VpnGatewayId: vpn });
  const transit = await newTransitGateway(moto);
  await moto.call('CreateTransitGatewayVpcAttachment', { TransitGatewayId: transit, VpcId: vpc, SubnetIds: [subnet] });
  return { vpc, kept: [peer, address, own, customer, transit] };
}

suite(`a VPC in moto${missing === undefined ? '' : ` (${missing})`}`, () => {
  let world: ForeignWorld;
  before(async function () {
    this.timeout(60_000);
    world = await ForeignWorld.start();
  });
  after(() => world.close());

  it('is deleted with everything in it, and nothing else, in one plan', async function () {
    this.timeout(120_000);
    const { core, moto } = world;
    const { vpc, kept } = await createScene(moto);
    const { rows, failures } = await world.list('ec2.vpc');
    assert.deepEqual(failures, []);
    const chosen = rows.filter(({ id }) => id === vpc);
    const all = await core.deletion.withDependents(chosen, AbortSignal.timeout(60_000));
    const { plan } = await core.deletion.plan(all, { timeLimitMs: 60_000 });
    const blockers = plan.items.flatMap(({ resource, evidence }) =>
      evidence.filter(({ level }) => level === 'blocker').map(({ text }) => `${resource.id}: ${text}`),
    );
    assert.deepEqual(blockers, []);
    // The row of an association has the id of its address.
    const deleted = plan.items.filter(({ resource }) => resource.kind.id !== 'ec2.addressAssociation');
    const touched = new Set(deleted.map(({ resource }) => resource.id));
    assert.deepEqual(
      kept.filter((id) => touched.has(id)),
      [],
    );

    const outcomes = await core.deletion.execute(plan);
    const bad = plan.items.flatMap(({ resource, operation }, n) => {
      const outcome = outcomes[n];
      return outcome?.kind === 'deleted' || outcome?.kind === 'alreadyDeleted'
        ? []
        : [`${operation} ${resource.id}: ${JSON.stringify(outcome)}`];
    });
    assert.deepEqual(bad, []);
    for (const [operation, filter, path] of LEFT) {
      assert.deepEqual(await moto.find(operation, { Filters: [{ Name: filter, Values: [vpc] }] }, path), [], operation);
    }
    const addresses = await moto.find('DescribeAddresses', {}, 'Addresses[].AllocationId');
    const others = await moto.find(
      'DescribeTransitGateways',
      {},
      "TransitGateways[?State!='deleted'].TransitGatewayId",
    );
    const vpcs = await moto.find('DescribeVpcs', {}, 'Vpcs[].VpcId');
    const customers = await moto.find('DescribeCustomerGateways', {}, 'CustomerGateways[].CustomerGatewayId');
    const still = new Set([...addresses, ...others, ...vpcs, ...customers]);
    assert.deepEqual(
      kept.filter((id) => !still.has(id)),
      [],
    );
  });
});
