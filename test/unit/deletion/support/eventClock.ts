import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../../../src/common/clock.ts';

/** The turns of the event loop without work after which all code counts as waiting. */
const QUIET_TURNS = 3;

/**
 * A clock that stops while code runs, and otherwise jumps to the end of the shortest sleep. Concurrent sleeps overlap as
 * in real time, and requests take no time from the timeouts of others.
 */
export class EventClock implements Clock {
  #now: number;
  #working = 0;
  #advancing = false;
  readonly #waits: { readonly until: number; readonly wake: () => void }[] = [];

  constructor(now = Date.UTC(2026, 10, 21)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number): Promise<void> {
    const woken = new Promise<void>((wake) => this.#waits.push({ until: this.#now + ms, wake }));
    void this.#advance();
    return woken;
  }

  /** Runs work, such as a request, while time stops. */
  async working<T>(work: () => Promise<T>): Promise<T> {
    this.#working++;
    try {
      return await work();
    } finally {
      this.#working--;
      void this.#advance();
    }
  }

  async #advance(): Promise<void> {
    if (this.#advancing) return;
    this.#advancing = true;
    for (let quiet = 0; quiet < QUIET_TURNS; quiet++) {
      await turn();
      if (this.#working > 0) break;
    }
    this.#advancing = false;
    if (this.#working > 0) return;
    const until = Math.min(...this.#waits.map((wait) => wait.until));
    if (!Number.isFinite(until)) return;
    this.#now = Math.max(this.#now, until);
    const over = this.#waits.filter((wait) => wait.until <= this.#now);
    const left = this.#waits.filter((wait) => wait.until > this.#now);
    this.#waits.splice(0, this.#waits.length, ...left);
    for (const { wake } of over) wake();
    if (left.length > 0) void this.#advance();
  }
}
