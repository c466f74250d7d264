import type { Fields } from '../types.ts';
import type { Match, Step } from './deleteSpec.ts';

/** The position of an element: one index for each list on the path. */
export type Position = readonly number[];

/** The position of a request's target, and the path to it. */
export interface Located {
  readonly position: Position;
  readonly steps: readonly Step[];
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Fields)[name] : undefined;

/**
 * Returns the steps inside a resource: below the list, or the structure, that holds the resources. A single member is
 * part of the response itself.
 */
function below(steps: readonly Step[]): readonly Step[] {
  return steps.length === 1 && steps[0]?.each === false ? steps : steps.slice(1);
}

const depth = (steps: readonly Step[]): number => below(steps).filter(({ each }) => each).length;

/** Returns the value at a path, with the given index in each list. */
function at(item: unknown, steps: readonly Step[], position: Position): unknown {
  let value = item;
  let lists = 0;
  for (const { name, each } of below(steps)) {
    value = name === '' ? value : member(value, name);
    if (!each) continue;
    const index = position[lists];
    lists += 1;
    value = Array.isArray(value) && index !== undefined ? (value as unknown[])[index] : undefined;
  }
  return value;
}

/** Returns the positions of all elements along a path. */
function positionsAlong(item: unknown, steps: readonly Step[]): Position[] {
  let found: { readonly position: Position; readonly value: unknown }[] = [{ position: [], value: item }];
  for (const { name, each } of below(steps)) {
    found = found.flatMap(({ position, value }) => {
      const next = name === '' ? value : member(value, name);
      if (!each) return [{ position, value: next }];
      return Array.isArray(next)
        ? next.map((one: unknown, index) => ({ position: [...position, index], value: one }))
        : [];
    });
  }
  return found.map(({ position }) => position);
}

/** Returns the values at a dotted path in a request. Lists are flattened. */
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

/** Returns whether a request's member matches the value at the path of `match`. */
function fits(match: Match, input: Fields, item: unknown, parent: string | undefined, position: Position): boolean {
  const wanted = given(input, match.input);
  const value = match.steps.length === 0 ? parent : at(item, match.steps, position);
  return wanted.some((one) => {
    if (match.before !== '') return String(one).endsWith(match.before + String(value));
    return String(one) === String(value) + match.after;
  });
}

/**
 * Returns the position of a request's target in a resource. It is empty for the resource itself, and undefined for
 * another resource.
 */
export function locate(
  item: Fields,
  parent: string | undefined,
  matches: readonly Match[],
  input: Fields,
): Located | undefined {
  const present = matches.filter((match) => match.input === '' || given(input, match.input).length > 0);
  if (present.length === 0) return undefined;
  const guide = present.reduce((best, match) => (depth(match.steps) > depth(best.steps) ? match : best));
  const position = positionsAlong(item, guide.steps).find((one) =>
    present.every((match) => match.input === '' || fits(match, input, item, parent, one)),
  );
  return position && { position, steps: guide.steps };
}

/** Returns the steps down to the last list of a path. */
function toList(steps: readonly Step[]): readonly Step[] {
  const all = below(steps);
  return all.slice(0, all.findLastIndex(({ each }) => each) + 1);
}

/** Returns a copy of a resource without one element. */
export function without(item: Fields, { position, steps }: Located): Fields {
  const copy = structuredClone(item);
  listAt(copy, steps, position)?.splice(position.at(-1) ?? 0, 1);
  return copy;
}

function listAt(item: Fields, steps: readonly Step[], position: Position): unknown[] | undefined {
  let value: unknown = item;
  const path = toList(steps);
  path.forEach(({ name, each }, index) => {
    value = member(value, name);
    const element = position[path.slice(0, index + 1).filter((step) => step.each).length - 1];
    if (each && index < path.length - 1 && element !== undefined) value = (value as unknown[] | undefined)?.[element];
  });
  return Array.isArray(value) ? (value as unknown[]) : undefined;
}

/** Returns a copy of a resource with another value at a path, or the same resource if the path leads nowhere. */
export function withValue(item: Fields, steps: readonly Step[], position: Position, to: unknown): Fields {
  const copy = structuredClone(item);
  const path = below(steps);
  const last = path.at(-1);
  if (last === undefined || depth(steps) > position.length) return copy;
  const owner = at(copy, [{ name: '', each: true }, ...path.slice(0, -1)], position);
  if (typeof owner === 'object' && owner !== null) (owner as Fields)[last.name] = to;
  return copy;
}

/** Returns the value at a path of a resource. */
export function valueAt(item: Fields, steps: readonly Step[], position: Position): unknown {
  return at(item, steps, position);
}

/**
 * Returns the structure that a request names: the element inside a resource, or the resource. The resource also if
 * the element is a plain value.
 */
export function elementAt(item: Fields, { position, steps }: Located): Fields {
  if (position.length === 0) return item;
  const element = at(item, [{ name: '', each: true }, ...toList(steps)], position);
  return typeof element === 'object' && element !== null ? (element as Fields) : item;
}
