import type { AwsResponse } from '../client/sdkClient.ts';
import { AwsCallError } from '../errors/callError.ts';
import { AimdLimiter } from './aimdLimiter.ts';

/** How many more are let in after each round that went well. */
const INCREASE = 4;

/** Bounds how many like questions are asked at once: more as long as AWS takes them, half as many when one had to be repeated. */
export class ReadLimiter {
  readonly #gate: AimdLimiter;

  /**
   * @param first how many at first
   * @param most how many at most
   */
  constructor(initial: number, max: number) {
    this.#gate = new AimdLimiter({ initial, max, increase: INCREASE });
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
  async send(call: () => Promise<AwsResponse>): Promise<AwsResponse> {
    try {
      const reply = await call();
      this.#record(reply.attempts);
      return reply;
    } catch (error) {
      if (error instanceof AwsCallError) this.#record(error.failure.attempts);
      throw error;
    }
  }

  #record(attempts: number): void {
    if (attempts > 1) this.#gate.onThrottled();
    else this.#gate.onSuccess();
  }
}
