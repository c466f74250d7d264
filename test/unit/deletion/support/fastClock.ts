import type { Clock } from '../../../../src/common/clock.ts';

/** A clock on which sleeps take no real time. Concurrent sleeps overlap. */
export class FastClock implements Clock {
  readonly waits: number[] = [];
  /** Runs before each sleep ends, to change the environment meanwhile. */
  meanwhile: (ms: number) => Promise<void> | void = () => undefined;
  #now: number;

  constructor(now = Date.UTC(2026, 10, 21)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  async sleep(ms: number): Promise<void> {
    const until = this.#now + ms;
    this.waits.push(ms);
    await this.meanwhile(ms);
    this.#now = Math.max(this.#now, until);
  }
}
