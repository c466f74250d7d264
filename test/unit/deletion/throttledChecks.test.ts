import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { LISTED_KINDS } from '../../../src/catalog/index.ts';
import type { Plan } from '../../../src/deletion/planning/plan.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { DeletionHarness } from './support/deletionHarness.ts';
import { unpaused } from './support/withoutRetryJitter.ts';

/** More than the SDK's three attempts of each request of a check. */
const THROTTLED_READS = 20;

/** The number of resource types that are tested. */
const TYPES = 3;

describe('the check right before a delete request', () => {
  let world: TestEnvironment;
  let harness: DeletionHarness;
  before(async () => {
    world = await TestEnvironment.start();
    harness = new DeletionHarness(world);
  });
  after(() => world.close());

  /** Plans one resource of each type that other resources can block, if nothing blocks it. */
  async function plans(): Promise<Plan[]> {
    const found: Plan[] = [];
    for (const { id } of LISTED_KINDS.filter(({ service, dependents }) => service === 'ec2' && dependents)) {
      if (found.length === TYPES) break;
      const [resource] = await world.list(id);
      if (!resource) continue;
      const { plan } = await harness.engine.plan([resource]);
      const levels = plan.items.flatMap(({ evidence }) => evidence.map(({ level }) => level));
      if (plan.items.length === 1 && !levels.includes('blocker')) found.push(plan);
    }
    return found;
  }

  it('is repeated while AWS throttles its reads', async () => {
    const planned = await plans();
    assert.equal(planned.length, TYPES);
    for (const plan of planned) {
      await world.control.addFault({ operation: 'Describe*' }, { type: 'throttled' }, { to: THROTTLED_READS });
      const [outcome] = await unpaused(() => harness.engine.execute(plan));
      assert.equal(outcome?.kind, 'deleted', `${plan.items[0]?.resource.kind.id}: ${outcome?.reason}`);
      await world.control.removeFaults();
    }
  });
});
