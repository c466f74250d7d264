import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { replayable, SEED } from '../support/seed.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { storm, type Weather } from './support/stress.ts';

const LOSSES: Weather = { throttled: 0.3, lost: 0.1 };
const REFUSALS: Weather = { throttled: 0.1, lost: 0, denied: 0.3, blocked: 0.3 };

const LAGS: Weather = { throttled: 0.05, lost: 0, stale: 0.5, foreign: 0.2 };
const STEPS: Weather = { throttled: 0.05, lost: 0, conflicting: 0.3, stalled: 0.05 };

// The same at full size: npm run soak.
describe('many deletions in bad weather', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());

  /**
   * What each kind of weather can lead to. How many deletions end in which way is up to the seed. `changed`: a read before the
   * request fails where the confirmed one succeeded, so nothing is sent.
   */
  const cases: readonly (readonly [title: string, Weather, ends: readonly string[]])[] = [
    [
      'throttled and without answers, each has a true outcome and none is called twice',
      LOSSES,
      ['deleted', 'failed', 'unknown', 'changed'],
    ],
    [
      'refused, each names the denied action or what blocks it',
      REFUSALS,
      ['deleted', 'failed', 'denied', 'blocked', 'changed'],
    ],
    [
      'shown by a second server that lags, with responses that are not of AWS, each has a true outcome',
      LAGS,
      ['deleted', 'alreadyDeleted', 'failed', 'unknown', 'changed'],
    ],
    [
      'in steps that conflict, and without a response, each has a true outcome and none is executed twice',
      STEPS,
      ['deleted', 'alreadyDeleted', 'failed', 'unknown', 'blocked', 'canceled', 'changed'],
    ],
  ];
  for (const [title, weather, ends] of cases) {
    it(title, () =>
      replayable(SEED, async () => {
        const { planned, outcomes, untrue, unnamed, sentTwice } = await storm(world, 60, SEED, weather);
        assert.deepEqual({ untrue, unnamed, sentTwice }, { untrue: [], unnamed: [], sentTwice: [] });
        assert.equal(planned, 60);
        const others = Object.keys(outcomes).filter((kind) => !ends.includes(kind));
        assert.deepEqual(others, [], JSON.stringify(outcomes));
      }),
    ).timeout(60_000);
  }

  it('a seed determines every request, every fault and every outcome', () =>
    replayable(SEED, async () => {
      const first = await storm(world, 30, SEED, LOSSES);
      const second = await storm(world, 30, SEED, LOSSES);
      assert.deepEqual(second.trace, first.trace);
      assert.deepEqual(second.outcomes, first.outcomes);
    })).timeout(60_000);
});
