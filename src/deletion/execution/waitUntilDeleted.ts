import { t } from '@vscode/l10n';
import type { AwsClient } from '../../aws/client/sdkClient.ts';
import type { CallFailure } from '../../aws/errors/callError.ts';
import { quotedMessage } from '../../aws/errors/quotedMessage.ts';
import { stateMeaning } from '../../catalog/model/stateMeaning.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { observeResource } from '../../inventory/listing/listKind.ts';
import type { Resource } from '../../inventory/resource.ts';
import { isReplaced } from '../planning/drift.ts';
import { CONFIRM_MS, CONSISTENCY_LAG_MS } from './consistency.ts';
import { OperationTracker } from './operationTracker.ts';
import type { Outcome } from './outcome.ts';
import { INITIAL_POLL_MS, pollUntilDone, type PollContext, type Poller } from './pollUntilDone.ts';
import { withOperations } from './sideResults.ts';
import { stateReason } from './stateReason.ts';

/** What waiting needs beside the resource. */
export interface WaitContext extends PollContext {
  readonly client: AwsClient;
  /** Receives every observation of the resource; undefined once it is deleted. */
  readonly onObserved: (now: Resource | undefined) => void;
  /** Set when AWS's response was lost: nothing shows then that AWS accepted the request. */
  readonly lostResponse?: CallFailure;
}

/**
 * How long AWS may work on a request that it has accepted. Detaching takes longest: up to 30 minutes for the network interfaces of
 * other services (https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html).
 */
const TIMEOUT_MS = 30 * 60_000;

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
  if (output && showsDeletion(resource)) await context.clock.sleep(INITIAL_POLL_MS, context.signal);
  const poller = new DeletionPoller(resource, output, context);
  const outcome = await pollUntilDone(poller, context);
  const { sideFailures, pendingSides } = poller.operations;
  return withOperations(outcome, sideFailures, pendingSides);
}

/** Returns whether a deletion in progress shows in the state. Lightsail has operations for it. */
function showsDeletion({ kind: { completion } }: Resource): boolean {
  return completion.states !== undefined && completion.operations === undefined;
}

/** What one read shows. */
type Reading =
  /** An end: final once a second read shows the same. */
  | { readonly shows: 'deleted'; readonly successor?: Resource }
  | { readonly shows: 'failed' | 'changed'; readonly now: Resource }
  | { readonly shows: 'inProgress' | 'changing' | 'present'; readonly now: Resource };

class DeletionPoller implements Poller<Outcome> {
  readonly #resource: Resource;
  readonly #context: WaitContext;
  readonly operations: OperationTracker;
  /** True once the listing shows a state of deletion. */
  #hasBegun = false;
  /** The end that the last read showed, and when a read showed it first. */
  #end: { readonly shows: Reading['shows']; readonly sinceMs: number } | undefined;

  constructor(resource: Resource, output: Structure | undefined, context: WaitContext) {
    this.#resource = resource;
    this.#context = context;
    const member = resource.kind.completion.operations;
    this.operations = new OperationTracker(context.client, resource, member && output?.[member]);
  }

  get timeoutMs(): number {
    return this.#context.lostResponse && !this.#isInProgress ? CONSISTENCY_LAG_MS : TIMEOUT_MS;
  }

  get isConfirming(): boolean {
    return this.#end !== undefined;
  }

  async poll(elapsedMs: number): Promise<Outcome | undefined> {
    const { signal, onObserved } = this.#context;
    await this.operations.refresh(signal);
    const reason = this.operations.failure;
    if (reason !== undefined) return { kind: 'failed', reason };
    const reading = await this.#read(elapsedMs);
    // What became something else is no row of this type.
    if (reading.shows !== 'deleted' && reading.shows !== 'changed') onObserved(reading.now);
    if (reading.shows === 'inProgress') this.#hasBegun = true;
    switch (reading.shows) {
      case 'deleted':
      case 'failed':
      case 'changed':
        return this.#isConfirmed(reading.shows, elapsedMs) ? this.#endOutcome(reading) : undefined;
      case 'inProgress':
      case 'changing':
        this.#end = undefined;
        return undefined;
      case 'present':
        this.#end = undefined;
        return this.#presentOutcome(reading.now, elapsedMs);
    }
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
    return this.#hasBegun || this.operations.hasStarted;
  }

  async #read(elapsedMs: number): Promise<Reading> {
    const { client, signal } = this.#context;
    const { presence, now } = await observeResource(client, this.#resource, signal);
    if (presence === 'absent') return this.#deletedReading(elapsedMs);
    // Another resource has taken its name.
    if (isReplaced(this.#resource, now)) return { shows: 'deleted', successor: now };
    const { kind } = this.#resource;
    const meaning = stateMeaning(kind, now.state);
    if (meaning === 'deleted') return this.#deletedReading(elapsedMs, now);
    if (meaning === 'inProgress') return { shows: 'inProgress', now };
    if (presence === 'unmatched') return this.#unmatchedReading(elapsedMs, now);
    if (meaning === 'failed') return { shows: this.#wasAlready(now) ? 'present' : 'failed', now };
    // A state that no page of AWS names is not the end of anything.
    const isUnknown = kind.completion.states !== undefined && now.state !== undefined && meaning === undefined;
    return { shows: meaning === 'changing' || isUnknown ? 'changing' : 'present', now };
  }

  /** Returns `deleted`, except while Lightsail executes the operation: what it does not list then may come back. */
  #deletedReading(elapsedMs: number, now: Resource = this.#resource): Reading {
    return this.operations.isPending && elapsedMs <= CONSISTENCY_LAG_MS
      ? { shows: 'changing', now }
      : { shows: 'deleted' };
  }

  #unmatchedReading(elapsedMs: number, now: Resource): Reading {
    switch (this.#resource.kind.completion.unmatched) {
      case 'deleted':
        return this.#deletedReading(elapsedMs, now);
      case 'present':
        return { shows: 'present', now };
      default:
        return { shows: 'changed', now };
    }
  }

  /** Returns whether the state is that of before the request: a peer that was `failed` already is not a failed deletion. */
  #wasAlready(now: Resource): boolean {
    return !this.#isInProgress && now.state === this.#resource.state;
  }

  #isConfirmed(shows: Reading['shows'], elapsedMs: number): boolean {
    if (this.#end?.shows !== shows) {
      this.#end = { shows, sinceMs: elapsedMs };
      return false;
    }
    return elapsedMs - this.#end.sinceMs >= CONFIRM_MS;
  }

  #endOutcome(reading: Exclude<Reading, { shows: 'inProgress' | 'changing' | 'present' }>): Outcome {
    switch (reading.shows) {
      case 'deleted':
        return this.#deleted(reading.successor);
      case 'failed': {
        const { now } = reading;
        return {
          kind: 'failed',
          reason: stateReason(now) ?? t('AWS gives no reason: its state is {0}.', now.state ?? ''),
        };
      }
      case 'changed': {
        const { now } = reading;
        const reason =
          now.state === undefined
            ? t('It is not deleted: it became something else before AWS executed the request.')
            : t('It is not deleted: it became {0} before AWS executed the request.', now.state);
        return { kind: 'changed', reason: withStateReason(reason, now) };
      }
    }
  }

  #deleted(successor: Resource | undefined): Outcome {
    const { lostResponse, onObserved } = this.#context;
    onObserved(successor);
    const another = successor && t('AWS lists another one under the same name. It was created since.');
    if (!lostResponse) return { kind: 'deleted', ...(another !== undefined && { reason: another }) };
    return lostResponse.cause === 'notFound'
      ? { kind: 'alreadyDeleted', reason: another ?? quotedMessage(lostResponse.message), failure: lostResponse }
      : {
          kind: 'deleted',
          reason: [t('The response was lost ({0}), but it is deleted.', lostResponse.name), another]
            .filter((part) => part !== undefined)
            .join(' '),
          failure: lostResponse,
        };
  }

  /** Returns the outcome for a resource that AWS still lists, after the whole lag: until then, a read may be older than the request. */
  #presentOutcome(now: Resource, elapsedMs: number): Outcome | undefined {
    if (elapsedMs < CONSISTENCY_LAG_MS) return undefined;
    if (this.#hasBegun) {
      return {
        kind: 'reverted',
        reason: withStateReason(t('AWS reverted it: its state is {0} again.', now.state ?? ''), now),
      };
    }
    const { lostResponse } = this.#context;
    if (lostResponse && !this.#isInProgress) return this.#notStarted(lostResponse, elapsedMs);
    // What has no state of its own may be in deletion without showing it.
    if (this.operations.isPending || this.#resource.kind.completion.states === undefined) return undefined;
    const reason = t('AWS accepted the request, but still lists it after {0} s.', Math.round(elapsedMs / 1000));
    return { kind: 'reverted', reason: withStateReason(reason, now) };
  }

  #notStarted(lost: CallFailure, elapsedMs: number): Outcome {
    if (lost.cause === 'notFound') return { kind: 'failed', reason: quotedMessage(lost.message), failure: lost };
    return {
      kind: showsDeletion(this.#resource) ? 'failed' : 'unknown',
      reason: t(
        'The response was lost ({0}), and AWS still lists it after {1} s.',
        lost.name,
        Math.round(elapsedMs / 1000),
      ),
      failure: lost,
    };
  }
}

/** Adds AWS's reason for the state of a resource to a sentence, if AWS gives one. */
function withStateReason(sentence: string, now: Resource): string {
  const reason = stateReason(now);
  return reason === undefined ? sentence : `${sentence} ${t('AWS gives this reason: {0}', reason)}`;
}
