import { setMaxListeners } from 'node:events';

/** How many tasks run at once. */
export interface Concurrency {
  readonly initial: number;
  readonly max: number;
  /** How many more after each fully successful round. */
  readonly increase: number;
}

/** A task without a slot yet. */
interface Waiting {
  readonly signal: AbortSignal | undefined;
  /** Ends the wait: with a slot, or without one. */
  readonly resolve: (hasSlot: boolean) => void;
}

/**
 * Bounds how many tasks run at once: additive increase after a fully successful round, multiplicative decrease on throttling
 * (https://en.wikipedia.org/wiki/Additive_increase/multiplicative_decrease).
 */
export class AimdLimiter {
  readonly #concurrency: Concurrency;
  /** Waiting tasks, oldest first. */
  readonly #queue = new Set<Waiting>();
  readonly #watched = new WeakSet<AbortSignal>();
  #limit: number;
  #running = 0;
  #successes = 0;

  constructor(concurrency: Concurrency) {
    this.#concurrency = concurrency;
    this.#limit = concurrency.initial;
  }

  /**
   * Runs a task in a slot of its own, in the order of arrival. An aborted signal ends the wait: the task then runs at once, and is
   * expected to end by the same signal.
   */
  async run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const hasSlot = this.#tryEnter() || (await this.#waitForSlot(signal));
    try {
      return await task();
    } finally {
      if (hasSlot) {
        this.#running--;
        this.#dequeue();
      }
    }
  }

  /** Counts a success. A round of them, one for each slot, raises the limit. */
  onSuccess(): void {
    if (++this.#successes < this.#limit) return;
    this.#successes = 0;
    this.#limit = Math.min(this.#concurrency.max, this.#limit + this.#concurrency.increase);
    this.#dequeue();
  }

  /** Halves the limit. Running tasks are not interrupted. */
  onThrottled(): void {
    this.#successes = 0;
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
  }

  #tryEnter(): boolean {
    if (this.#running >= this.#limit) return false;
    this.#running++;
    return true;
  }

  /** Returns false where the signal ended the wait. */
  #waitForSlot(signal: AbortSignal | undefined): Promise<boolean> {
    if (signal?.aborted) return Promise.resolve(false);
    if (signal) this.#watch(signal);
    return new Promise((resolve) => this.#queue.add({ signal, resolve }));
  }

  /** Ends the waits of a signal when it is aborted: one listener, for thousands may wait with one signal. */
  #watch(signal: AbortSignal): void {
    if (this.#watched.has(signal)) return;
    this.#watched.add(signal);
    // One signal may be watched by a limiter for each API action.
    setMaxListeners(0, signal);
    const leave = () => {
      for (const waiting of this.#queue) {
        if (waiting.signal !== signal) continue;
        this.#queue.delete(waiting);
        waiting.resolve(false);
      }
    };
    signal.addEventListener('abort', leave, { once: true });
  }

  #dequeue(): void {
    for (const waiting of this.#queue) {
      // A dequeued task counts as running from here: no newcomer can take its slot.
      if (!this.#tryEnter()) return;
      this.#queue.delete(waiting);
      waiting.resolve(true);
    }
  }
}
