import { DIRECT_CONNECT_KINDS } from './directconnect/index.ts';
import { EC2_KINDS } from './ec2/index.ts';
import type { Kind } from './model/kind.ts';
import { LIGHTSAIL_KINDS } from './lightsail/index.ts';

export { CATEGORIES } from './categories.ts';

/** Every kind there is, further verbs among them, in the order in which the tree shows them within their category. */
export const KINDS: readonly Kind[] = [...EC2_KINDS, ...LIGHTSAIL_KINDS, ...DIRECT_CONNECT_KINDS];

/** The kinds that have rows of their own: all but the further verbs on another kind's rows. */
export const LISTED_KINDS: readonly Kind[] = KINDS.filter(({ baseKind }) => baseKind === undefined);

const BY_ID: ReadonlyMap<string, Kind> = new Map(KINDS.map((kind) => [kind.id, kind]));

/**
 * Finds a kind by its id.
 *
 * @param id for instance `ec2.routeServerPeer`
 * @returns the kind, or undefined where no such kind exists (any more)
 */
export function kindById(id: string): Kind | undefined {
  return BY_ID.get(id);
}

/**
 * The further verbs that AWS has for a kind beside its own: **Detach** beside **Delete** for a network interface.
 *
 * @param kind a kind with rows of its own
 * @returns kinds that act on the same rows, in the order of a menu
 */
export function additionalActions(kind: Kind): readonly Kind[] {
  return KINDS.filter(({ baseKind }) => baseKind === kind.id);
}
