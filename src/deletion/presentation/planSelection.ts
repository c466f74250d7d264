import type { PlanItem } from '../planning/plan.ts';

/** The keys of the resources of a plan that each resource of it needs: deleted first, or deleted along with it. */
type Needs = ReadonlyMap<string, readonly string[]>;

function needsOf(items: readonly PlanItem[]): Needs {
  const keys = new Set(items.map(({ resource }) => resource.key));
  return new Map(
    items.map(({ resource, dependsOn = [], evidence }) => {
      const along = evidence.flatMap(({ alongKeys = [] }) => alongKeys);
      return [resource.key, [...dependsOn, ...along].filter((key) => keys.has(key) && key !== resource.key)];
    }),
  );
}

/**
 * Returns the keys that stay chosen when some are taken out: without all that need one of them. AWS would reject those, or
 * delete what was taken out along with them.
 */
export function exclude(
  items: readonly PlanItem[],
  chosen: ReadonlySet<string>,
  keys: readonly string[],
): ReadonlySet<string> {
  const needs = needsOf(items);
  const left = new Set(chosen);
  for (const key of keys) left.delete(key);
  for (let before = -1; before !== left.size;) {
    before = left.size;
    for (const key of left) if (needs.get(key)?.some((needed) => !left.has(needed))) left.delete(key);
  }
  return left;
}

/** Returns the keys that are chosen when some are put in: with all that they need. */
export function include(
  items: readonly PlanItem[],
  chosen: ReadonlySet<string>,
  keys: readonly string[],
): ReadonlySet<string> {
  const needs = needsOf(items);
  const all = new Set(chosen);
  const waiting = [...keys];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    all.add(key);
    waiting.push(...(needs.get(key) ?? []).filter((needed) => !all.has(needed)));
  }
  return all;
}

/** Returns the items in stages: each item is in the first stage after all that it waits for. */
export function planStages(items: readonly PlanItem[]): readonly (readonly PlanItem[])[] {
  const stageOf = new Map<string, number>();
  const stages: PlanItem[][] = [];
  // A plan is in an order that works: what an item waits for comes before it.
  for (const item of items) {
    const { dependsOn = [], after = [], resource } = item;
    const stage = Math.max(-1, ...[...dependsOn, ...after].flatMap((key) => stageOf.get(key) ?? [])) + 1;
    stageOf.set(resource.key, stage);
    (stages[stage] ??= []).push(item);
  }
  return stages;
}
