import * as vscode from 'vscode';
import { serviceExistsIn } from '../aws/regions.ts';
import type { Target } from '../aws/target.ts';
import { SERVICES } from '../catalog/service.ts';
import type { Resource } from '../inventory/resource.ts';
import type { Inventory, ListingState } from '../inventory/inventory.ts';
import type { Filter } from './filter.ts';
import { inOrder, type Order } from './sorting.ts';
import { MoreNode, NoteNode, ProblemNode, ResourceNode, type KindNode, type Node, type ServiceNode } from './nodes.ts';

/**
 * The Regions in which a service exists, and those in which it does not, as far as that is known without asking.
 *
 * @param node a kind or a service
 * @returns where it is listed, and where nobody is asked
 */
export function placesOf(node: KindNode | ServiceNode): { present: readonly Target[]; absent: readonly Target[] } {
  const { id } = 'kind' in node ? node.service.service : node.service;
  const isAbsent = ({ region }: Target) => serviceExistsIn(id, region) === 'no';
  return {
    present: node.targets.filter((target) => !isAbsent(target)),
    absent: node.targets.filter(isAbsent),
  };
}

/**
 * What is known of a kind, in each of its targets.
 *
 * @param node the kind
 * @param inventory what is known
 * @returns the states, in the order of the targets
 */
export function statesOf(node: KindNode, inventory: Inventory): readonly ListingState[] {
  return node.targets.map((target) => inventory.state(node.kind, target));
}

/** Which resources are shown, and how. */
export interface Look {
  readonly filter: Filter | undefined;
  readonly order: Order;
}

/** So many rows are shown at a time. */
export const ROWS_AT_A_TIME = 1_000;

/** How many resources are known, and how many of them the filter lets through. */
export interface Counts {
  readonly total: number;
  readonly shown: number;
  /** Those that might be shown if their age or tags were known. */
  readonly unknown: number;
}

/** What is known of a kind in one target: the whole of it, or what a long list has brought so far; of one owner, where it has one. */
function knownOf({ listing, arriving }: ListingState, owner: Resource | undefined): readonly Resource[] | undefined {
  const known = listing?.resources ?? arriving;
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
 * @param states what is known of one or more kinds
 * @param filter which of it is shown
 * @param now milliseconds since the epoch
 * @param owner counts only what belongs to it
 * @returns the counts; undefined where nothing was listed
 */
export function countsOf(
  states: readonly ListingState[],
  filter: Filter | undefined,
  now: number,
  owner?: Resource,
): Counts | undefined {
  const lists = states.map((state) => knownOf(state, owner)).filter((list) => list !== undefined);
  if (lists.length === 0) return undefined;
  const counts = { total: 0, shown: 0, unknown: 0 };
  for (const resources of lists) {
    counts.total += resources.length;
    const { shown, unknown } = filter?.sift(resources, now) ?? { shown: resources, unknown: 0 };
    counts.shown += shown.length;
    counts.unknown += unknown;
  }
  return counts;
}

/**
 * Whether a kind was listed everywhere, wholly, and has nothing to show. A list that failed is never empty.
 *
 * @param node the kind
 * @param inventory what is known
 * @param filter which of it is shown
 * @returns true when there is surely nothing
 */
export function hasNothing(node: KindNode, inventory: Inventory, filter: Filter | undefined): boolean {
  const { present } = placesOf(node);
  const now = Date.now();
  return (
    present.length > 0 &&
    present.every((target) => {
      const { listing } = inventory.state(node.kind, target);
      if (!listing || listing.failures.length > 0) return false;
      const known = knownOf({ listing, loading: false }, node.owner) ?? [];
      return (filter?.sift(known, now).shown ?? known).length === 0;
    })
  );
}

/**
 * The rows under a kind. It is listed where it has not been; of a long list the first page is waited for, and no more.
 *
 * @param node the kind
 * @param inventory what is known, and who asks
 * @param look which resources are shown, and in which order
 * @param most how many of them at most
 * @returns resources, then what failed, then a word where there is nothing
 */
export async function rowsUnder(node: KindNode, inventory: Inventory, look: Look, most: number): Promise<Node[]> {
  const { present, absent } = placesOf(node);
  await Promise.all(present.map((target) => inventory.listFirst(node.kind, target)));
  const states = present.map((target) => inventory.state(node.kind, target));
  const { filter, order } = look;
  const now = Date.now();
  const known = states.map((state) => knownOf(state, node.owner) ?? []);
  const all = known.flat();
  const shown = filter ? known.flatMap((resources) => filter.sift(resources, now).shown) : all;
  const first = inOrder(shown, order).slice(0, most);
  const rows: Node[] = first.map((resource) => new ResourceNode(resource, node));
  if (first.length < shown.length) rows.push(new MoreNode(shown.length - first.length, node));
  const failures = states.flatMap(({ listing }) => listing?.failures ?? []);
  const problems = failures.filter(({ cause }) => cause !== 'cancelled');
  rows.push(...problems.map((failure) => new ProblemNode(failure, node)));
  if (all.length > 0 && shown.length === 0) {
    rows.push(new NoteNode(vscode.l10n.t('None of {0} matches the filter', all.length), node));
  } else if (rows.length === 0 && present.length > 0 && states.every(({ listing }) => listing)) {
    rows.push(new NoteNode(nothingText(node, present), node));
  }
  if (absent.length > 0) rows.push(absenceNote(node, absent));
  return rows;
}

function nothingText({ kind, owner }: KindNode, places: readonly Target[]): string {
  return owner
    ? vscode.l10n.t('No {0} here', kind.nouns)
    : vscode.l10n.t('No {0} in {1}', kind.nouns, regionsOf(places));
}

/**
 * The row that says where a service does not exist.
 *
 * @param node a kind or a service
 * @param absent the Regions
 * @returns the row
 */
export function absenceNote(node: KindNode | ServiceNode, absent: readonly Target[]): NoteNode {
  const { id } = 'kind' in node ? node.service.service : node.service;
  return new NoteNode(vscode.l10n.t('{0} does not exist in {1}', SERVICES[id].label, regionsOf(absent)), node);
}

function regionsOf(targets: readonly Target[]): string {
  return targets.map(({ region }) => region).join(', ');
}
