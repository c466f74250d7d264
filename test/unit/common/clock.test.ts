import assert from 'node:assert/strict';
import { setImmediate as tick } from 'node:timers/promises';
import { describe, it } from 'mocha';
import { systemClock } from '../../../src/common/clock.ts';

describe('systemClock', () => {
  it('ends many sleeps with one signal, without a warning about listeners', async () => {
    const warnings: string[] = [];
    const onWarning = ({ name }: Error): void => void warnings.push(name);
    process.on('warning', onWarning);
    try {
      const stop = new AbortController();
      const waits = Array.from({ length: 20 }, () => systemClock.sleep(60_000, stop.signal));
      await tick();
      stop.abort();
      await Promise.all(waits);
      assert.deepEqual(warnings, []);
    } finally {
      process.off('warning', onWarning);
    }
  });
});
