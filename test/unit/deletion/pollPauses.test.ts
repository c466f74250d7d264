import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { pollUntilDone } from '../../../src/deletion/execution/pollUntilDone.ts';

/** Returns when the end of a work of AWS is seen, and how many reads that takes, on a clock without waiting. */
async function seen(endsMs: number): Promise<{ readonly atMs: number; readonly reads: number }> {
  let now = 0;
  let reads = 0;
  const clock = {
    now: () => now,
    sleep: (ms: number) => {
      now += ms;
      return Promise.resolve();
    },
  };
  const atMs = await pollUntilDone(
    {
      timeoutMs: 3_600_000,
      poll: () => {
        reads += 1;
        return Promise.resolve(now >= endsMs ? now : undefined);
      },
      timeoutOutcome: () => NaN,
      unreadableOutcome: () => NaN,
    },
    { clock },
  );
  return { atMs, reads };
}

describe('the pauses between two reads of a deletion', () => {
  it('delay what waits for it by a tenth of the time that AWS takes, and by no more than ten seconds', async () => {
    for (let endsMs = 100; endsMs < 1_800_000; endsMs = Math.ceil(endsMs * 1.07)) {
      const { atMs } = await seen(endsMs);
      const lateMs = atMs - endsMs;
      assert.ok(lateMs <= Math.min(300 + endsMs / 10, 10_000), `${endsMs}: ${lateMs} late`);
    }
  });

  it('become longer: a minute takes some thirty reads, and half an hour six each minute', async () => {
    assert.ok((await seen(60_000)).reads <= 35);
    assert.ok((await seen(1_800_000)).reads <= 220);
  });
});
