import { AwsCallError, type CallFailure } from '../../aws/errors/callError.ts';
import type { ParentMembers, Source } from '../../catalog/model/kind.ts';
import type { ParentRef, SourceResult } from '../../catalog/model/listedItem.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { BoundClient } from './boundClient.ts';
import { getListPath, textAt } from './memberPath.ts';
import { paginate } from './paginate.ts';
import type { Resource } from '../resource.ts';

/** What a source gave, and every failure on the way. */
export interface FetchedSource {
  readonly part: SourceResult;
  readonly failures: readonly CallFailure[];
}

type ListedItem = SourceResult['items'][number];

/** Gets what has come while more is to come. */
export type OnItems = (items: readonly ListedItem[]) => void;

/**
 * Asks a source.
 *
 * @param call calls the kind's service
 * @param source the source
 * @param only set to ask for this one resource and what lies beside it, in the way that the source knows
 * @param onItems gets what a long list holds before the whole of it is there
 * @returns what came, and what failed; nothing is thrown but errors of our own
 */
export async function fetchSource(
  call: BoundClient,
  source: Source,
  only?: Resource,
  onItems?: OnItems,
): Promise<FetchedSource> {
  if (source.child && only?.entry.parent) return refetchChildren(call, source, source.child, only.entry.parent);
  const input = only ? { ...source.input, ...againInput(source, only) } : source.input;
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
  const failures = failure ? [failure] : [];
  const items = itemsIn(elements);
  return { part: { items, incomplete: failures.length > 0 }, failures };
}

/** The request members that narrow a source down to one resource. */
function againInput({ getOne }: Source, { id, entry }: Resource): Structure {
  if (!getOne) return {};
  const own = getOne.path === undefined ? id : textAt(entry.item, getOne.path);
  const value = getOne.match === 'ids' || getOne.match === 'id' ? own : entry.parent?.id;
  return { [getOne.member]: getOne.match === 'ids' || getOne.match === 'parentIds' ? [value] : value };
}

/** A parent as its listing described it; undefined where AWS gave it no id. */
function parentFrom(raw: Structure, members: ParentMembers): ParentRef | undefined {
  const id = textAt(raw, members.id);
  if (id === undefined) return undefined;
  const name = members.name === undefined ? undefined : textAt(raw, members.name);
  return { noun: members.noun, id, ...(name !== undefined && { name }), raw };
}

/** The resources inside each parent. */
function flattenNested(parents: readonly Structure[], nested: NonNullable<Source['nestedList']>): ListedItem[] {
  return parents.flatMap((raw) => {
    const parent = parentFrom(raw, nested.parent);
    return parent ? getListPath(raw, nested.items).map((item) => ({ item, parent })) : [];
  });
}

/** An element of a plain list. Of a parent that it names by a member, no more is known than that. */
function toListedItem(item: Structure, of: ParentMembers | undefined): ListedItem {
  const parent = of && parentFrom(item, of);
  return parent ? { item, parent: { ...parent, raw: {} } } : { item };
}

type Child = NonNullable<Source['child']>;

/** The children of one parent, which is read again at the same time where that can be done: its tags protect its children. */
async function refetchChildren(
  call: BoundClient,
  source: Source,
  child: Child,
  parent: ParentRef,
): Promise<FetchedSource> {
  const { getOne } = source;
  if (!getOne) return fetchChildren(call, child, parent);
  const input = { ...source.input, [getOne.member]: getOne.match === 'parentIds' ? [parent.id] : parent.id };
  const [{ elements, failure }, { part, failures }] = await Promise.all([
    paginate(call, source.operation, source.items, input),
    fetchChildren(call, child, parent),
  ]);
  if (failure && failure.cause !== 'notFound') return { part: { items: [], incomplete: true }, failures: [failure] };
  const now = elements.map((raw) => parentFrom(raw, child.parent)).find((one) => one?.id === parent.id);
  if (!now) return { part: { items: [], incomplete: false }, failures: [] };
  return { part: { ...part, items: part.items.map(({ item }) => ({ item, parent: now })) }, failures };
}

/** The children of one parent. A parent that went away in the meantime has none. */
async function fetchChildren(call: BoundClient, child: Child, parent: ParentRef): Promise<FetchedSource> {
  const input = { ...child.input, [child.parentInput]: child.asList ? [parent.id] : parent.id };
  const pages = await paginate(call, child.operation, child.items, input);
  const failure = pages.failure?.cause === 'notFound' ? undefined : pages.failure;
  const items = pages.elements.map((item) => ({ item, parent }));
  return { part: { items, incomplete: failure !== undefined }, failures: failure ? [failure] : [] };
}

/** The children of many parents, some at a time, in the order of their parents: those of the first page before the second one is there. */
async function fetchAllChildren(
  call: BoundClient,
  source: Source,
  child: Child,
  input: Structure,
  onItems: OnItems | undefined,
): Promise<FetchedSource> {
  const asked: Promise<FetchedSource>[] = [];
  const tell = ({ part }: FetchedSource) => {
    if (asked.length > 1) onItems?.(part.items);
  };
  const ask = (elements: readonly Structure[]) => {
    for (const parent of elements.flatMap((raw) => parentFrom(raw, child.parent) ?? [])) {
      const asking = fetchChildren(call, child, parent);
      asked.push(asking);
      if (onItems) void asking.then(tell, () => undefined);
    }
  };
  let known = 0;
  const pages = await paginate(call, source.operation, source.items, input, (page) => {
    known += page.length;
    ask(page);
  });
  ask(pages.elements.slice(known));
  const results = await Promise.all(asked);
  const failures = [...(pages.failure ? [pages.failure] : []), ...results.flatMap((result) => result.failures)];
  return { part: { items: results.flatMap((result) => result.part.items), incomplete: failures.length > 0 }, failures };
}

/**
 * The failures that are worth a row each: the same action denied for each of twenty buckets is one.
 *
 * @param failures all failures of a listing
 * @returns one failure for each action and cause
 */
export function dedupeFailures(failures: readonly CallFailure[]): readonly CallFailure[] {
  return [...new Map(failures.map((failure) => [`${failure.action} ${failure.cause}`, failure])).values()];
}

/**
 * Turns a failure back into an error, for those who asked for one resource and need an answer.
 *
 * @param failures what failed
 * @throws AwsCallError with the first of them
 */
export function throwIfFailed(failures: readonly CallFailure[]): void {
  const [first] = failures;
  if (first) throw new AwsCallError(first);
}
