import { pageSize } from '../../catalog/pageSizes.ts';
import type { StateMeaning } from '../../catalog/model/resourceState.ts';
import type { Source } from '../../catalog/model/source.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { getPath, textAt } from '../../inventory/listing/memberPath.ts';
import type { Resource } from '../../inventory/resource.ts';

/** How often a script reads AWS, and for how many seconds it pauses in between: as long as the engine waits, 30 minutes. */
export const WAIT_TRIES = 360;
export const WAIT_PAUSE_S = 5;

/** What a script reads until a resource is deleted: the same read, and the same states, as the engine's. */
export interface ScriptWait {
  /** AWS's name of the operation that lists the resource. */
  readonly operation: string;
  readonly input: Structure;
  /**
   * JMESPath (https://jmespath.org/specification.html): from the response of all pages to a list with the state of the resource, which is
   * empty once AWS no longer lists it.
   */
  readonly query: string;
  /** States in lower case. */
  readonly deleted: readonly string[];
  readonly failed: readonly string[];
}

/** The state of what is listed and has none. */
const NO_STATE = 'listed';

/** Returns what to read until a resource is deleted; undefined where this version of its type has no source. */
export function scriptWait(resource: Resource): ScriptWait | undefined {
  const { kind, entry, id } = resource;
  const source = kind.sources[entry.source];
  if (!source) return undefined;
  const { operation, input, list } = readOf(source, id, entry.parent?.id, entry.item);
  const { states } = kind.completion;
  const state = kind.completion.state === undefined ? kind.members.state : undefined;
  const listed = `${member(state)} || ${literal(NO_STATE)}`;
  return {
    operation,
    input,
    query: `${list}[?${conditions(resource)}].[${state === undefined ? literal(NO_STATE) : listed}][]`,
    deleted: wordsOf(states, 'deleted'),
    failed: wordsOf(states, 'failed').filter((word) => word !== resource.state?.toLowerCase()),
  };
}

/** Returns the request that lists one resource, and the JMESPath to the list. */
function readOf(source: Source, id: string, parentId: string | undefined, item: Structure) {
  const { child, nestedList, getOne } = source;
  if (child && parentId !== undefined) {
    const input = { ...child.input, [child.parentInput]: child.asList ? [parentId] : parentId };
    return { operation: child.operation, input, list: listPath(child.items) };
  }
  const only = getOne ? onlyInput(getOne, id, parentId, item) : {};
  const parents = listPath(source.items);
  const list = nestedList
    ? `${parents}[?to_string(${member(nestedList.parent.id)}) == ${literal(parentId ?? '')}].[${nestedList.items}][][]`
    : parents;
  // The only list of the three services that must name a page size.
  const sized = source.operation === 'DescribeByoipCidrs' ? { MaxResults: pageSize(source.operation, {}) ?? 100 } : {};
  return { operation: source.operation, input: { ...sized, ...source.input, ...only }, list };
}

/** Returns the member that narrows a list to one resource, or to those of its parent. */
function onlyInput(
  { member: name, match, path }: NonNullable<Source['getOne']>,
  id: string,
  parentId: string | undefined,
  item: Structure,
): Structure {
  const own = path === undefined ? id : textAt(item, path);
  const value = match === 'ids' || match === 'id' ? own : parentId;
  if (value === undefined) return {};
  return { [name]: match === 'ids' || match === 'parentIds' ? [value] : value };
}

/** Returns the JMESPath to a list, through lists within lists. A structure in place of a list is one element. */
function listPath(path: string): string {
  if (path === '') return '[@][]';
  const [first = '', ...others] = path.split('.');
  return `[${first}][]${others.map((name) => `.[${name}][][]`).join('')}`;
}

/** Returns the condition by which an element is this resource: its id and its identity, and its parent where the element names it. */
function conditions({ kind, entry: { item, parent, source } }: Resource): string {
  const ids = typeof kind.members.id === 'string' ? [kind.members.id] : kind.members.id;
  const parentRef = kind.sources[source]?.parentRef;
  const paths = new Set([...ids, ...kind.identity]);
  const own = [...paths].flatMap((path) => {
    const value = getPath(item, path);
    // Dates have another form in each tool.
    if (!['string', 'number', 'boolean'].includes(typeof value) || value === '') return [];
    return [`to_string(${member(path)}) == ${literal(String(value))}`];
  });
  const ofParent = parent && parentRef ? [`to_string(${member(parentRef.id)}) == ${literal(parent.id)}`] : [];
  return [...own, ...ofParent].join(' && ');
}

/** Returns a member of an element; `Value` stands for an element that is a text or a number itself. */
function member(path: string | undefined): string {
  return path === undefined ? literal(null) : path === 'Value' ? '@' : path;
}

/** Returns a value as a JMESPath literal: JSON between backticks. */
function literal(value: string | null): string {
  return `\`${JSON.stringify(value).replaceAll('`', '\\`')}\``;
}

function wordsOf(states: ReadonlyMap<string, StateMeaning> | undefined, meaning: StateMeaning): readonly string[] {
  return [...(states ?? [])].flatMap(([word, its]) => (its === meaning ? [word] : []));
}
