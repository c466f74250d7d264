import { compareNaturally } from '../../common/text/naturalOrder.ts';
import type { MonthlyCost } from './usageTerms.ts';
import { displayName, type Resource } from '../resource.ts';

/** The orders of resources under their type; `listed` is AWS's own. */
export const SORT_ORDERS = ['listed', 'name', 'oldest', 'newest', 'state', 'cost'] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

/** Compares two values. A missing one comes last in every order. */
function compareOptional<T>(a: T | undefined, b: T | undefined, compare: (a: T, b: T) => number): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return compare(a, b);
}

const byName = (a: Resource, b: Resource) => compareNaturally(displayName(a), displayName(b));

const COMPARE: Readonly<Record<Exclude<SortOrder, 'listed' | 'cost'>, (a: Resource, b: Resource) => number>> = {
  name: byName,
  oldest: (a, b) => compareOptional(a.created?.getTime(), b.created?.getTime(), (x, y) => x - y),
  newest: (a, b) => compareOptional(a.created?.getTime(), b.created?.getTime(), (x, y) => y - x),
  state: (a, b) => compareOptional(a.state, b.state, compareNaturally) || byName(a, b),
};

/** Returns the first resources in an order, at most so many. Equal ones stay as AWS listed them. */
export function firstInOrder(
  resources: readonly Resource[],
  order: SortOrder,
  limit: number,
  monthlyCostOf: (resource: Resource) => MonthlyCost | undefined = () => undefined,
): readonly Resource[] {
  if (order === 'listed') return resources.slice(0, limit);
  if (order !== 'cost') return first(resources, limit, COMPARE[order]);
  const amountOf = (resource: Resource) => {
    const cost = monthlyCostOf(resource);
    return cost === 'unknown' ? undefined : cost;
  };
  return first(resources, limit, (a, b) => compareOptional(amountOf(a), amountOf(b), (x, y) => y - x) || byName(a, b));
}

/** Sorts no more than is needed: of 50,000 resources, all but the first thousand are compared once. */
function first(
  resources: readonly Resource[],
  limit: number,
  compare: (a: Resource, b: Resource) => number,
): readonly Resource[] {
  const sorted = resources.slice(0, limit).sort(compare);
  for (const resource of resources.slice(limit)) {
    const last = sorted.at(-1);
    if (!last || compare(resource, last) >= 0) continue;
    sorted.splice(placeOf(resource, sorted, compare), 0, resource);
    sorted.pop();
  }
  return sorted;
}

/** Returns where a resource belongs in a sorted list: after those that are equal. */
function placeOf(
  resource: Resource,
  sorted: readonly Resource[],
  compare: (a: Resource, b: Resource) => number,
): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = sorted[middle];
    if (other && compare(resource, other) < 0) high = middle;
    else low = middle + 1;
  }
  return low;
}
