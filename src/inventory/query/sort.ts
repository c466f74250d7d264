import type { MonthlyCost } from './usageTerms.ts';
import { displayName, type Resource } from '../resource.ts';

/** The orders of resources under their type; `listed` is AWS's own. */
export const SORT_ORDERS = ['listed', 'name', 'oldest', 'newest', 'state', 'cost'] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Compares two values. A missing one comes last in every order. */
function compareOptional<T>(a: T | undefined, b: T | undefined, compare: (a: T, b: T) => number): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return compare(a, b);
}

const byName = (a: Resource, b: Resource) => collator.compare(displayName(a), displayName(b));

const COMPARE: Readonly<Record<Exclude<SortOrder, 'listed' | 'cost'>, (a: Resource, b: Resource) => number>> = {
  name: byName,
  oldest: (a, b) => compareOptional(a.created?.getTime(), b.created?.getTime(), (x, y) => x - y),
  newest: (a, b) => compareOptional(a.created?.getTime(), b.created?.getTime(), (x, y) => y - x),
  state: (a, b) => compareOptional(a.state, b.state, (x, y) => collator.compare(x, y)) || byName(a, b),
};

/** Returns the resources in an order. Equal ones stay as AWS listed them. */
export function sortResources(
  resources: readonly Resource[],
  order: SortOrder,
  monthlyCostOf: (resource: Resource) => MonthlyCost | undefined = () => undefined,
): readonly Resource[] {
  if (order === 'listed') return resources;
  if (order !== 'cost') return resources.toSorted(COMPARE[order]);
  const amountOf = (resource: Resource) => {
    const cost = monthlyCostOf(resource);
    return cost === 'unknown' ? undefined : cost;
  };
  return resources.toSorted((a, b) => compareOptional(amountOf(a), amountOf(b), (x, y) => y - x) || byName(a, b));
}
