import { AwsCallError, type Failure } from '../aws/failure.ts';
import type { ParentMembers, ParentRef, Part, Source, Structure } from '../catalog/kind.ts';
import type { Call } from './call.ts';
import { elementsAt, textAt } from './member.ts';
import { Crowd } from './crowd.ts';
import { allPages } from './pages.ts';
import type { Resource } from './resource.ts';

/** How many parents are asked for their children at the same time: at first, and at most where AWS takes it. */
const FIRST_CHILD_CALLS = 8;
const MOST_CHILD_CALLS = 32;

/** What a source gave, and every failure on the way. */
export interface SourceResult {
  readonly part: Part;
  readonly failures: readonly Failure[];
}

type Found = Part['items'][number];

/** Gets what has come while more is to come. */
export type OnItems = (items: readonly Found[]) => void;

/**
 * Asks a source.
 *
 * @param call calls the kind's service
 * @param source the source
 * @param only set to ask for this one resource and what lies beside it, in the way that the source knows
 * @param onItems gets what a long list holds before the whole of it is there
 * @returns what came, and what failed; nothing is thrown but errors of our own
 */
export async function askSource(call: Call, source: Source, only?: Resource, onItems?: OnItems): Promise<SourceResult> {
  if (source.child && only?.entry.parent) return askChildAgain(call, source, source.child, only.entry.parent);
  const input = only ? { ...source.input, ...againInput(source, only) } : source.input;
  const itemsIn = (elements: readonly Structure[]) =>
    source.nested ? unfold(elements, source.nested) : elements.map((item) => found(item, source.of));
  if (source.child) return askChildren(call, source, source.child, input, onItems);
  const onPage =
    onItems &&
    ((page: readonly Structure[]) => {
      onItems(itemsIn(page));
    });
  const { elements, failure } = await allPages(call, source.operation, source.items, input, onPage);
  const failures = failure ? [failure] : [];
  const items = itemsIn(elements);
  return { part: { items, failed: failures.length > 0 }, failures };
}

/** The request members that narrow a source down to one resource. */
function againInput({ again }: Source, { id, entry }: Resource): Structure {
  if (!again) return {};
  const own = again.path === undefined ? id : textAt(entry.item, again.path);
  const value = again.by === 'ids' || again.by === 'id' ? own : entry.parent?.id;
  return { [again.member]: again.by === 'ids' || again.by === 'parentIds' ? [value] : value };
}

/** A parent as its listing described it; undefined where AWS gave it no id. */
function parentFrom(raw: Structure, members: ParentMembers): ParentRef | undefined {
  const id = textAt(raw, members.id);
  if (id === undefined) return undefined;
  const name = members.name === undefined ? undefined : textAt(raw, members.name);
  return { noun: members.noun, id, ...(name !== undefined && { name }), raw };
}

/** The resources inside each parent. */
function unfold(parents: readonly Structure[], nested: NonNullable<Source['nested']>): Found[] {
  return parents.flatMap((raw) => {
    const parent = parentFrom(raw, nested.parent);
    return parent ? elementsAt(raw, nested.items).map((item) => ({ item, parent })) : [];
  });
}

/** An element of a plain list. Of a parent that it names by a member, no more is known than that. */
function found(item: Structure, of: ParentMembers | undefined): Found {
  const parent = of && parentFrom(item, of);
  return parent ? { item, parent: { ...parent, raw: {} } } : { item };
}

type Child = NonNullable<Source['child']>;

/** The children of one parent, which is read again at the same time where that can be done: its tags protect its children. */
async function askChildAgain(call: Call, source: Source, child: Child, parent: ParentRef): Promise<SourceResult> {
  const { again } = source;
  if (!again) return askChild(call, child, parent);
  const input = { ...source.input, [again.member]: again.by === 'parentIds' ? [parent.id] : parent.id };
  const [{ elements, failure }, { part, failures }] = await Promise.all([
    allPages(call, source.operation, source.items, input),
    askChild(call, child, parent),
  ]);
  if (failure && failure.cause !== 'notFound') return { part: { items: [], failed: true }, failures: [failure] };
  const now = elements.map((raw) => parentFrom(raw, child.parent)).find((one) => one?.id === parent.id);
  if (!now) return { part: { items: [], failed: false }, failures: [] };
  return { part: { ...part, items: part.items.map(({ item }) => ({ item, parent: now })) }, failures };
}

/** The children of one parent. A parent that went away in the meantime has none. */
async function askChild(call: Call, child: Child, parent: ParentRef): Promise<SourceResult> {
  const input = { ...child.input, [child.parentInput]: child.listed ? [parent.id] : parent.id };
  const pages = await allPages(call, child.operation, child.items, input);
  const failure = pages.failure?.cause === 'notFound' ? undefined : pages.failure;
  const items = pages.elements.map((item) => ({ item, parent }));
  return { part: { items, failed: failure !== undefined }, failures: failure ? [failure] : [] };
}

/** The children of many parents, some at a time, in the order of their parents: those of the first page before the second one is there. */
async function askChildren(
  call: Call,
  source: Source,
  child: Child,
  input: Structure,
  onItems: OnItems | undefined,
): Promise<SourceResult> {
  const crowd = new Crowd(FIRST_CHILD_CALLS, MOST_CHILD_CALLS);
  const asked: Promise<SourceResult>[] = [];
  const paced: Call = { ...call, send: (operation, wanted) => crowd.send(() => call.send(operation, wanted)) };
  const tell = ({ part }: SourceResult) => {
    if (asked.length > 1) onItems?.(part.items);
  };
  const ask = (elements: readonly Structure[]) => {
    for (const parent of elements.flatMap((raw) => parentFrom(raw, child.parent) ?? [])) {
      const asking = crowd.run(() => askChild(paced, child, parent));
      asked.push(asking);
      if (onItems) void asking.then(tell, () => undefined);
    }
  };
  let known = 0;
  const pages = await allPages(call, source.operation, source.items, input, (page) => {
    known += page.length;
    ask(page);
  });
  ask(pages.elements.slice(known));
  const results = await Promise.all(asked);
  const failures = [...(pages.failure ? [pages.failure] : []), ...results.flatMap((result) => result.failures)];
  return { part: { items: results.flatMap((result) => result.part.items), failed: failures.length > 0 }, failures };
}

/**
 * The failures that are worth a row each: the same action denied for each of twenty buckets is one.
 *
 * @param failures all failures of a listing
 * @returns one failure for each action and cause
 */
export function distinct(failures: readonly Failure[]): readonly Failure[] {
  return [...new Map(failures.map((failure) => [`${failure.action} ${failure.cause}`, failure])).values()];
}

/**
 * Turns a failure back into an error, for those who asked for one resource and need an answer.
 *
 * @param failures what failed
 * @throws AwsCallError with the first of them
 */
export function throwFirst(failures: readonly Failure[]): void {
  const [first] = failures;
  if (first) throw new AwsCallError(first);
}
