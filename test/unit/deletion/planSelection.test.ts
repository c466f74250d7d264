import assert from 'node:assert/strict';
import fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import type { PlanItem } from '../../../src/deletion/planning/plan.ts';
import { exclude, include, planStages } from '../../../src/deletion/presentation/planSelection.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { SEED } from '../support/seed.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';

/** Plans of up to eight items. Each may need earlier ones as dependencies, or any that AWS deletes along. */
const PLANS = fc.array(fc.record({ needs: fc.array(fc.nat(6)), along: fc.array(fc.nat(7), { maxLength: 2 }) }), {
  minLength: 1,
  maxLength: 8,
});

describe('the selection of a part of a plan', () => {
  let world: TestEnvironment;
  let peer: Resource;
  before(async () => {
    world = await TestEnvironment.start();
    peer = await world.find('ec2.routeServerPeer', 'edge-fw-1');
  });
  after(() => world.close());

  const itemsOf = (rows: readonly { readonly needs: readonly number[]; readonly along: readonly number[] }[]) =>
    rows.map(({ needs, along }, index): PlanItem => ({
      resource: { ...peer, key: String(index) },
      operation: 'DeleteRouteServerPeer',
      input: {},
      evidence: [{ level: 'warning', text: '', check: 'deletedAlong', operation: '', alongKeys: along.map(String) }],
      dependsOn: needs.filter((need) => need < index).map(String),
    }));
  /** Returns the keys in the plan that an item needs. */
  const needed = ({ dependsOn = [], evidence, resource }: PlanItem, items: readonly PlanItem[]) =>
    [...dependsOn, ...evidence.flatMap(({ alongKeys = [] }) => alongKeys)].filter(
      (key) => key !== resource.key && Number(key) < items.length,
    );
  const isClosed = (items: readonly PlanItem[], chosen: ReadonlySet<string>) =>
    items.every((item) => !chosen.has(item.resource.key) || needed(item, items).every((key) => chosen.has(key)));

  it('excludes resources together with those that need them, and no others', () => {
    fc.assert(
      fc.property(PLANS, fc.array(fc.nat(7)), (rows, out) => {
        const items = itemsOf(rows);
        const all = new Set(items.map(({ resource }) => resource.key));
        const chosen = exclude(items, all, out.map(String));
        assert.ok(isClosed(items, chosen));
        assert.ok(out.every((key) => !chosen.has(String(key))));
        // Each excluded item was named, or needs an excluded one.
        for (const item of items) {
          const { key } = item.resource;
          if (chosen.has(key) || out.includes(Number(key))) continue;
          assert.ok(
            needed(item, items).some((need) => !chosen.has(need)),
            key,
          );
        }
      }),
      { numRuns: 500, seed: SEED },
    );
  });

  it('includes a resource together with those that it needs', () => {
    fc.assert(
      fc.property(PLANS, fc.nat(7), (rows, wanted) => {
        const items = itemsOf(rows);
        const key = String(wanted % items.length);
        const chosen = include(items, new Set(), [key]);
        assert.ok(chosen.has(key) && isClosed(items, chosen));
      }),
      { numRuns: 500, seed: SEED },
    );
  });

  it('has each item in one stage, after its dependencies', () => {
    fc.assert(
      fc.property(PLANS, (rows) => {
        const items = itemsOf(rows);
        const stages = planStages(items);
        const stageOf = (key: string) =>
          stages.findIndex((stage) => stage.some(({ resource }) => resource.key === key));
        assert.deepEqual(stages.flat().length, items.length);
        assert.ok(stages.every(({ length }) => length > 0));
        for (const { resource, dependsOn = [] } of items)
          for (const key of dependsOn) assert.ok(stageOf(key) < stageOf(resource.key));
      }),
      { numRuns: 500, seed: SEED },
    );
  });
});
