import { t } from '@vscode/l10n';
import type { AwsClient } from '../../aws/client/sdkClient.ts';
import type { CallFailure } from '../../aws/errors/callError.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { Restore } from '../../catalog/model/restore.ts';
import type { Resource } from '../../inventory/resource.ts';
import { CONFIRM_MS, CONSISTENCY_LAG_MS } from '../execution/consistency.ts';
import { OperationTracker } from '../execution/operationTracker.ts';
import { pollUntilDone, type PollContext, type Poller } from '../execution/pollUntilDone.ts';
import { stateReason } from '../execution/stateReason.ts';
import { textAt } from '../../inventory/listing/memberPath.ts';
import { isReplaced } from '../planning/drift.ts';
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

const TIMEOUT_MS = CONSISTENCY_LAG_MS;
const LOST_TIMEOUT_MS = 30_000;

/**
 * Polls until AWS lists the restored resource as ready, or as failed, in two reads: one may be behind. Where nothing shows that AWS
 * accepted the request, what is listed may be the deleted resource (`before`) for as long as a read may be behind, unless it is another
 * one. Returns `pending` or `unknown` after the timeout, or when the signal ends it; `failed` for an interrupted restore that AWS does not
 * list.
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
  #isListed = false;
  /** Set where the last read may have shown the deleted resource. */
  #isSuspect = false;
  /** The end that the last read showed, of which resource, and when a read showed it first. */
  #end: { readonly shows: string; readonly sinceMs: number } | undefined;

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
    if (this.#latest || this.#isSuspect || result.kind === 'accepted') return TIMEOUT_MS;
    if (result.kind === 'lostResponse') return LOST_TIMEOUT_MS;
    // A listing without it proves nothing before it has caught up with the request. The clock of the other process may differ.
    return Math.min(TIMEOUT_MS, Math.max(LOST_TIMEOUT_MS, result.sentAt + TIMEOUT_MS - this.#startedAt));
  }

  get isConfirming(): boolean {
    return this.#end !== undefined && !this.#isSuspect;
  }

  async poll(elapsedMs: number): Promise<RestoreOutcome | undefined> {
    const { client, signal, onObserved } = this.#context;
    await this.#operations.refresh(signal);
    const reason = this.#operations.failure;
    if (reason !== undefined) return { kind: 'failed', reason };
    const now = await findRestored(client, this.#query, signal);
    this.#isListed = now !== undefined;
    this.#isSuspect = now !== undefined && this.#mayBeDeletedOne(now, elapsedMs);
    if (now && !this.#isSuspect) {
      this.#latest = now;
      onObserved?.(now);
    }
    const outcome = now && this.#endOutcome(now);
    if (!outcome) this.#end = undefined;
    return outcome && this.#isConfirmed(`${outcome.kind} ${now.key}`, elapsedMs) ? outcome : undefined;
  }

  /** Returns the end that a read shows; undefined, and no end, while AWS works on it. */
  #endOutcome(now: Resource): RestoreOutcome | undefined {
    switch (now.kind.health(now.entry, this.#context.clock.now())) {
      case 'transitioning':
        return undefined;
      case 'unhealthy':
        return { kind: 'failed', resource: now, reason: failureOf(now) };
      default:
        return this.#operations.isPending ? undefined : this.#restored(now);
    }
  }

  #isConfirmed(shows: string, elapsedMs: number): boolean {
    if (this.#end?.shows !== shows) {
      this.#end = { shows, sinceMs: elapsedMs };
      return false;
    }
    return !this.#isSuspect && elapsedMs - this.#end.sinceMs >= CONFIRM_MS;
  }

  /** Returns whether a read that is behind may show the resource as it was before its deletion, and AWS need not have accepted the request. */
  #mayBeDeletedOne(now: Resource, elapsedMs: number): boolean {
    const result = this.#result;
    const { before, restore } = this.#query;
    if (result.kind === 'accepted' || now.id !== before.id || isReplaced(before, now)) return false;
    // AWS gives a new id: this one is never the restored one.
    if (restore.newId !== undefined) return true;
    const sinceMs = result.kind === 'interrupted' ? this.#context.clock.now() - result.sentAt : elapsedMs;
    return Math.max(sinceMs, elapsedMs) < CONSISTENCY_LAG_MS;
  }

  timeoutOutcome(): RestoreOutcome {
    if (this.#latest) {
      const { state } = this.#latest;
      const reason = !this.#isListed
        ? t('AWS listed it, but not when it was last read. Refresh before you try again.')
        : state === undefined
          ? t('It exists, but AWS is still working on it.')
          : t('It exists, but is not ready yet (state {0}).', state);
      return { kind: 'pending', resource: this.#latest, reason };
    }
    const result = this.#result;
    if (this.#isSuspect) {
      const reason = t('What AWS lists may still be the deleted resource. Refresh before you try again.');
      return { kind: 'unknown', reason, ...(result.kind === 'lostResponse' && { failure: result.failure }) };
    }
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
