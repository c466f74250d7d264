import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { AwsCallError } from '../../../src/aws/failure.ts';
import { KINDS } from '../../../src/catalog/index.ts';
import type { Kind } from '../../../src/catalog/kind.ts';
import { createPlan, type Plan } from '../../../src/deletion/plan.ts';
import { probeEvidence } from '../../../src/deletion/probes.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { Removals, UNGUARDED } from '../deletion/support/removals.ts';
import { World } from '../support/world.ts';

/** Where there is much of everything. */
const REGION = 'eu-west-1';

describe('every kind of the catalogue', () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.close());
  beforeEach(() => world.reset());

  const list = (kind: Kind) => world.list(kind.id, 'dev', kind.onlyIn ?? REGION);

  /** A plan of the first one that nothing stands in the way of. */
  async function planOfFree(resources: readonly Resource[]): Promise<Plan> {
    const why: string[] = [];
    for (const resource of resources) {
      const asked = await probeEvidence(resource, world.caller, AbortSignal.timeout(10_000));
      const plan = createPlan([{ resource, asked }], Date.now(), UNGUARDED);
      const bad = plan.items.flatMap(({ evidence }) => evidence.filter(({ level }) => level === 'blocker'));
      const [unasked] = asked.filter(({ level }) => level === 'unknown');
      assert.equal(unasked, undefined);
      if (bad.length === 0) return plan;
      why.push(`${resource.id}: ${bad.map(({ text }) => text).join(' ')}`);
    }
    return assert.fail(`of ${resources.length} none is free: ${why.join('; ')}`);
  }

  for (const kind of KINDS) {
    it(`${kind.id}: is listed, planned, tried, removed by ${kind.removal.operation}, seen to be gone, and recorded as it came`, async () => {
      const listed = await list(kind);
      assert.ok(listed.length > 0, 'nothing is listed');
      const plan = await planOfFree(listed);
      const [item] = plan.items;
      assert.ok(item);
      const { resource, input, operation } = item;
      if (kind.removal.dryRun) {
        const trial = world.caller.call(
          resource.target,
          kind.service,
          operation,
          { ...input, DryRun: true },
          { once: true },
        );
        await assert.rejects(trial, (error) => error instanceof AwsCallError && error.failure.cause === 'dryRun');
      }
      await world.steer.clearRequests();
      const removals = new Removals(world);
      const [outcome] = await removals.engine.execute(plan);
      assert.deepEqual(outcome, { kind: 'gone' });
      const sent = await world.requests({ operation });
      assert.equal(sent.length, 1);
      assert.deepEqual(sent[0]?.input, JSON.parse(JSON.stringify(input)));
      assert.deepEqual(JSON.parse(JSON.stringify(removals.records[0]?.body)), sent[0].output);
      const rest = new Set((await list(kind)).map(({ key }) => key));
      assert.deepEqual(
        listed.filter(({ key }) => !rest.has(key)).map(({ key }) => key),
        [resource.key],
      );
    });
  }
});
