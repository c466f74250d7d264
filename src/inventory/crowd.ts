import type { Reply } from '../aws/clients.ts';
import { AwsCallError } from '../aws/failure.ts';
import { Gate } from './gate.ts';

/** How many more are let in after each round that went well. */
const MORE = 4;

/** Bounds how many like questions are asked at once: more as long as AWS takes them, half as many when one had to be repeated. */
export class Crowd {
  readonly #gate: Gate;

  /**
   * @param first how many at first
   * @param most how many at most
   */
  constructor(first: number, most: number) {
    this.#gate = new Gate({ first, most, more: MORE });
  }

  /**
   * Waits for a place, asks, and gives the place back.
   *
   * @param ask the question, in one call or several, each through `send`
   * @returns its answer
   */
  run<T>(ask: () => Promise<T>): Promise<T> {
    return this.#gate.run(ask);
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
    if (attempts > 1) this.#gate.hindered();
    else this.#gate.wentWell();
  }
}
