import { Gate } from '../inventory/gate.ts';
import type { Clock } from './clock.ts';
import type { LearnedPace } from './learnedPace.ts';

/** How many calls go at once at first, and at most. */
const SIZE = { first: 3, most: 10, more: 1 } as const;

/** How long everybody waits after a throttling reply: milliseconds, doubled for each one in a row. */
const PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Bounds how many removals go at once, and feels for what AWS takes: one more after each round that went well, half as many
 * after a throttling reply, and a pause for everybody, so that one reply is enough.
 */
export class Limiter {
  readonly #clock: Clock;
  readonly #gate = new Gate(SIZE);
  #pauseMs = 0;
  #pausedUntil = 0;

  /** @param clock time */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Waits for a place, works, and gives the place back.
   *
   * @param work what to do
   * @returns what the work returned
   */
  run<T>(work: () => Promise<T>): Promise<T> {
    return this.#gate.run(work);
  }

  /**
   * Waits until nobody pauses any more, and it is this call's turn; to be called right before a call leaves.
   *
   * @param signal ends the wait
   * @param pace what AWS takes of this call's operation in the long run, where that is being learnt
   */
  async ready(signal?: AbortSignal, pace?: LearnedPace): Promise<void> {
    while (!signal?.aborted) {
      const now = this.#clock.now();
      const left = this.#pausedUntil > now ? this.#pausedUntil - now : (pace?.ask(now) ?? 0);
      if (left <= 0) return;
      await this.#clock.wait(left, signal);
    }
  }

  /**
   * AWS has throttled: fewer at once, and a pause for everybody.
   *
   * @param pace learns from it, where the call was of its operation
   */
  throttled(pace?: LearnedPace): void {
    const now = this.#clock.now();
    pace?.refused(now);
    // What is throttled during a pause left before it: several replies to one burst are one sign, not several.
    if (now < this.#pausedUntil) return;
    this.#gate.hindered();
    this.#pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(PAUSE_MS, this.#pauseMs * 2));
    this.#pausedUntil = now + this.#pauseMs;
  }

  /**
   * AWS has taken a call.
   *
   * @param pace learns from it, where the call was of its operation
   */
  accepted(pace?: LearnedPace): void {
    pace?.taken();
    this.#pauseMs = 0;
    this.#gate.wentWell();
  }
}
