import type { ListedItem } from './model/listedItem.ts';
import type { Structure } from './model/structure.ts';

/** Resources of one type that AWS deletes together with a resource of another type. */
export interface DeletedAlong {
  /** The id of their kind. Its first source says how they are listed, unless `list` does. */
  readonly kind: string;
  /** The operation that lists them and the path to them, where that is not the one of the kind's first source. */
  readonly list?: { readonly operation: string; readonly items: string };
  /** The filter that narrows the list. Several holders share one request. */
  readonly filter?: string;
  /** Returns what the filter looks for. Without values nothing is deleted along. */
  readonly values?: (holder: ListedItem) => readonly string[];
  /** Returns the request where no filter narrows the list. */
  readonly input?: (holder: ListedItem) => Structure;
  /** A request that has to be sent first, and the path in its response to the values. */
  readonly lookUp?: {
    readonly operation: string;
    readonly items: string;
    readonly input: (holder: ListedItem) => Structure;
    readonly valueOf: (item: Structure) => string | undefined;
  };
  /** Returns whether a listed resource is deleted along. Servers may ignore filters. */
  readonly belongs: (item: Structure, holder: ListedItem, values: readonly string[]) => boolean;
  /** True where every value must be listed: the holder names the resource, so its absence means that it could not be read. */
  readonly complete?: true;
  /** The id of the kind whose entries name what is deleted along with each of them. Default: `kind`. */
  readonly asKind?: string;
}

interface Attached {
  readonly DeleteOnTermination?: boolean;
}

const textOf = (value: unknown): readonly string[] => (typeof value === 'string' ? [value] : []);

const elements = (item: Structure, member: string): readonly Structure[] => {
  const value = item[member];
  return Array.isArray(value) ? (value as readonly Structure[]) : [];
};

/** Returns an entry for resources whose ids the holder names. */
function named(
  kind: string,
  filter: string,
  id: string,
  values: (holder: ListedItem) => readonly string[],
): DeletedAlong {
  return {
    kind,
    filter,
    values,
    belongs: (item, _, ids) => textOf(item[id]).some((text) => ids.includes(text)),
    complete: true,
  };
}

/** Returns an entry for resources that name their holder in a member. */
function owned(
  kind: string,
  [filter, member]: readonly [string, string],
  holderMember: string,
  isDeleted: (item: Structure) => boolean = () => true,
): DeletedAlong {
  return {
    kind,
    filter,
    values: ({ item }) => textOf(item[holderMember]),
    belongs: (item, holder) => item[member] === holder.item[holderMember] && isDeleted(item),
  };
}

const instancesOf = (operation: string, member: string): DeletedAlong => ({
  ...named('ec2.instance', 'instance-id', 'InstanceId', () => []),
  list: { operation: 'DescribeInstances', items: 'Reservations.Instances' },
  lookUp: {
    operation,
    items: 'ActiveInstances',
    input: ({ item }) => ({ [member]: item[member] }),
    valueOf: ({ InstanceId: id }) => textOf(id)[0],
  },
});

const isMain = (item: Structure) => elements(item, 'Associations').some(({ Main }) => Main === true);

const systemDisk: DeletedAlong = {
  kind: 'lightsail.disk',
  input: () => ({}),
  belongs: ({ isSystemDisk, attachedTo }, { item: { name } }) => isSystemDisk === true && attachedTo === name,
};

const rulesOfGroup = (kind: string, isEgress: boolean): DeletedAlong =>
  owned(kind, ['group-id', 'GroupId'], 'GroupId', ({ IsEgress }) => IsEgress === isEgress);

/**
 * What AWS deletes along, by the id of the kind. Read with its tags before the confirmation and before the request, because a
 * protected resource must not be deleted with another one. `test/unit/catalog/deletedAlong.test.ts` finds types that lack an entry.
 */
export const DELETED_ALONG: Readonly<Record<string, readonly DeletedAlong[]>> = {
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TerminateInstances.html
  'ec2.instance': [
    named('ec2.volume', 'volume-id', 'VolumeId', ({ item }) =>
      elements(item, 'BlockDeviceMappings').flatMap(({ Ebs }) => {
        const { DeleteOnTermination: isDeleted, VolumeId: id } = (Ebs ?? {}) as Attached & {
          readonly VolumeId?: string;
        };
        return isDeleted === true ? textOf(id) : [];
      }),
    ),
    named('ec2.networkInterface', 'network-interface-id', 'NetworkInterfaceId', ({ item }) =>
      elements(item, 'NetworkInterfaces').flatMap(({ Attachment, NetworkInterfaceId: id }) =>
        (Attachment as Attached | undefined)?.DeleteOnTermination === true ? textOf(id) : [],
      ),
    ),
  ],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeregisterImage.html
  'ec2.image.withSnapshots': [
    named('ec2.snapshot', 'snapshot-id', 'SnapshotId', ({ item }) =>
      elements(item, 'BlockDeviceMappings').flatMap(({ Ebs }) =>
        textOf((Ebs as Structure | undefined)?.['SnapshotId']),
      ),
    ),
  ],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteFleets.html
  'ec2.fleet.withInstances': [instancesOf('DescribeFleetInstances', 'FleetId')],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CancelSpotFleetRequests.html
  'ec2.spotFleetRequest.withInstances': [instancesOf('DescribeSpotFleetInstances', 'SpotFleetRequestId')],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CancelCapacityReservationFleets.html
  'ec2.capacityReservationFleet': [
    {
      kind: 'ec2.capacityReservation',
      // No filter of DescribeCapacityReservations takes the fleet.
      input: () => ({}),
      belongs: ({ CapacityReservationFleetId: id }, { item }) => id === item['CapacityReservationFleetId'],
    },
  ],
  // https://docs.aws.amazon.com/vpc/latest/userguide/delete-vpc.html
  'ec2.vpc': [
    owned('ec2.securityGroup', ['vpc-id', 'VpcId'], 'VpcId', ({ GroupName: name }) => name === 'default'),
    owned('ec2.networkAcl', ['vpc-id', 'VpcId'], 'VpcId', ({ IsDefault }) => IsDefault === true),
    owned('ec2.routeTable', ['vpc-id', 'VpcId'], 'VpcId', isMain),
  ],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html
  'ec2.securityGroup': [
    rulesOfGroup('ec2.securityGroupIngressRule', false),
    rulesOfGroup('ec2.securityGroupEgressRule', true),
  ],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteIpam.html
  'ec2.ipam': [owned('ec2.ipamScope', ['ipam-arn', 'IpamArn'], 'IpamArn', ({ IsDefault }) => IsDefault === true)],
  'ec2.ipam.cascade': [
    owned('ec2.ipamScope', ['ipam-arn', 'IpamArn'], 'IpamArn'),
    owned('ec2.ipamPool', ['ipam-arn', 'IpamArn'], 'IpamArn'),
  ],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteIpamPool.html
  'ec2.ipamPool.cascade': [
    {
      ...owned('ec2.ipamPool', ['source-ipam-pool-id', 'SourceIpamPoolId'], 'IpamPoolId'),
      asKind: 'ec2.ipamPool.cascade',
    },
  ],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTrafficMirrorFilter.html
  'ec2.trafficMirrorFilter': [
    owned(
      'ec2.trafficMirrorFilterRule',
      ['traffic-mirror-filter-id', 'TrafficMirrorFilterId'],
      'TrafficMirrorFilterId',
    ),
  ],
  // https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_DeleteLoadBalancer.html
  'lightsail.loadBalancer': [
    {
      kind: 'lightsail.loadBalancerTlsCertificate',
      list: { operation: 'GetLoadBalancerTlsCertificates', items: 'tlsCertificates' },
      input: ({ item: { name } }) => ({ loadBalancerName: name }),
      belongs: ({ loadBalancerName }, { item: { name } }) =>
        loadBalancerName === undefined || loadBalancerName === name,
    },
  ],
  // https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_DeleteInstance.html
  'lightsail.instance': [systemDisk],
  'lightsail.instance.withAddOns': [systemDisk],
};
