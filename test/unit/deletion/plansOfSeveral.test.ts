import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { KINDS } from '../../../src/catalog/index.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { DeletionHarness } from './support/deletionHarness.ts';

describe('a plan with dependencies', function () {
  this.timeout(200_000);
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());

  it('never counts its own deletions as a change, for each resource type that has dependencies', async () => {
    const changed: string[] = [];
    let deleted = 0;
    for (const kind of KINDS.filter(({ deletedAfter }) => deletedAfter)) {
      await world.reset();
      const [resource] = await world.list(kind.id, 'dev', kind.homeRegion ?? 'eu-west-1');
      if (!resource) continue;
      const removals = new DeletionHarness(world);
      const plan = await removals.planWithDependencies([resource]);
      if (plan.items.length < 2) continue;
      const outcomes = await removals.engine.execute(plan);
      for (const [index, outcome] of outcomes.entries()) {
        if (outcome.kind === 'deleted') deleted += 1;
        if (outcome.kind === 'changed')
          changed.push(`${plan.items[index]?.resource.kind.id ?? ''}: ${outcome.reason ?? ''}`);
      }
    }
    assert.deepEqual(changed, []);
    assert.ok(deleted > 50, `${deleted} deleted`);
  });
});
