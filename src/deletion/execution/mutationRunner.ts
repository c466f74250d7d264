import { t } from '@vscode/l10n';
import type { AwsResponse } from '../../aws/client/sdkClient.ts';
import { AwsCallError, type FailureCause } from '../../aws/errors/callError.ts';
import { bestEffort } from '../../common/bestEffort.ts';
import { systemClock, type Clock } from '../../common/clock.ts';
import { errorMessage } from '../../common/errors.ts';
import type { Intent } from '../journal/entry.ts';
import { storedOutcome } from '../journal/format/storedOutcome.ts';
import { serializeResource } from '../journal/format/storedResource.ts';
import type { Lock } from '../journal/locking/lock.ts';
import { toCallRecord } from './callRecord.ts';
import type { Mutation, MutationDeps, MutationRequest, RunnerOutcome } from './mutation.ts';
import type { MutationRecord } from './mutationJournal.ts';
import { canceled, canceledAfter, ended, lockedBy, unexpectedFailure, type Ended } from './runnerOutcomes.ts';
import { inSlot, sendTracked } from './trackedRequest.ts';

type Sent<Result> = Ended<Result> | { readonly response: AwsResponse | AwsCallError; readonly record: MutationRecord };

/** Thrown where a request must not be sent although its intent was recorded. */
class NotSentError extends Error {
  readonly outcome: RunnerOutcome;

  constructor(outcome: RunnerOutcome) {
    super(outcome.reason);
    this.name = 'NotSentError';
    this.outcome = outcome;
  }
}

/**
 * How old the check of a resource may be when its request leaves, in milliseconds. A request that AWS throttles waits for minutes, in which
 * everything can become another one.
 */
const MAX_CHECK_AGE_MS = 500;

/**
 * How old the check may be once the request is signed, in milliseconds: longer than the journal takes to write, and shorter than a person
 * who is asked for a code, or a machine that is suspended.
 */
const MAX_AGE_TO_LEAVE_MS = 5_000;

/** How often a request that was held back is checked and signed again. */
const MAX_HELD_BACK = 3;

/** Held while a request is in flight. A dry run does not hold the lock, it only checks that it is free. */
type HeldLock = Pick<Lock, 'isHeld' | 'release'>;

/** What the attempts of one mutation share. */
interface Progress {
  lock?: HeldLock;
  record?: MutationRecord;
  /** When the last check ended, by the machine's clock, which goes on while the machine is suspended. */
  checkedAt?: number;
}

/**
 * Runs every request that changes something, in one order: guard, verify the caller, acquire the lock, check AWS, write the intent,
 * send once, record the response, wait, record the outcome.
 */
export class MutationRunner {
  readonly #deps: MutationDeps;
  readonly #timer: Clock;

  constructor(deps: MutationDeps) {
    this.#deps = deps;
    this.#timer = deps.timer ?? systemClock;
  }

  /** Runs one request to its end. Returns every failure as a result, and never throws. */
  async run<Result>(mutation: Mutation<Result>): Promise<Result | RunnerOutcome> {
    const progress: Progress = {};
    try {
      for (;;) {
        // The slot is freed once AWS has responded: waiting for the end keeps no other request back.
        const sent = await inSlot(mutation.throttle, (freeSlot) => this.#checkAndSend(mutation, progress, freeSlot));
        if ('ended' in sent) return await recordEnd(sent, progress);
        const { response, record } = sent;
        if (!needsRetry(mutation, response)) return await waitAndRecord(mutation, response, record);
        await mutation.retry?.pause(mutation.signal);
        if (mutation.signal?.aborted) return await recordEnd(ended(canceledAfter(response)), progress);
      }
    } catch (error) {
      return { kind: 'failed', reason: t('Nothing was sent. {0}', errorMessage(error)) };
    } finally {
      await progress.lock?.release();
    }
  }

  async #checkAndSend<Result>(
    mutation: Mutation<Result>,
    progress: Progress,
    freeSlot: () => void,
  ): Promise<Sent<Result>> {
    const { signal, throttle } = mutation;
    const end = await this.#check(mutation, progress);
    if (end) return end;
    const waitedMs = await throttle.waitUntilReady(signal);
    if (signal?.aborted) return ended(canceled());
    const later = waitedMs > MAX_CHECK_AGE_MS ? await this.#check(mutation, progress) : undefined;
    if (later) return later;
    progress.record ??= await this.#deps.journal.intend(intentOf(mutation, this.#deps.monthlyPriceOf));
    const { record } = progress;
    mutation.onSending?.();
    try {
      return await this.#sendWithRetry(mutation, progress, record, freeSlot);
    } catch (error) {
      return ended(error instanceof NotSentError ? error.outcome : unexpectedFailure(error));
    }
  }

  /** Checks everything that must hold when the request leaves. Returns the end of the mutation where it does not. */
  async #check<Result>(mutation: Mutation<Result>, progress: Progress): Promise<Ended<Result> | undefined> {
    if (mutation.signal?.aborted) return ended(canceled());
    const veto = (await this.#checkCaller(mutation)) ?? (await this.#lock(mutation, progress));
    if (veto) return ended(veto);
    const result = await mutation.check?.();
    progress.checkedAt = this.#timer.now();
    return result === undefined ? undefined : { ended: result, stored: mutation.stored(result) };
  }

  /** Checks protection first, because that needs no request; then the caller's identity. */
  async #checkCaller({ guard, resource: { target } }: MutationRequest): Promise<RunnerOutcome | undefined> {
    const reason = guard();
    if (reason !== undefined) return { kind: 'blocked', reason };
    const check = await this.#deps.verify(target);
    if (check.result === 'unchanged') return undefined;
    return { kind: check.result === 'changed' ? 'changed' : 'failed', reason: check.error.message };
  }

  async #lock({ action, resource: { key } }: MutationRequest, held: Progress): Promise<RunnerOutcome | undefined> {
    if (held.lock) return undefined;
    const { journal } = this.#deps;
    if (action === 'dryRun') {
      const holder = await journal.lockHolder(key);
      if (holder) return lockedBy(holder);
      held.lock = { isHeld: async () => !(await journal.lockHolder(key)), release: () => Promise.resolve() };
      return undefined;
    }
    const lock = await journal.acquireLock(key);
    if (!lock.acquired) return lockedBy(lock);
    held.lock = lock;
    return undefined;
  }

  /**
   * Sends the request again after throttled responses, which mean that AWS has not executed it, and where it was held back because its
   * check was too old once it was signed. Each one is checked like the first one, right before it leaves.
   */
  async #sendWithRetry<Result>(
    mutation: Mutation<Result>,
    progress: Progress,
    record: MutationRecord,
    freeSlot: () => void,
  ): Promise<Sent<Result>> {
    const { throttle, signal, maxRetries } = mutation;
    const left: Partial<Record<FailureCause, number>> = { throttled: maxRetries, notSent: MAX_HELD_BACK };
    for (;;) {
      await recordCall(mutation, progress.lock, record);
      const response = await this.#sendOnce(mutation, progress, record, freeSlot);
      const cause = response instanceof AwsCallError ? response.failure.cause : undefined;
      if (cause === 'throttled') throttle.onThrottled();
      else if (cause !== 'notSent') throttle.onSuccess();
      const attempts = cause && left[cause];
      if (!(response instanceof AwsCallError) || !cause || !attempts) return { response, record };
      left[cause] = attempts - 1;
      await throttle.waitUntilReady(signal);
      if (signal?.aborted) throw new NotSentError(canceledAfter(response));
      const end = await this.#check(mutation, progress);
      if (signal?.aborted) throw new NotSentError(canceledAfter(response));
      if (end) return end;
      mutation.onSending?.();
    }
  }

  async #sendOnce(
    mutation: MutationRequest,
    { checkedAt = 0 }: Progress,
    record: MutationRecord,
    freeSlot: () => void,
  ): Promise<AwsResponse | AwsCallError> {
    const { action, resource, operation, partialFailure } = mutation;
    const timer = this.#timer;
    const mayLeave = () => Math.abs(timer.now() - checkedAt) <= MAX_AGE_TO_LEAVE_MS;
    const response = await sendTracked(mutation, { client: this.#deps.client, timer, freeSlot, mayLeave });
    const callRecord = toCallRecord(resource, operation, response, action === 'dryRun');
    await bestEffort(() => {
      this.#deps.onCallRecorded(callRecord);
    });
    await bestEffort(() => record.recordResponse(callRecord));
    // The record has the response as it came.
    return response instanceof AwsCallError ? response : (partialFailure?.(response) ?? response);
  }
}

/** Returns whether a pause may end the reason of an error. */
function needsRetry({ retry }: MutationRequest, response: AwsResponse | AwsCallError): response is AwsCallError {
  return response instanceof AwsCallError && retry?.applies(response.failure) === true;
}

/** Records the end of a mutation, where its intent is on disk. */
async function recordEnd<Result>(
  { ended: result, stored }: Ended<Result>,
  { record }: Progress,
): Promise<Result | RunnerOutcome> {
  await bestEffort(() => record?.recordOutcome(stored));
  return result;
}

async function waitAndRecord<Result>(
  { wait, stored }: Mutation<Result>,
  response: AwsResponse | AwsCallError,
  record: MutationRecord,
): Promise<Result | RunnerOutcome> {
  try {
    const result = await wait(response);
    await bestEffort(() => record.recordOutcome(stored(result)));
    return result;
  } catch (error) {
    const outcome = unexpectedFailure(error);
    await bestEffort(() => record.recordOutcome(storedOutcome(outcome)));
    return outcome;
  }
}

/** Records that a request is about to be sent. Throws NotSentError where it must not be sent. */
async function recordCall(
  { action }: MutationRequest,
  lock: HeldLock | undefined,
  record: MutationRecord,
): Promise<void> {
  try {
    if (!(await lock?.isHeld())) throw new NotSentError(lockedBy());
    await record.recordCall({ dryRun: action === 'dryRun' });
  } catch (error) {
    if (error instanceof NotSentError) throw error;
    const reason = t('The journal could not be written, so no request was sent. {0}', errorMessage(error));
    throw new NotSentError({ kind: 'failed', reason });
  }
}

function intentOf(
  { planId, action, resource, operation, input, evidence }: MutationRequest,
  monthlyPriceOf: MutationDeps['monthlyPriceOf'],
): Intent {
  const price = action === 'delete' ? monthlyPriceOf?.(resource) : undefined;
  return {
    ...{ planId, action, resource: serializeResource(resource), operation, input, evidence },
    ...(price && { monthlyListPrice: price }),
  };
}
