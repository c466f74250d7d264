import type { Fields } from '../types.ts';
import type { Match, Step } from './deleteSpec.ts';

/** Where in a resource something is: for each list on the way, which of its elements. */
export type Chain = readonly number[];

/** What a request names: where it is, and the path that leads there. */
export interface Located {
  readonly chain: Chain;
  readonly steps: readonly Step[];
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Fields)[name] : undefined;

/** The steps below the list that the resources themselves stand in, or below the structure in place of it; a lone member is below the reply. */
function below(steps: readonly Step[]): readonly Step[] {
  return steps.length === 1 && steps[0]?.each === false ? steps : steps.slice(1);
}

const depth = (steps: readonly Step[]): number => below(steps).filter(({ each }) => each).length;

/** What lies at a path, in the elements that a chain names. */
function at(item: unknown, steps: readonly Step[], chain: Chain): unknown {
  let value = item;
  let lists = 0;
  for (const { name, each } of below(steps)) {
    value = name === '' ? value : member(value, name);
    if (!each) continue;
    const index = chain[lists];
    lists += 1;
    value = Array.isArray(value) && index !== undefined ? (value as unknown[])[index] : undefined;
  }
  return value;
}

/** All chains along the lists of a path. */
function chainsAlong(item: unknown, steps: readonly Step[]): Chain[] {
  let found: { readonly chain: Chain; readonly value: unknown }[] = [{ chain: [], value: item }];
  for (const { name, each } of below(steps)) {
    found = found.flatMap(({ chain, value }) => {
      const next = name === '' ? value : member(value, name);
      if (!each) return [{ chain, value: next }];
      return Array.isArray(next) ? next.map((one: unknown, index) => ({ chain: [...chain, index], value: one })) : [];
    });
  }
  return found.map(({ chain }) => chain);
}

/** The values at a dotted path in a request, lists opened. */
function given(input: Fields, path: string): readonly unknown[] {
  let values: readonly unknown[] = [input];
  for (const name of path === '' ? [] : path.split('.')) {
    values = values.flatMap((value) => {
      const next = member(value, name);
      return next === undefined ? [] : Array.isArray(next) ? (next as unknown[]) : [next];
    });
  }
  return values;
}

/** Whether a request's member names what lies at a match's path. */
function fits(match: Match, input: Fields, item: unknown, parent: string | undefined, chain: Chain): boolean {
  const wanted = given(input, match.input);
  const value = match.steps.length === 0 ? parent : at(item, match.steps, chain);
  return wanted.some((one) => {
    if (match.before !== '') return String(one).endsWith(match.before + String(value));
    return String(one) === String(value) + match.after;
  });
}

/**
 * Where in a resource is what a request names.
 *
 * @param item the resource
 * @param parent what it was listed for
 * @param matches the request's members, and what they are compared with
 * @param input the request
 * @returns where it is, an empty chain for the resource itself; undefined where it is another one
 */
export function locate(
  item: Fields,
  parent: string | undefined,
  matches: readonly Match[],
  input: Fields,
): Located | undefined {
  const said = matches.filter((match) => match.input === '' || given(input, match.input).length > 0);
  if (said.length === 0) return undefined;
  const guide = said.reduce((best, match) => (depth(match.steps) > depth(best.steps) ? match : best));
  const chain = chainsAlong(item, guide.steps).find((one) =>
    said.every((match) => match.input === '' || fits(match, input, item, parent, one)),
  );
  return chain && { chain, steps: guide.steps };
}

/** The steps from a resource down to the last list of a path. */
function toList(steps: readonly Step[]): readonly Step[] {
  const all = below(steps);
  return all.slice(0, all.findLastIndex(({ each }) => each) + 1);
}

/**
 * A resource without one of the elements inside it.
 *
 * @param item the resource
 * @param located which element
 * @returns a copy
 */
export function without(item: Fields, { chain, steps }: Located): Fields {
  const copy = structuredClone(item);
  listAt(copy, steps, chain)?.splice(chain.at(-1) ?? 0, 1);
  return copy;
}

function listAt(item: Fields, steps: readonly Step[], chain: Chain): unknown[] | undefined {
  let value: unknown = item;
  const path = toList(steps);
  path.forEach(({ name, each }, index) => {
    value = member(value, name);
    const element = chain[path.slice(0, index + 1).filter((step) => step.each).length - 1];
    if (each && index < path.length - 1 && element !== undefined) value = (value as unknown[] | undefined)?.[element];
  });
  return Array.isArray(value) ? (value as unknown[]) : undefined;
}

/**
 * A resource with another value at a path.
 *
 * @param item the resource
 * @param steps the path
 * @param chain which elements of the lists on the way
 * @param to the value
 * @returns a copy; the same where the path leads nowhere
 */
export function withValue(item: Fields, steps: readonly Step[], chain: Chain, to: unknown): Fields {
  const copy = structuredClone(item);
  const path = below(steps);
  const last = path.at(-1);
  if (last === undefined || depth(steps) > chain.length) return copy;
  const owner = at(copy, [{ name: '', each: true }, ...path.slice(0, -1)], chain);
  if (typeof owner === 'object' && owner !== null) (owner as Fields)[last.name] = to;
  return copy;
}

/**
 * The value at a path of a resource.
 *
 * @param item the resource
 * @param steps the path
 * @param chain which elements of the lists on the way
 * @returns the value
 */
export function valueAt(item: Fields, steps: readonly Step[], chain: Chain): unknown {
  return at(item, steps, chain);
}

/** The structure that a request names: the resource, or the element inside it; the resource where the element is a plain value. */
export function elementAt(item: Fields, { chain, steps }: Located): Fields {
  if (chain.length === 0) return item;
  const element = at(item, [{ name: '', each: true }, ...toList(steps)], chain);
  return typeof element === 'object' && element !== null ? (element as Fields) : item;
}
