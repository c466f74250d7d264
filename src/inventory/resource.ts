import { additionalActions } from '../catalog/index.ts';
import type { Kind } from '../catalog/model/kind.ts';
import type { ListedItem } from '../catalog/model/listedItem.ts';
import type { Structure } from '../catalog/model/structure.ts';
import type { Target } from '../aws/identity/target.ts';
import { getPath, getTags, textAt } from './listing/memberPath.ts';

/** One instance of a kind in a target, with the description that it was listed from. */
export interface Resource {
  readonly kind: Kind;
  readonly target: Target;
  readonly entry: ListedItem;
  /** Unique over all targets and kinds, and the same from one listing to the next. */
  readonly key: string;
  /** AWS's id, whole. */
  readonly id: string;
  readonly name?: string;
  readonly arn?: string;
  readonly state?: string;
  /** Undefined where the kind has no tags of its own. */
  readonly tags?: ReadonlyMap<string, string>;
  /** When it was made; undefined where AWS does not tell. */
  readonly created?: Date;
  /** When AWS ends it by itself; undefined where it does not, or does not tell. */
  readonly expires?: Date;
}

/**
 * Makes a resource of what a listing found.
 *
 * @param kind its kind
 * @param target where it was found
 * @param entry what was found
 * @returns the resource, frozen; undefined where AWS gave no id, so that nothing can be addressed, and where the kind does
 *   not apply to it
 */
export function resourceFrom(kind: Kind, target: Target, entry: ListedItem): Resource | undefined {
  const id = idOf(kind, entry);
  if (id === undefined || kind.matches?.(entry) === false) return undefined;
  return Object.freeze({
    kind,
    target,
    entry,
    key: JSON.stringify([locationOf(kind, target), kind.id, entry.parent?.id ?? '', id]),
    id,
    ...describeItem(kind, entry),
  });
}

/** What a description tells beside the id, as far as it does. */
function describeItem(
  { members }: Kind,
  { item }: ListedItem,
): Pick<Resource, 'name' | 'arn' | 'state' | 'tags' | 'created' | 'expires'> {
  const at = (path: string | undefined) => (path === undefined ? undefined : textAt(item, path));
  const tags = members.tags === undefined ? undefined : getTags(item, members.tags);
  const name = members.name === 'tag' ? tags?.get('Name') : at(members.name);
  const [arn, state] = [at(members.arn), at(members.state)];
  const created = members.created && getDate(item, members.created);
  const expires = members.expires && getDate(item, members.expires);
  return {
    ...(name && { name }),
    ...(arn && { arn }),
    ...(state && { state }),
    ...(tags && { tags }),
    ...(created && { created }),
    ...(expires && { expires }),
  };
}

/**
 * The id of what a listing found.
 *
 * @param kind its kind
 * @param entry what was found
 * @returns the id; of several members, those that there are
 */
function idOf({ members }: Kind, { item }: ListedItem): string | undefined {
  if (typeof members.id === 'string') return textAt(item, members.id);
  return members.id.flatMap((path) => textAt(item, path) ?? []).join(' ') || undefined;
}

/** A date, whichever of the forms it has in which AWS writes them. */
function getDate(item: Structure, path: string): Date | undefined {
  const value = getPath(item, path);
  const date = typeof value === 'string' ? new Date(value) : value;
  return date instanceof Date && !Number.isNaN(date.getTime()) ? date : undefined;
}

/**
 * Everything that can be done about a resource now: its kind's own removal, and the further verbs that its state allows.
 *
 * @param resource a row of the tree
 * @returns the resource itself, then one for each further verb, which can be planned, confirmed and carried out like any other
 */
export function availableActions(resource: Resource): readonly Resource[] {
  const { kind, target, entry } = resource;
  const further = additionalActions(kind).flatMap((verb) => resourceFrom(verb, target, entry) ?? []);
  return [resource, ...further];
}

/**
 * Where a resource is, for AWS: the same through whichever profile one looks, and whichever temporary keys it has now.
 */
function locationOf({ service }: Kind, { identity, region, endpoints }: Target): readonly string[] {
  return [identity.partition, identity.accountId, region, endpoints[service] ?? ''];
}

/**
 * What a person calls it.
 *
 * @param resource the resource
 * @returns its name, or its id where it has none; as AWS has it, so make it visible before showing it
 */
export function displayName(resource: Pick<Resource, 'id' | 'name'>): string {
  return resource.name ?? resource.id;
}
