import { stateMeaning } from '../../catalog/model/stateMeaning.ts';
import type { AwsClient } from '../../aws/client/sdkClient.ts';
import { AwsCallError } from '../../aws/errors/callError.ts';
import { getPath } from '../../inventory/listing/memberPath.ts';
import { listKind, refreshResource, type Listing } from '../../inventory/listing/listKind.ts';
import { resourceFrom, type Resource } from '../../inventory/resource.ts';
import type { Restore } from '../../catalog/model/restore.ts';

/** Which resource to find. */
export interface RestoreQuery {
  /** The resource before its deletion. */
  readonly before: Resource;
  readonly restore: Restore;
  /** The new id, where AWS's response names it. */
  readonly newId?: string;
}

/**
 * Finds the restored resource: by its id where that is known, else one that is equivalent to the deleted one. Returns undefined where there
 * is none; one that AWS lists as deleted does not count. Throws AwsCallError when AWS could not be read.
 */
export async function findRestored(
  client: AwsClient,
  wanted: RestoreQuery,
  signal?: AbortSignal,
): Promise<Resource | undefined> {
  const { before, restore, newId } = wanted;
  if (newId !== undefined) return ifPresent(await reread(client, withNewId(before, newId), signal));
  // Without a new id, AWS restores it under its own.
  if (restore.newId === undefined) return ifPresent(await reread(client, before, signal));
  const listing = await listKind(client, before.kind, before.target, signal);
  return firstOf(listing, (resource) => isEquivalent(resource, wanted));
}

/**
 * Finds another resource in the place of the deleted one, which AWS may replace when that one is restored. Returns
 * undefined where there is none, and for a type where AWS rejects the request then. Throws AwsCallError when AWS could
 * not be read.
 */
export async function findOccupant(
  client: AwsClient,
  { before, restore }: RestoreQuery,
  signal?: AbortSignal,
): Promise<Resource | undefined> {
  const { exclusiveBy } = restore;
  if (exclusiveBy === undefined) return undefined;
  const listing = await listKind(client, before.kind, before.target, signal);
  return firstOf(listing, (resource) => resource.key !== before.key && hasSame(exclusiveBy, resource, before));
}

function firstOf(listing: Listing, isWanted: (resource: Resource) => boolean): Resource | undefined {
  const found = listing.resources.find(isWanted);
  const [failure] = listing.failures;
  // An incomplete listing proves no absence.
  if (!found && failure) throw new AwsCallError(failure);
  return found;
}

async function reread(client: AwsClient, resource: Resource | undefined, signal?: AbortSignal) {
  return resource && refreshResource(client, resource, signal);
}

function ifPresent(resource: Resource | undefined): Resource | undefined {
  return resource && stateMeaning(resource.kind, resource.state) === 'deleted' ? undefined : resource;
}

/** Returns the deleted resource under its new id: enough to read it. */
function withNewId({ kind, target, entry }: Resource, id: string): Resource | undefined {
  // A kind without a single id gets no new one.
  if (typeof kind.members.id !== 'string') return undefined;
  const [first = '', ...rest] = kind.members.id.split('.');
  const value = rest.reduceRight<unknown>((inner, name) => ({ [name]: inner }), id);
  return resourceFrom(kind, target, { ...entry, item: { ...entry.item, [first]: value } });
}

function isEquivalent(resource: Resource, { before, restore }: RestoreQuery): boolean {
  if (resource.entry.parent?.id !== before.entry.parent?.id) return false;
  return hasSame(restore.matchBy, resource, before);
}

function hasSame(paths: readonly string[], resource: Resource, before: Resource): boolean {
  return paths.every((path) => jsonEqual(getPath(resource.entry.item, path), getPath(before.entry.item, path)));
}

/** Compares as JSON: in one of them dates may be text. */
function jsonEqual(now: unknown, then: unknown): boolean {
  return JSON.stringify(now) === JSON.stringify(then);
}
