import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Spreads small pieces of work that are requested all at once over several turns of the event loop, so that other work
 * runs in between. They keep their order.
 */
export class TimeSlices {
  readonly #size: number;
  /** How many pieces were requested since the last time when none was left. */
  #requested = 0;
  /** The turns after the current one: each resolves at its beginning. */
  #turns: Promise<void>[] = [];

  /** `size` pieces are done in each turn. */
  constructor(size: number) {
    this.#size = size;
  }

  /** Does a piece of work: at once where this turn has room for it, else in a later one. Returns or rejects as it does. */
  run<T>(work: () => T | PromiseLike<T>): T | PromiseLike<T> {
    const turn = Math.floor(this.#requested / this.#size);
    if (this.#requested === 0) void this.#reset();
    this.#requested += 1;
    return turn === 0 ? work() : this.#turn(turn).then(work);
  }

  /** Resolves when all requested work has begun. */
  async idle(): Promise<void> {
    await this.#turns.at(-1);
  }

  #turn(number: number): Promise<void> {
    return (this.#turns[number - 1] ??= (this.#turns[number - 2] ?? Promise.resolve()).then(() => nextTurn()));
  }

  /** Gives the next turn its room again, as soon as nothing waits. */
  async #reset(): Promise<void> {
    await nextTurn();
    // Turns that are added meanwhile are waited for, too.
    for (const turn of this.#turns) await turn;
    this.#requested = 0;
    this.#turns = [];
  }
}
