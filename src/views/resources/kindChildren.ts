import * as vscode from 'vscode';
import { serviceExistsIn } from '../../aws/regions/regions.ts';
import type { Target } from '../../aws/identity/target.ts';
import { SERVICES } from '../../catalog/model/services.ts';
import type { Resource } from '../../inventory/resource.ts';
import type { Inventory, ListingState } from '../../inventory/inventory.ts';
import type { Filter } from '../../inventory/query/filter.ts';
import { sortResources, type SortOrder } from '../../inventory/query/sort.ts';
import {
  LoadMoreNode,
  MessageNode,
  ErrorNode,
  ResourceNode,
  type KindNode,
  type Node,
  type ServiceNode,
} from './nodes.ts';

/**
 * The Regions in which a service exists, and those in which it does not, as far as that is known without asking.
 *
 * Returns where it is listed, and where nobody is asked.
 */
export function availability(node: KindNode | ServiceNode): {
  available: readonly Target[];
  unavailable: readonly Target[];
} {
  const { id } = 'kind' in node ? node.service.service : node.service;
  const isUnavailable = ({ region }: Target) => serviceExistsIn(id, region) === 'no';
  return {
    available: node.targets.filter((target) => !isUnavailable(target)),
    unavailable: node.targets.filter(isUnavailable),
  };
}

/**
 * What is known of a kind, in each of its targets.
 *
 * Returns the states, in the order of the targets.
 */
export function listingStates(node: KindNode, inventory: Inventory): readonly ListingState[] {
  return node.targets.map((target) => inventory.state(node.kind, target));
}

/** Which resources are shown, and how. */
export interface ViewOptions {
  readonly filter: Filter | undefined;
  readonly order: SortOrder;
}

/** So many rows are shown at a time. */
export const PAGE_SIZE = 1_000;

/** How many resources are known, and how many of them the filter lets through. */
export interface ResourceCounts {
  readonly total: number;
  readonly shown: number;
  /** Those that might be shown if their age or tags were known. */
  readonly unknown: number;
}

/** What is known of a kind in one target: the whole of it, or what a long list has brought so far; of one owner, where it has one. */
function knownResources(
  { listing, partial }: ListingState,
  owner: Resource | undefined,
): readonly Resource[] | undefined {
  const known = listing?.resources ?? partial;
  return owner ? known?.filter((resource) => belongsTo(resource, owner)) : known;
}

/** Whether a resource was found under another one. Ids are unique within a kind; where kinds share theirs, the ARN tells. */
function belongsTo({ entry: { parent } }: Resource, owner: Resource): boolean {
  if (parent?.id !== owner.id) return false;
  const arn = parent.raw['arn'];
  return owner.arn === undefined || typeof arn !== 'string' || arn === owner.arn;
}

/**
 * Counts what is known.
 *
 * Returns the counts; undefined where nothing was listed.
 */
export function countsOf(
  states: readonly ListingState[],
  filter: Filter | undefined,
  now: number,
  owner?: Resource,
): ResourceCounts | undefined {
  const lists = states.map((state) => knownResources(state, owner)).filter((list) => list !== undefined);
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

/**
 * Whether a kind was listed everywhere, wholly, and has nothing to show. A list that failed is never empty.
 *
 * Returns true when there is surely nothing.
 */
export function isEmpty(node: KindNode, inventory: Inventory, filter: Filter | undefined): boolean {
  const { available } = availability(node);
  const now = Date.now();
  return (
    available.length > 0 &&
    available.every((target) => {
      const { listing } = inventory.state(node.kind, target);
      if (!listing || listing.failures.length > 0) return false;
      const known = knownResources({ listing, loading: false }, node.owner) ?? [];
      return (filter?.apply(known, now).shown ?? known).length === 0;
    })
  );
}

/**
 * The rows under a kind. It is listed where it has not been; of a long list the first page is waited for, and no more.
 *
 * Returns resources, then what failed, then a word where there is nothing.
 */
export async function childrenOf(
  node: KindNode,
  inventory: Inventory,
  options: ViewOptions,
  limit: number,
): Promise<Node[]> {
  const { available, unavailable } = availability(node);
  await Promise.all(available.map((target) => inventory.listFirstPage(node.kind, target)));
  const states = available.map((target) => inventory.state(node.kind, target));
  const { filter, order } = options;
  const now = Date.now();
  const known = states.map((state) => knownResources(state, node.owner) ?? []);
  const all = known.flat();
  const shown = filter ? known.flatMap((resources) => filter.apply(resources, now).shown) : all;
  const first = sortResources(shown, order).slice(0, limit);
  const rows: Node[] = first.map((resource) => new ResourceNode(resource, node));
  if (first.length < shown.length) rows.push(new LoadMoreNode(shown.length - first.length, node));
  const failures = states.flatMap(({ listing }) => listing?.failures ?? []);
  const problems = failures.filter(({ cause }) => cause !== 'canceled');
  rows.push(...problems.map((failure) => new ErrorNode(failure, node)));
  if (all.length > 0 && shown.length === 0) {
    rows.push(new MessageNode(vscode.l10n.t('None of {0} matches the filter', all.length), node));
  } else if (rows.length === 0 && available.length > 0 && states.every(({ listing }) => listing)) {
    rows.push(new MessageNode(noResourcesMessage(node, available), node));
  }
  if (unavailable.length > 0) rows.push(unavailableMessage(node, unavailable));
  return rows;
}

function noResourcesMessage({ kind, owner }: KindNode, targets: readonly Target[]): string {
  return owner
    ? vscode.l10n.t('No {0} here', kind.pluralNoun)
    : vscode.l10n.t('No {0} in {1}', kind.pluralNoun, regionsOf(targets));
}

/**
 * The row that says where a service does not exist.
 *
 * Returns the row.
 */
export function unavailableMessage(node: KindNode | ServiceNode, unavailable: readonly Target[]): MessageNode {
  const { id } = 'kind' in node ? node.service.service : node.service;
  return new MessageNode(vscode.l10n.t('{0} does not exist in {1}', SERVICES[id].label, regionsOf(unavailable)), node);
}

function regionsOf(targets: readonly Target[]): string {
  return targets.map(({ region }) => region).join(', ');
}
