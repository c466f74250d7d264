import type { Moto } from '../support/moto.ts';

/** Creates a VPC of `10.1.0.0/16`, and returns its id. */
export function newVpc(moto: Moto): Promise<string> {
  return moto.one('CreateVpc', { CidrBlock: '10.1.0.0/16' }, 'Vpc.VpcId');
}

/** Creates the subnet `10.1.1.0/24` of a VPC, and returns its id. */
export function newSubnet(moto: Moto, vpc: string): Promise<string> {
  return moto.one('CreateSubnet', { VpcId: vpc, CidrBlock: '10.1.1.0/24' }, 'Subnet.SubnetId');
}

/** Creates a network interface in a subnet of its own, and returns its id. */
export async function newInterface(moto: Moto): Promise<string> {
  const subnet = await newSubnet(moto, await newVpc(moto));
  return moto.one('CreateNetworkInterface', { SubnetId: subnet }, 'NetworkInterface.NetworkInterfaceId');
}

/** Returns the id of an image of Amazon's. */
export function amazonImage(moto: Moto): Promise<string> {
  return moto.one('DescribeImages', { Owners: ['amazon'] }, 'Images[0].ImageId');
}

/** Starts an instance in a subnet of its own, and returns its id. */
export async function newInstance(moto: Moto): Promise<string> {
  const subnet = await newSubnet(moto, await newVpc(moto));
  return moto.one(
    'RunInstances',
    { ImageId: await amazonImage(moto), InstanceType: 't3.micro', SubnetId: subnet, MinCount: 1, MaxCount: 1 },
    'Instances[0].InstanceId',
  );
}

/** Creates a volume, and returns its id. */
export function newVolume(moto: Moto): Promise<string> {
  return moto.one('CreateVolume', { AvailabilityZone: 'eu-west-1a', Size: 8 }, 'VolumeId');
}

/** Creates a security group in a VPC of its own, and returns its id. */
export async function newSecurityGroup(moto: Moto): Promise<string> {
  return moto.one(
    'CreateSecurityGroup',
    { GroupName: 'web', Description: 'web', VpcId: await newVpc(moto) },
    'GroupId',
  );
}

/** Allocates an Elastic IP address, and returns its allocation id. */
export function newAddress(moto: Moto): Promise<string> {
  return moto.one('AllocateAddress', { Domain: 'vpc' }, 'AllocationId');
}

/** Creates a transit gateway, and returns its id. */
export function newTransitGateway(moto: Moto): Promise<string> {
  return moto.one('CreateTransitGateway', {}, 'TransitGateway.TransitGatewayId');
}

/** Creates a virtual private gateway, and returns its id. */
export function newVpnGateway(moto: Moto): Promise<string> {
  return moto.one('CreateVpnGateway', { Type: 'ipsec.1' }, 'VpnGateway.VpnGatewayId');
}

/** Creates a customer gateway, and returns its id. */
export function newCustomerGateway(moto: Moto): Promise<string> {
  return moto.one(
    'CreateCustomerGateway',
    { Type: 'ipsec.1', PublicIp: '198.51.100.7', BgpAsn: 65_000 },
    'CustomerGateway.CustomerGatewayId',
  );
}
