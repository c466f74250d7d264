import type { Structure } from '../catalog/kind.ts';

/**
 * Reads a member by its dotted path.
 *
 * @param structure where to look
 * @param path for instance `BgpOptions.PeerAsn`
 * @returns the value; undefined where any part of the path is missing
 */
export function memberAt(structure: Structure, path: string): unknown {
  let value: unknown = structure;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Structure)[name];
  }
  return value;
}

/**
 * Reads a member that people see as text.
 *
 * @param structure where to look
 * @param path a dotted path
 * @returns the text, numbers written out; undefined where there is none or it is empty
 */
export function textAt(structure: Structure, path: string): string | undefined {
  const value = memberAt(structure, path);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * The tags of a resource, whichever way its service spells `Key` and `Value`.
 *
 * @param structure the resource's description
 * @param path where its tags are
 * @returns the tags by key; empty where a successful reply has none
 */
export function tagsAt(structure: Structure, path: string): ReadonlyMap<string, string> {
  const list = memberAt(structure, path);
  const tags = new Map<string, string>();
  for (const tag of Array.isArray(list) ? (list as Structure[]) : []) {
    const key = tag['Key'] ?? tag['key'];
    const value = tag['Value'] ?? tag['value'] ?? '';
    if (typeof key === 'string' && typeof value === 'string') tags.set(key, value);
  }
  return tags;
}
