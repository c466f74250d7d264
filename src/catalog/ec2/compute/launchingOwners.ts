import type { FleetData, Instance, SpotFleetRequestConfig, SpotInstanceRequest } from '@aws-sdk/client-ec2';
import type { Finding } from '../../model/evidence.ts';
import type { Probe } from '../../model/kind.ts';
import type { ListedItem } from '../../model/listedItem.ts';

type InstanceProbe = Probe<ListedItem<Instance, object>>;

const tagOf = ({ Tags: tags = [] }: Instance, key: string) => tags.find(({ Key }) => Key === key)?.Value;

/** Returns the finding on an owner that replaces a terminated instance. Delete with Dependencies deletes the owner first. */
function launches(text: string, kind: string, id: string): Finding {
  return { level: 'warning', severe: true, text, blockers: [{ kind, id }] };
}

/**
 * Returns the finding on an owner that AWS does not list. The tag stays when the owner is deleted, and AWS stops listing deleted owners
 * soon.
 */
function mayLaunch(owner: string): Finding {
  return {
    level: 'warning',
    text: `${owner} launched it, and AWS does not find it now. If it still exists, it creates another one in its place.`,
  };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/terminating-a-spot-instance.html */
const persistentRequest: InstanceProbe = {
  check: 'persistentRequest',
  operation: 'DescribeSpotInstanceRequests',
  input: ({ item: { SpotInstanceRequestId: id } }) =>
    id === undefined ? undefined : { Filters: [{ Name: 'spot-instance-request-id', Values: [id] }] },
  assess(output, { item }) {
    const request = ((output['SpotInstanceRequests'] ?? []) as SpotInstanceRequest[]).find(
      ({ SpotInstanceRequestId: id }) => id === item.SpotInstanceRequestId,
    );
    const { SpotInstanceRequestId: id = '', Type: type, State: state = '' } = request ?? {};
    return type === 'persistent' && ['open', 'active', 'disabled'].includes(state)
      ? launches(
          `The persistent Spot request ${id} owns it, and launches another instance. Cancel the request first.`,
          'ec2.spotInstanceRequest',
          id,
        )
      : undefined;
  },
};

/** The states in which a fleet or a Spot Fleet request launches instances: `FleetStateCode` and `BatchState` of the service model. */
const LAUNCHING_STATES = ['submitted', 'active', 'modifying'];

const FLEET_TAG = 'aws:ec2:fleet-id';

/**
 * Only a fleet of type `maintain` replaces instances:
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-fleet-request-type.html.
 */
const fleet: InstanceProbe = {
  check: 'fleet',
  operation: 'DescribeFleets',
  ownerTag: FLEET_TAG,
  missingIsEmpty: true,
  input({ item }) {
    const id = tagOf(item, FLEET_TAG);
    return id === undefined ? undefined : { FleetIds: [id] };
  },
  assess(output, { item }) {
    const id = tagOf(item, FLEET_TAG) ?? '';
    const found = ((output['Fleets'] ?? []) as FleetData[]).find(({ FleetId }) => FleetId === id);
    if (!found) return mayLaunch(`EC2 Fleet "${id}"`);
    return found.Type === 'maintain' && LAUNCHING_STATES.includes(found.FleetState ?? '')
      ? launches(`The EC2 Fleet ${id} owns it, and launches another instance. Delete the fleet first.`, 'ec2.fleet', id)
      : undefined;
  },
};

const SPOT_FLEET_TAG = 'aws:ec2spot:fleet-request-id';

/**
 * A Spot Fleet request is of type `maintain` by default:
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SpotFleetRequestConfigData.html.
 */
const spotFleetRequest: InstanceProbe = {
  check: 'spotFleetRequest',
  operation: 'DescribeSpotFleetRequests',
  ownerTag: SPOT_FLEET_TAG,
  missingIsEmpty: true,
  input({ item }) {
    const id = tagOf(item, SPOT_FLEET_TAG);
    return id === undefined ? undefined : { SpotFleetRequestIds: [id] };
  },
  assess(output, { item }) {
    const id = tagOf(item, SPOT_FLEET_TAG) ?? '';
    const requests = (output['SpotFleetRequestConfigs'] ?? []) as SpotFleetRequestConfig[];
    const found = requests.find(({ SpotFleetRequestId }) => SpotFleetRequestId === id);
    if (!found) return mayLaunch(`Spot Fleet request "${id}"`);
    const { Type: type = 'maintain' } = found.SpotFleetRequestConfig ?? {};
    return type === 'maintain' && LAUNCHING_STATES.includes(found.SpotFleetRequestState ?? '')
      ? launches(
          `The Spot Fleet request ${id} owns it, and launches another instance. Cancel the request first.`,
          'ec2.spotFleetRequest',
          id,
        )
      : undefined;
  },
};

/** Finds the owners of an instance that would launch another one, as far as Teardown can delete them. */
export const LAUNCHING_OWNERS = [persistentRequest, fleet, spotFleetRequest];
