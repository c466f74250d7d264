import type { AwsClient, AwsResponse } from '../../../../src/aws/client/sdkClient.ts';
import { targetKey } from '../../../../src/aws/identity/target.ts';

/**
 * Sends each read request once and repeats its response, for thousands of executions in a sandbox that does not change.
 * A request that may change something is always sent, and forgets all responses.
 */
export class RememberingClient implements AwsClient {
  readonly #client: AwsClient;
  readonly #responses = new Map<string, AwsResponse>();

  constructor(client: AwsClient) {
    this.#client = client;
  }

  async call(...args: Parameters<AwsClient['call']>): Promise<AwsResponse> {
    const [target, service, operation, input, options] = args;
    if (options?.noRetry) {
      this.#responses.clear();
      return this.#client.call(...args);
    }
    options?.signal?.throwIfAborted();
    const key = JSON.stringify([targetKey(target), service, operation, input]);
    const known = this.#responses.get(key);
    if (known) return known;
    const response = await this.#client.call(...args);
    this.#responses.set(key, response);
    return response;
  }
}
