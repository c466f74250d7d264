import type { AwsCaller } from '../aws/clients.ts';
import { AwsCallError } from '../aws/failure.ts';
import { memberAt } from '../inventory/member.ts';
import { listKind, rereadResource } from '../inventory/listKind.ts';
import { resourceFrom, type Resource } from '../inventory/resource.ts';
import type { Restore } from '../catalog/restore.ts';

/** How the restored resource is looked for. */
export interface Wanted {
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
export async function lookFor(caller: AwsCaller, wanted: Wanted, signal?: AbortSignal): Promise<Resource | undefined> {
  const { before, restore, newId } = wanted;
  if (newId !== undefined) return notGone(await reread(caller, withId(before, newId), signal));
  // Without a new id it is the old one that comes back, under its own.
  if (restore.newId === undefined) return notGone(await reread(caller, before, signal));
  const listing = await listKind(caller, before.kind, before.target, signal);
  const found = listing.resources.find((resource) => isLike(resource, wanted));
  const [failure] = listing.failures;
  // A list that is not whole proves no absence.
  if (!found && failure) throw new AwsCallError(failure);
  return found;
}

async function reread(caller: AwsCaller, resource: Resource | undefined, signal?: AbortSignal) {
  return resource && rereadResource(caller, resource, signal);
}

function notGone(resource: Resource | undefined): Resource | undefined {
  const gone = resource?.kind.settling.states?.gone ?? [];
  return resource?.state !== undefined && gone.includes(resource.state) ? undefined : resource;
}

/** The old resource under its new id: enough to ask AWS for it. */
function withId({ kind, target, entry }: Resource, id: string): Resource | undefined {
  // What has no single id has got no new one either.
  if (typeof kind.members.id !== 'string') return undefined;
  const [first = '', ...rest] = kind.members.id.split('.');
  const value = rest.reduceRight<unknown>((inner, name) => ({ [name]: inner }), id);
  return resourceFrom(kind, target, { ...entry, item: { ...entry.item, [first]: value } });
}

function isLike(resource: Resource, { before, restore }: Wanted): boolean {
  if (resource.entry.parent?.id !== before.entry.parent?.id) return false;
  return restore.sameBy.every((path) => same(memberAt(resource.entry.item, path), memberAt(before.entry.item, path)));
}

/** Equal, also where one of them is a date that has become text. */
function same(now: unknown, then: unknown): boolean {
  return JSON.stringify(now) === JSON.stringify(then);
}
