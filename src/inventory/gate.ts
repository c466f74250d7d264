/** How many may go at once. */
export interface GateSize {
  /** At first. */
  readonly first: number;
  /** At most. */
  readonly most: number;
  /** How many more after each round that went well. */
  readonly more: number;
}

/**
 * Bounds how much goes at once, and feels for what AWS takes: more after each round that went well, half as many when somebody was
 * hindered.
 */
export class Gate {
  readonly #size: GateSize;
  readonly #queue: (() => void)[] = [];
  #allowed: number;
  #running = 0;
  #well = 0;

  /** @param size how many */
  constructor(size: GateSize) {
    this.#size = size;
    this.#allowed = size.first;
  }

  /**
   * Waits for a place, works, and gives the place back.
   *
   * @param work what to do
   * @returns what the work returned
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    // Whoever is let in from the queue has been counted there: nobody can slip in between.
    if (this.#running < this.#allowed) this.#running++;
    else await new Promise<void>((resolve) => this.#queue.push(resolve));
    try {
      return await work();
    } finally {
      this.#running--;
      this.#admit();
    }
  }

  /** AWS took what somebody asked; when everybody of a round can say so, more are let in. */
  wentWell(): void {
    if (++this.#well < this.#allowed) return;
    this.#well = 0;
    this.#allowed = Math.min(this.#size.most, this.#allowed + this.#size.more);
    this.#admit();
  }

  /** AWS wants less: half as many are let in from now on. */
  hindered(): void {
    this.#well = 0;
    this.#allowed = Math.max(1, Math.floor(this.#allowed / 2));
  }

  #admit(): void {
    while (this.#running < this.#allowed) {
      const next = this.#queue.shift();
      if (!next) return;
      this.#running++;
      next();
    }
  }
}
