import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { createPlan, type Plan } from '../../../src/deletion/planning/plan.ts';
import { createAlongReader } from '../../../src/deletion/planning/deletedAlong.ts';
import { runProbes } from '../../../src/deletion/planning/probes.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { FastClock } from './support/fastClock.ts';
import { DeletionHarness, UNGUARDED } from './support/deletionHarness.ts';

const blockersOf = ({ items }: Plan) =>
  items.flatMap(({ evidence }) => evidence.filter(({ level }) => level === 'blocker'));

describe('dependencies that block a deletion', function () {
  // It sends hundreds of requests, possibly on a busy machine.
  this.timeout(60_000);
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(() => world.reset());

  async function planOf(resources: readonly Resource[]): Promise<Plan> {
    const checked = await Promise.all(
      resources.map(async (resource) => ({
        resource,
        checks: [
          ...(await runProbes(resource, world.client, AbortSignal.timeout(10_000))),
          ...(await createAlongReader(
            [resource],
            { client: world.client, clock: new FastClock(), resourceRules: () => [] },
            undefined,
          )(resource)),
        ],
      })),
    );
    return createPlan(checked, Date.now(), UNGUARDED);
  }

  it('are deleted with their VPC, which is blocked without them', async () => {
    const vpcs = await world.list('ec2.vpc');
    const [vpc] = vpcs;
    assert.ok(vpc);
    const alone = await planOf([vpc]);
    assert.ok(blockersOf(alone).length > 5);
    const blocked = await new DeletionHarness(world).engine.execute(alone);
    assert.equal(blocked[0]?.kind, 'blocked');
    assert.deepEqual(await world.requests({ operation: 'DeleteVpc' }), []);
    const plan = await planOf(await world.core.deletion.withDependents([vpc], AbortSignal.timeout(20_000)));
    assert.deepEqual(blockersOf(plan), []);
    assert.ok(plan.items.length > 10, `${plan.items.length} resources`);
    assert.equal(plan.items.at(-1)?.resource.key, vpc.key);
    const outcomes = await new DeletionHarness(world).engine.execute(plan);
    const bad = plan.items.flatMap(({ resource }, index) => {
      const outcome = outcomes[index];
      return outcome?.kind === 'deleted' || outcome?.kind === 'alreadyDeleted'
        ? []
        : [`${resource.kind.id} ${outcome?.kind ?? ''}: ${outcome?.reason ?? ''}`];
    });
    assert.deepEqual(bad, []);
    assert.ok(!(await world.list('ec2.vpc')).some(({ key }) => key === vpc.key));
  });

  it('are reported from an error inside a response with status 200, which is recorded unchanged', async () => {
    const [log] = await world.list('ec2.flowLog');
    assert.ok(log);
    const original = world.client.call.bind(world.client);
    const client = {
      call: async (...args: Parameters<typeof original>) => {
        if (args[2] !== 'DeleteFlowLogs') return original(...args);
        const output = {
          Unsuccessful: [{ ResourceId: log.id, Error: { Code: 'DependencyViolation', Message: 'It is in use.' } }],
        };
        return { output, status: 200, attempts: 1, durationMs: 1 };
      },
    };
    const removals = new DeletionHarness(world, { client });
    const outcome = await removals.remove(log);
    assert.deepEqual([outcome.kind, outcome.failure?.name], ['blocked', 'DependencyViolation']);
    assert.deepEqual(Object.keys(removals.records[0]?.body ?? {}), ['Unsuccessful']);
  });
});
