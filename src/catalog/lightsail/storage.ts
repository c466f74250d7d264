import type { AccessKey, LightsailDistribution } from '@aws-sdk/client-lightsail';
import { rowsOf } from '../define.ts';

const lightsail = rowsOf('lightsail');

const isOn = ({ status }: { status?: string | undefined }) => !/^(disabled|terminated)$/i.test(status ?? '');

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_Disk.html */
export const disk = lightsail.kind({
  id: 'lightsail.disk',
  category: 'Storage',
  noun: 'disk',
  icon: 'database',
  sources: [lightsail.list('GetDisks', 'disks')],
  members: { id: 'name', arn: 'arn', state: 'state', tags: 'tags', created: 'createdAt' },
  identity: ['name', 'arn', 'createdAt'],
  show: [['sizeInGb', 'Size (GB)'], 'attachedTo', 'path'],
  evidence: [
    {
      check: 'system',
      assess: ({ item }) =>
        item.isSystemDisk
          ? { level: 'blocker', text: 'It is a system disk, which goes with its instance only.' }
          : undefined,
    },
    {
      check: 'attached',
      assess: ({ item }) =>
        item.isAttached
          ? {
              level: 'blocker',
              text: `It is attached to ${item.attachedTo ?? 'an instance'}: detach it first.`,
              blocking: [{ kind: 'lightsail.diskAttachment', id: item.name ?? '' }],
            }
          : undefined,
    },
    {
      check: 'data',
      assess: () => ({
        level: 'warning',
        grave: true,
        text: 'Its data is lost. CreateDiskSnapshot before keeps a copy.',
      }),
    },
  ],
  after: ['lightsail.diskAttachment', 'lightsail.instance'],
  removal: { operation: 'DeleteDisk', verb: 'delete', input: { diskName: 'name' } },
  settling: { operations: 'operations' },
  wayBack: 'Only a snapshot that was made before brings it back (CreateDiskFromSnapshot).',
});

/** `forceDeleteAddOns` is chosen, and never assumed. */
export const diskWithAddOns = lightsail.verb(disk, {
  id: 'lightsail.disk.withAddOns',
  applies: ({ item }) => item.addOns?.some(isOn) === true,
  evidence: [
    {
      check: 'data',
      assess: () => ({
        level: 'warning',
        grave: true,
        text: 'Its data, its add-ons and all automatic snapshots are lost.',
      }),
    },
  ],
  after: ['lightsail.diskAttachment', 'lightsail.instance'],
  removal: {
    operation: 'DeleteDisk',
    verb: 'delete',
    label: 'Delete Disk with Add-ons',
    input: { diskName: 'name', forceDeleteAddOns: { value: true } },
  },
  settling: { operations: 'operations' },
  wayBack: 'Only a snapshot that was made before brings it back (CreateDiskFromSnapshot).',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_DetachDisk.html */
export const diskAttachment = lightsail.verb(disk, {
  id: 'lightsail.diskAttachment',
  applies: ({ item }) => item.isAttached === true && item.isSystemDisk !== true,
  evidence: [
    {
      check: 'mounted',
      assess: ({ item }) => ({
        level: 'warning',
        grave: true,
        text: `Instance ${item.attachedTo ?? ''} must be stopped and the disk unmounted: what is not written yet is lost.`,
      }),
    },
  ],
  removal: { operation: 'DetachDisk', verb: 'detach', input: { diskName: 'name' } },
  settling: { operations: 'operations' },
  wayBack: {
    level: 'full',
    text: 'It can be attached to the same instance again.',
    restore: {
      operation: 'AttachDisk',
      input: { diskName: { item: 'name' }, instanceName: { item: 'attachedTo' }, diskPath: { item: 'path' } },
      brings: 'The same disk on the same instance, under the same path.',
      loses: [],
      sameBy: ['name'],
      operations: 'operations',
    },
  },
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_Bucket.html */
export const bucket = lightsail.kind({
  id: 'lightsail.bucket',
  category: 'Storage',
  noun: 'bucket',
  icon: 'archive',
  sources: [lightsail.list('GetBuckets', 'buckets', { again: 'bucketName' })],
  members: { id: 'name', arn: 'arn', tags: 'tags', created: 'createdAt' },
  identity: ['name', 'arn', 'createdAt'],
  show: ['url', ['accessRules.getObject', 'Access'], 'bundleId'],
  evidence: [
    {
      check: 'objects',
      assess: () => ({
        level: 'warning',
        text: 'AWS deletes it only when it is empty and nothing uses it. Its name may be taken by others then.',
      }),
    },
    {
      check: 'access',
      assess: ({ item }) =>
        (item.resourcesReceivingAccess?.length ?? 0) > 0
          ? {
              level: 'blocker',
              text: `Instances have access to it, and must not: ${item.resourcesReceivingAccess?.map(({ name }) => name).join(', ') ?? ''}.`,
            }
          : undefined,
    },
  ],
  probes: [
    {
      check: 'accessKeys',
      operation: 'GetBucketAccessKeys',
      input: ({ item }) => ({ bucketName: item.name }),
      assess: (output) => {
        const ids = ((output['accessKeys'] ?? []) as AccessKey[]).flatMap(({ accessKeyId: id }) => id ?? []);
        return ids.length === 0
          ? undefined
          : {
              level: 'blocker',
              text: `It has access keys, which must go first: ${ids.join(', ')}.`,
              blocking: ids.map((id) => ({ kind: 'lightsail.bucketAccessKey', id })),
            };
      },
    },
    {
      check: 'distributions',
      operation: 'GetDistributions',
      input: () => ({}),
      assess: (output, { item }) => {
        const of = (output['distributions'] ?? []) as LightsailDistribution[];
        const names = of.flatMap(({ name, origin }) => (origin?.name === item.name ? (name ?? []) : []));
        return names.length === 0
          ? undefined
          : {
              level: 'blocker',
              text: `It is the origin of distributions, which must go first: ${names.join(', ')}.`,
              blocking: names.map((id) => ({ kind: 'lightsail.distribution', id })),
            };
      },
    },
  ],
  after: ['lightsail.bucketAccessKey', 'lightsail.distribution'],
  removal: { operation: 'DeleteBucket', verb: 'delete', input: { bucketName: 'name' } },
  settling: { operations: 'operations' },
  remake: 'CreateBucket',
});

/** `forceDelete` is chosen, and never assumed. */
export const bucketWithObjects = lightsail.verb(bucket, {
  id: 'lightsail.bucket.withObjects',
  evidence: [
    {
      check: 'objects',
      assess: () => ({
        level: 'warning',
        grave: true,
        text: 'All its objects and access keys are deleted; instances and distributions lose it.',
      }),
    },
  ],
  removal: {
    operation: 'DeleteBucket',
    verb: 'delete',
    label: 'Delete Bucket with All Objects and Keys',
    input: { bucketName: 'name', forceDelete: { value: true } },
  },
  settling: { operations: 'operations' },
  wayBack: 'It cannot be restored: its objects are lost.',
});
