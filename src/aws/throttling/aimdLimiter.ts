/** How many may go at once. */
export interface GateSize {
  /** At first. */
  readonly initial: number;
  /** At most. */
  readonly max: number;
  /** How many more after each round that went well. */
  readonly increase: number;
}

/**
 * Bounds how much goes at once, and feels for what AWS takes: more after each round that went well, half as many when somebody was
 * hindered.
 */
export class AimdLimiter {
  readonly #size: GateSize;
  readonly #queue: (() => void)[] = [];
  #limit: number;
  #running = 0;
  #successes = 0;

  /** @param size how many */
  constructor(size: GateSize) {
    this.#size = size;
    this.#limit = size.initial;
  }

  /**
   * Waits for a place, works, and gives the place back.
   *
   * @param work what to do
   * @returns what the work returned
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    // Whoever is let in from the queue has been counted there: nobody can slip in between.
    if (this.#running < this.#limit) this.#running++;
    else await new Promise<void>((resolve) => this.#queue.push(resolve));
    try {
      return await work();
    } finally {
      this.#running--;
      this.#dequeue();
    }
  }

  /** AWS took what somebody asked; when everybody of a round can say so, more are let in. */
  onSuccess(): void {
    if (++this.#successes < this.#limit) return;
    this.#successes = 0;
    this.#limit = Math.min(this.#size.max, this.#limit + this.#size.increase);
    this.#dequeue();
  }

  /** AWS wants less: half as many are let in from now on. */
  onThrottled(): void {
    this.#successes = 0;
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
  }

  #dequeue(): void {
    while (this.#running < this.#limit) {
      const next = this.#queue.shift();
      if (!next) return;
      this.#running++;
      next();
    }
  }
}
