import { relativeTime } from '../../common/text/relativeTime.ts';
import { countSiblings, defineKinds } from '../builder/rowBuilder.ts';
import { listedItem } from '../model/listedItem.ts';

const lightsail = defineKinds('lightsail');

/** Returns the last use of a key; `undefined` for an unused one, of which AWS returns a null date and `N/A` for Region and service. */
function lastUsed(item: {
  lastUsed?:
    { lastUsedDate?: Date | undefined; region?: string | undefined; serviceName?: string | undefined } | undefined;
}) {
  const { lastUsedDate, region, serviceName } = item.lastUsed ?? {};
  if (!lastUsedDate || Number.isNaN(lastUsedDate.getTime())) return undefined;
  const known = (text: string | undefined) => (text === undefined || text === 'N/A' ? undefined : text);
  return { at: lastUsedDate, region: known(region), service: known(serviceName) };
}

/** Returns when a key was last used, and by which service and where, as far as AWS returns it: one whole sentence. */
function lastUsedText({ service, region }: NonNullable<ReturnType<typeof lastUsed>>, when: string): string {
  if (service !== undefined && region !== undefined) return `Last used ${when} by ${service} in ${region}.`;
  if (service !== undefined) return `Last used ${when} by ${service}.`;
  return region === undefined ? `Last used ${when}.` : `Last used ${when} in ${region}.`;
}

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_AccessKey.html */
const bucketAccessKey = lightsail.kind({
  noun: 'bucket access key',
  icon: 'key',
  parentKinds: ['lightsail.bucket'],
  descriptionIncludesParent: true,
  sources: [
    lightsail.children(
      { operation: 'GetBuckets', items: 'buckets', getOne: 'bucketName' },
      { noun: 'bucket', id: 'name' },
      'GetBucketAccessKeys',
      'accessKeys',
      'bucketName',
    ),
  ],
  mergeSources(parts) {
    return parts.flatMap((part, source) => {
      const otherActiveKeys = countSiblings(
        part.items,
        (key) => key.accessKeyId,
        (key) => key.status === 'Active',
      );
      return part.items.map((one) => listedItem(one, source, { otherActiveKeys: otherActiveKeys(one) }));
    });
  },
  afterRemoving: (entry, removed) => ({
    ...entry,
    extra: {
      otherActiveKeys:
        entry.extra.otherActiveKeys -
        removed.filter(({ item, parent }) => parent?.id === entry.parent?.id && item.status === 'Active').length,
    },
  }),
  members: { id: 'accessKeyId', state: 'status', created: 'createdAt' },
  identity: ['accessKeyId', 'createdAt'],
  shortLabel: ({ item: { accessKeyId: id = '' } }) => (id.length > 12 ? `${id.slice(0, 4)}…${id.slice(-4)}` : id),
  description({ item, parent }, now) {
    const used = lastUsed(item);
    const by = [used?.service && `by ${used.service}`, used?.region && `in ${used.region}`].filter(Boolean);
    return [
      parent?.id,
      item.status,
      used ? ['last used', relativeTime(used.at, now, 'en'), ...by].join(' ') : 'never used',
    ];
  },
  health: ({ item }) => (item.status === 'Active' ? 'healthy' : 'idle'),
  facts: [
    { label: 'Bucket', value: ({ parent }) => parent?.id, dialogTemplate: 'bucket {}' },
    { label: 'Status', value: ({ item }) => item.status, dialogTemplate: '{}' },
    { label: 'Created', value: ({ item }) => item.createdAt, dialogTemplate: 'created {}' },
    { label: 'Last used', value: ({ item }) => lastUsed(item)?.at ?? 'never' },
    { label: 'Last used in Region', value: ({ item }) => lastUsed(item)?.region },
    { label: 'Last used by service', value: ({ item }) => lastUsed(item)?.service },
    { label: 'Other active keys of the bucket', value: ({ extra }) => extra.otherActiveKeys },
  ],
  evidence: [
    {
      check: 'lastActiveKey',
      assess({ item, parent, extra }) {
        if (item.status === undefined)
          return { level: 'unknown', text: 'AWS did not return whether the key is active.' };
        if (item.status !== 'Active')
          return { level: 'ok', text: 'The key is inactive. Nothing signs requests with it now.' };
        // Less than none: two reads differ about one that the plan deletes, too.
        return extra.otherActiveKeys <= 0
          ? {
              level: 'warning',
              severe: true,
              text: `It is the last active key of bucket ${parent?.id ?? '(unknown)'}.`,
            }
          : { level: 'ok', text: `Bucket ${parent?.id ?? '(unknown)'} keeps another active key.` };
      },
    },
    {
      check: 'lastUsed',
      assess({ item }, now) {
        const used = lastUsed(item);
        if (!used) return { level: 'ok', text: 'AWS has no record of its use.' };
        return {
          level: 'warning',
          text: [
            lastUsedText(used, relativeTime(used.at, now, 'en')),
            'Applications that sign requests with it lose access.',
          ].join(' '),
        };
      },
    },
  ],
  action: { operation: 'DeleteBucketAccessKey', input: { bucketName: { parent: 'id' }, accessKeyId: 'accessKeyId' } },
  completion: { operations: 'operations' },
  restorability: { level: 'none', text: 'It cannot be restored. AWS returned its secret only once, at its creation.' },
});

export const BUCKET_KINDS = lightsail.kinds('Storage', { bucketAccessKey });
