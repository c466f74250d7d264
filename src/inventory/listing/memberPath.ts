import type { Structure } from '../../catalog/model/structure.ts';

/** The names in each path of the catalog: they are walked along for each of 50,000 resources. */
const NAMES = new Map<string, readonly string[]>();

/** Returns the names in a dotted path; the same list each time. */
export function namesIn(path: string): readonly string[] {
  let names = NAMES.get(path);
  if (!names) NAMES.set(path, (names = path.split('.')));
  return names;
}

/** Returns a member by its dotted path, as in `BgpOptions.PeerAsn`. Undefined where any part of the path is missing. */
export function getPath(structure: Structure, path: string): unknown {
  let value: unknown = structure;
  for (const name of namesIn(path)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Structure)[name];
  }
  return value;
}

/**
 * Returns the elements of a list, with nested lists flattened, by a dotted path as in `Reservations.Instances`. An empty path stands for
 * the structure itself. A structure in place of a list is one element; a string or number becomes `{ Value }`.
 */
export function getListPath(structure: Structure, path: string): readonly Structure[] {
  let found: readonly unknown[] = [structure];
  for (const name of path === '' ? [] : namesIn(path)) {
    found = found.flatMap((one) => (typeof one === 'object' && one !== null ? ((one as Structure)[name] ?? []) : []));
  }
  return found.filter((one) => one !== null && one !== undefined).map(wrapScalar);
}

const wrapScalar = (value: unknown): Structure => (typeof value === 'object' ? (value as Structure) : { Value: value });

/** The members of tags: an empty value is a value there. */
const TAG_VALUE = /^[vV]alue$/;

/**
 * Returns a description without the members that are empty texts or null: an element without content in EC2's XML, and `null` in JSON, mean
 * that there is no value. An empty tag value is one.
 */
export function withoutEmptyMembers(structure: Structure): Structure {
  // Most have none, and thousands are looked through at once.
  if (!hasEmptyMember(structure)) return structure;
  const kept = Object.entries(structure).filter(([name, value]) => !isEmptyMember(name, value));
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutEmptyMembersIn(value)]));
}

function withoutEmptyMembersIn(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Array.isArray(value) ? value.map(withoutEmptyMembersIn) : withoutEmptyMembers(value as Structure);
}

const isEmptyMember = (name: string, value: unknown): boolean =>
  value === null || (value === '' && !TAG_VALUE.test(name));

function hasEmptyMember(structure: Structure): boolean {
  for (const name of Object.keys(structure)) {
    const value = structure[name];
    if (isEmptyMember(name, value) || hasEmptyMemberIn(value)) return true;
  }
  return false;
}

function hasEmptyMemberIn(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Date) return false;
  return Array.isArray(value) ? value.some(hasEmptyMemberIn) : hasEmptyMember(value as Structure);
}

/** Returns a member as text, numbers and booleans included. Undefined where it is missing or empty. */
export function textAt(structure: Structure, path: string): string | undefined {
  const value = getPath(structure, path);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Returns the tags of a description by key, in either spelling of `Key` and `Value`. Empty where there are none. */
export function getTags(structure: Structure, path: string): ReadonlyMap<string, string> {
  const list = getPath(structure, path);
  return Array.isArray(list) && list.length > 0 ? new LazyTagMap(list as Structure[]) : NO_TAGS;
}

/** Looks tags up in AWS's own list: a map for each of 50,000 resources would take as much memory as the resources. */
class LazyTagMap implements ReadonlyMap<string, string> {
  readonly #list: readonly Structure[];

  constructor(list: readonly Structure[]) {
    this.#list = list;
  }

  get size(): number {
    return this.#map().size;
  }

  get(key: string): string | undefined {
    return this.#map().get(key);
  }

  has(key: string): boolean {
    return this.#map().has(key);
  }

  forEach(callback: (value: string, key: string, map: ReadonlyMap<string, string>) => void): void {
    for (const [key, value] of this.#map()) callback(value, key, this);
  }

  keys(): MapIterator<string> {
    return this.#map().keys();
  }

  values(): MapIterator<string> {
    return this.#map().values();
  }

  entries(): MapIterator<[string, string]> {
    return this.#map().entries();
  }

  [Symbol.iterator](): MapIterator<[string, string]> {
    return this.#map().entries();
  }

  #map(): Map<string, string> {
    const tags = new Map<string, string>();
    for (const tag of this.#list) {
      const key = tag['Key'] ?? tag['key'];
      const value = tag['Value'] ?? tag['value'] ?? '';
      if (typeof key === 'string' && typeof value === 'string') tags.set(key, value);
    }
    return tags;
  }
}

const NO_TAGS: ReadonlyMap<string, string> = new Map();
