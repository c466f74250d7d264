import { rowsOf } from '../define.ts';

const ec2 = rowsOf('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Volume.html */
export const volume = ec2.kind({
  id: 'ec2.volume',
  category: 'Elastic Block Store',
  noun: 'EBS volume',
  icon: 'database',
  sources: [ec2.list('DescribeVolumes', 'Volumes', { again: ['VolumeIds'] })],
  members: { id: 'VolumeId', name: 'tag', state: 'State', tags: 'Tags', created: 'CreateTime' },
  identity: ['VolumeId', 'CreateTime'],
  show: [['Size', 'Size (GiB)'], 'VolumeType', 'AvailabilityZone', 'Encrypted', 'SnapshotId'],
  row: ({ item }) => [
    item.State,
    item.Size === undefined ? undefined : `${item.Size} GiB`,
    item.VolumeType,
    item.Attachments?.[0]?.InstanceId,
  ],
  evidence: [
    {
      check: 'attached',
      assess({ item }) {
        const blocking = (item.Attachments ?? []).flatMap(({ InstanceId: id }) =>
          id === undefined ? [] : [{ kind: 'ec2.volumeAttachment', id }],
        );
        return blocking.length === 0
          ? undefined
          : {
              level: 'blocker',
              text: `It is attached to ${blocking.map(({ id }) => id).join(', ')}: detach it first.`,
              blocking,
            };
      },
    },
    {
      check: 'data',
      assess: () => ({ level: 'warning', grave: true, text: 'Its data is lost. CreateSnapshot before keeps a copy.' }),
    },
  ],
  after: ['ec2.instance', 'ec2.volumeAttachment'],
  removal: { operation: 'DeleteVolume', verb: 'delete', input: 'VolumeId' },
  wayBack: 'Only a Recycle Bin rule, or CreateVolume from a snapshot, brings its data back.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VolumeAttachment.html */
export const volumeAttachment = ec2.kind({
  id: 'ec2.volumeAttachment',
  category: 'Elastic Block Store',
  under: ['ec2.volume'],
  noun: 'EBS volume attachment',
  icon: 'plug',
  sources: [
    ec2.nested('DescribeVolumes', 'Volumes', 'Attachments', { noun: 'EBS volume', id: 'VolumeId' }, ['VolumeIds']),
  ],
  members: { id: 'InstanceId', state: 'State', created: 'AttachTime' },
  identity: ['InstanceId', 'Device', 'AttachTime'],
  show: ['Device', 'DeleteOnTermination'],
  // A volume that AWS attaches to something else than an instance belongs to that service.
  applies: ({ item }) => item.InstanceId !== undefined,
  evidence: [
    {
      check: 'mounted',
      assess: () => ({
        level: 'warning',
        grave: true,
        text: 'Unmount it first: what the instance has not written yet is lost. A root volume comes off a stopped instance only.',
      }),
    },
  ],
  removal: {
    operation: 'DetachVolume',
    verb: 'detach',
    input: { VolumeId: { parent: 'id' }, InstanceId: 'InstanceId' },
  },
  wayBack: {
    level: 'full',
    text: 'It can be attached again as the same device.',
    restore: {
      operation: 'AttachVolume',
      input: { VolumeId: { parent: 'id' }, InstanceId: { item: 'InstanceId' }, Device: { item: 'Device' } },
      brings: 'The same volume on the same instance, as the same device.',
      loses: ['Nothing is mounted again by AWS.'],
      sameBy: ['InstanceId'],
    },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Snapshot.html */
export const snapshot = ec2.kind({
  id: 'ec2.snapshot',
  category: 'Elastic Block Store',
  noun: 'EBS snapshot',
  icon: 'device-camera',
  sources: [ec2.list('DescribeSnapshots', 'Snapshots', { input: { OwnerIds: ['self'] }, again: ['SnapshotIds'] })],
  members: { id: 'SnapshotId', name: 'tag', state: 'State', tags: 'Tags', created: 'StartTime' },
  identity: ['SnapshotId', 'StartTime'],
  show: [['VolumeSize', 'Size (GiB)'], 'Description', 'VolumeId', 'Encrypted', 'StorageTier'],
  settling: { states: { removing: [], gone: [], failed: [] } },
  evidence: [
    {
      check: 'data',
      assess: () => ({ level: 'warning', grave: true, text: 'What is saved in it is lost.' }),
    },
  ],
  dependents: [{ kind: 'ec2.image', filter: 'block-device-mapping.snapshot-id' }],
  removal: { operation: 'DeleteSnapshot', verb: 'delete', input: 'SnapshotId' },
  wayBack: 'Only a Recycle Bin rule brings it back (RestoreSnapshotFromRecycleBin).',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LockedSnapshotsInfo.html */
export const snapshotLock = ec2.kind({
  id: 'ec2.snapshotLock',
  category: 'Elastic Block Store',
  noun: 'EBS snapshot lock',
  icon: 'lock',
  sources: [ec2.list('DescribeLockedSnapshots', 'Snapshots', { again: ['SnapshotIds'] })],
  members: { id: 'SnapshotId', state: 'LockState', created: 'LockCreatedOn' },
  identity: ['SnapshotId', 'LockCreatedOn'],
  show: ['LockDuration', 'LockExpiresOn'],
  evidence: [
    {
      check: 'compliance',
      assess: ({ item }) =>
        item.LockState === 'compliance'
          ? { level: 'blocker', text: 'It is locked in compliance mode: nobody can unlock it before the lock expires.' }
          : { level: 'warning', text: 'Whoever may delete snapshots can delete it then.' },
    },
  ],
  removal: { operation: 'UnlockSnapshot', verb: 'unlock', input: 'SnapshotId' },
  remake: 'LockSnapshot',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeFastSnapshotRestoreSuccessItem.html */
export const fastSnapshotRestore = ec2.kind({
  id: 'ec2.fastSnapshotRestore',
  category: 'Elastic Block Store',
  noun: 'fast snapshot restore',
  icon: 'rocket',
  sources: [ec2.list('DescribeFastSnapshotRestores', 'FastSnapshotRestores')],
  members: { id: ['SnapshotId', 'AvailabilityZone'], state: 'State', created: 'EnabledTime' },
  show: ['SnapshotId', 'AvailabilityZone'],
  removal: {
    operation: 'DisableFastSnapshotRestores',
    verb: 'disable',
    input: { SourceSnapshotIds: ['SnapshotId'], AvailabilityZones: ['AvailabilityZone'] },
    failures: 'Unsuccessful',
  },
  wayBack: 'It can be enabled again: it is made ready anew, and billed from then on.',
  remake: 'EnableFastSnapshotRestores',
});
