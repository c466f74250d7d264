import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { AwsClient } from '../../src/aws/client/sdkClient.ts';
import { AwsCallError } from '../../src/aws/errors/callError.ts';
import type { Core } from '../../src/core.ts';
import { scan } from '../../src/inventory/scan.ts';
import { motoProblem } from '../../scripts/lib/moto.mjs';
import { kindOf } from '../unit/support/testEnvironment.ts';
import type { Moto } from './support/moto.ts';
import { ForeignWorld } from './support/world.ts';
import { newAddress, newInterface, newSubnet, newVpc } from './types/prerequisites.ts';

const missing = motoProblem();
const suite = missing === undefined ? describe : describe.skip;
const UNENDING = new AbortController().signal;

/** Returns a client for which unsupported operations return nothing: moto has no such resources. */
const withoutGaps = (client: AwsClient): AwsClient => ({
  async call(target, service, operation, input, options) {
    try {
      return await client.call(target, service, operation, input, options);
    } catch (error) {
      const isGap = error instanceof AwsCallError && /NotImplemented|InvalidAction|Unknown/.test(error.failure.name);
      if (!isGap && !(error instanceof AwsCallError && [404, 500, 501].includes(error.failure.status ?? 0)))
        throw error;
      return { output: {} } as Awaited<ReturnType<AwsClient['call']>>;
    }
  },
});

/** Typical queries for unused resources, in boto3. They return ids. */
const QUERIES: Readonly<Record<string, (moto: Moto) => Promise<string[]>>> = {
  'ec2.volume': (moto) => moto.find('DescribeVolumes', {}, 'Volumes[?length(Attachments)==`0`].VolumeId'),
  'ec2.address': (moto) => moto.find('DescribeAddresses', {}, 'Addresses[?!AssociationId].AllocationId'),
  async 'ec2.securityGroup'(moto) {
    const all = await moto.find('DescribeSecurityGroups', {}, "SecurityGroups[?GroupName!='default'].GroupId");
    const pairs = 'UserIdGroupPairs[].GroupId';
    const used = [
      ...(await moto.find('DescribeNetworkInterfaces', {}, 'NetworkInterfaces[].Groups[].GroupId')),
      ...(await moto.find('DescribeSecurityGroups', {}, `SecurityGroups[].IpPermissions[].${pairs}`)),
      ...(await moto.find('DescribeSecurityGroups', {}, `SecurityGroups[].IpPermissionsEgress[].${pairs}`)),
    ];
    return all.filter((id) => !used.includes(id));
  },
  async 'ec2.natGateway'(moto) {
    const routed = await moto.find('DescribeRouteTables', {}, 'RouteTables[].Routes[].NatGatewayId');
    const all = await moto.find('DescribeNatGateways', {}, "NatGateways[?State=='available'].NatGatewayId");
    return all.filter((id) => !routed.includes(id));
  },
  async 'ec2.internetGateway'(moto) {
    const routed = await moto.find('DescribeRouteTables', {}, 'RouteTables[].Routes[].GatewayId');
    const all = await moto.find('DescribeInternetGateways', {}, 'InternetGateways[].InternetGatewayId');
    return all.filter((id) => !routed.includes(id));
  },
  async 'ec2.dhcpOptions'(moto) {
    const used = await moto.find('DescribeVpcs', {}, 'Vpcs[].DhcpOptionsId');
    const all = await moto.find('DescribeDhcpOptions', {}, 'DhcpOptions[].DhcpOptionsId');
    return all.filter((id) => !used.includes(id));
  },
  async 'ec2.customerGateway'(moto) {
    const used = await moto.find('DescribeVpnConnections', {}, 'VpnConnections[].CustomerGatewayId');
    const all = await moto.find(
      'DescribeCustomerGateways',
      {},
      "CustomerGateways[?State=='available'].CustomerGatewayId",
    );
    return all.filter((id) => !used.includes(id));
  },
  async 'ec2.networkInterface'(moto) {
    // moto leaves the interfaces of NAT gateways available.
    const addressed = await moto.find('DescribeAddresses', {}, 'Addresses[].NetworkInterfaceId');
    const path = "NetworkInterfaces[?Status=='available'].NetworkInterfaceId";
    return (await moto.find('DescribeNetworkInterfaces', {}, path)).filter((id) => !addressed.includes(id));
  },
};

suite(`the set of unused resources in moto${missing === undefined ? '' : ` (${missing})`}`, function () {
  this.timeout(120_000);
  let world: ForeignWorld;
  let core: Core;
  before(async () => {
    world = await ForeignWorld.start();
    core = world.newCore(withoutGaps);
    await build(world.moto);
    const kinds = Object.keys(QUERIES).map(kindOf);
    await scan(core.usage.steps(kinds, [world.target]), core.inventory.batchLister(), UNENDING, () => undefined);
    await core.usage.lookUp(kinds, [world.target], UNENDING);
  });
  after(async () => {
    await core.dispose();
    await world.close();
  });

  for (const [id, query] of Object.entries(QUERIES)) {
    it(`equals the result of boto3: ${id}`, async () => {
      const expected = (await query(world.moto)).sort();
      const rows = core.inventory.state(kindOf(id), world.target).listing?.resources ?? [];
      const usages = new Map(rows.map((row) => [row.id, core.usage.usageOf(row)]));
      const unused = [...usages].flatMap(([key, usage]) => (usage?.word === 'unused' ? [key] : [])).sort();
      const told = [...usages].map(([key, usage]) => `${key} ${usage?.word ?? ''}: ${usage?.reason ?? ''}`).join('\n');
      assert.deepEqual(unused, expected, told);
      assert.ok(unused.length > 0, 'the account has one');
      assert.ok(unused.length < rows.length, 'and one that is used');
    });
  }
});

/** Creates a used and an unused resource of each type. */
async function build(moto: Moto): Promise<void> {
  const vpc = await newVpc(moto);
  const subnet = await newSubnet(moto, vpc);
  const one = (operation: string, input: Record<string, unknown>, path: string) => moto.one(operation, input, path);
  const ImageId = (await moto.find('DescribeImages', {}, 'Images[].ImageId'))[0];
  const group = (GroupName: string) =>
    one('CreateSecurityGroup', { GroupName, Description: GroupName, VpcId: vpc }, 'GroupId');
  const [inUse, referred] = [await group('used'), await group('referred')];
  await group('leftover');
  await moto.call('AuthorizeSecurityGroupIngress', {
    GroupId: inUse,
    IpPermissions: [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 2, UserIdGroupPairs: [{ GroupId: referred }] }],
  });
  const instance = await one(
    'RunInstances',
    { ImageId, MinCount: 1, MaxCount: 1, SubnetId: subnet, SecurityGroupIds: [inUse] },
    'Instances[0].InstanceId',
  );
  await one('CreateVolume', { AvailabilityZone: `${moto.region}a`, Size: 1 }, 'VolumeId');
  await moto.call('AssociateAddress', { AllocationId: await newAddress(moto), InstanceId: instance });
  await newAddress(moto);
  await newInterface(moto);
  const natGateway = async () =>
    one('CreateNatGateway', { SubnetId: subnet, AllocationId: await newAddress(moto) }, 'NatGateway.NatGatewayId');
  const NatGatewayId = await natGateway();
  await natGateway();
  const table = await one('CreateRouteTable', { VpcId: vpc }, 'RouteTable.RouteTableId');
  await moto.call('CreateRoute', { RouteTableId: table, DestinationCidrBlock: '10.99.0.0/16', NatGatewayId });
  const gateway = () => one('CreateInternetGateway', {}, 'InternetGateway.InternetGatewayId');
  const GatewayId = await gateway();
  await gateway();
  await moto.call('AttachInternetGateway', { InternetGatewayId: GatewayId, VpcId: vpc });
  await moto.call('CreateRoute', { RouteTableId: table, DestinationCidrBlock: '0.0.0.0/0', GatewayId });
  const options = () =>
    one(
      'CreateDhcpOptions',
      { DhcpConfigurations: [{ Key: 'domain-name', Values: ['example.com'] }] },
      'DhcpOptions.DhcpOptionsId',
    );
  await moto.call('AssociateDhcpOptions', { DhcpOptionsId: await options(), VpcId: vpc });
  await options();
  const customer = (PublicIp: string) =>
    one('CreateCustomerGateway', { Type: 'ipsec.1', PublicIp, BgpAsn: 65_000 }, 'CustomerGateway.CustomerGatewayId');
  const CustomerGatewayId = await customer('203.0.113.5');
  await customer('203.0.113.6');
  const VpnGatewayId = await one('CreateVpnGateway', { Type: 'ipsec.1' }, 'VpnGateway.VpnGatewayId');
  await moto.call('CreateVpnConnection', { Type: 'ipsec.1', CustomerGatewayId, VpnGatewayId });
}
