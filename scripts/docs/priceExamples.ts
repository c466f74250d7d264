import type { Structure } from '../../src/catalog/model/structure.ts';
import type { PricePlace } from '../../src/catalog/model/price.ts';

/** The account and Region of the examples. */
export const EXAMPLE_PLACE: PricePlace = { region: 'us-east-1', accountId: '111122223333' };

const zone = { AvailabilityZone: 'us-east-1a' };
const running = {
  State: { Name: 'running' },
  InstanceType: 't3.micro',
  UsageOperation: 'RunInstances',
  Placement: { ...zone, Tenancy: 'default' },
};
const publicAddress = { PrivateIpAddresses: [{ Association: { IpOwnerId: 'amazon', PublicIp: '192.0.2.1' } }] };

/** Items that together have every price of a resource type, by the id of the type. */
export const PRICE_EXAMPLES: Readonly<Record<string, readonly Structure[]>> = {
  'ec2.volume': [
    { ...zone, VolumeType: 'gp3', Size: 8, Iops: 4_000, Throughput: 250 },
    { ...zone, VolumeType: 'gp2', Size: 8 },
    { ...zone, VolumeType: 'io1', Size: 8, Iops: 100 },
    { ...zone, VolumeType: 'io2', Size: 8, Iops: 70_000 },
    { ...zone, VolumeType: 'st1', Size: 125 },
    { ...zone, VolumeType: 'sc1', Size: 125 },
    { ...zone, VolumeType: 'standard', Size: 8 },
  ],
  'ec2.snapshot': [{ VolumeSize: 8 }, { FullSnapshotSizeInBytes: 2 ** 30, StorageTier: 'archive' }],
  'ec2.instance': [{ ...running, NetworkInterfaces: [publicAddress] }],
  'ec2.dedicatedHost': [{ ...zone, HostProperties: { InstanceFamily: 'm5' } }],
  'ec2.capacityReservation': [
    { ...zone, State: 'active', InstanceType: 't3.micro', InstancePlatform: 'Linux/UNIX', AvailableInstanceCount: 1 },
  ],
  'ec2.address': [{}, { AssociationId: 'eipassoc-1' }],
  'ec2.natGateway': [{ State: 'available' }],
  'ec2.vpcEndpoint': [
    { VpcEndpointType: 'Interface', SubnetIds: ['subnet-1', 'subnet-2'] },
    { VpcEndpointType: 'GatewayLoadBalancer', SubnetIds: ['subnet-1'] },
  ],
  'ec2.transitGatewayVpcAttachment': [{ State: 'available' }],
  'ec2.transitGatewayPeeringAttachment': [{ State: 'available' }],
  'ec2.vpnConnection': [{ State: 'available', TransitGatewayId: 'tgw-1' }],
  'ec2.clientVpnTargetNetwork': [{ Status: { Code: 'associated' } }],
  'lightsail.instance': [{ bundleId: 'nano_3_0' }],
  'lightsail.relationalDatabase': [{ relationalDatabaseBundleId: 'micro_2_0' }],
  'lightsail.bucket': [{ bundleId: 'small_1_0' }],
  'lightsail.distribution': [{ bundleId: 'small_1_0' }],
  'lightsail.containerService': [{ powerId: 'nano-1', scale: 2 }],
  'lightsail.staticIp': [{ isAttached: false }],
  'lightsail.disk': [{ sizeInGb: 8 }],
  'lightsail.loadBalancer': [{}],
  'lightsail.instanceSnapshot': [{ sizeInGb: 8 }],
  'lightsail.diskSnapshot': [{ sizeInGb: 8 }],
  'lightsail.relationalDatabaseSnapshot': [{ sizeInGb: 8 }],
  'directconnect.connection': [
    { connectionState: 'available', location: 'EqDC2', bandwidth: '1Gbps' },
    { connectionState: 'available', location: 'EqDC2', bandwidth: '50Mbps', partnerName: 'Example' },
  ],
  'directconnect.lag': [{}],
};
