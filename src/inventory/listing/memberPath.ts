import type { Structure } from '../../catalog/model/structure.ts';

/**
 * Reads a member by its dotted path.
 *
 * @param structure where to look
 * @param path for instance `BgpOptions.PeerAsn`
 * @returns the value; undefined where any part of the path is missing
 */
export function getPath(structure: Structure, path: string): unknown {
  let value: unknown = structure;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Structure)[name];
  }
  return value;
}

/**
 * The elements of a list, lists within lists opened.
 *
 * @param structure where to look
 * @param path a dotted path, as in `Reservations.Instances`; empty for the structure itself
 * @returns the elements; a structure in place of a list is one, a text or number becomes `{ Value }`, nothing is none
 */
export function getListPath(structure: Structure, path: string): readonly Structure[] {
  let found: readonly unknown[] = [structure];
  for (const name of path === '' ? [] : path.split('.')) {
    found = found.flatMap((one) => (typeof one === 'object' && one !== null ? ((one as Structure)[name] ?? []) : []));
  }
  return found.filter((one) => one !== null && one !== undefined).map(wrapScalar);
}

const wrapScalar = (value: unknown): Structure => (typeof value === 'object' ? (value as Structure) : { Value: value });

/**
 * Reads a member that people see as text.
 *
 * @param structure where to look
 * @param path a dotted path
 * @returns the text, numbers written out; undefined where there is none or it is empty
 */
export function textAt(structure: Structure, path: string): string | undefined {
  const value = getPath(structure, path);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * The tags of a resource, whichever way its service spells `Key` and `Value`.
 *
 * @param structure the resource's description
 * @param path where its tags are
 * @returns the tags by key; empty where a successful reply has none
 */
export function getTags(structure: Structure, path: string): ReadonlyMap<string, string> {
  const list = getPath(structure, path);
  return Array.isArray(list) && list.length > 0 ? new LazyTagMap(list as Structure[]) : NO_TAGS;
}

/** Tags as AWS lists them, looked up where they are: a map of their own for each of fifty thousand resources takes as much memory as those. */
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
