/** Requests per second in the long run, and how many may leave at once after a rest. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** How many requests must succeed between two throttled responses before the time between them is believed. */
const MIN_SAMPLES = 5;

/**
 * How much each success raises a learned rate, for each success since the last throttled response. It starts so low that about one
 * request in 150 is throttled, and grows where AWS's limit was raised.
 */
const SPEEDUP_PER_SUCCESS = 0.000_01;

/** How many requests may leave at once at a learned rate, to make up for timers that fire late. */
const LEARNED_BURST = 3;

/**
 * How long without a request until a bucket that was empty is full again, in milliseconds. The slowest documented one, of
 * `DeleteVpcEndpoints`, takes 4 tokens / 0.3 per second = 13.4 s
 * (https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html).
 */
const REFILL_MS = 15_000;

/**
 * Spreads requests over time, at a documented rate or at one learned from AWS's responses. AWS uses token buckets
 * (https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html): between two moments when the bucket was empty, as many
 * requests succeeded as tokens flowed in. Requests are not spread before a rate is known, nor while the bucket is full.
 */
export class RateLimiter {
  readonly #burst: number;
  /** Milliseconds from one request to the next; 0 while unknown. */
  #intervalMs: number;
  /** False while the bucket is taken to have tokens left: requests then leave at once. */
  #spreading: boolean;
  #nextAt = 0;
  #lastAt = 0;
  #emptyAt: number | undefined;
  #successes = 0;

  /** Without a rate, the limiter learns it. */
  constructor(rate?: Rate) {
    this.#burst = rate?.burst ?? LEARNED_BURST;
    this.#intervalMs = rate ? 1_000 / rate.perSecond : 0;
    this.#spreading = rate !== undefined;
  }

  /**
   * Takes a token if there is one. Times are milliseconds since the epoch. Returns 0 where the token is taken;
   * otherwise the milliseconds to wait before the next try.
   */
  tryAcquire(now: number): number {
    this.#noteRefill(now);
    const waitMs = this.#spreading ? Math.max(0, this.#nextAt - now) : 0;
    if (waitMs === 0) this.#take(now);
    return waitMs;
  }

  /** Takes the next token in the order of arrival and returns the milliseconds until it may be used. */
  reserve(now: number): number {
    const waitMs = this.#spreading ? Math.max(0, this.#nextAt - now) : 0;
    this.#take(now);
    return waitMs;
  }

  /** Raises a learned rate a little. */
  onSuccess(): void {
    this.#successes++;
    this.#intervalMs /= 1 + SPEEDUP_PER_SUCCESS * this.#successes;
  }

  /** Learns the rate: the bucket is empty now. */
  onThrottled(now: number): void {
    this.#spreading = true;
    if (this.#emptyAt !== undefined) {
      if (this.#successes < MIN_SAMPLES) return;
      if (now > this.#emptyAt) this.#intervalMs = (now - this.#emptyAt) / this.#successes;
    }
    this.#emptyAt = now;
    this.#successes = 0;
  }

  #take(now: number): void {
    this.#lastAt = now;
    const earliest = now - (this.#burst - 1) * this.#intervalMs;
    this.#nextAt = this.#spreading ? Math.max(this.#nextAt, earliest) + this.#intervalMs : now;
  }

  /**
   * Treats the bucket as full after a rest: its burst may be used, and the rest must not count as time in which tokens
   * were added.
   */
  #noteRefill(now: number): void {
    if (this.#emptyAt === undefined || now - this.#lastAt <= REFILL_MS) return;
    this.#spreading = false;
    this.#emptyAt = undefined;
    this.#successes = 0;
  }
}
