import type { AwsClient, AwsResponse, CallOptions } from '../../aws/client/sdkClient.ts';
import { AwsCallError } from '../../aws/errors/callError.ts';
import type { Target } from '../../aws/identity/target.ts';
import { TimeSlices } from '../../common/timeSlices.ts';
import type { AimdLimiter } from '../../aws/throttling/aimdLimiter.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { ServiceId } from '../../catalog/model/services.ts';

/** Returns what bounds how many requests of a service run at once in a target. */
type RequestLimiterFor = (target: Target, service: ServiceId) => AimdLimiter;

/** So many requests are built and signed before other work runs: each takes about a millisecond. */
const REQUESTS_IN_TURN = 8;

/**
 * Bounds how many requests of all lists of a batch run at once. A list has no slot while it waits for what another one
 * requests, and the children of many parents do not leave in one burst.
 */
export class LimitedClient implements AwsClient {
  readonly #client: AwsClient;
  readonly #limiterFor: RequestLimiterFor;
  readonly #turns = new TimeSlices(REQUESTS_IN_TURN);

  constructor(client: AwsClient, limiterFor: RequestLimiterFor) {
    this.#client = client;
    this.#limiterFor = limiterFor;
  }

  call(
    target: Target,
    service: ServiceId,
    operation: string,
    input: Structure,
    options: CallOptions = {},
  ): Promise<AwsResponse> {
    const limiter = this.#limiterFor(target, service);
    return limiter.run(async () => {
      try {
        const response = await this.#turns.run(() => this.#client.call(target, service, operation, input, options));
        // A request that the SDK had to repeat was throttled, too, or met a server that is overloaded.
        if (response.attempts > 1) limiter.onThrottled();
        else limiter.onSuccess();
        return response;
      } catch (error) {
        if (error instanceof AwsCallError && error.failure.cause === 'throttled') limiter.onThrottled();
        throw error;
      }
    }, options.signal);
  }
}
