import { always } from '../builder/evidence.ts';
import { defineKinds } from '../builder/rowBuilder.ts';

const lightsail = defineKinds('lightsail');

const lost = always('data', 'severe', 'The saved data is lost.');

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_InstanceSnapshot.html */
const instanceSnapshot = lightsail.kind({
  noun: 'instance snapshot',
  icon: 'device-camera',
  sources: [lightsail.list('GetInstanceSnapshots', 'instanceSnapshots')],
  members: { id: 'name', arn: 'arn', state: 'state', tags: 'tags', created: 'createdAt' },
  identity: ['name', 'arn', 'createdAt'],
  fields: ['fromInstanceName', ['sizeInGb', 'Size (GB)'], 'isFromAutoSnapshot'],
  evidence: [lost],
  action: 'DeleteInstanceSnapshot',
  completion: { operations: 'operations' },
  restorability: 'It cannot be restored.',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_DiskSnapshot.html */
const diskSnapshot = lightsail.kind({
  noun: 'disk snapshot',
  icon: 'device-camera',
  sources: [lightsail.list('GetDiskSnapshots', 'diskSnapshots')],
  members: { id: 'name', arn: 'arn', state: 'state', tags: 'tags', created: 'createdAt' },
  identity: ['name', 'arn', 'createdAt'],
  fields: ['fromDiskName', 'fromInstanceName', ['sizeInGb', 'Size (GB)']],
  evidence: [lost],
  action: 'DeleteDiskSnapshot',
  completion: { operations: 'operations' },
  restorability: 'It cannot be restored.',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_RelationalDatabaseSnapshot.html */
const relationalDatabaseSnapshot = lightsail.kind({
  noun: 'database snapshot',
  icon: 'device-camera',
  sources: [lightsail.list('GetRelationalDatabaseSnapshots', 'relationalDatabaseSnapshots')],
  members: { id: 'name', arn: 'arn', state: 'state', tags: 'tags', created: 'createdAt' },
  identity: ['name', 'arn', 'createdAt'],
  fields: ['fromRelationalDatabaseName', 'engine', ['sizeInGb', 'Size (GB)']],
  evidence: [lost],
  action: 'DeleteRelationalDatabaseSnapshot',
  completion: { operations: 'operations' },
  restorability: 'It cannot be restored.',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_AutoSnapshotDetails.html */
const autoSnapshot = lightsail.kind({
  parentKinds: ['lightsail.instance', 'lightsail.disk'],
  noun: 'automatic snapshot',
  icon: 'history',
  sources: lightsail.union(
    lightsail.children(
      { operation: 'GetInstances', items: 'instances' },
      { noun: 'instance', id: 'name' },
      'GetAutoSnapshots',
      'autoSnapshots',
      'resourceName',
    ),
    lightsail.children(
      { operation: 'GetDisks', items: 'disks' },
      { noun: 'disk', id: 'name' },
      'GetAutoSnapshots',
      'autoSnapshots',
      'resourceName',
    ),
  ),
  members: { id: 'date', state: 'status', created: 'createdAt' },
  identity: ['date', 'createdAt'],
  evidence: [lost],
  action: { operation: 'DeleteAutoSnapshot', input: { resourceName: { parent: 'id' }, date: 'date' } },
  completion: { operations: 'operations', states: { present: ['failed'] } },
  restorability: 'It cannot be restored. To keep a copy, use CopySnapshot first.',
});

export const SNAPSHOT_KINDS = lightsail.kinds('Snapshots', {
  instanceSnapshot,
  diskSnapshot,
  relationalDatabaseSnapshot,
  autoSnapshot,
});
