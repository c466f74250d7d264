import * as vscode from 'vscode';
import type { Target } from '../../aws/identity/target.ts';
import { SERVICES } from '../../catalog/model/services.ts';
import type { Inventory, ListingState } from '../../inventory/inventory.ts';
import type { Filter } from '../../inventory/query/filter.ts';
import type { FilterContext } from '../../inventory/query/usageTerms.ts';
import { firstInOrder, type SortOrder } from '../../inventory/query/sort.ts';
import { FAILED_GROUP_ID } from './groupContents.ts';
import { availability, knownResources } from './kindCounts.ts';
import {
  LoadMoreNode,
  MessageNode,
  ErrorNode,
  ResourceNode,
  type KindNode,
  type Node,
  type ServiceNode,
} from './nodes.ts';

/** Which resources are shown, and how. */
export interface ViewOptions {
  readonly filter: Filter | undefined;
  readonly order: SortOrder;
  /** What the order by cost rests on. */
  readonly monthlyCostOf: FilterContext['monthlyCostOf'];
}

/** So many rows are shown at a time. */
export const PAGE_SIZE = 1_000;

/**
 * Returns the rows under a type: resources, then what failed, then a message where there is nothing. Lists the type where it has not been
 * listed; of a long list it waits for the first page only.
 */
export async function childrenOf(
  node: KindNode,
  inventory: Inventory,
  options: ViewOptions,
  limit: number,
): Promise<Node[]> {
  const { available, unavailable } = availability(node);
  // A group holds what was listed, and lists nothing.
  if (!node.group) await Promise.all(available.map((target) => inventory.listFirstPage(node.kind, target)));
  const states = available.map((target) => inventory.state(node.kind, target));
  const { filter, order, monthlyCostOf } = options;
  const now = Date.now();
  const known = states.map((state) => knownResources(state, node) ?? []);
  const all = known.flat();
  const shown = filter ? known.flatMap((resources) => filter.apply(resources, now).shown) : all;
  const first = firstInOrder(shown, order, limit, monthlyCostOf);
  const rows: Node[] = first.map((resource) => new ResourceNode(resource, node));
  if (first.length < shown.length) rows.push(new LoadMoreNode(shown.length - first.length, node));
  // Errors have a group of their own, and Regions without the service have none.
  if (node.group) return node.group.group.id === FAILED_GROUP_ID ? problemRows(node, states) : rows;
  rows.push(...problemRows(node, states));
  if (all.length > 0 && shown.length === 0) {
    rows.push(new MessageNode(vscode.l10n.t('None of {0} matches the filter', all.length), node));
  } else if (rows.length === 0 && available.length > 0 && states.every(({ listing }) => listing)) {
    rows.push(new MessageNode(noResourcesMessage(node, available), node));
  }
  const { homeRegion } = node.kind;
  if (available.length === 0 && unavailable.length === 0 && homeRegion !== undefined) {
    rows.push(new MessageNode(vscode.l10n.t('AWS has {0} in {1} only', node.kind.pluralNoun, homeRegion), node));
  }
  if (unavailable.length > 0) rows.push(unavailableMessage(node, unavailable));
  return rows;
}

function problemRows(node: KindNode, states: readonly ListingState[]): Node[] {
  const failures = states.flatMap(({ listing }) => listing?.failures ?? []);
  return failures.filter(({ cause }) => cause !== 'canceled').map((failure) => new ErrorNode(failure, node));
}

function noResourcesMessage({ kind, owner }: KindNode, targets: readonly Target[]): string {
  return owner
    ? vscode.l10n.t('No {0} here', kind.pluralNoun)
    : vscode.l10n.t('No {0} in {1}', kind.pluralNoun, regionsOf(targets));
}

/** Returns the row with the Regions in which a service does not exist. */
export function unavailableMessage(node: KindNode | ServiceNode, unavailable: readonly Target[]): MessageNode {
  const { id } = 'kind' in node ? node.service.service : node.service;
  return new MessageNode(vscode.l10n.t('{0} does not exist in {1}', SERVICES[id].label, regionsOf(unavailable)), node);
}

function regionsOf(targets: readonly Target[]): string {
  return targets.map(({ region }) => region).join(', ');
}
