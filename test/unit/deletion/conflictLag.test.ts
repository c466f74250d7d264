import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { Clock } from '../../../src/common/clock.ts';
import type { Plan } from '../../../src/deletion/planning/plan.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { DeletionHarness } from './support/deletionHarness.ts';
import { IDS, putVpcScene, SCENE } from './support/vpcScene.ts';

/** A clock whose waits end when the test says so. */
class ManualClock implements Clock {
  readonly #waits = new Set<{ readonly ms: number; readonly end: () => void }>();

  now(): number {
    return 0;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wait = { ms, end: resolve };
      this.#waits.add(wait);
      signal?.addEventListener('abort', () => {
        this.#waits.delete(wait);
        resolve();
      });
    });
  }

  /** How many wait for so long. */
  waiting(ms: number): number {
    return [...this.#waits].filter((wait) => wait.ms === ms).length;
  }

  /** Ends all waits of a length. */
  end(ms: number): void {
    for (const wait of this.#waits) {
      if (wait.ms !== ms) continue;
      this.#waits.delete(wait);
      wait.end();
    }
  }
}

describe('between the steps of a plan', function () {
  this.timeout(60_000);
  let world: TestEnvironment;
  let removals: DeletionHarness;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(async () => {
    await world.reset();
    await putVpcScene(world.control);
    removals = new DeletionHarness(world);
  });

  const find = async (kind: string, id: string): Promise<Resource> => {
    const found = (await world.list(kind, 'dev', SCENE.region)).find((one) => one.id === id);
    assert.ok(found, `${kind} ${id}`);
    return found;
  };

  async function planFor(...resources: readonly Resource[]): Promise<Plan> {
    const all = await removals.engine.withDependents(resources, AbortSignal.timeout(20_000));
    return (await removals.engine.plan(all, { timeLimitMs: 20_000 })).plan;
  }

  const conflict = (message: string) => ({ type: 'error', code: 'DependencyViolation', message }) as const;
  const failEndpointService = (message: string, to?: number) =>
    world.control.addFault(
      { operation: 'DeleteVpcEndpointServiceConfigurations', dryRun: false },
      conflict(message),
      to === undefined ? {} : { to },
    );
  const count = async (operation: string) =>
    (await world.requests({ operation })).filter(({ dryRun }) => !dryRun).length;
  const sent = () => count('DeleteVpcEndpointServiceConfigurations');

  it('sends a request again, visibly, while AWS still counts what the plan has just deleted', async () => {
    await failEndpointService(`${IDS.service} has existing active connections`, 3);
    const plan = await planFor(await find('ec2.vpcEndpointService', IDS.service));
    const outcomes = await removals.engine.execute(plan);
    assert.deepEqual(
      outcomes.map(({ kind }) => kind),
      ['deleted', 'deleted'],
    );
    assert.equal(await sent(), 4);
    assert.equal(removals.phases.filter((phase) => phase === 'retrying').length, 3);
    // Backoff: each pause is twice as long.
    const pauses = removals.clock.waits.filter((ms) => [2_000, 4_000, 8_000].includes(ms));
    assert.deepEqual(pauses, [2_000, 4_000, 8_000]);
  });

  it('gives up after minutes, with what AWS says', async () => {
    await failEndpointService('It has existing active connections.');
    const plan = await planFor(await find('ec2.vpcEndpointService', IDS.service));
    const started = removals.clock.now();
    const outcomes = await removals.engine.execute(plan);
    assert.equal(outcomes.at(-1)?.kind, 'blocked');
    assert.match(outcomes.at(-1)?.reason ?? '', /existing active connections/);
    const minutes = (removals.clock.now() - started) / 60_000;
    assert.ok(minutes > 5 && minutes < 20, `${minutes}`);
    assert.ok((await sent()) < 30);
  });

  it('does not send again where the conflict names something that the plan has not deleted', async () => {
    await failEndpointService('It is used by vpce-0ffffffffffff0001.');
    const plan = await planFor(await find('ec2.vpcEndpointService', IDS.service));
    assert.equal((await removals.engine.execute(plan)).at(-1)?.kind, 'blocked');
    assert.equal(await sent(), 1);
  });

  it('does not send again where the plan has deleted nothing before', async () => {
    await world.control.addFault(
      { operation: 'DeleteVpcPeeringConnection', dryRun: false },
      conflict('It has dependencies.'),
    );
    const { plan } = await removals.engine.plan([await find('ec2.vpcPeeringConnection', IDS.peering)]);
    assert.equal((await removals.engine.execute(plan)).at(-1)?.kind, 'blocked');
    assert.equal(await count('DeleteVpcPeeringConnection'), 1);
  });

  it('takes an AuthFailure after the deletion of a NAT gateway for an address in use', async () => {
    await world.control.putItems({ ...SCENE, operation: 'DescribeAddresses' }, [
      { AllocationId: IDS.address, PublicIp: '198.51.100.7', Domain: 'vpc' },
    ]);
    await world.control.addFault(
      { operation: 'ReleaseAddress', dryRun: false },
      {
        type: 'error',
        code: 'AuthFailure',
        message: 'You do not have permission to access the specified resource.',
      },
      { to: 2 },
    );
    const resources = [await find('ec2.address', IDS.address), await find('ec2.natGateway', IDS.nat)];
    const { plan } = await removals.engine.plan(resources, { timeLimitMs: 20_000 });
    assert.deepEqual(
      plan.items.map(({ resource }) => resource.id),
      [IDS.nat, IDS.address],
    );
    const outcomes = await removals.engine.execute(plan);
    assert.deepEqual(
      outcomes.map(({ kind }) => kind),
      ['deleted', 'deleted'],
    );
    assert.equal(await count('ReleaseAddress'), 3);
  });

  it('is canceled in a pause, and nothing more is sent', async () => {
    await failEndpointService('It has existing active connections.');
    const plan = await planFor(await find('ec2.vpcEndpointService', IDS.service));
    const stop = new AbortController();
    removals.engine.onProgress(({ phase }) => {
      if (phase === 'retrying') stop.abort();
    });
    const outcomes = await removals.engine.execute(plan, { signal: stop.signal });
    assert.equal(outcomes.at(-1)?.kind, 'canceled');
    assert.match(outcomes.at(-1)?.reason ?? '', /existing active connections/);
    assert.equal(await sent(), 1);
  });

  it('does not stop for three stalled requests: the others are sent', async () => {
    const timer = new ManualClock();
    const harness = new DeletionHarness(world, { timer });
    const rows = (await world.list('ec2.routeServerPeer')).slice(0, 5);
    assert.equal(rows.length, 5);
    const stalled = rows.slice(0, 3).map(({ id }) => id);
    for (const resource of stalled)
      await world.control.addFault({ operation: 'DeleteRouteServerPeer', resource, dryRun: false }, { type: 'hang' });
    const { plan } = await harness.engine.plan(rows, { timeLimitMs: 20_000 });
    const ended: string[] = [];
    const others = new Promise<void>((resolve) => {
      harness.engine.onProgress(({ resource, outcome, phase }) => {
        // All three slots are taken: the requests count as stalled now.
        if (phase === 'sending' && stalled.includes(resource.id))
          setImmediate(() => {
            timer.end(10_000);
          });
        if (outcome?.kind === 'deleted') ended.push(resource.id);
        if (ended.length === 2) resolve();
      });
    });
    const stop = new AbortController();
    const all = harness.engine.execute(plan, { signal: stop.signal });
    const tick = setInterval(() => {
      timer.end(10_000);
    }, 20);
    await others;
    clearInterval(tick);
    assert.deepEqual(
      ended.sort(),
      rows
        .slice(3)
        .map(({ id }) => id)
        .sort(),
    );
    // Canceled, the stalled ones are awaited for a moment longer, and AWS is read then.
    stop.abort();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(timer.waiting(3_000), 3);
    timer.end(3_000);
    const outcomes = await all;
    assert.deepEqual(outcomes.map(({ kind }) => kind).sort(), ['deleted', 'deleted', 'failed', 'failed', 'failed']);
  });
});
