import { always } from '../../builder/evidence.ts';
import { defineKinds } from '../../builder/rowBuilder.ts';
import { managedByBackup } from './managedByBackup.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Volume.html */
const volume = ec2.kind({
  noun: 'EBS volume',
  icon: 'database',
  sources: [ec2.list('DescribeVolumes', 'Volumes', { getOne: ['VolumeIds'] })],
  members: { id: 'VolumeId', name: 'tag', state: 'State', tags: 'Tags', created: 'CreateTime', arn: 'VolumeArn' },
  identity: ['VolumeId', 'CreateTime'],
  fields: [['Size', 'Size (GiB)'], 'VolumeType', 'AvailabilityZone', 'Encrypted', 'SnapshotId'],
  description: ({ item }) => [
    item.State,
    item.Size === undefined ? undefined : `${item.Size} GiB`,
    item.VolumeType,
    item.Attachments?.[0]?.InstanceId,
  ],
  evidence: [
    {
      check: 'attached',
      assess({ item }) {
        const { VolumeId: parent = '' } = item;
        const blockers = (item.Attachments ?? []).flatMap(({ InstanceId: id }) =>
          id === undefined ? [] : [{ kind: 'ec2.volumeAttachment', id, parent }],
        );
        return blockers.length === 0
          ? undefined
          : {
              level: 'blocker',
              text: `It is attached to ${blockers.map(({ id }) => id).join(', ')}. Detach it first.`,
              blockers,
            };
      },
    },
    always('data', 'severe', 'Its data is lost. To keep a copy, use CreateSnapshot first.'),
  ],
  deletedAfter: ['ec2.instance', 'ec2.volumeAttachment'],
  action: 'DeleteVolume',
  restorability: 'Only a Recycle Bin rule, or CreateVolume from a snapshot, restores its data.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VolumeAttachment.html */
const volumeAttachment = ec2.kind({
  parentKinds: ['ec2.volume'],
  noun: 'EBS volume attachment',
  icon: 'plug',
  sources: [
    ec2.nested('DescribeVolumes', 'Volumes', 'Attachments', { noun: 'EBS volume', id: 'VolumeId' }, ['VolumeIds']),
  ],
  members: { id: 'InstanceId', state: 'State', created: 'AttachTime' },
  identity: ['InstanceId', 'Device', 'AttachTime'],
  fields: ['Device', 'DeleteOnTermination'],
  // A volume that AWS attaches to another resource than an instance belongs to that service.
  matches: ({ item }) => item.InstanceId !== undefined,
  evidence: [
    always(
      'mounted',
      'severe',
      'Unmount it first. Unwritten data is lost. A root volume can be detached only from a stopped instance.',
    ),
  ],
  action: { operation: 'DetachVolume', input: { VolumeId: { parent: 'id' }, InstanceId: 'InstanceId' } },
  restorability: {
    level: 'full',
    text: 'It can be attached again as the same device.',
    restore: {
      operation: 'AttachVolume',
      input: { VolumeId: { parent: 'id' }, InstanceId: { item: 'InstanceId' }, Device: { item: 'Device' } },
      restores: 'The same volume on the same instance, as the same device.',
      notRestored: ['AWS does not mount it again.'],
      matchBy: ['InstanceId'],
    },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Snapshot.html */
const snapshot = ec2.kind({
  noun: 'EBS snapshot',
  icon: 'device-camera',
  sources: [ec2.list('DescribeSnapshots', 'Snapshots', { input: { OwnerIds: ['self'] }, getOne: ['SnapshotIds'] })],
  members: { id: 'SnapshotId', name: 'tag', state: 'State', tags: 'Tags', created: 'StartTime' },
  identity: ['SnapshotId', 'StartTime'],
  fields: [['VolumeSize', 'Size (GiB)'], 'Description', 'VolumeId', 'Encrypted', 'StorageTier'],
  // `recoverable`: it is in the Recycle Bin.
  completion: { states: { deleted: ['recoverable'] } },
  evidence: [managedByBackup, always('data', 'severe', 'The saved data is lost.')],
  dependents: [
    {
      kind: 'ec2.image',
      filter: 'block-device-mapping.snapshot-id',
      refersBy: 'BlockDeviceMappings.Ebs.SnapshotId',
    },
    // AWS disables it with the snapshot: https://docs.aws.amazon.com/ebs/latest/userguide/manage-fsr-enable.html
    { kind: 'ec2.fastSnapshotRestore', filter: 'snapshot-id', refersBy: 'SnapshotId', optional: true },
  ],
  action: 'DeleteSnapshot',
  restorability: 'Only a Recycle Bin rule restores it (RestoreSnapshotFromRecycleBin).',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LockedSnapshotsInfo.html */
const snapshotLock = ec2.kind({
  noun: 'EBS snapshot lock',
  icon: 'pinned',
  sources: [ec2.list('DescribeLockedSnapshots', 'Snapshots', { getOne: ['SnapshotIds'] })],
  members: { id: 'SnapshotId', state: 'LockState', created: 'LockCreatedOn', expires: 'LockExpiresOn' },
  identity: ['SnapshotId', 'LockCreatedOn'],
  fields: ['LockDuration', 'LockExpiresOn'],
  evidence: [
    {
      check: 'compliance',
      assess: ({ item }) =>
        item.LockState === 'compliance'
          ? { level: 'blocker', text: 'It is locked in compliance mode. Nobody can unlock it before the lock expires.' }
          : { level: 'warning', text: 'Everyone with permission to delete snapshots can delete it then.' },
    },
  ],
  action: 'UnlockSnapshot',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeFastSnapshotRestoreSuccessItem.html */
const fastSnapshotRestore = ec2.kind({
  noun: 'fast snapshot restore',
  icon: 'rocket',
  sources: [ec2.list('DescribeFastSnapshotRestores', 'FastSnapshotRestores')],
  members: { id: ['SnapshotId', 'AvailabilityZone'], state: 'State', created: 'EnabledTime' },
  fields: ['SnapshotId', 'AvailabilityZone'],
  action: {
    operation: 'DisableFastSnapshotRestores',
    input: { SourceSnapshotIds: ['SnapshotId'], AvailabilityZones: ['AvailabilityZone'] },
    partialFailuresMember: 'Unsuccessful',
  },
  restorability: 'It can be enabled again. AWS then optimizes and bills it from the beginning.',
  recreateOperation: 'EnableFastSnapshotRestores',
});

export const EBS_KINDS = ec2.kinds('Elastic Block Store', {
  volume,
  volumeAttachment,
  snapshot,
  snapshotLock,
  fastSnapshotRestore,
});
