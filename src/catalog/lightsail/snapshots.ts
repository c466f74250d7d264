import { defineKinds } from '../builder/rowBuilder.ts';

const lightsail = defineKinds('lightsail');

const lost = {
  check: 'data',
  assess: () => ({ level: 'warning', severe: true, text: 'What is saved in it is lost.' }) as const,
};

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_InstanceSnapshot.html */
export const instanceSnapshot = lightsail.kind({
  id: 'lightsail.instanceSnapshot',
  category: 'Snapshots',
  noun: 'instance snapshot',
  icon: 'device-camera',
  sources: [lightsail.list('GetInstanceSnapshots', 'instanceSnapshots')],
  members: { id: 'name', arn: 'arn', state: 'state', tags: 'tags', created: 'createdAt' },
  identity: ['name', 'arn', 'createdAt'],
  fields: ['fromInstanceName', ['sizeInGb', 'Size (GB)'], 'isFromAutoSnapshot'],
  evidence: [lost],
  action: { operation: 'DeleteInstanceSnapshot', verb: 'delete', input: { instanceSnapshotName: 'name' } },
  completion: { operations: 'operations' },
  restorability: 'It cannot be restored.',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_DiskSnapshot.html */
export const diskSnapshot = lightsail.kind({
  id: 'lightsail.diskSnapshot',
  category: 'Snapshots',
  noun: 'disk snapshot',
  icon: 'device-camera',
  sources: [lightsail.list('GetDiskSnapshots', 'diskSnapshots')],
  members: { id: 'name', arn: 'arn', state: 'state', tags: 'tags', created: 'createdAt' },
  identity: ['name', 'arn', 'createdAt'],
  fields: ['fromDiskName', 'fromInstanceName', ['sizeInGb', 'Size (GB)']],
  evidence: [lost],
  action: { operation: 'DeleteDiskSnapshot', verb: 'delete', input: { diskSnapshotName: 'name' } },
  completion: { operations: 'operations' },
  restorability: 'It cannot be restored.',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_RelationalDatabaseSnapshot.html */
export const relationalDatabaseSnapshot = lightsail.kind({
  id: 'lightsail.relationalDatabaseSnapshot',
  category: 'Snapshots',
  noun: 'database snapshot',
  icon: 'device-camera',
  sources: [lightsail.list('GetRelationalDatabaseSnapshots', 'relationalDatabaseSnapshots')],
  members: { id: 'name', arn: 'arn', state: 'state', tags: 'tags', created: 'createdAt' },
  identity: ['name', 'arn', 'createdAt'],
  fields: ['fromRelationalDatabaseName', 'engine', ['sizeInGb', 'Size (GB)']],
  evidence: [lost],
  action: {
    operation: 'DeleteRelationalDatabaseSnapshot',
    verb: 'delete',
    input: { relationalDatabaseSnapshotName: 'name' },
  },
  completion: { operations: 'operations' },
  restorability: 'It cannot be restored.',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_AutoSnapshotDetails.html */
export const autoSnapshot = lightsail.kind({
  id: 'lightsail.autoSnapshot',
  category: 'Snapshots',
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
  action: {
    operation: 'DeleteAutoSnapshot',
    verb: 'delete',
    input: { resourceName: { parent: 'id' }, date: 'date' },
  },
  completion: { operations: 'operations' },
  restorability: 'It cannot be restored. CopySnapshot before keeps it.',
});
