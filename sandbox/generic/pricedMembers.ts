import type { Fields } from '../types.ts';

/** The account of the samples. */
const OWNER = '111122223333';

/**
 * Members that prices depend on, for the first and second sample of a Region. The shapes are those of `aws-answers`.
 */
const MEMBERS: Readonly<Record<string, (region: string) => readonly [Fields, Fields]>> = {
  DescribeVolumes: (region) => [
    { ...inZone(region), VolumeType: 'gp3', Size: 100, Iops: 4_000, Throughput: 250 },
    { ...inZone(region), VolumeType: 'gp2', Size: 500, Iops: 1_500, Throughput: undefined },
  ],
  DescribeSnapshots: () => [
    {
      ...outsideOutposts,
      AvailabilityZone: undefined,
      StorageTier: 'standard',
      VolumeSize: 100,
      FullSnapshotSizeInBytes: 64_424_509_440,
    },
    {
      ...outsideOutposts,
      AvailabilityZone: undefined,
      StorageTier: 'archive',
      VolumeSize: 200,
      FullSnapshotSizeInBytes: 107_374_182_400,
    },
  ],
  DescribeInstances: (region) =>
    both({
      'Instances.0.InstanceType': 't3.micro',
      'Instances.0.UsageOperation': 'RunInstances',
      'Instances.0.PlatformDetails': 'Linux/UNIX',
      'Instances.0.OutpostArn': undefined,
      'Instances.0.CapacityBlockId': undefined,
      'Instances.0.InstanceLifecycle': undefined,
      'Instances.0.ProductCodes': [],
      'Instances.0.Placement.AvailabilityZone': `${region}a`,
      'Instances.0.Placement.Tenancy': 'default',
    }),
  // A host is for one instance type, or for a family.
  DescribeHosts: (region) => [
    { ...inZone(region), HostReservationId: undefined, HostProperties: { ...HOST, InstanceType: 'm5.large' } },
    { ...inZone(region), HostReservationId: undefined, HostProperties: { ...HOST, InstanceFamily: 'm5' } },
  ],
  DescribeCapacityReservations: (region) =>
    both({
      ...inZone(region),
      InstanceType: 'c5.large',
      InstancePlatform: 'Linux/UNIX',
      Tenancy: 'default',
      ReservationType: 'default',
      TotalInstanceCount: 3,
      AvailableInstanceCount: 2,
      OwnerId: OWNER,
      UnusedReservationBillingOwnerId: undefined,
    }),
  DescribeAddresses: (region) =>
    both({ NetworkBorderGroup: region, PublicIpv4Pool: 'amazon', CarrierIp: undefined, CustomerOwnedIp: undefined }),
  DescribeNatGateways: () => both({ AvailabilityMode: 'zonal' }),
  DescribeVpcEndpoints: () => [
    { VpcEndpointType: 'Interface', SubnetIds: ['subnet-0a1b2c3d', 'subnet-1a2b3c4d'], OwnerId: OWNER },
    { VpcEndpointType: 'Gateway', SubnetIds: [], OwnerId: OWNER },
  ],
  DescribeTransitGatewayVpcAttachments: () => both({ VpcOwnerId: OWNER }),
  DescribeVpnConnections: () =>
    both({
      VpnConcentratorId: undefined,
      CoreNetworkArn: undefined,
      'Options.EnableAcceleration': false,
      'Options.TunnelBandwidth': 'standard',
    }),
  GetRelationalDatabases: () => both({ relationalDatabaseBundleId: 'micro_2_0' }),
  GetContainerServices: () => both({ powerId: 'nano-1', power: 'nano', scale: 2 }),
  GetDistributions: () => both({ bundleId: 'small_1_0' }),
  GetStaticIps: () => [{ isAttached: true }, { isAttached: false, attachedTo: undefined }],
  GetDisks: () => both({ sizeInGb: 64 }),
  GetInstanceSnapshots: () => both({ sizeInGb: 60 }),
  GetDiskSnapshots: () => both({ sizeInGb: 64 }),
  GetRelationalDatabaseSnapshots: () => both({ sizeInGb: 40 }),
};

const HOST: Fields = { Cores: 48, Sockets: 2, TotalVCpus: 96 };
const outsideOutposts: Fields = { OutpostArn: undefined };
const inZone = (region: string): Fields => ({ ...outsideOutposts, AvailabilityZone: `${region}a` });
const both = (fields: Fields): readonly [Fields, Fields] => [fields, fields];

/** Returns the priced members of the first (`n` = 0) or a later sample of a listing. */
export function pricedMembers(operation: string, n: number, region: string): Fields {
  return MEMBERS[operation]?.(region)[n === 0 ? 0 : 1] ?? {};
}
