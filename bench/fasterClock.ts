import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../src/common/clock.ts';

/** A clock that runs faster than the machine's by a factor. Its waits are shorter by the same factor. */
export class FasterClock implements Clock {
  readonly #speed: number;
  readonly #began = Date.now();
  readonly #started = performance.now();

  constructor(speed: number) {
    this.#speed = speed;
  }

  now(): number {
    return this.#began + (performance.now() - this.#started) * this.#speed;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await wait(ms / this.#speed, undefined, signal ? { signal } : {}).catch(() => undefined);
  }
}
