import type { ReadLimit } from '../../catalog/model/services.ts';
import type { Clock } from '../../common/clock.ts';

/** The share of what AWS documents that watching takes: as much again is left for reading each resource before its removal. */
const POLLING_SHARE = 0.5;

/**
 * Spreads the looks with which many removals are watched, so that they are not throttled: who waits for a look that waits its turn
 * sees the end a little later, and has needed fewer looks.
 */
export class TokenBucket {
  readonly #clock: Clock;
  readonly #limit: ReadLimit | undefined;
  #tokens: number;
  #filledAt: number;

  /**
   * @param clock time
   * @param limit what the service documents; looks wait for nothing where it documents none
   */
  constructor(clock: Clock, limit: ReadLimit | undefined) {
    this.#clock = clock;
    this.#limit = limit;
    this.#tokens = (limit?.size ?? 0) * POLLING_SHARE;
    this.#filledAt = clock.now();
  }

  /**
   * Waits for the turn of a look.
   *
   * @param signal ends the wait
   */
  async acquire(signal?: AbortSignal): Promise<void> {
    if (!this.#limit) return;
    const perMs = (this.#limit.perSecond * POLLING_SHARE) / 1_000;
    const now = this.#clock.now();
    this.#tokens = Math.min(this.#limit.size * POLLING_SHARE, this.#tokens + (now - this.#filledAt) * perMs);
    this.#filledAt = now;
    // Below zero: the turns of those who wait already.
    this.#tokens--;
    if (this.#tokens < 0) await this.#clock.sleep(-this.#tokens / perMs, signal);
  }
}
