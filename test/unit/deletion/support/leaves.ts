import type { Structure } from '../../../../src/catalog/model/structure.ts';

/** The members and indexes that lead to a value. */
export type Path = readonly (string | number)[];

const DAY_MS = 86_400_000;

/** Returns the paths to all scalars in a description. */
export function* leafPaths(value: unknown, path: Path = []): Generator<Path> {
  if (typeof value !== 'object' || value === null || value instanceof Date) {
    if (value !== undefined) yield path;
    return;
  }
  for (const [name, inner] of Object.entries(value)) {
    yield* leafPaths(inner, [...path, Array.isArray(value) ? Number(name) : name]);
  }
}

/** Returns other values of the same type: larger, smaller, undefined. */
export function otherValues(value: unknown): readonly unknown[] {
  if (typeof value === 'string') return [`${value}x`, undefined];
  if (typeof value === 'number') return [value + 1, value - 1, undefined];
  if (typeof value === 'boolean') return [!value, undefined];
  if (value instanceof Date) return [new Date(value.getTime() - DAY_MS), undefined];
  return [undefined];
}

/** Returns a description with another value at a path. */
export function withValueAt(owner: unknown, [name, ...rest]: Path, value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(owner))
    return owner.map((one, at) => (at === name ? withValueAt(one, rest, value) : (one as unknown)));
  const structure = owner as Structure;
  return { ...structure, [name]: withValueAt(structure[name], rest, value) };
}
