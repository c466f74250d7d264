import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { TimeSlices } from '../../../src/common/timeSlices.ts';

describe('TimeSlices', () => {
  /** Requests pieces of work at once. Returns the turn of the event loop in which each was done. */
  async function turnsOf(slices: TimeSlices, count: number): Promise<readonly number[]> {
    let turn = 0;
    const turns: number[] = [];
    const done = new AbortController();
    const pieces = Array.from({ length: count }, async () => slices.run(() => turns.push(turn)));
    const all = Promise.all(pieces).then(() => {
      done.abort();
    });
    while (!done.signal.aborted) {
      await nextTurn();
      turn += 1;
    }
    await all;
    return turns;
  }

  it('does what fits into a turn at once', async () => {
    assert.deepEqual(await turnsOf(new TimeSlices(3), 3), [0, 0, 0]);
  });

  it('does no more in a turn than its size, and everything in order', async () => {
    const turns = await turnsOf(new TimeSlices(3), 11);
    assert.equal(turns.length, 11);
    assert.deepEqual(
      turns,
      turns.toSorted((a, b) => a - b),
    );
    for (const turn of new Set(turns)) assert.ok(turns.filter((each) => each === turn).length <= 3, `turn ${turn}`);
  });

  it('has its whole room again when all was done', async () => {
    const slices = new TimeSlices(2);
    await turnsOf(slices, 7);
    await nextTurn();
    assert.deepEqual(await turnsOf(slices, 2), [0, 0]);
  });

  it('is idle when all work has begun', async () => {
    const slices = new TimeSlices(1);
    let begun = 0;
    for (let piece = 0; piece < 4; piece += 1) void slices.run(() => (begun += 1));
    await slices.idle();
    assert.equal(begun, 4);
  });

  it('returns what a piece returns, and rejects as it does', async () => {
    const slices = new TimeSlices(1);
    const [first, second] = [slices.run(() => 1), slices.run(() => Promise.resolve(2))];
    const failing = slices.run(() => Promise.reject(new Error('no')));
    assert.equal(await first, 1);
    assert.equal(await second, 2);
    await assert.rejects(Promise.resolve(failing), /no/);
    assert.equal(await slices.run(() => 3), 3);
  });
});
