import { AimdLimiter } from './aimdLimiter.ts';
import type { Clock } from '../../common/clock.ts';
import type { AdaptiveRateLimiter } from './adaptiveRateLimiter.ts';

/** How many calls go at once at first, and at most. */
const CONCURRENCY = { initial: 3, max: 10, increase: 1 } as const;

/** How long everybody waits after a throttling reply: milliseconds, doubled for each one in a row. */
const PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Bounds how many removals go at once, and feels for what AWS takes: one more after each round that went well, half as many
 * after a throttling reply, and a pause for everybody, so that one reply is enough.
 */
export class ThrottleLimiter {
  readonly #clock: Clock;
  readonly #gate = new AimdLimiter(CONCURRENCY);
  #pauseMs = 0;
  #backoffUntil = 0;

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
  async waitUntilReady(signal?: AbortSignal, pace?: AdaptiveRateLimiter): Promise<void> {
    while (!signal?.aborted) {
      const now = this.#clock.now();
      const left = this.#backoffUntil > now ? this.#backoffUntil - now : (pace?.acquire(now) ?? 0);
      if (left <= 0) return;
      await this.#clock.sleep(left, signal);
    }
  }

  /**
   * AWS has throttled: fewer at once, and a pause for everybody.
   *
   * @param pace learns from it, where the call was of its operation
   */
  onThrottled(pace?: AdaptiveRateLimiter): void {
    const now = this.#clock.now();
    pace?.onThrottled(now);
    // What is throttled during a pause left before it: several replies to one burst are one sign, not several.
    if (now < this.#backoffUntil) return;
    this.#gate.onThrottled();
    this.#pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(PAUSE_MS, this.#pauseMs * 2));
    this.#backoffUntil = now + this.#pauseMs;
  }

  /**
   * AWS has taken a call.
   *
   * @param pace learns from it, where the call was of its operation
   */
  onSuccess(pace?: AdaptiveRateLimiter): void {
    pace?.onSuccess();
    this.#pauseMs = 0;
    this.#gate.onSuccess();
  }
}
