import { DIRECT_CONNECT_KINDS } from './directconnect/index.ts';
import { EC2_KINDS } from './ec2/index.ts';
import type { Kind } from './model/kind.ts';
import { LIGHTSAIL_KINDS } from './lightsail/index.ts';

export { CATEGORIES } from './categories.ts';

/** All kinds, including further actions, in the order of the tree within each category. */
export const KINDS: readonly Kind[] = [...EC2_KINDS, ...LIGHTSAIL_KINDS, ...DIRECT_CONNECT_KINDS];

/** The kinds that have rows of their own: all but the further actions on another kind's rows. */
export const LISTED_KINDS: readonly Kind[] = KINDS.filter(({ baseKind }) => baseKind === undefined);

const BY_ID: ReadonlyMap<string, Kind> = new Map(KINDS.map((kind) => [kind.id, kind]));

/** The further actions by the id of the kind on whose rows they are. */
const ADDITIONAL_ACTIONS: ReadonlyMap<string, readonly Kind[]> = new Map(
  KINDS.flatMap(({ baseKind: id }) => (id === undefined ? [] : [[id, KINDS.filter((kind) => kind.baseKind === id)]])),
);

/** Returns the kind with an id such as `ec2.routeServerPeer`; undefined where no such kind exists (any longer). */
export function kindById(id: string): Kind | undefined {
  return BY_ID.get(id);
}

/** Returns the further actions on a kind's rows, in the order of a menu: **Detach** beside **Delete** for a network interface. */
export function additionalActions(kind: Kind): readonly Kind[] {
  return ADDITIONAL_ACTIONS.get(kind.id) ?? [];
}
