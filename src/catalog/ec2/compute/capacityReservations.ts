import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CapacityReservation.html */
export const capacityReservation = ec2.kind({
  id: 'ec2.capacityReservation',
  category: 'Capacity & Spot',
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
  completion: {
    states: {
      inProgress: ['cancelling'],
      deleted: ['cancelled', 'expired'],
      failed: [],
    },
  },
  evidence: [
    { check: 'capacity', assess: () => ({ level: 'warning', text: 'The capacity may not be had again.' }) },
    {
      check: 'committed',
      assess: ({ item }) =>
        item.CommitmentInfo?.CommitmentEndDate === undefined
          ? undefined
          : {
              level: 'warning',
              severe: true,
              text: 'It has a commitment: AWS may charge for its cancellation, or refuse it.',
            },
    },
  ],
  action: { operation: 'CancelCapacityReservation', verb: 'cancel', input: 'CapacityReservationId' },
  recreateOperation: 'CreateCapacityReservation',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CapacityReservationFleet.html */
export const capacityReservationFleet = ec2.kind({
  id: 'ec2.capacityReservationFleet',
  category: 'Capacity & Spot',
  noun: 'capacity reservation fleet',
  icon: 'bookmark',
  sources: [
    ec2.list('DescribeCapacityReservationFleets', 'CapacityReservationFleets', {
      getOne: ['CapacityReservationFleetIds'],
    }),
  ],
  members: {
    ...{ id: 'CapacityReservationFleetId', name: 'tag', state: 'State', tags: 'Tags' },
    ...{ created: 'CreateTime', expires: 'EndDate' },
  },
  fields: ['TotalTargetCapacity', 'TotalFulfilledCapacity', 'EndDate'],
  completion: { states: { inProgress: ['cancelling', 'expiring'], deleted: ['cancelled', 'expired'], failed: [] } },
  evidence: [
    {
      check: 'capacity',
      assess: () => ({ level: 'warning', text: 'Its reservations go with it, and may not be had again.' }),
    },
  ],
  action: {
    operation: 'CancelCapacityReservationFleets',
    verb: 'cancel',
    input: { CapacityReservationFleetIds: ['CapacityReservationFleetId'] },
    partialFailuresMember: 'FailedFleetCancellations',
  },
  recreateOperation: 'CreateCapacityReservationFleet',
});

const BILLING_ENDED = ['cancelled', 'expired', 'rejected', 'revoked'];

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CapacityReservationBillingRequest.html */
export const capacityReservationBillingOwner = ec2.kind({
  id: 'ec2.capacityReservationBillingOwner',
  category: 'Capacity & Spot',
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
  completion: { states: { inProgress: [], deleted: BILLING_ENDED, failed: [] } },
  action: {
    operation: 'DisassociateCapacityReservationBillingOwner',
    verb: 'disassociate',
    input: {
      CapacityReservationId: 'CapacityReservationId',
      UnusedReservationBillingOwnerId: 'UnusedReservationBillingOwnerId',
    },
  },
  recreateOperation: 'AssociateCapacityReservationBillingOwner',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CapacityReservationBillingRequest.html */
export const capacityReservationBillingRequest = ec2.kind({
  id: 'ec2.capacityReservationBillingRequest',
  category: 'Capacity & Spot',
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
  completion: { states: { inProgress: [], deleted: BILLING_ENDED, failed: [] } },
  action: { operation: 'RejectCapacityReservationBillingOwnership', verb: 'reject', input: 'CapacityReservationId' },
  restorability: 'The owner must ask again.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Host.html */
export const dedicatedHost = ec2.kind({
  id: 'ec2.dedicatedHost',
  category: 'Capacity & Spot',
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
              text: `Instances are on it: ${ids.join(', ')}.`,
              blockers: ids.map((id) => ({ kind: 'ec2.instance', id })),
            };
      },
    },
  ],
  deletedAfter: ['ec2.instance'],
  action: {
    operation: 'ReleaseHosts',
    verb: 'release',
    dryRun: false,
    input: { HostIds: ['HostId'] },
    partialFailuresMember: 'Unsuccessful',
  },
  recreateOperation: 'AllocateHosts',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReservedInstances.html: only a purchase that is queued can be deleted. */
export const queuedReservedInstances = ec2.kind({
  id: 'ec2.queuedReservedInstances',
  category: 'Capacity & Spot',
  noun: 'queued Reserved Instances purchase',
  icon: 'credit-card',
  sources: [ec2.list('DescribeReservedInstances', 'ReservedInstances', { getOne: ['ReservedInstancesIds'] })],
  members: { id: 'ReservedInstancesId', name: 'tag', state: 'State', tags: 'Tags', created: 'Start' },
  fields: ['InstanceType', 'InstanceCount', 'OfferingClass'],
  matches: ({ item }) => item.State === 'queued',
  completion: { states: { inProgress: [], deleted: ['queued-deleted'], failed: [] } },
  action: {
    operation: 'DeleteQueuedReservedInstances',
    verb: 'delete',
    input: { ReservedInstancesIds: ['ReservedInstancesId'] },
    partialFailuresMember: 'FailedQueuedPurchaseDeletions',
  },
  recreateOperation: 'PurchaseReservedInstancesOffering',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReservedInstancesListing.html */
export const reservedInstancesListing = ec2.kind({
  id: 'ec2.reservedInstancesListing',
  category: 'Capacity & Spot',
  noun: 'Reserved Instances listing',
  icon: 'tag',
  sources: [
    ec2.list('DescribeReservedInstancesListings', 'ReservedInstancesListings', {
      getOne: 'ReservedInstancesListingId',
    }),
  ],
  members: { id: 'ReservedInstancesListingId', name: 'tag', state: 'Status', tags: 'Tags', created: 'CreateDate' },
  fields: ['ReservedInstancesId', 'StatusMessage'],
  completion: { states: { inProgress: [], deleted: ['cancelled', 'closed'], failed: [] } },
  action: {
    operation: 'CancelReservedInstancesListing',
    verb: 'cancel',
    dryRun: false,
    input: 'ReservedInstancesListingId',
  },
  recreateOperation: 'CreateReservedInstancesListing',
});
