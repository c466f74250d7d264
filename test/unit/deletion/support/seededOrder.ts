import { setImmediate as turn } from 'node:timers/promises';
import { randomFrom } from '../../../../sandbox/random.ts';

/** Turns of the event loop after which all code between two requests has run. */
const QUIET_TURNS = 3;

/**
 * Runs one request at a time. A seed instead of the network determines which of the pending requests is next. The code
 * between two requests must not wait for timers, files or sockets.
 */
export class SeededOrder {
  readonly #random: () => number;
  readonly #pending: (() => Promise<void>)[] = [];
  #running = false;

  /** @param seed determines the order */
  constructor(seed: number) {
    this.#random = randomFrom(seed);
  }

  /** Runs a request when the order selects it, and returns its response. */
  run<T>(request: () => Promise<T>): Promise<T> {
    const response = new Promise<T>((resolve, reject) => {
      this.#pending.push(() => request().then(resolve, reject));
    });
    void this.#drain();
    return response;
  }

  async #drain(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    while (this.#pending.length > 0) {
      for (let quiet = 0; quiet < QUIET_TURNS; quiet++) await turn();
      const [next] = this.#pending.splice(Math.floor(this.#random() * this.#pending.length), 1);
      await next?.();
    }
    this.#running = false;
  }
}
