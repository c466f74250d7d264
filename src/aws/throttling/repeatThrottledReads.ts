import type { AwsClient } from '../client/sdkClient.ts';
import { AwsCallError } from '../errors/callError.ts';

/** How often a read is sent again after throttled responses. */
const MAX_READ_RETRIES = 5;

/**
 * Returns a client that sends a read again while AWS throttles it. It is for the check right before a request, where a failed read counts as
 * a change: a plan of many resources empties the buckets of its own reads. `client` pauses before each read (`ThrottledClient`). Requests
 * that must not be repeated pass through.
 */
export function repeatThrottledReads(client: AwsClient): AwsClient {
  return {
    async call(target, service, operation, input, options) {
      for (let retries = 0; ; retries++) {
        try {
          return await client.call(target, service, operation, input, options);
        } catch (error) {
          const isThrottled = error instanceof AwsCallError && error.failure.cause === 'throttled';
          if (!isThrottled || options?.noRetry || options?.signal?.aborted || retries === MAX_READ_RETRIES) throw error;
        }
      }
    },
  };
}
