import type { Structure } from '../../catalog/model/structure.ts';
import type { ServiceId } from '../../catalog/model/services.ts';
import type { Clock } from '../../common/clock.ts';
import type { AwsClient, AwsResponse, CallOptions } from '../client/sdkClient.ts';
import { AwsCallError } from '../errors/callError.ts';
import type { Target } from '../identity/target.ts';

/** The pauses before a throttled read is sent again, in milliseconds. The buckets of EC2 fill up in a few seconds. */
const PAUSES_MS: readonly number[] = [1_000, 2_000, 4_000, 8_000];

/**
 * Sends a read again while AWS throttles it. It is for checks right before a request, where a failure counts as a change: a plan of many
 * resources empties the buckets of its own reads. Requests that must not be repeated pass through.
 */
export class PatientClient implements AwsClient {
  readonly #client: AwsClient;
  readonly #clock: Clock;

  constructor(client: AwsClient, clock: Clock) {
    this.#client = client;
    this.#clock = clock;
  }

  async call(
    target: Target,
    service: ServiceId,
    operation: string,
    input: Structure,
    options: CallOptions = {},
  ): Promise<AwsResponse> {
    for (const pauseMs of options.noRetry ? [] : PAUSES_MS) {
      try {
        return await this.#client.call(target, service, operation, input, options);
      } catch (error) {
        if (!(error instanceof AwsCallError) || error.failure.cause !== 'throttled') throw error;
        await this.#clock.sleep(pauseMs, options.signal);
      }
    }
    return this.#client.call(target, service, operation, input, options);
  }
}
