import type { Inventory } from '../../inventory/inventory.ts';
import type { Filter } from '../../inventory/query/filter.ts';
import { availability, countsOf, listingStates, type ResourceCounts } from './kindCounts.ts';
import type { KindNode } from './nodes.ts';
import type { RememberedCount, RememberedCounts } from './rememberedCounts.ts';

/** What is known of several resource types together. */
export interface CategorySummary {
  /** The resources of complete and incomplete listings; undefined where there is none. */
  readonly counts: ResourceCounts | undefined;
  /** The counts of an earlier session for types that were not listed since; undefined where there are none. */
  readonly remembered: RememberedCount | undefined;
  /** How many types have a listing that failed or was denied, wholly or in part. */
  readonly failed: number;
  /** How many types were listed nowhere, or not in every Region, and are not remembered. */
  readonly notListed: number;
  /** How many types there are. */
  readonly types: number;
}

/** What a summary is taken from. */
export interface SummaryDeps {
  readonly inventory: Inventory;
  readonly filter: Filter | undefined;
  readonly remembered: Pick<RememberedCounts, 'of'>;
}

/** Returns what is known of resource types together; with a filter, only what was listed. */
export function summarize(nodes: readonly KindNode[], { inventory, filter, remembered }: SummaryDeps): CategorySummary {
  const states = nodes.flatMap((node) => listingStates(node, inventory));
  const memories = nodes.map((node) => (filter ? undefined : rememberedCount(node, inventory, remembered)));
  return {
    counts: countsOf(states, filter, Date.now()),
    remembered: sum(memories.filter((memory) => memory !== undefined)),
    failed: nodes.filter((node) => isIncomplete(node, inventory)).length,
    notListed: nodes.filter((node, at) => !isListed(node, inventory) && memories[at] === undefined).length,
    types: nodes.length,
  };
}

/** What the counts of several resource types lack. */
export interface ListingGaps {
  /** How many types were listed nowhere, or not in every Region. */
  readonly notListed: number;
  /** How many types have a listing that failed or was denied, wholly or in part. */
  readonly incomplete: number;
}

/** Returns how many resource types were listed nowhere, or not in every Region. */
export function countNotListed(nodes: readonly KindNode[], inventory: Inventory): number {
  return nodes.filter((node) => !isListed(node, inventory)).length;
}

/** Returns how many resource types are not counted, or not wholly. */
export function gapsIn(nodes: readonly KindNode[], inventory: Inventory): ListingGaps {
  return {
    notListed: countNotListed(nodes, inventory),
    incomplete: nodes.filter((node) => isIncomplete(node, inventory)).length,
  };
}

/** Returns whether a type has a listing that failed or was denied, wholly or in part. */
function isIncomplete(node: KindNode, inventory: Inventory): boolean {
  return listingStates(node, inventory).some(({ listing }) => listing && listing.failures.length > 0);
}

/** Returns whether a type was listed in each Region where its service exists. */
function isListed(node: KindNode, inventory: Inventory): boolean {
  return availability(node).available.every((target) => inventory.state(node.kind, target).listing);
}

/** Returns what a type is remembered to have in the Regions where it was not listed since; undefined where that is not known. */
export function rememberedCount(
  node: KindNode,
  inventory: Inventory,
  remembered: Pick<RememberedCounts, 'of'>,
): RememberedCount | undefined {
  if (node.owner || node.group) return undefined;
  const missing = availability(node).available.filter((target) => !inventory.state(node.kind, target).listing);
  const memories = missing.map((target) => remembered.of(node.kind, target)).filter((memory) => memory !== undefined);
  return memories.length < missing.length ? undefined : sum(memories);
}

function sum(memories: readonly RememberedCount[]): RememberedCount | undefined {
  if (memories.length === 0) return undefined;
  return {
    count: memories.reduce((total, { count }) => total + count, 0),
    at: Math.min(...memories.map(({ at }) => at)),
  };
}
