import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { Outcome } from '../../../src/deletion/execution/outcome.ts';
import type { ProtectionLevel } from '../../../src/deletion/planning/protection.ts';
import { Throttle } from '../../../src/aws/throttling/throttle.ts';
import type { ThrottleRegistry } from '../../../src/aws/throttling/throttleRegistry.ts';
import { DEV, TestEnvironment } from '../support/testEnvironment.ts';
import { CASES, DeletionHarness } from './support/deletionHarness.ts';
import { FastClock } from './support/fastClock.ts';

const [PEER] = CASES;

describe('a change while AWS throttles the delete request', () => {
  let world: TestEnvironment;
  let level: ProtectionLevel | undefined;
  let removals: DeletionHarness;
  let clock: FastClock;
  let throttles: ThrottleRegistry;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(async () => {
    await world.reset();
    level = undefined;
    clock = new FastClock();
    ({ throttles } = world.newParts({ clock }));
    removals = new DeletionHarness(world, { clock, throttles, protectionAt: () => level });
  });

  /** Deletes a peer whose first request is throttled, and runs a change during the pause. */
  async function deletedDuring(change: (id: string) => unknown): Promise<Outcome> {
    const peer = await world.find(PEER.kind, PEER.wanted);
    await world.control.addFault({ operation: PEER.operation }, { type: 'throttled' }, { to: 1 });
    let changed = false;
    clock.meanwhile = async () => {
      if (changed) return;
      changed = true;
      await change(peer.id);
    };
    return removals.remove(peer);
  }

  it('stops the second request when the resource became another one', async () => {
    const outcome = await deletedDuring((id) =>
      world.control.patch({ ...DEV, kind: PEER.kind }, id, { PeerAddress: '10.0.9.9' }),
    );
    assert.equal(outcome.kind, 'changed');
    assert.match(outcome.reason ?? '', /PeerAddress changed from .* to 10\.0\.9\.9/);
    assert.deepEqual(await removals.calls(PEER), { sent: 1, executed: 0 });
  });

  it('stops the second request when the risk has risen', async () => {
    const outcome = await deletedDuring((id) =>
      world.control.patch({ ...DEV, kind: PEER.kind }, id, { BgpStatus: { Status: 'up' } }),
    );
    assert.equal(outcome.kind, 'changed');
    assert.deepEqual(await removals.calls(PEER), { sent: 1, executed: 0 });
  });

  it('stops the second request when the profile became read-only', async () => {
    const outcome = await deletedDuring(() => void (level = 'readOnly'));
    assert.equal(outcome.kind, 'blocked');
    assert.deepEqual(await removals.calls(PEER), { sent: 1, executed: 0 });
  });

  it('stops the first request that waits for others', async () => {
    const peer = await world.find(PEER.kind, PEER.wanted);
    const { target, kind } = peer;
    throttles.for(target, kind.service, PEER.operation).mutations.onThrottled();
    clock.meanwhile = async () => {
      await world.control.patch({ ...DEV, kind: PEER.kind }, peer.id, { PeerAddress: '10.0.9.9' });
    };
    assert.equal((await removals.remove(peer)).kind, 'changed');
    assert.deepEqual(await removals.calls(PEER), { sent: 0, executed: 0 });
  });

  it('is known by how long a request had to wait', async () => {
    const throttle = new Throttle({ clock, concurrency: { initial: 1, max: 1, increase: 1 }, backoff: { until: 0 } });
    assert.equal(await throttle.waitUntilReady(), 0);
    throttle.onThrottled();
    assert.equal(await throttle.waitUntilReady(), 1_000);
  });
});
