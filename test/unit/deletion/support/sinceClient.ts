import type { AwsClient } from '../../../../src/aws/client/sdkClient.ts';
import { AwsCallError } from '../../../../src/aws/errors/callError.ts';
import type { Kind } from '../../../../src/catalog/model/kind.ts';
import type { Structure } from '../../../../src/catalog/model/structure.ts';

/** The sandbox with one change since the dialog. Counts delete requests and never sends them. */
export class SinceClient implements AwsClient {
  /** A value in AWS’s responses, and the one that replaces it; undefined removes it. With `isKept` a list has both. */
  replaced: { readonly before: Structure; readonly after: Structure | undefined; readonly isKept?: true } | undefined;
  /** The operation that fails now. */
  failing: { readonly operation: string; readonly name: string } | undefined;
  /** Operations with the response that they have now. */
  responses: Readonly<Record<string, Structure>> = {};
  readonly operations: string[] = [];
  sent = 0;
  readonly #client: AwsClient;
  readonly #deletes: string;

  constructor(client: AwsClient, { action }: Kind) {
    this.#client = client;
    this.#deletes = action.operation;
  }

  async call(...args: Parameters<AwsClient['call']>): ReturnType<AwsClient['call']> {
    const [target, service, operation, input] = args;
    this.operations.push(operation);
    if (operation === this.#deletes && input['DryRun'] !== true) {
      this.sent += 1;
      // The resource is deleted at once, so no polls are needed.
      this.replaced &&= { before: this.replaced.before, after: undefined };
      return { output: {}, status: 200, attempts: 1, durationMs: 0 };
    }
    if (this.failing?.operation === operation) {
      const { name } = this.failing;
      const where = { action: `${service}:${operation}`, region: target.region, attempts: 1, durationMs: 0 };
      throw new AwsCallError({ cause: 'other', name, message: 'No.', details: {}, ...where });
    }
    const response = await this.#client.call(...args);
    const instead = this.responses[operation];
    if (instead) return { ...response, output: instead };
    return this.replaced ? { ...response, output: this.#replace(response.output) as Structure } : response;
  }

  #replace(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || value instanceof Date) return value;
    if (this.#isReplaced(value)) return this.replaced?.after;
    if (Array.isArray(value)) {
      return value
        .flatMap((one) => [
          ...(this.replaced?.isKept && this.#isReplaced(one) ? [one as unknown] : []),
          this.#replace(one),
        ])
        .filter((one) => one !== undefined);
    }
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, this.#replace(inner)]));
  }

  #isReplaced(value: unknown): boolean {
    return this.replaced !== undefined && JSON.stringify(value) === JSON.stringify(this.replaced.before);
  }
}
