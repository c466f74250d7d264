import assert from 'node:assert/strict';
import { CoalescedRead } from '../../../src/common/coalescedRead.ts';

/** A read whose results the test decides. */
class Reads {
  readonly started: ((result: number | Error) => void)[] = [];
  readonly coalesced = new CoalescedRead(
    () =>
      new Promise<number>((resolve, reject) => {
        this.started.push((result) => {
          if (result instanceof Error) reject(result);
          else resolve(result);
        });
      }),
  );

  end(index: number, result: number | Error): void {
    const end = this.started[index];
    assert.ok(end, `read ${index} has started`);
    end(result);
  }
}

describe('CoalescedRead', () => {
  it('shares one read among all calls during another, and never overlaps reads', async () => {
    const reads = new Reads();
    const first = reads.coalesced.run();
    const others = [reads.coalesced.run(), reads.coalesced.run()];
    assert.equal(reads.started.length, 1);
    reads.end(0, 1);
    assert.equal(await first, 1);
    const late = reads.coalesced.run();
    await Promise.resolve();
    assert.equal(reads.started.length, 2);
    reads.end(1, 2);
    await new Promise(setImmediate);
    for (let index = 2; index < reads.started.length; index++) reads.end(index, index + 1);
    const results = await Promise.all([...others, late]);
    assert.ok(
      results.every((result) => result >= 2),
      'each read began after its call',
    );
    assert.ok(reads.started.length <= 3);
  });

  it('reads again after a read that failed', async () => {
    const reads = new Reads();
    const first = reads.coalesced.run();
    const second = reads.coalesced.run();
    reads.end(0, new Error('unreadable'));
    await assert.rejects(first, /unreadable/);
    await new Promise(setImmediate);
    reads.end(1, 2);
    assert.equal(await second, 2);
  });
});
