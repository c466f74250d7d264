import type { AwsClient } from '../../aws/client/sdkClient.ts';
import { AwsCallError } from '../../aws/errors/callError.ts';
import { getPath } from '../../inventory/listing/memberPath.ts';
import { listKind, refreshResource } from '../../inventory/listing/listKind.ts';
import { resourceFrom, type Resource } from '../../inventory/resource.ts';
import type { Restore } from '../../catalog/model/restore.ts';

/** How the restored resource is looked for. */
export interface RestoreQuery {
  /** The resource as it was. */
  readonly before: Resource;
  readonly restore: Restore;
  /** The id of the restored one, once a reply has told it. */
  readonly newId?: string;
}

/**
 * Looks for the restored resource: by its id where that is known, else for one that is like the old one.
 *
 * @param caller the way to AWS
 * @param wanted what to look for
 * @param signal ends all calls
 * @returns the resource as it is listed now; undefined where there is none. What is only listed though it is gone is none
 * @throws AwsCallError when AWS could not tell
 */
export async function findRestored(
  client: AwsClient,
  wanted: RestoreQuery,
  signal?: AbortSignal,
): Promise<Resource | undefined> {
  const { before, restore, newId } = wanted;
  if (newId !== undefined) return ifPresent(await reread(client, withNewId(before, newId), signal));
  // Without a new id it is the old one that comes back, under its own.
  if (restore.newId === undefined) return ifPresent(await reread(client, before, signal));
  const listing = await listKind(client, before.kind, before.target, signal);
  const found = listing.resources.find((resource) => isEquivalent(resource, wanted));
  const [failure] = listing.failures;
  // A list that is not whole proves no absence.
  if (!found && failure) throw new AwsCallError(failure);
  return found;
}

async function reread(client: AwsClient, resource: Resource | undefined, signal?: AbortSignal) {
  return resource && refreshResource(client, resource, signal);
}

function ifPresent(resource: Resource | undefined): Resource | undefined {
  const gone = resource?.kind.completion.states?.deleted ?? [];
  return resource?.state !== undefined && gone.includes(resource.state) ? undefined : resource;
}

/** The old resource under its new id: enough to ask AWS for it. */
function withNewId({ kind, target, entry }: Resource, id: string): Resource | undefined {
  // What has no single id has got no new one either.
  if (typeof kind.members.id !== 'string') return undefined;
  const [first = '', ...rest] = kind.members.id.split('.');
  const value = rest.reduceRight<unknown>((inner, name) => ({ [name]: inner }), id);
  return resourceFrom(kind, target, { ...entry, item: { ...entry.item, [first]: value } });
}

function isEquivalent(resource: Resource, { before, restore }: RestoreQuery): boolean {
  if (resource.entry.parent?.id !== before.entry.parent?.id) return false;
  return restore.matchBy.every((path) =>
    jsonEqual(getPath(resource.entry.item, path), getPath(before.entry.item, path)),
  );
}

/** Equal, also where one of them is a date that has become text. */
function jsonEqual(now: unknown, then: unknown): boolean {
  return JSON.stringify(now) === JSON.stringify(then);
}
