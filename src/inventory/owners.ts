import { CREATED_BY_TAG, MANAGED_BY_KEYS, MANAGERS } from '../catalog/ownerTags.ts';
import { textAt } from './listing/memberPath.ts';
import type { Resource } from './resource.ts';

/** The members that name the account of a resource. */
const OWNER_MEMBERS = ['OwnerId', 'Owner', 'ownerAccount', 'VpcOwnerId'];
const ACCOUNT_ID = /^\d{12}$/;

/** Returns the account that owns a resource: another one where it is shared. */
export function owningAccount({ entry, target }: Pick<Resource, 'entry' | 'target'>): string {
  for (const member of OWNER_MEMBERS) {
    const id = textAt(entry.item, member);
    if (id !== undefined && ACCOUNT_ID.test(id)) return id;
  }
  return target.identity.accountId;
}

/** A tool that a tag names, and its unit: a stack, a cluster. */
export interface Manager {
  readonly id: string;
  readonly name: string;
  /** The value of the tag: the name of a stack, for example. */
  readonly unit: string;
}

function matchesKey(pattern: string, key: string): boolean {
  return pattern.endsWith('*')
    ? key.toLowerCase().startsWith(pattern.slice(0, -1).toLowerCase())
    : key.toLowerCase() === pattern.toLowerCase();
}

/** A value that denies what its key claims: `terraform = false`. */
const NO = /^(?:false|no|0|none|manual)$/i;

/** Returns the tools that manage a resource by its tags; undefined where its type has none. */
export function managersOf({ tags }: Pick<Resource, 'tags'>): readonly Manager[] | undefined {
  if (!tags) return undefined;
  const entries = [...tags];
  const known = MANAGERS.flatMap(({ id, name, keys }): Manager[] => {
    const found = keys
      .map((pattern) => entries.find(([key, value]) => matchesKey(pattern, key) && !NO.test(value)))
      .find((tag) => tag !== undefined);
    return found ? [{ id, name, unit: found[1] }] : [];
  });
  const written = entries.flatMap(([key, value]): Manager[] => {
    if (!MANAGED_BY_KEYS.test(key) || value.trim() === '' || NO.test(value)) return [];
    const tool = MANAGERS.find(({ id, name }) => [id, name.toLowerCase()].includes(value.toLowerCase()));
    return [{ id: tool?.id ?? value.toLowerCase(), name: tool?.name ?? value, unit: value }];
  });
  return [...new Map([...written, ...known].map((one) => [one.id, one])).values()];
}

/**
 * Returns the values of the tags that name a resource's owner; undefined where its type has no tags. `ownerTags` are
 * the keys that the user has chosen, compared without case.
 */
export function ownersOf(
  { tags }: Pick<Resource, 'tags'>,
  ownerTags: readonly string[],
): readonly string[] | undefined {
  if (!tags) return undefined;
  const keys = new Set([...ownerTags, CREATED_BY_TAG].map((key) => key.toLowerCase()));
  return [...tags].flatMap(([key, value]) => (keys.has(key.toLowerCase()) && value.trim() !== '' ? [value] : []));
}
