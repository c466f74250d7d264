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
  readonly #pending = new Map<string, Structure>();
  /** Whether the response names the deletion itself among others: of an instance, AWS also names the detachment of each disk. */
  readonly #hasOthers: boolean;
  readonly #sideFailures: string[] = [];
  #failure: string | undefined;
  #hasStarted = false;

  /** `operations` is one operation, a list, or undefined where the response names none. */
  constructor(client: AwsClient, resource: Pick<Resource, 'kind' | 'target'>, operations: unknown) {
    this.#client = client;
    this.#resource = resource;
    const all = [operations].flat() as readonly (Structure | undefined)[];
    this.#hasOthers = all.length > 1 && all.some((one) => one !== undefined && this.#isOwn(one));
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

  /** AWS's reason, if the deletion or restore itself has failed. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /** What the same request also does and has failed, with AWS's reasons: the final snapshot of a database. */
  get sideFailures(): readonly string[] {
    return this.#sideFailures;
  }

  /** What the same request also does and AWS is still working on. */
  get pendingSides(): readonly string[] {
    return [...this.#pending.values()].filter((one) => this.#isSide(one)).map(nameOf);
  }

  /** Reads the operations that are still pending. */
  async refresh(signal?: AbortSignal): Promise<void> {
    const { target, kind } = this.#resource;
    for (const operationId of [...this.#pending.keys()]) {
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
        const known = reason || t('AWS gives no reason.');
        if (this.#isSide(operation)) this.#sideFailures.push(`${nameOf(operation)}: ${known}`);
        else this.#failure = known;
      } else if (operation['isTerminal'] !== true) {
        const id = textAt(operation, 'id');
        if (id !== undefined) this.#pending.set(id, operation);
      }
    }
  }

  #isSide(operation: Structure): boolean {
    return this.#hasOthers && !this.#isOwn(operation);
  }

  #isOwn(operation: Structure): boolean {
    return textAt(operation, 'operationType') === this.#resource.kind.action.operation;
  }
}

/** Returns what an operation does, and to what: `DetachDisk Disk-1`. */
function nameOf(operation: Structure): string {
  return ['operationType', 'resourceName'].map((member) => textAt(operation, member) ?? '?').join(' ');
}
