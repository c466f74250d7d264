import { t } from '@vscode/l10n';
import type { AwsClient, AwsResponse } from '../../aws/client/sdkClient.ts';
import { AwsCallError, type CallFailure } from '../../aws/errors/callError.ts';
import type { Target } from '../../aws/identity/target.ts';
import type { CallerCheck } from '../../aws/identity/targetResolver.ts';
import type { Throttle } from '../../aws/throttling/throttle.ts';
import { bestEffort } from '../../common/bestEffort.ts';
import { errorMessage } from '../../common/errors.ts';
import type { Resource } from '../../inventory/resource.ts';
import type { Intent, StoredOutcome } from '../journal/entry.ts';
import { storedOutcome } from '../journal/format/storedOutcome.ts';
import { serializeResource } from '../journal/format/storedResource.ts';
import type { Lock, LockHeld } from '../journal/locking/lock.ts';
import { toCallRecord, type CallRecordListener } from './callRecord.ts';
import { failureReason } from './classifyFailure.ts';
import type { MutationJournal, MutationRecord } from './mutationJournal.ts';

/** The dependencies that every request shares. */
export interface MutationDeps {
  readonly client: AwsClient;
  /** Asks AWS whom the credentials of a target belong to now. */
  readonly verify: (target: Target) => Promise<CallerCheck>;
  readonly onCallRecorded: CallRecordListener;
  readonly journal: MutationJournal;
}

/** The part of a throttle that sending a request needs; see `Throttle`. */
export type RequestThrottle = Pick<Throttle, 'run' | 'waitUntilReady' | 'onThrottled' | 'onSuccess'>;

/** One request that deletes or restores a resource, or checks by dry run whether AWS permits it. */
export interface MutationRequest extends Omit<Intent, 'resource'> {
  readonly resource: Resource;
  readonly throttle: RequestThrottle;
  /** How often the request is sent again after throttled responses. */
  readonly maxRetries: number;
  /** Stops before the request is sent. A request that has left cannot be taken back. */
  readonly signal?: AbortSignal;
  /** Returns why the request must not be sent, from what this process knows without AWS. */
  readonly guard: () => string | undefined;
  readonly onSending?: () => void;
  /** Returns the failure inside a response of status 200, if it has one. */
  readonly partialFailure?: (response: AwsResponse) => AwsCallError | undefined;
}

/** A request, and what leads to its result. */
export interface Mutation<Result> extends MutationRequest {
  /** Reads AWS while the lock is held. Returns the result where no request must be sent. */
  readonly check?: () => Promise<Result | undefined>;
  /** Interprets the response, and waits until AWS is done. Starts after the slot was freed. */
  readonly wait: (response: AwsResponse | AwsCallError) => Promise<Result>;
  /** Converts a result to what the journal stores. */
  readonly stored: (result: Result) => Omit<StoredOutcome, 'at'>;
}

/** A result that the runner itself determines. */
export interface RunnerOutcome {
  /** All but `unknown` mean that AWS has not executed the request. */
  readonly kind: 'blocked' | 'changed' | 'canceled' | 'failed' | 'unknown';
  readonly reason: string;
  readonly failure?: CallFailure;
}

type Sent<Result> =
  | { readonly ended: Result | RunnerOutcome }
  | { readonly response: AwsResponse | AwsCallError; readonly record: MutationRecord };

/** Thrown where a request must not be sent although its intent was recorded. */
class NotSentError extends Error {
  readonly outcome: RunnerOutcome;

  constructor(outcome: RunnerOutcome) {
    super(outcome.reason);
    this.name = 'NotSentError';
    this.outcome = outcome;
  }
}

/** Held while a request is on its way. A dry run does not hold the lock, it only checks that nobody does. */
type HeldLock = Pick<Lock, 'isHeld' | 'release'>;

/**
 * Runs every request that changes something, in one order: guard, verify the caller, acquire the lock, check AWS, write the intent,
 * send once, record the response, wait, record the outcome.
 */
export class MutationRunner {
  readonly #deps: MutationDeps;

  constructor(deps: MutationDeps) {
    this.#deps = deps;
  }

  /** Runs one request to its end. Returns every failure as a result, and never throws. */
  async run<Result>(mutation: Mutation<Result>): Promise<Result | RunnerOutcome> {
    const held: { lock?: HeldLock } = {};
    try {
      // The slot is freed once AWS has responded: waiting for the end keeps no other request back.
      const sent = await mutation.throttle.run(() => this.#checkAndSend(mutation, held));
      if ('ended' in sent) return sent.ended;
      return await waitAndRecord(mutation, sent.response, sent.record);
    } catch (error) {
      return { kind: 'failed', reason: t('Nothing was sent. {0}', errorMessage(error)) };
    } finally {
      await held.lock?.release();
    }
  }

  async #checkAndSend<Result>(mutation: Mutation<Result>, held: { lock?: HeldLock }): Promise<Sent<Result>> {
    const { signal, throttle, check } = mutation;
    if (signal?.aborted) return { ended: canceled() };
    const veto = (await this.#checkCaller(mutation)) ?? (await this.#lock(mutation, held)) ?? (await check?.());
    if (veto !== undefined) return { ended: veto };
    await throttle.waitUntilReady(signal);
    if (signal?.aborted) return { ended: canceled() };
    const record = await this.#deps.journal.intend(intentOf(mutation));
    mutation.onSending?.();
    try {
      return { response: await this.#sendWithRetry(mutation, held, record), record };
    } catch (error) {
      const ended = error instanceof NotSentError ? error.outcome : unexpectedFailure(error);
      await bestEffort(() => record.recordOutcome(storedOutcome(ended)));
      return { ended };
    }
  }

  /** Protection first, for it needs no request. */
  async #checkCaller({ guard, resource: { target } }: MutationRequest): Promise<RunnerOutcome | undefined> {
    const reason = guard();
    if (reason !== undefined) return { kind: 'blocked', reason };
    const check = await this.#deps.verify(target);
    if (check.result === 'unchanged') return undefined;
    return { kind: check.result === 'changed' ? 'changed' : 'failed', reason: check.error.message };
  }

  async #lock(
    { action, resource: { key } }: MutationRequest,
    held: { lock?: HeldLock },
  ): Promise<RunnerOutcome | undefined> {
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

  /** Sends the request again after throttled responses, which mean that AWS has not executed it, and after no others. */
  async #sendWithRetry(
    mutation: MutationRequest,
    { lock }: { readonly lock?: HeldLock },
    record: MutationRecord,
  ): Promise<AwsResponse | AwsCallError> {
    const { throttle, signal, maxRetries } = mutation;
    for (let retries = 0; ; retries++) {
      await recordCall(mutation, lock, record);
      const response = await this.#sendOnce(mutation, record);
      if (!isThrottled(response)) {
        throttle.onSuccess();
        return response;
      }
      throttle.onThrottled();
      if (retries === maxRetries) return response;
      await throttle.waitUntilReady(signal);
      if (signal?.aborted) {
        const { failure } = response;
        throw new NotSentError({ kind: 'canceled', reason: failureReason(failure), failure });
      }
    }
  }

  async #sendOnce(mutation: MutationRequest, record: MutationRecord): Promise<AwsResponse | AwsCallError> {
    const { client, onCallRecorded } = this.#deps;
    const { action, resource, operation, input, partialFailure } = mutation;
    let response: AwsResponse | AwsCallError;
    try {
      // No signal: a request that has left cannot be taken back, and its response is needed.
      response = await client.call(resource.target, resource.kind.service, operation, input, { noRetry: true });
    } catch (error) {
      if (!(error instanceof AwsCallError)) throw error;
      response = error;
    }
    const callRecord = toCallRecord(resource, operation, response, action === 'dryRun');
    await bestEffort(() => {
      onCallRecorded(callRecord);
    });
    await bestEffort(() => record.recordResponse(callRecord));
    // The record has the response as it came.
    return response instanceof AwsCallError ? response : (partialFailure?.(response) ?? response);
  }
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

/** Records that a request is about to leave. @throws {NotSentError} where it must not */
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

function intentOf({ planId, action, resource, operation, input, evidence }: MutationRequest): Intent {
  return { planId, action, resource: serializeResource(resource), operation, input, evidence };
}

function isThrottled(response: AwsResponse | AwsCallError): response is AwsCallError {
  return response instanceof AwsCallError && response.failure.cause === 'throttled';
}

function canceled(): RunnerOutcome {
  return { kind: 'canceled', reason: t('Canceled before a request was sent.') };
}

function lockedBy(holder?: LockHeld): RunnerOutcome {
  const reason = holder?.heldBy.self
    ? t('This window is already deleting or restoring it.')
    : t('Another window is deleting or restoring it.');
  return { kind: 'canceled', reason };
}

/** Returns the outcome of an error in Teardown after the request may have left. */
function unexpectedFailure(error: unknown): RunnerOutcome {
  return { kind: 'unknown', reason: t('Teardown failed unexpectedly after the request: {0}', errorMessage(error)) };
}
