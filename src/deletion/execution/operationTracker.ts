import { t } from '@vscode/l10n';
import type { AwsClient } from '../../aws/client/sdkClient.ts';
import { AwsCallError } from '../../aws/errors/callError.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { textAt } from '../../inventory/listing/memberPath.ts';
import type { Resource } from '../../inventory/resource.ts';
import { isTransient } from './pollUntilDone.ts';

/**
 * Tracks the Lightsail operations that a response names, until all are terminal
 * (https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_Operation.html).
 */
export class OperationTracker {
  readonly #client: AwsClient;
  readonly #resource: Pick<Resource, 'kind' | 'target'>;
  readonly #pending = new Set<string>();
  #failure: string | undefined;
  #hasStarted = false;

  /** `operations` is one operation, a list, or undefined where the response names none. */
  constructor(client: AwsClient, resource: Pick<Resource, 'kind' | 'target'>, operations: unknown) {
    this.#client = client;
    this.#resource = resource;
    this.#track(operations);
  }

  /** Whether AWS has named an operation. */
  get hasStarted(): boolean {
    return this.#hasStarted;
  }

  /** Whether AWS is still working on an operation. */
  get isPending(): boolean {
    return this.#pending.size > 0;
  }

  /** AWS's reason, if an operation has failed. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /** Reads the operations that are still pending. */
  async refresh(signal?: AbortSignal): Promise<void> {
    const { target, kind } = this.#resource;
    for (const operationId of [...this.#pending]) {
      try {
        const options = signal ? { signal } : {};
        const { output } = await this.#client.call(target, kind.service, 'GetOperation', { operationId }, options);
        this.#pending.delete(operationId);
        this.#track(output['operation']);
      } catch (error) {
        if (!(error instanceof AwsCallError)) throw error;
        // Without permission to read operations, the listing alone has to show the end.
        if (!isTransient(error.failure)) this.#pending.delete(operationId);
      }
    }
  }

  #track(operations: unknown): void {
    for (const operation of (Array.isArray(operations) ? operations : [operations]) as (Structure | undefined)[]) {
      if (!operation) continue;
      this.#hasStarted = true;
      const code = textAt(operation, 'errorCode');
      if (code !== undefined || textAt(operation, 'status') === 'Failed') {
        const reason = [code, textAt(operation, 'errorDetails')].filter(Boolean).join(': ');
        this.#failure = reason || t('AWS gives no reason.');
      } else if (operation['isTerminal'] !== true) {
        const id = textAt(operation, 'id');
        if (id !== undefined) this.#pending.add(id);
      }
    }
  }
}
