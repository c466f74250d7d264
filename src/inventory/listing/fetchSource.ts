import { isDeepStrictEqual } from 'node:util';
import { AwsCallError, type CallFailure } from '../../aws/errors/callError.ts';
import type { ParentMembers, Source } from '../../catalog/model/source.ts';
import type { ParentRef, SourceResult } from '../../catalog/model/listedItem.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { BoundClient } from './boundClient.ts';
import { getListPath, textAt } from './memberPath.ts';
import { meansNone, paginate } from './paginate.ts';
import type { Resource } from '../resource.ts';

/** The items of a source, and all failures on the way. */
export interface FetchedSource {
  readonly part: SourceResult;
  readonly failures: readonly CallFailure[];
  /** The ids of parents that are in the list twice, differently: neither description is certain. */
  readonly uncertainParents?: ReadonlySet<string>;
}

type ListedItem = SourceResult['items'][number];

/** Receives items while more are still to come. */
export type OnItems = (items: readonly ListedItem[]) => void;

/**
 * Fetches the items of a source. AWS's errors are returned, never thrown. `only` narrows the request to one resource
 * and its siblings, where the source can be narrowed. `onItems` receives the items of a long list page by page.
 */
export async function fetchSource(
  call: BoundClient,
  source: Source,
  only?: Pick<Resource, 'id' | 'entry'>,
  onItems?: OnItems,
): Promise<FetchedSource> {
  if (source.child && only?.entry.parent) return refetchChildren(call, source, source.child, only.entry.parent);
  const input = only ? { ...source.input, ...getOneInput(source, only) } : source.input;
  const itemsIn = (elements: readonly Structure[]) =>
    source.nestedList
      ? flattenNested(elements, source.nestedList)
      : elements.map((item) => toListedItem(item, source.parentRef));
  if (source.child) return fetchAllChildren(call, source, source.child, input, onItems);
  const onPage =
    onItems &&
    ((page: readonly Structure[]) => {
      onItems(itemsIn(page));
    });
  const { elements, failure } = await paginate(call, source.operation, source.items, input, onPage);
  const failures = failure && !(only === undefined && meansNone({ elements, failure })) ? [failure] : [];
  const part = { items: itemsIn(elements), incomplete: failures.length > 0 };
  const { nestedList } = source;
  return { part, failures, ...(nestedList && { uncertainParents: listedDifferently(elements, nestedList.parent) }) };
}

/** Returns the request members that narrow a source to one resource. */
function getOneInput({ getOne }: Source, { id, entry }: Pick<Resource, 'id' | 'entry'>): Structure {
  if (!getOne) return {};
  const own = getOne.path === undefined ? id : textAt(entry.item, getOne.path);
  const value = getOne.match === 'ids' || getOne.match === 'id' ? own : entry.parent?.id;
  return { [getOne.member]: getOne.match === 'ids' || getOne.match === 'parentIds' ? [value] : value };
}

/** Creates a parent from its description; undefined where it has no id. */
function parentFrom(raw: Structure, members: ParentMembers): ParentRef | undefined {
  const id = textAt(raw, members.id);
  if (id === undefined) return undefined;
  const name = members.name === undefined ? undefined : textAt(raw, members.name);
  return { noun: members.noun, id, ...(name !== undefined && { name }), raw };
}

/** Returns the ids of parents that are in a list twice, with different values. */
function listedDifferently(parents: readonly Structure[], members: ParentMembers): ReadonlySet<string> {
  const known = new Map<string, Structure>();
  const found = new Set<string>();
  for (const raw of parents) {
    const id = textAt(raw, members.id);
    if (id === undefined) continue;
    const before = known.get(id);
    if (!before) known.set(id, raw);
    else if (!isDeepStrictEqual(before, raw)) found.add(id);
  }
  return found;
}

/** Returns the items nested in each parent. */
function flattenNested(parents: readonly Structure[], nested: NonNullable<Source['nestedList']>): ListedItem[] {
  return parents.flatMap((raw) => {
    const parent = parentFrom(raw, nested.parent);
    return parent ? getListPath(raw, nested.items).map((item) => ({ item, parent })) : [];
  });
}

/** Creates an item of a plain list. Of its parent only the members in the item are known. */
function toListedItem(item: Structure, of: ParentMembers | undefined): ListedItem {
  const parent = of && parentFrom(item, of);
  return parent ? { item, parent: { ...parent, raw: {} } } : { item };
}

type Child = NonNullable<Source['child']>;

/**
 * Fetches the children of one parent, and the parent itself: its identity is theirs as well, and its tags protect them. All parents are
 * listed where the source cannot be narrowed to one.
 */
async function refetchChildren(
  call: BoundClient,
  source: Source,
  child: Child,
  parent: ParentRef,
): Promise<FetchedSource> {
  const { getOne } = source;
  const own = getOne?.match === 'parentIds' ? [parent.id] : parent.id;
  const input = { ...source.input, ...(getOne && { [getOne.member]: own }) };
  const [{ elements, failure }, { part, failures }] = await Promise.all([
    paginate(call, source.operation, source.items, input),
    fetchChildren(call, child, parent),
  ]);
  if (failure && failure.cause !== 'notFound') return { part: { items: [], incomplete: true }, failures: [failure] };
  const now = elements.map((raw) => parentFrom(raw, child.parent)).find((one) => one?.id === parent.id);
  if (!now) return { part: { items: [], incomplete: false }, failures: [] };
  return {
    part: { ...part, items: part.items.map(({ item }) => ({ item, parent: now })) },
    failures,
    uncertainParents: listedDifferently(elements, child.parent),
  };
}

/** Fetches the children of one parent. A parent that was deleted meanwhile has none. */
async function fetchChildren(call: BoundClient, child: Child, parent: ParentRef): Promise<FetchedSource> {
  const input = { ...child.input, [child.parentInput]: child.asList ? [parent.id] : parent.id };
  const pages = await paginate(call, child.operation, child.items, input);
  const failure = pages.failure?.cause === 'notFound' ? undefined : pages.failure;
  const items = pages.elements.filter((item) => isChildOf(item, child, parent.id)).map((item) => ({ item, parent }));
  return { part: { items, incomplete: failure !== undefined }, failures: failure ? [failure] : [] };
}

/**
 * Returns whether a child that names its parent names this one. A server that ignores the member of the request returns the children of
 * all parents, and each would be shown and deleted as a child of the wrong one.
 */
export function isChildOf(item: Structure, { parentInput }: Pick<Child, 'parentInput'>, parentId: string): boolean {
  const own = textAt(item, parentInput);
  return own === undefined || own === parentId;
}

/**
 * Fetches the children of all parents, in the order of their parents. It starts with the first page of parents, before
 * the second one arrives.
 */
async function fetchAllChildren(
  call: BoundClient,
  source: Source,
  child: Child,
  input: Structure,
  onItems: OnItems | undefined,
): Promise<FetchedSource> {
  const fetches: Promise<FetchedSource>[] = [];
  const emit = ({ part }: FetchedSource) => {
    if (fetches.length > 1) onItems?.(part.items);
  };
  const fetchFor = (elements: readonly Structure[]) => {
    for (const parent of elements.flatMap((raw) => parentFrom(raw, child.parent) ?? [])) {
      const fetching = fetchChildren(call, child, parent);
      fetches.push(fetching);
      if (onItems) void fetching.then(emit, () => undefined);
    }
  };
  let known = 0;
  const pages = await paginate(call, source.operation, source.items, input, (page) => {
    known += page.length;
    fetchFor(page);
  });
  fetchFor(pages.elements.slice(known));
  const results = await Promise.all(fetches);
  const listFailures = pages.failure && !meansNone(pages) ? [pages.failure] : [];
  const failures = [...listFailures, ...results.flatMap((result) => result.failures)];
  return { part: { items: results.flatMap((result) => result.part.items), incomplete: failures.length > 0 }, failures };
}

/** Returns one failure for each action and cause: the same action denied for twenty buckets is one row. */
export function dedupeFailures(failures: readonly CallFailure[]): readonly CallFailure[] {
  return [...new Map(failures.map((failure) => [`${failure.action} ${failure.cause}`, failure])).values()];
}

/** Throws the first failure, if any, as an {@link AwsCallError}. */
export function throwIfFailed(failures: readonly CallFailure[]): void {
  const [first] = failures;
  if (first) throw new AwsCallError(first);
}
