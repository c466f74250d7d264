import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

/** Time, as the engine sees it; tests bring a faster one. */
export interface Clock {
  /** Returns milliseconds since the epoch. */
  now(): number;
  /** Waits for some milliseconds. An aborted signal ends the wait early, without an error. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    // Many may wait with one signal.
    if (signal) setMaxListeners(0, signal);
    await wait(ms, undefined, signal ? { signal } : {}).catch(() => undefined);
  },
};
