import { rowsOf } from '../define.ts';

const ec2 = rowsOf('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CapacityReservation.html */
export const capacityReservation = ec2.kind({
  id: 'ec2.capacityReservation',
  category: 'Capacity & Spot',
  noun: 'capacity reservation',
  icon: 'bookmark',
  sources: [ec2.list('DescribeCapacityReservations', 'CapacityReservations', { again: ['CapacityReservationIds'] })],
  members: {
    id: 'CapacityReservationId',
    name: 'tag',
    arn: 'CapacityReservationArn',
    state: 'State',
    tags: 'Tags',
    created: 'CreateDate',
    expires: 'EndDate',
  },
  show: ['InstanceType', 'AvailabilityZone', 'TotalInstanceCount', 'AvailableInstanceCount', 'EndDate'],
  settling: {
    states: {
      removing: ['cancelling'],
      gone: ['cancelled', 'expired'],
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
              grave: true,
              text: 'It has a commitment: AWS may charge for its cancellation, or refuse it.',
            },
    },
  ],
  removal: { operation: 'CancelCapacityReservation', verb: 'cancel', input: 'CapacityReservationId' },
  remake: 'CreateCapacityReservation',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CapacityReservationFleet.html */
export const capacityReservationFleet = ec2.kind({
  id: 'ec2.capacityReservationFleet',
  category: 'Capacity & Spot',
  noun: 'capacity reservation fleet',
  icon: 'bookmark',
  sources: [
    ec2.list('DescribeCapacityReservationFleets', 'CapacityReservationFleets', {
      again: ['CapacityReservationFleetIds'],
    }),
  ],
  members: {
    ...{ id: 'CapacityReservationFleetId', name: 'tag', state: 'State', tags: 'Tags' },
    ...{ created: 'CreateTime', expires: 'EndDate' },
  },
  show: ['TotalTargetCapacity', 'TotalFulfilledCapacity', 'EndDate'],
  settling: { states: { removing: ['cancelling', 'expiring'], gone: ['cancelled', 'expired'], failed: [] } },
  evidence: [
    {
      check: 'capacity',
      assess: () => ({ level: 'warning', text: 'Its reservations go with it, and may not be had again.' }),
    },
  ],
  removal: {
    operation: 'CancelCapacityReservationFleets',
    verb: 'cancel',
    input: { CapacityReservationFleetIds: ['CapacityReservationFleetId'] },
    failures: 'FailedFleetCancellations',
  },
  remake: 'CreateCapacityReservationFleet',
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
      again: ['CapacityReservationIds'],
      path: 'CapacityReservationId',
    }),
  ],
  members: { id: ['CapacityReservationId', 'UnusedReservationBillingOwnerId'], state: 'Status' },
  show: ['UnusedReservationBillingOwnerId', 'LastUpdateTime', 'StatusMessage'],
  settling: { states: { removing: [], gone: BILLING_ENDED, failed: [] } },
  removal: {
    operation: 'DisassociateCapacityReservationBillingOwner',
    verb: 'disassociate',
    input: {
      CapacityReservationId: 'CapacityReservationId',
      UnusedReservationBillingOwnerId: 'UnusedReservationBillingOwnerId',
    },
  },
  remake: 'AssociateCapacityReservationBillingOwner',
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
      again: ['CapacityReservationIds'],
    }),
  ],
  members: { id: 'CapacityReservationId', state: 'Status' },
  show: ['RequestedBy', 'LastUpdateTime', 'StatusMessage'],
  applies: ({ item }) => item.Status === 'pending',
  settling: { states: { removing: [], gone: BILLING_ENDED, failed: [] } },
  removal: { operation: 'RejectCapacityReservationBillingOwnership', verb: 'reject', input: 'CapacityReservationId' },
  wayBack: 'The owner must ask again.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Host.html */
export const dedicatedHost = ec2.kind({
  id: 'ec2.dedicatedHost',
  category: 'Capacity & Spot',
  noun: 'Dedicated Host',
  icon: 'server',
  sources: [ec2.list('DescribeHosts', 'Hosts', { again: ['HostIds'] })],
  members: { id: 'HostId', name: 'tag', state: 'State', tags: 'Tags', created: 'AllocationTime' },
  show: [
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
              blocking: ids.map((id) => ({ kind: 'ec2.instance', id })),
            };
      },
    },
  ],
  after: ['ec2.instance'],
  removal: {
    operation: 'ReleaseHosts',
    verb: 'release',
    dryRun: false,
    input: { HostIds: ['HostId'] },
    failures: 'Unsuccessful',
  },
  remake: 'AllocateHosts',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReservedInstances.html: only a purchase that is queued can be deleted. */
export const queuedReservedInstances = ec2.kind({
  id: 'ec2.queuedReservedInstances',
  category: 'Capacity & Spot',
  noun: 'queued Reserved Instances purchase',
  icon: 'credit-card',
  sources: [ec2.list('DescribeReservedInstances', 'ReservedInstances', { again: ['ReservedInstancesIds'] })],
  members: { id: 'ReservedInstancesId', name: 'tag', state: 'State', tags: 'Tags', created: 'Start' },
  show: ['InstanceType', 'InstanceCount', 'OfferingClass'],
  applies: ({ item }) => item.State === 'queued',
  settling: { states: { removing: [], gone: ['queued-deleted'], failed: [] } },
  removal: {
    operation: 'DeleteQueuedReservedInstances',
    verb: 'delete',
    input: { ReservedInstancesIds: ['ReservedInstancesId'] },
    failures: 'FailedQueuedPurchaseDeletions',
  },
  remake: 'PurchaseReservedInstancesOffering',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReservedInstancesListing.html */
export const reservedInstancesListing = ec2.kind({
  id: 'ec2.reservedInstancesListing',
  category: 'Capacity & Spot',
  noun: 'Reserved Instances listing',
  icon: 'tag',
  sources: [
    ec2.list('DescribeReservedInstancesListings', 'ReservedInstancesListings', { again: 'ReservedInstancesListingId' }),
  ],
  members: { id: 'ReservedInstancesListingId', name: 'tag', state: 'Status', tags: 'Tags', created: 'CreateDate' },
  show: ['ReservedInstancesId', 'StatusMessage'],
  settling: { states: { removing: [], gone: ['cancelled', 'closed'], failed: [] } },
  removal: {
    operation: 'CancelReservedInstancesListing',
    verb: 'cancel',
    dryRun: false,
    input: 'ReservedInstancesListingId',
  },
  remake: 'CreateReservedInstancesListing',
});
