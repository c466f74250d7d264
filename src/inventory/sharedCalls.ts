import type { AwsCaller, CallOptions, Reply } from '../aws/clients.ts';
import { targetKey, type Target } from '../aws/target.ts';
import type { Structure } from '../catalog/kind.ts';
import type { ServiceId } from '../catalog/service.ts';

/**
 * Makes each reading call once, however many ask for it, as long as it is kept: several kinds lie in the answer of one operation, and many
 * kinds are children of the same parents.
 */
export class SharedCalls implements AwsCaller {
  readonly #caller: AwsCaller;
  readonly #replies = new Map<string, Promise<Reply>>();

  /** @param caller the way to AWS */
  constructor(caller: AwsCaller) {
    this.#caller = caller;
  }

  /** @inheritdoc */
  async call(
    target: Target,
    service: ServiceId,
    operation: string,
    input: Structure,
    options?: CallOptions,
  ): Promise<Reply> {
    const key = JSON.stringify([targetKey(target), service, operation, input]);
    let failed: Promise<Reply> | undefined;
    for (let known = this.#replies.get(key); known && known !== failed; known = this.#replies.get(key)) {
      const reply = await known.catch(() => undefined);
      if (reply) return reply;
      // A failure may be the other one's own, who has ended it: the first who still wants an answer asks anew.
      failed = known;
    }
    const asked = this.#caller.call(target, service, operation, input, options);
    this.#replies.set(key, asked);
    return asked;
  }
}
