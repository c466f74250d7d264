import { t } from '@vscode/l10n';
import type { AwsClient } from '../../aws/client/sdkClient.ts';
import type { CallFailure } from '../../aws/errors/callError.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { Restore } from '../../catalog/model/restore.ts';
import type { Resource } from '../../inventory/resource.ts';
import { OperationTracker } from '../execution/operationTracker.ts';
import { pollUntilDone, type PollContext, type Poller } from '../execution/pollUntilDone.ts';
import { stateReason } from '../execution/stateReason.ts';
import { textAt } from '../../inventory/listing/memberPath.ts';
import { findRestored, type RestoreQuery } from './findRestored.ts';
import type { RestoreOutcome } from './restoreOutcome.ts';

/** What is known of the request that restores. */
export type RequestResult =
  | { readonly kind: 'accepted'; readonly output: Structure }
  | { readonly kind: 'lostResponse'; readonly failure: CallFailure }
  /** The process crashed while the request was about to leave, at `sentAt`: milliseconds since the epoch. */
  | { readonly kind: 'interrupted'; readonly sentAt: number };

/** What waiting needs beside the resource. */
export interface RestoreWaitContext extends PollContext {
  readonly client: AwsClient;
  readonly onObserved?: (now: Resource) => void;
}

/** EC2's listings may be stale for minutes (EC2 developer guide, eventual consistency). */
const TIMEOUT_MS = 5 * 60_000;
const LOST_TIMEOUT_MS = 30_000;

/**
 * Polls until AWS lists the restored resource as ready, or as failed. Takes the resource as it was before its deletion. Returns
 * `pending` or `unknown` after the timeout, or when the signal ends it; `failed` for an interrupted restore that AWS does not list.
 */
export async function waitUntilRestored(
  before: Resource,
  result: RequestResult,
  context: RestoreWaitContext,
): Promise<RestoreOutcome> {
  const { restore, text } = before.kind.restorability;
  if (!restore) return { kind: 'unknown', reason: text };
  return pollUntilDone(new RestorePoller(before, restore, result, context), context);
}

class RestorePoller implements Poller<RestoreOutcome> {
  readonly #query: RestoreQuery;
  readonly #result: RequestResult;
  readonly #context: RestoreWaitContext;
  readonly #operations: OperationTracker;
  readonly #startedAt: number;
  #latest: Resource | undefined;

  constructor(before: Resource, restore: Restore, result: RequestResult, context: RestoreWaitContext) {
    this.#result = result;
    this.#context = context;
    this.#startedAt = context.clock.now();
    const output = result.kind === 'accepted' ? result.output : {};
    const newId = restore.newId === undefined ? undefined : textAt(output, restore.newId);
    this.#query = { before, restore, ...(newId !== undefined && { newId }) };
    this.#operations = new OperationTracker(context.client, before, restore.operations && output[restore.operations]);
  }

  get timeoutMs(): number {
    const result = this.#result;
    if (this.#latest || result.kind === 'accepted') return TIMEOUT_MS;
    if (result.kind === 'lostResponse') return LOST_TIMEOUT_MS;
    // A listing without it proves nothing before it has caught up with the request. The clock of the other process may differ.
    return Math.min(TIMEOUT_MS, Math.max(LOST_TIMEOUT_MS, result.sentAt + TIMEOUT_MS - this.#startedAt));
  }

  async poll(): Promise<RestoreOutcome | undefined> {
    const { client, clock, onObserved, signal } = this.#context;
    await this.#operations.refresh(signal);
    const reason = this.#operations.failure;
    if (reason !== undefined) return { kind: 'failed', reason };
    const now = await findRestored(client, this.#query, signal);
    if (!now) return undefined;
    this.#latest = now;
    onObserved?.(now);
    switch (now.kind.health(now.entry, clock.now())) {
      case 'transitioning':
        return undefined;
      case 'unhealthy':
        return { kind: 'failed', resource: now, reason: failureOf(now) };
      default:
        return this.#operations.isPending ? undefined : this.#restored(now);
    }
  }

  timeoutOutcome(): RestoreOutcome {
    if (this.#latest) {
      const { state } = this.#latest;
      const reason =
        state === undefined
          ? t('It exists, but AWS is still working on it.')
          : t('It exists, but is not ready yet (state {0}).', state);
      return { kind: 'pending', resource: this.#latest, reason };
    }
    const result = this.#result;
    switch (result.kind) {
      case 'accepted':
        return { kind: 'pending', reason: t('AWS accepted the request, but does not list it yet.') };
      case 'lostResponse': {
        const { failure } = result;
        const reason = t(
          'The response was lost ({0}), and AWS does not list it. Refresh before you try again.',
          failure.name,
        );
        return { kind: 'unknown', reason, failure };
      }
      case 'interrupted': {
        const isKnown = !this.#context.signal?.aborted;
        return {
          kind: isKnown ? 'failed' : 'unknown',
          reason: t('The restore was interrupted, and AWS does not list the resource. Restore it again.'),
        };
      }
    }
  }

  unreadableOutcome(failure: CallFailure): RestoreOutcome {
    const reason =
      this.#result.kind === 'accepted'
        ? t('AWS accepted the request, but could not be read afterwards: {0}', failure.name)
        : t('The outcome of the request is unknown, and AWS could not be read: {0}', failure.name);
    return { kind: 'unknown', reason, failure };
  }

  #restored(resource: Resource): RestoreOutcome {
    const result = this.#result;
    switch (result.kind) {
      case 'accepted':
        return { kind: 'restored', resource };
      case 'lostResponse':
        return {
          kind: 'restored',
          resource,
          reason: t('The response was lost ({0}), but AWS lists it.', result.failure.name),
          failure: result.failure,
        };
      case 'interrupted':
        return { kind: 'restored', resource, reason: t('The restore was interrupted, but AWS lists the resource.') };
    }
  }
}

/** Returns AWS's reason why the restored resource is unhealthy. */
function failureOf(resource: Resource): string {
  return stateReason(resource) ?? t('AWS gives no reason: its state is {0}.', resource.state ?? '');
}
