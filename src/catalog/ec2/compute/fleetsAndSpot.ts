import { always } from '../../builder/evidence.ts';
import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/**
 * A deleted fleet whose instances are to go on is `deleted_running` until they end; one whose instances are terminated is
 * `deleted_terminating` before it is `deleted`. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/delete-fleet.html
 */
const keepingFleetStates = { states: { inProgress: ['deleted_terminating'], deleted: ['deleted_running'] } };
const endingFleetStates = { states: { inProgress: ['deleted_terminating'], present: ['deleted_running'] } };
const KEEPS_INSTANCES = 'Its instances keep running and are still billed.';
const keepsInstances = always('instances', 'warning', KEEPS_INSTANCES);
const endsInstances = always('instances', 'severe', 'All its instances are terminated, and their data is lost.');

/** AWS requires a choice between keeping and terminating the instances: each is an action. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_FleetData.html */
const fleet = ec2.kind({
  noun: 'EC2 Fleet',
  icon: 'server-environment',
  sources: [ec2.list('DescribeFleets', 'Fleets', { getOne: ['FleetIds'] })],
  members: {
    id: 'FleetId',
    name: 'tag',
    state: 'FleetState',
    tags: 'Tags',
    created: 'CreateTime',
    expires: 'ValidUntil',
  },
  fields: ['Type', 'ActivityStatus', 'FulfilledCapacity'],
  completion: keepingFleetStates,
  evidence: [
    {
      check: 'instances',
      assess: ({ item }) =>
        item.Type === 'instant'
          ? { level: 'blocker', text: 'AWS deletes an instant fleet only together with its instances.' }
          : { level: 'warning', text: KEEPS_INSTANCES },
    },
  ],
  action: {
    operation: 'DeleteFleets',
    label: 'Delete EC2 Fleet, Keep Instances',
    input: { FleetIds: ['FleetId'], TerminateInstances: { value: false } },
    partialFailuresMember: 'UnsuccessfulFleetDeletions',
  },
  recreateOperation: 'CreateFleet',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteFleets.html */
const fleetWithInstances = ec2.action(fleet, {
  completion: endingFleetStates,
  evidence: [endsInstances],
  action: {
    operation: 'DeleteFleets',
    label: 'Delete EC2 Fleet and Terminate Instances',
    input: { FleetIds: ['FleetId'], TerminateInstances: { value: true } },
    partialFailuresMember: 'UnsuccessfulFleetDeletions',
  },
  recreateOperation: 'CreateFleet',
});

/** The same as for EC2 Fleets. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-fleet-states.html */
const keepingSpotFleetStates = { states: { inProgress: ['cancelled_terminating'], deleted: ['cancelled_running'] } };
const endingSpotFleetStates = { states: { inProgress: ['cancelled_terminating'], present: ['cancelled_running'] } };

/** AWS requires a choice between keeping and terminating the instances: each is an action. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SpotFleetRequestConfig.html */
const spotFleetRequest = ec2.kind({
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
  completion: keepingSpotFleetStates,
  evidence: [keepsInstances],
  action: {
    operation: 'CancelSpotFleetRequests',
    label: 'Cancel Spot Fleet Request, Keep Instances',
    input: { SpotFleetRequestIds: ['SpotFleetRequestId'], TerminateInstances: { value: false } },
    partialFailuresMember: 'UnsuccessfulFleetRequests',
  },
  recreateOperation: 'RequestSpotFleet',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CancelSpotFleetRequests.html */
const spotFleetRequestWithInstances = ec2.action(spotFleetRequest, {
  completion: endingSpotFleetStates,
  evidence: [endsInstances],
  action: {
    operation: 'CancelSpotFleetRequests',
    label: 'Cancel Spot Fleet Request and Terminate Instances',
    input: { SpotFleetRequestIds: ['SpotFleetRequestId'], TerminateInstances: { value: true } },
    partialFailuresMember: 'UnsuccessfulFleetRequests',
  },
  recreateOperation: 'RequestSpotFleet',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SpotInstanceRequest.html */
const spotInstanceRequest = ec2.kind({
  noun: 'Spot Instance request',
  icon: 'zap',
  sources: [ec2.list('DescribeSpotInstanceRequests', 'SpotInstanceRequests', { getOne: ['SpotInstanceRequestIds'] })],
  members: {
    id: 'SpotInstanceRequestId',
    name: 'tag',
    state: 'State',
    tags: 'Tags',
    created: 'CreateTime',
    expires: 'ValidUntil',
  },
  fields: ['InstanceId', 'Type', 'SpotPrice', ['Status.Message', 'Status']],
  ending: ['InstanceId'],
  completion: { states: { deleted: ['closed'] } },
  evidence: [
    {
      check: 'instance',
      assess: ({ item }) =>
        item.InstanceId === undefined
          ? undefined
          : { level: 'warning', text: `Instance ${item.InstanceId} keeps running and is still billed.` },
    },
  ],
  action: { operation: 'CancelSpotInstanceRequests', input: { SpotInstanceRequestIds: ['SpotInstanceRequestId'] } },
  recreateOperation: 'RequestSpotInstances',
});

/** An account has at most one in each Region. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SpotDatafeedSubscription.html */
const spotDatafeedSubscription = ec2.kind({
  noun: 'Spot data feed subscription',
  icon: 'rss',
  sources: [ec2.list('DescribeSpotDatafeedSubscription', 'SpotDatafeedSubscription')],
  members: { id: 'Bucket', state: 'State' },
  identity: ['Bucket', 'Prefix'],
  fields: ['Prefix', 'OwnerId'],
  action: { operation: 'DeleteSpotDatafeedSubscription', input: {} },
  restorability: {
    level: 'full',
    text: 'It can be created again.',
    restore: {
      operation: 'CreateSpotDatafeedSubscription',
      input: { Bucket: { item: 'Bucket' }, Prefix: { item: 'Prefix', optional: true } },
      restores: 'The same subscription to the same bucket.',
      notRestored: [],
      matchBy: ['Bucket'],
      exclusiveBy: [],
    },
  },
});

export const FLEET_AND_SPOT_KINDS = ec2.kinds('Capacity & Spot', {
  fleet,
  'fleet.withInstances': fleetWithInstances,
  spotFleetRequest,
  'spotFleetRequest.withInstances': spotFleetRequestWithInstances,
  spotInstanceRequest,
  spotDatafeedSubscription,
});
