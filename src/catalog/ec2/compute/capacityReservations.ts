import { always } from '../../builder/evidence.ts';
import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CapacityReservation.html */
const capacityReservation = ec2.kind({
  noun: 'capacity reservation',
  icon: 'bookmark',
  sources: [ec2.list('DescribeCapacityReservations', 'CapacityReservations', { getOne: ['CapacityReservationIds'] })],
  members: {
    id: 'CapacityReservationId',
    name: 'tag',
    arn: 'CapacityReservationArn',
    state: 'State',
    tags: 'Tags',
    created: 'CreateDate',
    expires: 'EndDate',
  },
  fields: ['InstanceType', 'AvailabilityZone', 'TotalInstanceCount', 'AvailableInstanceCount', 'EndDate'],
  completion: { states: { deleted: ['expired'] } },
  evidence: [
    always('capacity', 'warning', 'The same capacity may not be available again.'),
    {
      check: 'committed',
      assess: ({ item }) =>
        item.CommitmentInfo?.CommitmentEndDate === undefined
          ? undefined
          : {
              level: 'warning',
              severe: true,
              text: 'It has a commitment. AWS may charge for its cancellation, or reject it.',
            },
    },
  ],
  action: 'CancelCapacityReservation',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CapacityReservationFleet.html */
const capacityReservationFleet = ec2.kind({
  noun: 'capacity reservation fleet',
  icon: 'bookmark',
  sources: [
    ec2.list('DescribeCapacityReservationFleets', 'CapacityReservationFleets', {
      getOne: ['CapacityReservationFleetIds'],
    }),
  ],
  members: {
    ...{ id: 'CapacityReservationFleetId', name: 'tag', state: 'State', tags: 'Tags' },
    ...{ created: 'CreateTime', expires: 'EndDate', arn: 'CapacityReservationFleetArn' },
  },
  fields: ['TotalTargetCapacity', 'TotalFulfilledCapacity', 'EndDate'],
  completion: { states: { inProgress: ['expiring'], deleted: ['expired'] } },
  evidence: [
    always(
      'capacity',
      'warning',
      'Its reservations are canceled with it. The same capacity may not be available again.',
    ),
  ],
  action: {
    operation: 'CancelCapacityReservationFleets',
    input: { CapacityReservationFleetIds: ['CapacityReservationFleetId'] },
    partialFailuresMember: 'FailedFleetCancellations',
  },
  recreateOperation: 'CreateCapacityReservationFleet',
});

const BILLING_ENDED = ['cancelled', 'expired', 'rejected', 'revoked'];

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CapacityReservationBillingRequest.html */
const capacityReservationBillingOwner = ec2.kind({
  noun: 'capacity reservation billing assignment',
  icon: 'credit-card',
  sources: [
    ec2.list('DescribeCapacityReservationBillingRequests', 'CapacityReservationBillingRequests', {
      input: { Role: 'odcr-owner' },
      getOne: ['CapacityReservationIds'],
      path: 'CapacityReservationId',
    }),
  ],
  members: { id: ['CapacityReservationId', 'UnusedReservationBillingOwnerId'], state: 'Status' },
  fields: ['UnusedReservationBillingOwnerId', 'LastUpdateTime', 'StatusMessage'],
  completion: { states: { deleted: BILLING_ENDED } },
  action: {
    operation: 'DisassociateCapacityReservationBillingOwner',
    input: {
      CapacityReservationId: 'CapacityReservationId',
      UnusedReservationBillingOwnerId: 'UnusedReservationBillingOwnerId',
    },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CapacityReservationBillingRequest.html */
const capacityReservationBillingRequest = ec2.kind({
  noun: 'capacity reservation billing request',
  icon: 'credit-card',
  sources: [
    ec2.list('DescribeCapacityReservationBillingRequests', 'CapacityReservationBillingRequests', {
      input: { Role: 'unused-reservation-billing-owner' },
      getOne: ['CapacityReservationIds'],
    }),
  ],
  members: { id: 'CapacityReservationId', state: 'Status' },
  fields: ['RequestedBy', 'LastUpdateTime', 'StatusMessage'],
  matches: ({ item }) => item.Status === 'pending',
  completion: { states: { deleted: BILLING_ENDED } },
  action: 'RejectCapacityReservationBillingOwnership',
  restorability: 'The owner must send another request.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Host.html */
const dedicatedHost = ec2.kind({
  noun: 'Dedicated Host',
  icon: 'server',
  sources: [ec2.list('DescribeHosts', 'Hosts', { getOne: ['HostIds'] })],
  members: { id: 'HostId', name: 'tag', state: 'State', tags: 'Tags', created: 'AllocationTime' },
  fields: [
    ['HostProperties.InstanceType', 'Instance type'],
    ['HostProperties.InstanceFamily', 'Family'],
    'AvailabilityZone',
  ],
  evidence: [
    {
      check: 'instances',
      assess({ item }) {
        const ids = (item.Instances ?? []).flatMap(({ InstanceId: id }) => id ?? []);
        return ids.length === 0
          ? undefined
          : {
              level: 'blocker',
              text: `Instances run on it: ${ids.join(', ')}.`,
              blockers: ids.map((id) => ({ kind: 'ec2.instance', id })),
            };
      },
    },
  ],
  deletedAfter: ['ec2.instance'],
  action: {
    operation: 'ReleaseHosts',
    dryRun: false,
    input: { HostIds: ['HostId'] },
    partialFailuresMember: 'Unsuccessful',
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReservedInstances.html. Only a queued purchase can be deleted. */
const queuedReservedInstances = ec2.kind({
  noun: 'queued Reserved Instances purchase',
  icon: 'credit-card',
  sources: [ec2.list('DescribeReservedInstances', 'ReservedInstances', { getOne: ['ReservedInstancesIds'] })],
  members: { id: 'ReservedInstancesId', name: 'tag', state: 'State', tags: 'Tags', created: 'Start', expires: 'End' },
  fields: ['InstanceType', 'InstanceCount', 'OfferingClass'],
  matches: ({ item }) => item.State === 'queued',
  completion: { states: { deleted: ['queued-deleted'] } },
  action: {
    operation: 'DeleteQueuedReservedInstances',
    input: { ReservedInstancesIds: ['ReservedInstancesId'] },
    partialFailuresMember: 'FailedQueuedPurchaseDeletions',
  },
  recreateOperation: 'PurchaseReservedInstancesOffering',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReservedInstancesListing.html */
const reservedInstancesListing = ec2.kind({
  noun: 'Reserved Instances listing',
  icon: 'tag',
  sources: [
    ec2.list('DescribeReservedInstancesListings', 'ReservedInstancesListings', {
      getOne: 'ReservedInstancesListingId',
    }),
  ],
  members: { id: 'ReservedInstancesListingId', name: 'tag', state: 'Status', tags: 'Tags', created: 'CreateDate' },
  fields: ['ReservedInstancesId', 'StatusMessage'],
  // `closed`: all of it was sold.
  matches: ({ item }) => item.Status !== 'closed',
  action: { operation: 'CancelReservedInstancesListing', dryRun: false },
});

export const CAPACITY_RESERVATION_KINDS = ec2.kinds('Capacity & Spot', {
  capacityReservation,
  capacityReservationFleet,
  capacityReservationBillingOwner,
  capacityReservationBillingRequest,
  dedicatedHost,
  queuedReservedInstances,
  reservedInstancesListing,
});
