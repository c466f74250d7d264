import type { Reply } from '../aws/clients.ts';
import { AwsCallError } from '../aws/failure.ts';

/** How many more are let in after each round that went well. */
const MORE = 4;

/** Bounds how many like questions are asked at once: more as long as AWS takes them, half as many when one had to be repeated. */
export class Crowd {
  readonly #most: number;
  readonly #queue: (() => void)[] = [];
  #allowed: number;
  #running = 0;
  #well = 0;

  /**
   * @param first how many at first
   * @param most how many at most
   */
  constructor(first: number, most: number) {
    this.#allowed = first;
    this.#most = most;
  }

  /**
   * Waits for a place, asks, and gives the place back.
   *
   * @param ask the question, in one call or several, each through `send`
   * @returns its answer
   */
  async run<T>(ask: () => Promise<T>): Promise<T> {
    if (this.#running < this.#allowed) this.#running++;
    else await new Promise<void>((resolve) => this.#queue.push(resolve));
    try {
      return await ask();
    } finally {
      this.#running--;
      this.#admit();
    }
  }

  /**
   * Makes a call, and takes note of how it went.
   *
   * @param call the call
   * @returns its reply
   * @throws AwsCallError when the call came to nothing
   */
  async send(call: () => Promise<Reply>): Promise<Reply> {
    try {
      const reply = await call();
      this.#wentBy(reply.attempts);
      return reply;
    } catch (error) {
      if (error instanceof AwsCallError) this.#wentBy(error.failure.attempts);
      throw error;
    }
  }

  #wentBy(attempts: number): void {
    if (attempts > 1) {
      this.#well = 0;
      this.#allowed = Math.max(1, Math.floor(this.#allowed / 2));
    } else if (++this.#well >= this.#allowed) {
      this.#well = 0;
      this.#allowed = Math.min(this.#most, this.#allowed + MORE);
      this.#admit();
    }
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
