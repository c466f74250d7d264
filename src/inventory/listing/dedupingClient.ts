import type { AwsClient, CallOptions, AwsResponse } from '../../aws/client/sdkClient.ts';
import { targetKey, type Target } from '../../aws/identity/target.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { ServiceId } from '../../catalog/model/services.ts';

/**
 * Sends equal read requests once, and keeps all responses: several resource types are in the response of one operation, or children of
 * the same parents.
 */
export class DedupingClient implements AwsClient {
  readonly #client: AwsClient;
  readonly #replies = new Map<string, Promise<AwsResponse>>();

  constructor(client: AwsClient) {
    this.#client = client;
  }

  async call(
    target: Target,
    service: ServiceId,
    operation: string,
    input: Structure,
    options?: CallOptions,
  ): Promise<AwsResponse> {
    const key = JSON.stringify([targetKey(target), service, operation, input]);
    let failed: Promise<AwsResponse> | undefined;
    for (let known = this.#replies.get(key); known && known !== failed; known = this.#replies.get(key)) {
      const reply = await known.catch(() => undefined);
      if (reply) return reply;
      // The failure may be a cancellation by the other caller: the first one that still waits sends the request again.
      failed = known;
    }
    const asked = this.#client.call(target, service, operation, input, options);
    this.#replies.set(key, asked);
    return asked;
  }
}
