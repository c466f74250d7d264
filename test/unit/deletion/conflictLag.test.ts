import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { Clock } from '../../../src/common/clock.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { DeletionHarness } from './support/deletionHarness.ts';
import { findInScene, IDS, putVpcScene, SCENE } from './support/vpcScene.ts';

/** A clock whose sleeps end only through `end`. */
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

  /** Returns the number of sleeps of a duration. */
  waiting(ms: number): number {
    return [...this.#waits].filter((wait) => wait.ms === ms).length;
  }

  /** Ends all sleeps of a duration. */
  end(ms: number): void {
    for (const wait of this.#waits) {
      if (wait.ms !== ms) continue;
      this.#waits.delete(wait);
      wait.end();
    }
  }
}

describe('a plan with several stages', function () {
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

  const find = (kind: string, id: string) => findInScene(world, kind, id);

  const planFor = (...resources: readonly Resource[]) => removals.planWithDependencies(resources);

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

  it('retries with backoff while AWS reports a conflict with a resource that the plan has just deleted', async () => {
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

  it('stops retrying after minutes, with the reason from AWS', async () => {
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

  it('does not retry when the conflict names a resource that the plan has not deleted', async () => {
    await failEndpointService('It is used by vpce-0ffffffffffff0001.');
    const plan = await planFor(await find('ec2.vpcEndpointService', IDS.service));
    assert.equal((await removals.engine.execute(plan)).at(-1)?.kind, 'blocked');
    assert.equal(await sent(), 1);
  });

  it('does not retry when the plan has deleted nothing before', async () => {
    await world.control.addFault(
      { operation: 'DeleteVpcPeeringConnection', dryRun: false },
      conflict('It has dependencies.'),
    );
    const { plan } = await removals.engine.plan([await find('ec2.vpcPeeringConnection', IDS.peering)]);
    assert.equal((await removals.engine.execute(plan)).at(-1)?.kind, 'blocked');
    assert.equal(await count('DeleteVpcPeeringConnection'), 1);
  });

  it('retries the release of an address that AWS rejects with AuthFailure after the deletion of a NAT gateway', async () => {
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

  it('sends no further requests when it is canceled between retries', async () => {
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

  it('sends the other requests while three requests stall', async () => {
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
    // After the cancellation, stalled requests get a moment more. Then AWS is read.
    stop.abort();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(timer.waiting(3_000), 3);
    timer.end(3_000);
    const outcomes = await all;
    assert.deepEqual(outcomes.map(({ kind }) => kind).sort(), ['deleted', 'deleted', 'failed', 'failed', 'failed']);
  });
});
