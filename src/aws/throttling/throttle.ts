import type { Clock } from '../../common/clock.ts';
import { AimdLimiter, type Concurrency } from './aimdLimiter.ts';
import type { RateLimiter } from './rateLimiter.ts';

/** How long requests wait after a throttled response, in milliseconds; doubled for each one in a row. */
const INITIAL_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 30_000;

/** The pause of one throttling key. Requests of the key leave when it is over. */
export interface Backoff {
  /** Milliseconds since the epoch. */
  until: number;
}

/** What a throttle is made of. */
export interface ThrottleOptions {
  readonly clock: Clock;
  readonly concurrency: Concurrency;
  /** Shared by the throttles of one key: a throttled response to any of them makes all of them wait. */
  readonly backoff: Backoff;
  /** Spreads the requests. Without it they are only bounded and paused. */
  readonly rate?: RateLimiter;
}

/**
 * Slows down requests that AWS counts together: fewer at once, a pause after a throttled response, and the rate that AWS turned out
 * to accept. One throttled response slows every request of the key.
 */
export class Throttle {
  readonly #clock: Clock;
  readonly #limiter: AimdLimiter;
  readonly #backoff: Backoff;
  readonly #rate: RateLimiter | undefined;
  #pauseMs = 0;

  constructor({ clock, concurrency, backoff, rate }: ThrottleOptions) {
    this.#clock = clock;
    this.#limiter = new AimdLimiter(concurrency);
    this.#backoff = backoff;
    this.#rate = rate;
  }

  /** Runs a task in a slot of its own; see {@link AimdLimiter.run}. */
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#limiter.run(task, signal);
  }

  /**
   * Waits until a request may leave. Call it right before the request; an aborted signal ends the wait without an error. Returns how long
   * that was, in milliseconds.
   */
  async waitUntilReady(signal?: AbortSignal): Promise<number> {
    let waitedMs = 0;
    while (!signal?.aborted) {
      const now = this.#clock.now();
      const waitMs = this.#backoff.until > now ? this.#backoff.until - now : (this.#rate?.tryAcquire(now) ?? 0);
      if (waitMs <= 0) break;
      await this.#clock.sleep(waitMs, signal);
      waitedMs += waitMs;
    }
    return waitedMs;
  }

  /** Records a response that was not throttled, whether a success or an error. */
  onSuccess(): void {
    this.onSuccessOutsideSlot();
    this.#limiter.onSuccess();
  }

  /** Records a response that was not throttled, to a request without a slot: it shows nothing about how many may run at once. */
  onSuccessOutsideSlot(): void {
    this.#rate?.onSuccess();
    this.#pauseMs = 0;
  }

  /** Records that the SDK had to repeat a request: fewer at once, without a pause. */
  onRetried(): void {
    this.#limiter.onThrottled();
  }

  /** Records a throttled response: fewer at once, and a pause for all requests of the key. */
  onThrottled(): void {
    const now = this.#clock.now();
    this.#rate?.onThrottled(now);
    // A request that is throttled during a pause left before it: several responses to one burst count once.
    if (now < this.#backoff.until) return;
    this.#limiter.onThrottled();
    this.#pauseMs = Math.min(MAX_PAUSE_MS, Math.max(INITIAL_PAUSE_MS, this.#pauseMs * 2));
    this.#backoff.until = now + this.#pauseMs;
  }
}
