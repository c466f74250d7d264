import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { replayable, SEED } from '../support/seed.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { deleteUnderFaults, type FaultRates } from './support/stress.ts';

const LOSSES: FaultRates = { throttled: 0.3, lost: 0.1 };
const REJECTIONS: FaultRates = { throttled: 0.1, lost: 0, denied: 0.3, blocked: 0.3 };

const LAGS: FaultRates = { throttled: 0.05, lost: 0, stale: 0.5, foreign: 0.2 };
const STEPS: FaultRates = { throttled: 0.05, lost: 0, conflicting: 0.3, stalled: 0.05 };

// `npm run soak` runs the same with more deletions.
describe('many deletions under random faults', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());

  /**
   * The possible outcomes for each set of faults; the seed determines their numbers. `changed`: a read before the
   * request fails that succeeded for the dialog, so nothing is sent.
   */
  const cases: readonly (readonly [title: string, FaultRates, ends: readonly string[]])[] = [
    [
      'have true outcomes and no second request when AWS throttles requests and loses responses',
      LOSSES,
      ['deleted', 'failed', 'unknown', 'changed'],
    ],
    [
      'have reasons that name the denied action or the blocker when AWS rejects requests',
      REJECTIONS,
      ['deleted', 'failed', 'denied', 'blocked', 'changed'],
    ],
    [
      'have true outcomes when reads are stale and some responses are not AWS’s',
      LAGS,
      ['deleted', 'alreadyDeleted', 'failed', 'unknown', 'changed'],
    ],
    [
      'have true outcomes and no second execution when stages conflict and requests stall',
      STEPS,
      ['deleted', 'alreadyDeleted', 'failed', 'unknown', 'blocked', 'canceled', 'changed'],
    ],
  ];
  for (const [title, rates, ends] of cases) {
    it(title, () =>
      replayable(SEED, async () => {
        const { planned, outcomes, untrue, unnamed, sentTwice } = await deleteUnderFaults(world, 60, SEED, rates);
        assert.deepEqual({ untrue, unnamed, sentTwice }, { untrue: [], unnamed: [], sentTwice: [] });
        assert.equal(planned, 60);
        const others = Object.keys(outcomes).filter((kind) => !ends.includes(kind));
        assert.deepEqual(others, [], JSON.stringify(outcomes));
      }),
    ).timeout(60_000);
  }

  it('repeat all requests, faults and outcomes for the same seed', () =>
    replayable(SEED, async () => {
      const first = await deleteUnderFaults(world, 30, SEED, LOSSES);
      const second = await deleteUnderFaults(world, 30, SEED, LOSSES);
      assert.deepEqual(second.trace, first.trace);
      assert.deepEqual(second.outcomes, first.outcomes);
    })).timeout(60_000);
});
