import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { World } from '../support/world.ts';
import { storm } from './support/storm.ts';

// The same at full size: npm run soak.
describe('many deletions in bad weather', () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.close());
  const seed = Date.now() % 2 ** 31;

  it(`throttled and without answers, each has a true outcome and none is called twice (seed ${seed})`, async () => {
    const { planned, outcomes, untrue, unnamed, sentTwice, calls } = await storm(world, 60, seed, {
      throttled: 0.3,
      lost: 0.1,
    });
    assert.deepEqual({ untrue, unnamed, sentTwice }, { untrue: [], unnamed: [], sentTwice: [] });
    assert.equal(planned, 60);
    assert.ok((outcomes['gone'] ?? 0) >= 55, JSON.stringify(outcomes));
    assert.ok(calls.throttled > 0 && calls.lost > 0, JSON.stringify(calls));
  }).timeout(60_000);

  it(`refused, each names the denied action or what blocks it (seed ${seed})`, async () => {
    const { outcomes, untrue, unnamed, sentTwice } = await storm(world, 60, seed, {
      ...{ throttled: 0.1, lost: 0 },
      ...{ denied: 0.3, blocked: 0.3 },
    });
    assert.deepEqual({ untrue, unnamed, sentTwice }, { untrue: [], unnamed: [], sentTwice: [] });
    assert.ok(outcomes['denied'] && outcomes['blocked'] && outcomes['gone'], JSON.stringify(outcomes));
  }).timeout(60_000);
});
