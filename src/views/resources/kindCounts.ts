import { serviceExistsIn } from '../../aws/regions/regions.ts';
import { perObject } from '../../common/perObject.ts';
import type { Target } from '../../aws/identity/target.ts';
import { isListedInRegion } from '../../inventory/regionAvailability.ts';
import type { Resource } from '../../inventory/resource.ts';
import type { Inventory, ListingState } from '../../inventory/inventory.ts';
import type { Filter } from '../../inventory/query/filter.ts';
import type { KindNode, ServiceNode } from './nodes.ts';

/** The targets of a row by whether they are listed. */
interface Availability {
  readonly available: readonly Target[];
  readonly unavailable: readonly Target[];
}

/** Returns the targets in which a service exists, and those in which it does not, as far as that is known without a request. */
export const availability = perObject((node: KindNode | ServiceNode): Availability => {
  const { id } = 'kind' in node ? node.service.service : node.service;
  const isUnavailable = ({ region }: Target) => serviceExistsIn(id, region) === 'no';
  const isElsewhere = ({ region }: Target) => 'kind' in node && !isListedInRegion(node.kind, region);
  return {
    available: node.targets.filter((target) => !isUnavailable(target) && !isElsewhere(target)),
    unavailable: node.targets.filter(isUnavailable),
  };
});

/** Returns what is known of a type, in the order of its targets. */
export function listingStates(node: KindNode, inventory: Inventory): readonly ListingState[] {
  return node.targets.map((target) => inventory.state(node.kind, target));
}

/** How many resources are known, and how many of them the filter lets through. */
export interface ResourceCounts {
  readonly total: number;
  readonly shown: number;
  /** Those that might be shown if their age or tags were known. */
  readonly unknown: number;
}

/** Which resources of a kind a row stands for: those of an owner or of a group, or all. */
type RowScope = Partial<Pick<KindNode, 'owner' | 'group'>>;

/**
 * Returns what is known of a kind in one target: all of it, or what a long list has brought so far; of one owner or
 * group, where it has one.
 */
export function knownResources(
  { listing, partial }: ListingState,
  { owner, group }: RowScope = {},
): readonly Resource[] | undefined {
  const known = listing?.resources ?? partial;
  if (owner) return known?.filter((resource) => belongsTo(resource, owner));
  return group && known ? group.membersOf(known) : known;
}

/**
 * Returns whether a resource was found under another one. Ids are unique within a kind; where kinds share theirs, the
 * ARN decides.
 */
function belongsTo({ entry: { parent } }: Resource, owner: Resource): boolean {
  if (parent?.id !== owner.id) return false;
  const arn = parent.raw['arn'];
  return owner.arn === undefined || typeof arn !== 'string' || arn === owner.arn;
}

/** Returns how many resources are known; undefined where nothing was listed. */
export function countsOf(
  states: readonly ListingState[],
  filter: Filter | undefined,
  now: number,
  scope?: RowScope,
): ResourceCounts | undefined {
  const lists = states.map((state) => knownResources(state, scope)).filter((list) => list !== undefined);
  if (lists.length === 0) return undefined;
  const counts = { total: 0, shown: 0, unknown: 0 };
  for (const resources of lists) {
    counts.total += resources.length;
    const { shown, unknown } = filter?.apply(resources, now) ?? { shown: resources, unknown: 0 };
    counts.shown += shown.length;
    counts.unknown += unknown;
  }
  return counts;
}

/** Returns whether a type was listed everywhere, completely, and has nothing to show. A list that failed is never empty. */
export function isEmpty(node: KindNode, inventory: Inventory, filter: Filter | undefined): boolean {
  const { available } = availability(node);
  const now = Date.now();
  return (
    available.length > 0 &&
    available.every((target) => {
      const { listing } = inventory.state(node.kind, target);
      if (!listing || listing.failures.length > 0) return false;
      const known = knownResources({ listing, loading: false }, node) ?? [];
      return (filter?.apply(known, now).shown ?? known).length === 0;
    })
  );
}
