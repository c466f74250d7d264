import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { KILL_STEPS, type KillStep } from './support/crashSteps.ts';
import { Killer } from './support/crashRecovery.ts';

/** The outcomes that recovery determines after a kill at each step, for resource types with and without states. */
const ENDS: Readonly<Record<KillStep, { readonly withStates: string; readonly without: string } | undefined>> = {
  locked: undefined,
  intended: { withStates: 'canceled', without: 'canceled' },
  // The request was never sent. A resource type without states does not show whether its deletion is in progress.
  called: { withStates: 'failed', without: 'unknown' },
  sent: { withStates: 'deleted', without: 'deleted' },
  responded: { withStates: 'deleted', without: 'deleted' },
  waiting: { withStates: 'deleted', without: 'deleted' },
};

// `npm run soak` kills a hundred processes, some of them at random times.
describe('a window that is killed', () => {
  let world: TestEnvironment;
  let killer: Killer;
  before(async function () {
    this.timeout(60_000);
    world = await TestEnvironment.start();
    killer = new Killer(world);
    await killer.build();
  });
  after(async () => {
    killer.remove();
    await world.close();
  });

  for (const step of KILL_STEPS) {
    it(`${step}: loses no intent, is settled by reading AWS, and sends no second request`, async () => {
      const { lost, untrue, again, outcomes } = await killer.kill(step);
      assert.deepEqual({ lost, untrue, again }, { lost: [], untrue: [], again: [] });
      const kinds = Object.keys(outcomes);
      assert.equal(kinds.length, step === 'locked' ? 0 : 5);
      for (const [kind, outcome] of Object.entries(outcomes)) {
        const { withStates, without } = ENDS[step] ?? {};
        assert.equal(outcome, kind.startsWith('lightsail') ? without : withStates, kind);
      }
    }).timeout(60_000);
  }
});
