import { t } from '@vscode/l10n';
import type { AwsClient } from '../../aws/client/sdkClient.ts';
import type { CallFailure } from '../../aws/errors/callError.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { refreshResource } from '../../inventory/listing/listKind.ts';
import { textAt } from '../../inventory/listing/memberPath.ts';
import type { Resource } from '../../inventory/resource.ts';
import { OperationTracker } from './operationTracker.ts';
import type { Outcome } from './outcome.ts';
import { INITIAL_POLL_MS, pollUntilDone, type PollContext, type Poller } from './pollUntilDone.ts';

/** What waiting needs beside the resource. */
export interface WaitContext extends PollContext {
  readonly client: AwsClient;
  /** Receives every observation of the resource; undefined once it is deleted. */
  readonly onObserved: (now: Resource | undefined) => void;
  /** Set when AWS's response was lost: nothing shows then that AWS accepted the request. */
  readonly lostResponse?: CallFailure;
}

const TIMEOUT_MS = 15 * 60_000;

/**
 * How long a listing may be stale before an unchanged resource counts: after an accepted request, and after one that may never have
 * arrived.
 */
const CONSISTENCY_LAG_MS = 60_000;
const LOST_LAG_MS = 30_000;

/**
 * Polls until the resource is deleted, or AWS shows that it will not be. Takes the resource as it was confirmed, and the response
 * to the request, undefined where it was lost. Returns `deleting` or `unknown` after the timeout, or when the signal ends it.
 */
export async function waitUntilDeleted(
  resource: Resource,
  output: Structure | undefined,
  context: WaitContext,
): Promise<Outcome> {
  // A state that AWS has only just begun to change does not show yet.
  if (output && resource.kind.completion.states) await context.clock.sleep(INITIAL_POLL_MS, context.signal);
  return pollUntilDone(new DeletionPoller(resource, output, context), context);
}

class DeletionPoller implements Poller<Outcome> {
  readonly #resource: Resource;
  readonly #context: WaitContext;
  readonly #operations: OperationTracker;
  /** True once the listing shows a state of deletion. */
  #hasBegun = false;

  constructor(resource: Resource, output: Structure | undefined, context: WaitContext) {
    this.#resource = resource;
    this.#context = context;
    const member = resource.kind.completion.operations;
    this.#operations = new OperationTracker(context.client, resource, member && output?.[member]);
  }

  get timeoutMs(): number {
    return this.#context.lostResponse && !this.#isInProgress ? LOST_LAG_MS : TIMEOUT_MS;
  }

  async poll(elapsedMs: number): Promise<Outcome | undefined> {
    const { client, signal, onObserved } = this.#context;
    await this.#operations.refresh(signal);
    const reason = this.#operations.failure;
    if (reason !== undefined) return { kind: 'failed', reason };
    const now = await refreshResource(client, this.#resource, signal);
    const isDeleted =
      now?.state === undefined ? !now : this.#resource.kind.completion.states?.deleted.includes(now.state);
    if (isDeleted) {
      return this.#operations.isPending && elapsedMs <= CONSISTENCY_LAG_MS ? undefined : this.#deleted();
    }
    if (!now) return undefined;
    onObserved(now);
    return this.#evaluate(now, elapsedMs);
  }

  timeoutOutcome(): Outcome {
    if (this.#isInProgress)
      return { kind: 'deleting', reason: t('AWS accepted the request and is still working on it.') };
    const { lostResponse, signal } = this.#context;
    if (lostResponse) {
      const reason = t('The response was lost ({0}), and AWS still lists it.', lostResponse.name);
      return { kind: 'unknown', reason, failure: lostResponse };
    }
    if (signal?.aborted) {
      return { kind: 'deleting', reason: t('AWS accepted the request. Its end was not awaited.') };
    }
    return { kind: 'unknown', reason: t('AWS accepted the request, but still lists it.') };
  }

  unreadableOutcome(failure: CallFailure): Outcome {
    const { lostResponse } = this.#context;
    const reason = lostResponse
      ? t('The response was lost ({0}), and AWS could not be read: {1}', lostResponse.name, failure.name)
      : t('AWS accepted the request, but could not be read afterwards: {0}', failure.name);
    return { kind: 'unknown', reason, failure };
  }

  get #isInProgress(): boolean {
    return this.#hasBegun || this.#operations.hasStarted;
  }

  #deleted(): Outcome {
    const { lostResponse, onObserved } = this.#context;
    onObserved(undefined);
    if (!lostResponse) return { kind: 'deleted' };
    return lostResponse.cause === 'notFound'
      ? { kind: 'alreadyDeleted', reason: lostResponse.message, failure: lostResponse }
      : {
          kind: 'deleted',
          reason: t('The response was lost ({0}), but it is deleted.', lostResponse.name),
          failure: lostResponse,
        };
  }

  #evaluate(now: Resource, elapsedMs: number): Outcome | undefined {
    const { states } = this.#resource.kind.completion;
    if (states && now.state !== undefined) {
      if (states.failed.includes(now.state) && !this.#wasAlready(now)) return this.#failure(now);
      if (states.inProgress.includes(now.state)) {
        this.#hasBegun = true;
        return undefined;
      }
      if (this.#isInProgress) {
        return { kind: 'reverted', reason: t('AWS reverted it: its state is {0} again.', now.state) };
      }
    }
    const { lostResponse } = this.#context;
    if (lostResponse && !this.#isInProgress)
      return elapsedMs < LOST_LAG_MS ? undefined : this.#notStarted(lostResponse, elapsedMs);
    if (this.#operations.isPending || elapsedMs < CONSISTENCY_LAG_MS) return undefined;
    return {
      kind: 'reverted',
      reason: t('AWS accepted the request, but still lists it after {0} s.', Math.round(elapsedMs / 1000)),
    };
  }

  /** A kind without states may be in deletion without showing it. */
  #notStarted(lost: CallFailure, elapsedMs: number): Outcome {
    if (lost.cause === 'notFound') return { kind: 'failed', reason: lost.message, failure: lost };
    return {
      kind: this.#resource.kind.completion.states ? 'failed' : 'unknown',
      reason: t(
        'The response was lost ({0}), and AWS still lists it after {1} s.',
        lost.name,
        Math.round(elapsedMs / 1000),
      ),
      failure: lost,
    };
  }

  /** A peer that was `failed` before is not a failed deletion yet. */
  #wasAlready(now: Resource): boolean {
    return !this.#isInProgress && now.state === this.#resource.state;
  }

  #failure(now: Resource): Outcome {
    const member = this.#resource.kind.completion.states?.reason;
    const reason = member === undefined ? undefined : textAt(now.entry.item, member);
    return { kind: 'failed', reason: reason ?? t('AWS gives no reason: its state is {0}.', now.state ?? '') };
  }
}
