import { additionalActions, kindById } from '../catalog/index.ts';
import type { ResourceReference } from '../catalog/model/evidence.ts';
import type { Kind } from '../catalog/model/kind.ts';
import type { ListedItem } from '../catalog/model/listedItem.ts';
import type { Structure } from '../catalog/model/structure.ts';
import { targetIn, type Target } from '../aws/identity/target.ts';
import { shortenHex } from '../common/text/displayText.ts';
import { parseTime } from '../common/text/parseTime.ts';
import { getPath, getTags, textAt } from './listing/memberPath.ts';

/** A resource in a target, with the description that it was listed from. */
export interface Resource {
  readonly kind: Kind;
  readonly target: Target;
  readonly entry: ListedItem;
  /** Unique over all targets and resource types, and stable from one listing to the next. */
  readonly key: string;
  /** AWS's id, never shortened. */
  readonly id: string;
  readonly name?: string;
  readonly arn?: string;
  readonly state?: string;
  /** Undefined where resources of this type have no tags. */
  readonly tags?: ReadonlyMap<string, string>;
  /** Undefined where AWS does not return it. */
  readonly created?: Date;
  /** When AWS deletes it by itself; undefined where it does not, or does not return the time. */
  readonly expires?: Date;
}

/** Creates a frozen resource from a listed item. Undefined where the item has no id, or does not belong to this resource type. */
export function resourceFrom(kind: Kind, target: Target, entry: ListedItem): Resource | undefined {
  return kind.matches?.(entry) === false ? undefined : unmatchedResourceFrom(kind, target, entry);
}

/** Creates a frozen resource from a listed item that need not belong to this resource type. Undefined where it has no id. */
export function unmatchedResourceFrom(kind: Kind, target: Target, entry: ListedItem): Resource | undefined {
  const id = idOf(kind, entry);
  if (id === undefined) return undefined;
  return Object.freeze({
    kind,
    target,
    entry,
    key: resourceKey(kind, target, id, entry.parent?.id),
    id,
    ...describeItem(kind, entry),
  });
}

/** Returns whether an item of a resource type has no id: AWS lists none without. */
export function lacksId(kind: Kind, entry: ListedItem): boolean {
  return idOf(kind, entry) === undefined && kind.matches?.(entry) !== false;
}

/** Returns resources without those whose key came before: one that joins two Regions is in the lists of both. */
export function distinctResources(resources: readonly Resource[]): readonly Resource[] {
  const keys = new Set<string>();
  return resources.filter(({ key }) => !keys.has(key) && keys.add(key));
}

/** Returns the key of the resource with an id, and under a parent where its kind has one: the place, the type, the parent and the id. */
export function resourceKey(kind: Kind, target: Target, id: string, parent = ''): string {
  return JSON.stringify([locationOf(kind, target), kind.id, parent, id]);
}

/** Returns a key that is equal for the places of two resources of one service: the account, the Region and the endpoint. */
export function placeKey({ kind, target }: Pick<Resource, 'kind' | 'target'>): string {
  return JSON.stringify(locationOf(kind, target));
}

/** Returns the target of a resource that one in a target refers to: its Region may be another one. */
export function referenceTarget({ kind, region }: ResourceReference, target: Target): Target {
  return targetIn(target, kindById(kind)?.homeRegion ?? region ?? target.region);
}

/** Returns the key of a resource that one in a target refers to; undefined where its kind does not exist. */
export function referenceKey(reference: ResourceReference, target: Target): string | undefined {
  const { kind: kindId, id, parent } = reference;
  const kind = kindById(kindId);
  return kind && resourceKey(kind, referenceTarget(reference, target), id, parent);
}

/** Returns the reference to a resource from others in its target. */
export function referenceTo({ kind, id, entry }: Resource): ResourceReference {
  return { kind: kind.id, id, ...(entry.parent && { parent: entry.parent.id }) };
}

/** Reads the members beside the id. Members without a value are left out. */
function describeItem(
  kind: Kind,
  entry: ListedItem,
): Pick<Resource, 'name' | 'arn' | 'state' | 'tags' | 'created' | 'expires'> {
  const { members } = kind;
  const { item } = entry;
  const at = (path: string | undefined) => (path === undefined ? undefined : textAt(item, path));
  const tags = members.tags === undefined ? undefined : getTags(item, members.tags);
  const name = members.name === 'tag' ? tags?.get('Name') : at(members.name);
  const [arn, state] = [at(members.arn), kind.completion.state ? kind.completion.state(entry) : at(members.state)];
  const created = members.created && getDate(item, members.created);
  const expires = members.expires && getDate(item, members.expires);
  return {
    ...(name?.trim() && { name }),
    ...(arn && { arn }),
    ...(state && { state }),
    ...(tags && { tags }),
    ...(created && { created }),
    ...(expires && { expires }),
  };
}

/**
 * Returns the id of a listed item. An id of several members leaves out those without a value. All but that of the last member are quoted
 * where they have blanks: the tags `a b`=`c` and `a`=`b c` are two, and so are `a b` without a value and `a`=`b`.
 */
function idOf({ members }: Kind, { item }: ListedItem): string | undefined {
  if (typeof members.id === 'string') return textAt(item, members.id);
  const last = members.id.length - 1;
  const quoted = members.id.flatMap((path, index) => {
    const text = textAt(item, path) ?? [];
    return index < last && typeof text === 'string' && /[\s"]/.test(text) ? JSON.stringify(text) : text;
  });
  return quoted.join(' ') || undefined;
}

/** Reads a date that AWS returns as a date or as text. */
function getDate(item: Structure, path: string): Date | undefined {
  const value = getPath(item, path);
  if (typeof value === 'string') return parseTime(value);
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value : undefined;
}

/**
 * Returns every action that the state of a resource allows: the resource itself, then one resource for each additional action. All of
 * them can be planned, confirmed and executed alike.
 */
export function availableActions(resource: Resource): readonly Resource[] {
  const { kind, target, entry } = resource;
  const further = additionalActions(kind).flatMap((verb) => resourceFrom(verb, target, entry) ?? []);
  return [resource, ...further];
}

/**
 * Returns where AWS has a resource: equal through whichever profile, credentials and, for a global one or one that joins two Regions,
 * Region it was listed.
 */
function locationOf(
  { service, global, acrossRegions, homeRegion }: Kind,
  { identity, region, endpoints }: Target,
): readonly string[] {
  const place = global || acrossRegions ? 'global' : (homeRegion ?? region);
  return [identity.partition, identity.accountId, place, endpoints[service] ?? ''];
}

/** Returns the label of the row: the short one of its type, else {@link displayName}, without the middle of long numbers. */
export function rowLabel(resource: Resource): string {
  const short = resource.kind.shortLabel?.(resource.entry);
  return short?.trim() ? short : shortenHex(displayName(resource));
}

/** A side bar of the default width cuts off what is longer: characters. An id of EC2 has 21 and more. */
const SHORT_FACT = 20;

/** Returns what the row shows beside its label, without what only repeats it: a bucket's URL has the bucket's name. */
export function rowFacts(resource: Resource, now: number): readonly string[] {
  return shownFacts(resource, resource.kind.description(resource.entry, now));
}

/** Returns the facts of a description that a row shows: see {@link rowFacts}. Long ones come last: a side bar cuts off the end. */
export function shownFacts(resource: Resource, description: readonly (string | undefined)[]): readonly string[] {
  const name = displayName(resource);
  const isRepeated = (fact: string) =>
    fact === name || (/^https?:/.test(fact) && fact.toLowerCase().includes(name.toLowerCase()));
  const facts = description.flatMap((fact) => (!fact || isRepeated(fact) ? [] : [shortenHex(fact)]));
  const isShort = (fact: string) => fact.length <= SHORT_FACT;
  return [...facts.filter(isShort), ...facts.filter((fact) => !isShort(fact))];
}

/** Returns the name, or the id of a resource without one; never blank. It is AWS's own text: escape it before it is shown. */
export function displayName({ id, name = id }: Pick<Resource, 'id' | 'name'>): string {
  return name.trim() === '' ? JSON.stringify(name) : name;
}
