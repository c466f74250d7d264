import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

const fleetStates = {
  states: {
    inProgress: [],
    deleted: ['deleted', 'deleted_running', 'deleted_terminating'],
    failed: [],
  },
};
const keepsInstances = {
  check: 'instances',
  assess: () => ({ level: 'warning', text: 'Its instances go on running, and are billed on.' }) as const,
};
const endsInstances = {
  check: 'instances',
  assess: () =>
    ({
      level: 'warning',
      severe: true,
      text: 'All its instances are terminated, and what is on them is lost.',
    }) as const,
};

/** AWS demands a choice, what becomes of the instances: each answer is a verb of its own. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_FleetData.html */
export const fleet = ec2.kind({
  id: 'ec2.fleet',
  category: 'Capacity & Spot',
  noun: 'EC2 Fleet',
  icon: 'server-environment',
  sources: [ec2.list('DescribeFleets', 'Fleets', { getOne: ['FleetIds'] })],
  members: { id: 'FleetId', name: 'tag', state: 'FleetState', tags: 'Tags', created: 'CreateTime' },
  fields: ['Type', 'ActivityStatus', 'FulfilledCapacity'],
  completion: fleetStates,
  evidence: [
    {
      check: 'instances',
      assess: ({ item }) =>
        item.Type === 'instant'
          ? { level: 'blocker', text: 'AWS deletes an instant fleet only together with its instances.' }
          : keepsInstances.assess(),
    },
  ],
  action: {
    operation: 'DeleteFleets',
    verb: 'delete',
    label: 'Delete EC2 Fleet, Keep Instances',
    input: { FleetIds: ['FleetId'], TerminateInstances: { value: false } },
    partialFailuresMember: 'UnsuccessfulFleetDeletions',
  },
  recreateOperation: 'CreateFleet',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteFleets.html */
export const fleetWithInstances = ec2.action(fleet, {
  id: 'ec2.fleet.withInstances',
  completion: fleetStates,
  evidence: [endsInstances],
  action: {
    operation: 'DeleteFleets',
    verb: 'delete',
    label: 'Delete EC2 Fleet and Terminate Instances',
    input: { FleetIds: ['FleetId'], TerminateInstances: { value: true } },
    partialFailuresMember: 'UnsuccessfulFleetDeletions',
  },
  recreateOperation: 'CreateFleet',
});

const spotFleetStates = {
  states: { inProgress: [], deleted: ['cancelled', 'cancelled_running', 'cancelled_terminating'], failed: [] },
};

/** AWS demands a choice, what becomes of the instances: each answer is a verb of its own. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SpotFleetRequestConfig.html */
export const spotFleetRequest = ec2.kind({
  id: 'ec2.spotFleetRequest',
  category: 'Capacity & Spot',
  noun: 'Spot Fleet request',
  icon: 'server-environment',
  sources: [ec2.list('DescribeSpotFleetRequests', 'SpotFleetRequestConfigs', { getOne: ['SpotFleetRequestIds'] })],
  members: {
    id: 'SpotFleetRequestId',
    name: 'tag',
    state: 'SpotFleetRequestState',
    tags: 'Tags',
    created: 'CreateTime',
  },
  fields: ['ActivityStatus', ['SpotFleetRequestConfig.TargetCapacity', 'Target capacity']],
  completion: spotFleetStates,
  evidence: [keepsInstances],
  action: {
    operation: 'CancelSpotFleetRequests',
    verb: 'cancel',
    label: 'Cancel Spot Fleet Request, Keep Instances',
    input: { SpotFleetRequestIds: ['SpotFleetRequestId'], TerminateInstances: { value: false } },
    partialFailuresMember: 'UnsuccessfulFleetRequests',
  },
  recreateOperation: 'RequestSpotFleet',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CancelSpotFleetRequests.html */
export const spotFleetRequestWithInstances = ec2.action(spotFleetRequest, {
  id: 'ec2.spotFleetRequest.withInstances',
  completion: spotFleetStates,
  evidence: [endsInstances],
  action: {
    operation: 'CancelSpotFleetRequests',
    verb: 'cancel',
    label: 'Cancel Spot Fleet Request and Terminate Instances',
    input: { SpotFleetRequestIds: ['SpotFleetRequestId'], TerminateInstances: { value: true } },
    partialFailuresMember: 'UnsuccessfulFleetRequests',
  },
  recreateOperation: 'RequestSpotFleet',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SpotInstanceRequest.html */
export const spotInstanceRequest = ec2.kind({
  id: 'ec2.spotInstanceRequest',
  category: 'Capacity & Spot',
  noun: 'Spot Instance request',
  icon: 'zap',
  sources: [ec2.list('DescribeSpotInstanceRequests', 'SpotInstanceRequests', { getOne: ['SpotInstanceRequestIds'] })],
  members: { id: 'SpotInstanceRequestId', name: 'tag', state: 'State', tags: 'Tags', created: 'CreateTime' },
  fields: ['InstanceId', 'Type', 'SpotPrice', ['Status.Message', 'Status']],
  completion: { states: { inProgress: [], deleted: ['cancelled', 'closed'], failed: [] } },
  evidence: [
    {
      check: 'instance',
      assess: ({ item }) =>
        item.InstanceId === undefined
          ? undefined
          : { level: 'warning', text: `Instance ${item.InstanceId} goes on running, and is billed on.` },
    },
  ],
  action: {
    operation: 'CancelSpotInstanceRequests',
    verb: 'cancel',
    input: { SpotInstanceRequestIds: ['SpotInstanceRequestId'] },
  },
  recreateOperation: 'RequestSpotInstances',
});

/** An account and Region has at most one. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SpotDatafeedSubscription.html */
export const spotDatafeedSubscription = ec2.kind({
  id: 'ec2.spotDatafeedSubscription',
  category: 'Capacity & Spot',
  noun: 'Spot data feed subscription',
  icon: 'rss',
  sources: [ec2.list('DescribeSpotDatafeedSubscription', 'SpotDatafeedSubscription')],
  members: { id: 'Bucket', state: 'State' },
  fields: ['Prefix', 'OwnerId'],
  action: { operation: 'DeleteSpotDatafeedSubscription', verb: 'delete', input: {} },
  restorability: {
    level: 'full',
    text: 'It can be created again.',
    restore: {
      operation: 'CreateSpotDatafeedSubscription',
      input: { Bucket: { item: 'Bucket' }, Prefix: { item: 'Prefix', optional: true } },
      restores: 'The same subscription to the same bucket.',
      notRestored: [],
      matchBy: ['Bucket'],
    },
  },
});
