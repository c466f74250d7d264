import type { Structure } from '../../catalog/model/structure.ts';
import type { ServiceId } from '../../catalog/model/services.ts';
import type { AwsClient, AwsResponse, CallOptions } from '../client/sdkClient.ts';
import { AwsCallError } from '../errors/callError.ts';
import type { Target } from '../identity/target.ts';
import type { Throttle } from './throttle.ts';
import type { ThrottleRegistry } from './throttleRegistry.ts';

/**
 * Passes each read through its throttle, for every caller: a throttled read slows all reads that AWS counts with it.
 * Mutating requests go straight through, because a deletion waits for its throttle before it writes the journal, not
 * after.
 */
export class ThrottledClient implements AwsClient {
  readonly #client: AwsClient;
  readonly #throttles: ThrottleRegistry;

  constructor(client: AwsClient, throttles: ThrottleRegistry) {
    this.#client = client;
    this.#throttles = throttles;
  }

  call(
    target: Target,
    service: ServiceId,
    operation: string,
    input: Structure,
    options: CallOptions = {},
  ): Promise<AwsResponse> {
    const send = () => this.#client.call(target, service, operation, input, options);
    if (options.noRetry) return send();
    const { reads } = this.#throttles.for(target, service, operation);
    return reads.run(async () => {
      await reads.waitUntilReady(options.signal);
      return recordResponse(reads, send);
    }, options.signal);
  }
}

async function recordResponse(throttle: Throttle, send: () => Promise<AwsResponse>): Promise<AwsResponse> {
  try {
    const response = await send();
    recordAttempts(throttle, response.attempts);
    return response;
  } catch (error) {
    if (error instanceof AwsCallError) {
      const { cause, attempts } = error.failure;
      if (cause === 'throttled') throttle.onThrottled();
      // A canceled request proves nothing about AWS.
      else if (cause !== 'canceled') recordAttempts(throttle, attempts);
    }
    throw error;
  }
}

function recordAttempts(throttle: Throttle, attempts: number): void {
  if (attempts > 1) throttle.onRetried();
  else throttle.onSuccess();
}
