import type { AccessKey, LightsailDistribution } from '@aws-sdk/client-lightsail';
import { always } from '../builder/evidence.ts';
import { defineKinds } from '../builder/rowBuilder.ts';

const lightsail = defineKinds('lightsail');

const isOn = ({ status }: { status?: string | undefined }) => !/^(disabled|terminated)$/i.test(status ?? '');

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_Disk.html */
const disk = lightsail.kind({
  noun: 'disk',
  icon: 'database',
  sources: [lightsail.list('GetDisks', 'disks')],
  members: { id: 'name', arn: 'arn', state: 'state', tags: 'tags', created: 'createdAt' },
  identity: ['name', 'arn', 'createdAt'],
  fields: [['sizeInGb', 'Size (GB)'], 'attachedTo', 'path'],
  ending: ['attachedTo', 'path'],
  evidence: [
    {
      check: 'system',
      assess: ({ item }) =>
        item.isSystemDisk
          ? { level: 'blocker', text: 'It is a system disk. AWS deletes it only with its instance.' }
          : undefined,
    },
    {
      check: 'attached',
      assess: ({ item }) =>
        item.isAttached
          ? {
              level: 'blocker',
              text: `It is attached to ${item.attachedTo ?? 'an instance'}. Detach it first.`,
              blockers: [{ kind: 'lightsail.diskAttachment', id: item.name ?? '' }],
            }
          : undefined,
    },
    always('data', 'severe', 'Its data is lost. To keep a copy, use CreateDiskSnapshot first.'),
  ],
  deletedAfter: ['lightsail.diskAttachment', 'lightsail.instance'],
  action: 'DeleteDisk',
  completion: { operations: 'operations' },
  restorability: 'Only an existing snapshot restores it (CreateDiskFromSnapshot).',
});

/** `forceDeleteAddOns` is the user's choice, never the default. */
const diskWithAddOns = lightsail.action(disk, {
  matches: ({ item }) => item.addOns?.some(isOn) === true,
  evidence: [always('data', 'severe', 'Its data, its add-ons and all automatic snapshots are lost.')],
  deletedAfter: ['lightsail.diskAttachment', 'lightsail.instance'],
  action: {
    operation: 'DeleteDisk',
    label: 'Delete Disk with Add-ons',
    input: { diskName: 'name', forceDeleteAddOns: { value: true } },
  },
  completion: { operations: 'operations', unmatched: 'present' },
  restorability: 'Only an existing snapshot restores it (CreateDiskFromSnapshot).',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_DetachDisk.html */
const diskAttachment = lightsail.action(disk, {
  matches: ({ item }) => item.isAttached === true && item.isSystemDisk !== true,
  identity: ['name', 'arn', 'createdAt', 'attachedTo'],
  evidence: [
    {
      check: 'mounted',
      assess: ({ item }) => ({
        level: 'warning',
        severe: true,
        text: `Stop instance ${item.attachedTo ?? ''} and unmount the disk first. Unwritten data is lost.`,
      }),
    },
  ],
  action: 'DetachDisk',
  completion: { operations: 'operations', unmatched: 'deleted' },
  restorability: {
    level: 'full',
    text: 'It can be attached to the same instance again.',
    restore: {
      operation: 'AttachDisk',
      input: { diskName: { item: 'name' }, instanceName: { item: 'attachedTo' }, diskPath: { item: 'path' } },
      restores: 'The same disk on the same instance, at the same path.',
      notRestored: [],
      matchBy: ['name'],
      operations: 'operations',
    },
  },
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_Bucket.html */
const bucket = lightsail.kind({
  noun: 'bucket',
  icon: 'archive',
  sources: [lightsail.list('GetBuckets', 'buckets', { getOne: 'bucketName' })],
  members: { id: 'name', arn: 'arn', tags: 'tags', created: 'createdAt' },
  identity: ['name', 'arn', 'createdAt'],
  fields: ['url', ['accessRules.getObject', 'Access'], 'bundleId'],
  evidence: [
    always('objects', 'warning', 'AWS deletes it only when it is empty and not in use. Others may take its name then.'),
    {
      check: 'access',
      assess: ({ item }) =>
        (item.resourcesReceivingAccess?.length ?? 0) > 0
          ? {
              level: 'blocker',
              text: `Instances have access to it. Remove the access first: ${item.resourcesReceivingAccess?.map(({ name }) => name).join(', ') ?? ''}.`,
            }
          : undefined,
    },
  ],
  probes: [
    {
      check: 'accessKeys',
      operation: 'GetBucketAccessKeys',
      input: ({ item }) => ({ bucketName: item.name }),
      assess: (output, { item }) => {
        const ids = ((output['accessKeys'] ?? []) as AccessKey[]).flatMap(({ accessKeyId: id }) => id ?? []);
        return ids.length === 0
          ? undefined
          : {
              level: 'blocker',
              text: `It has access keys: ${ids.join(', ')}. Delete them first.`,
              blockers: ids.map((id) => ({ kind: 'lightsail.bucketAccessKey', id, parent: item.name ?? '' })),
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
              text: `It is the origin of distributions: ${names.join(', ')}. Delete them first.`,
              blockers: names.map((id) => ({ kind: 'lightsail.distribution', id })),
            };
      },
    },
  ],
  deletedAfter: ['lightsail.bucketAccessKey', 'lightsail.distribution'],
  action: 'DeleteBucket',
  completion: { operations: 'operations' },
});

/** `forceDelete` is the user's choice, never the default. */
const bucketWithObjects = lightsail.action(bucket, {
  evidence: [
    always('objects', 'severe', 'All its objects and access keys are deleted. Instances and distributions lose it.'),
  ],
  action: {
    operation: 'DeleteBucket',
    label: 'Delete Bucket with All Objects and Keys',
    input: { bucketName: 'name', forceDelete: { value: true } },
  },
  completion: { operations: 'operations' },
  restorability: 'It cannot be restored. Its objects are lost.',
});

export const STORAGE_KINDS = lightsail.kinds('Storage', {
  disk,
  'disk.withAddOns': diskWithAddOns,
  diskAttachment,
  bucket,
  'bucket.withObjects': bucketWithObjects,
});
