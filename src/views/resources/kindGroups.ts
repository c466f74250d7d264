import { perObject } from '../../common/perObject.ts';
import { CATEGORIES } from '../../catalog/index.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import type { ServiceId } from '../../catalog/model/services.ts';

/** From so many kinds on, a service shows them by category. */
const MIN_KINDS_FOR_CATEGORIES = 7;

/** Kinds that stand together under a service. */
export interface KindGroup {
  /** Undefined where the kinds stand under the service itself. */
  readonly category?: string;
  readonly kinds: readonly Kind[];
}

/**
 * Returns the groups of a service's types, in the order of the service's console: by category where it has many, else one. Empty where the
 * service has no type.
 */
export function groupKinds(service: ServiceId, kinds: readonly Kind[]): readonly KindGroup[] {
  const own = kinds.filter((kind) => kind.service === service);
  if (own.length === 0) return [];
  const groups = CATEGORIES[service].flatMap((category) => {
    const members = own.filter((kind) => kind.category === category);
    return members.length === 0 ? [] : [{ category, kinds: members }];
  });
  return own.length < MIN_KINDS_FOR_CATEGORIES || groups.length === 1 ? [{ kinds: own }] : groups;
}

/** Returns the types that are listed under the rows of a type, in their order: rules under a security group, keys under a bucket. */
export function childKindsOf(kind: Kind, kinds: readonly Kind[]): readonly Kind[] {
  return childKindsById(kinds).get(kind.id) ?? [];
}

/** The types under the rows of each type, for one choice of types: every row asks for its own. */
const childKindsById = perObject((kinds: readonly Kind[]): ReadonlyMap<string, readonly Kind[]> => {
  const parents = new Set(kinds.flatMap(({ parentKinds }) => parentKinds ?? []));
  return new Map([...parents].map((id) => [id, kinds.filter(({ parentKinds }) => parentKinds?.includes(id))]));
});
