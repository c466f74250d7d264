import type { Entry, Kind } from '../catalog/kind.ts';
import type { Target } from '../aws/target.ts';
import { tagsAt, textAt } from './member.ts';

/** One instance of a kind in a target, with the description that it was listed from. */
export interface Resource {
  readonly kind: Kind;
  readonly target: Target;
  readonly entry: Entry;
  /** Unique over all targets and kinds, and the same from one listing to the next. */
  readonly key: string;
  /** AWS's id, whole. */
  readonly id: string;
  readonly name?: string;
  readonly arn?: string;
  readonly state?: string;
  /** Undefined where the kind has no tags of its own. */
  readonly tags?: ReadonlyMap<string, string>;
}

/**
 * Makes a resource of what a listing found.
 *
 * @param kind its kind
 * @param target where it was found
 * @param entry what was found
 * @returns the resource, frozen; undefined where AWS gave no id, so that nothing can be addressed
 */
export function resourceFrom(kind: Kind, target: Target, entry: Entry): Resource | undefined {
  const { members } = kind;
  const id = textAt(entry.item, members.id);
  if (id === undefined) return undefined;
  const tags = members.tags === undefined ? undefined : tagsAt(entry.item, members.tags);
  const name = members.name === 'tag' ? tags?.get('Name') : members.name && textAt(entry.item, members.name);
  const arn = members.arn && textAt(entry.item, members.arn);
  const state = members.state && textAt(entry.item, members.state);
  return Object.freeze({
    kind,
    target,
    entry,
    key: JSON.stringify([placeOf(kind, target), kind.id, entry.parent?.id ?? '', id]),
    id,
    ...(name && { name }),
    ...(arn && { arn }),
    ...(state && { state }),
    ...(tags && { tags }),
  });
}

/**
 * Where a resource is, for AWS: the same through whichever profile one looks, and whichever temporary keys it has now.
 */
function placeOf({ service }: Kind, { identity, region, endpoints }: Target): readonly string[] {
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
