import type { AwsClient, CallOptions, AwsResponse } from '../../aws/client/sdkClient.ts';
import { targetKey, type Target } from '../../aws/identity/target.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { ServiceId } from '../../catalog/model/services.ts';

/**
 * Makes each reading call once, however many ask for it, as long as it is kept: several kinds lie in the answer of one operation, and many
 * kinds are children of the same parents.
 */
export class DedupingClient implements AwsClient {
  readonly #client: AwsClient;
  readonly #replies = new Map<string, Promise<AwsResponse>>();

  /** @param caller the way to AWS */
  constructor(client: AwsClient) {
    this.#client = client;
  }

  /** @inheritdoc */
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
      // A failure may be the other one's own, who has ended it: the first who still wants an answer asks anew.
      failed = known;
    }
    const asked = this.#client.call(target, service, operation, input, options);
    this.#replies.set(key, asked);
    return asked;
  }
}
