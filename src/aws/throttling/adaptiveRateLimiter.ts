/** How many calls must have been taken between two throttling replies for the time between them to tell anything. */
const MIN_SAMPLES = 5;

/**
 * By how much the pace quickens with each call that is taken, for each call that was taken since the last throttling reply: so little at
 * first that one call in a hundred and fifty is throttled, and soon more where AWS takes more than it did.
 */
const SPEEDUP_PER_CALL = 0.000_01;

/** How many calls may leave closer together than the pace, to make up for waits that took too long. */
const MAX_BURST = 2;

/**
 * Finds out how many calls AWS takes in the long run, and spreads them by that. EC2 has token buckets
 * (https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html): between two moments in which a bucket was empty, as many calls
 * were taken as flowed in. Until that is known, nothing is spread.
 */
export class AdaptiveRateLimiter {
  /** Milliseconds from one call to the next; 0 as long as it is not known. */
  #intervalMs = 0;
  /** When the next call may leave. */
  #next = 0;
  /** When the bucket was last seen to be empty. */
  #bucketEmptyAt: number | undefined;
  #taken = 0;

  /**
   * Asks for leave to call.
   *
   * @param now milliseconds since the epoch
   * @returns milliseconds to wait before asking again; 0 or less: the call may leave now, and counts
   */
  acquire(now: number): number {
    if (this.#intervalMs === 0) return 0;
    const left = this.#next - now;
    if (left <= 0) this.#next = Math.max(this.#next, now - MAX_BURST * this.#intervalMs) + this.#intervalMs;
    return left;
  }

  /** A call was taken. */
  onSuccess(): void {
    this.#taken++;
    this.#intervalMs /= 1 + SPEEDUP_PER_CALL * this.#taken;
  }

  /**
   * A call was throttled: the bucket is empty.
   *
   * @param now milliseconds since the epoch
   */
  onThrottled(now: number): void {
    if (this.#bucketEmptyAt !== undefined && this.#taken < MIN_SAMPLES) return;
    if (this.#bucketEmptyAt !== undefined && now > this.#bucketEmptyAt)
      this.#intervalMs = (now - this.#bucketEmptyAt) / this.#taken;
    this.#bucketEmptyAt = now;
    this.#taken = 0;
  }
}
