import { t } from '@vscode/l10n';
import { sourceLabel, type Identity, type Target } from '../../../aws/identity/target.ts';
import type { Kind } from '../../../catalog/model/kind.ts';
import type { ListedItem } from '../../../catalog/model/listedItem.ts';
import type { Structure } from '../../../catalog/model/structure.ts';
import { resourceFrom, type Resource } from '../../../inventory/resource.ts';
import type { ResourceSnapshot, StoredResource } from '../entry.ts';
import { restoreDates, extractDates } from './json.ts';

/** Thrown when a stored resource is not of the expected kind or location. */
export class ResourceMismatchError extends Error {
  readonly field: 'kind' | 'account' | 'partition' | 'region' | 'endpoint' | 'content';

  constructor(differs: ResourceMismatchError['field'], message: string) {
    super(message);
    this.name = 'ResourceMismatchError';
    this.field = differs;
  }
}

/**
 * Converts a resource to what the journal stores: plain JSON, dates as ISO 8601. Throws TypeError when its description has something that
 * has no form in JSON.
 */
export function serializeResource(resource: Resource): StoredResource {
  const { kind, target, entry, key, id, name, arn } = resource;
  const { identity, region, endpoints, hosts } = target;
  const endpoint = endpoints[kind.service];
  const { parent } = entry;
  return {
    kind: kind.id,
    service: kind.service,
    key,
    id,
    ...(name !== undefined && { name }),
    ...(arn !== undefined && { arn }),
    ...(parent && {
      parent: { noun: parent.noun, id: parent.id, ...(parent.name !== undefined && { name: parent.name }) },
    }),
    source: identity.source,
    accountId: identity.accountId,
    partition: identity.partition,
    callerArn: identity.arn,
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...(hosts && { hosts }),
    before: beforeImage(kind, entry),
  };
}

function beforeImage(kind: Kind, entry: ListedItem): ResourceSnapshot {
  const { item, parent, extra, source } = entry;
  const { json, dates } = extractDates({ item, ...(parent && { parent: parent.raw }), extra });
  return {
    ...(json as Pick<ResourceSnapshot, 'item' | 'parent' | 'extra'>),
    source: { operation: kind.sources[source]?.operation ?? '', index: source },
    dates,
  };
}

/**
 * Returns the resource as it was, with its old key. The profile of `target` may be another one; the location must be the same. Throws
 * ResourceMismatchError when kind, account, partition, Region or endpoint differ, or the description is damaged.
 */
export function deserializeResource(
  stored: StoredResource,
  target: Target,
  kind: Kind,
  accountLabel?: (accountId: string) => string,
): Resource {
  const { identity, region, endpoints } = target;
  assertSame('kind', stored.kind, kind.id);
  assertSame('partition', stored.partition, identity.partition);
  if (stored.accountId !== identity.accountId)
    throw new ResourceMismatchError('account', accountChangedText(stored.accountId, identity, accountLabel));
  assertSame('region', stored.region, region);
  assertSame('endpoint', stored.endpoint ?? '', endpoints[kind.service] ?? '');
  const resource = resourceFrom(kind, target, entryOf(stored, kind));
  if (resource?.key !== stored.key || resource.id !== stored.id) {
    throw new ResourceMismatchError('content', t('The journal entry of {0} is damaged.', stored.id));
  }
  return resource;
}

function entryOf({ before, parent }: StoredResource, kind: Kind): ListedItem {
  const { item, parent: raw, extra } = before;
  const json = { item, ...(raw && { parent: raw }), ...(extra !== undefined && { extra }) };
  const dated = restoreDates(json, before.dates) as { item: Structure; parent?: Structure; extra?: unknown };
  return {
    item: dated.item,
    ...(parent && { parent: { ...parent, raw: dated.parent ?? {} } }),
    extra: dated.extra,
    source: sourceIndex(kind, before.source),
  };
}

/** Returns the index of the stored source. Versions may reorder a kind's sources; their operations seldom change. */
function sourceIndex({ sources }: Kind, { operation, index }: ResourceSnapshot['source']): number {
  if (sources[index]?.operation === operation) return index;
  const found = sources.findIndex((source) => source.operation === operation);
  if (found < 0) throw new ResourceMismatchError('kind', t('{0} no longer lists this resource type.', operation));
  return found;
}

/** Returns why nothing of another account is restored: the profile was that account's once. */
export function accountChangedText(
  deletedFrom: string,
  { source, accountId }: Identity,
  accountLabel: (accountId: string) => string = (id) => id,
): string {
  return t(
    'It was deleted from account {0}, but {1} is now account {2}.',
    accountLabel(deletedFrom),
    sourceLabel(source),
    accountLabel(accountId),
  );
}

function assertSame(differs: 'kind' | 'partition' | 'region' | 'endpoint', then: string, now: string): void {
  if (then === now) return;
  const none = t('none');
  throw new ResourceMismatchError(
    differs,
    t('The location differs: {0} was {1} and is now {2}.', differs, then || none, now || none),
  );
}
