import type { Clock } from '../../../../src/common/clock.ts';

/** A clock on which waiting takes no time; who waits beside others waits at the same time as they do. */
export class FastClock implements Clock {
  readonly waits: number[] = [];
  /** Called before each wait is over: what happens in the meantime. */
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
