import { t } from '@vscode/l10n';
import type { AwsResponse } from '../../aws/client/sdkClient.ts';
import { AwsCallError } from '../../aws/errors/callError.ts';
import { bestEffort } from '../../common/bestEffort.ts';
import { errorMessage } from '../../common/errors.ts';
import { partialFailure } from './partialFailure.ts';
import type { Outcome } from './outcome.ts';
import type { PlanItem } from '../planning/plan.ts';
import { toCallRecord } from './callRecord.ts';
import type { DeleteContext, RemovalLog, DeleteDeps } from './ports.ts';

/** Times that a call is repeated after a throttling reply, the one reply that says that nothing was carried out yet. */
const MAX_SEND_RETRIES = 8;

/** Times that a look before the call is repeated after a throttling reply. */
const MAX_READ_RETRIES = 5;

const isThrottled = (answer: AwsResponse | AwsCallError) =>
  answer instanceof AwsCallError && answer.failure.cause === 'throttled';

/** Thrown where a call must not leave, though it was about to. */
export class NotSentError extends Error {
  readonly outcome: Outcome;

  /** @param outcome what that means for the resource */
  constructor(outcome: Outcome) {
    super(outcome.reason);
    this.name = 'HeldBack';
    this.outcome = outcome;
  }
}

/**
 * Repeats a read after throttled responses. The client pauses before each of them.
 *
 * @throws AwsCallError where the read failed otherwise, or too often
 */
export async function readWithRetry<T>(read: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (let times = 0; ; times++) {
    try {
      return await read();
    } catch (error) {
      const again = error instanceof AwsCallError && isThrottled(error) && times < MAX_READ_RETRIES;
      if (!again || signal?.aborted) throw error;
    }
  }
}

/**
 * Calls, again after throttling replies, which say that nothing was carried out, and after no other. Each call is on disk before
 * it leaves.
 *
 * @param item the confirmed removal
 * @param parts what it is made with
 * @param context what it shares with the others of its plan
 * @param log what is on disk of it
 * @returns AWS's answer, or why there is none
 * @throws HeldBack when nothing must be called (any more)
 */
export async function sendWithRetry(
  item: PlanItem,
  deps: DeleteDeps,
  { throttle, claim, signal }: DeleteContext,
  log: RemovalLog,
): Promise<AwsResponse | AwsCallError> {
  await recordAttempt(claim, log);
  let answer = await sendOnce(item, deps, log);
  for (let times = 0; isThrottled(answer) && times < MAX_SEND_RETRIES; times++) {
    throttle.onThrottled();
    await throttle.waitUntilReady(signal);
    if (signal?.aborted) return answer;
    await recordAttempt(claim, log);
    answer = await sendOnce(item, deps, log);
  }
  if (!isThrottled(answer)) throttle.onSuccess();
  return answer;
}

/** Lets a call leave that is written down, and that nobody else makes. @throws HeldBack otherwise */
async function recordAttempt(claim: DeleteContext['claim'], log: RemovalLog): Promise<void> {
  try {
    if (!(await claim.isHeld())) {
      throw new NotSentError({ kind: 'canceled', reason: t('Another window is removing it.') });
    }
    await log.called();
  } catch (error) {
    if (error instanceof NotSentError) throw error;
    const message = errorMessage(error);
    throw new NotSentError({
      kind: 'failed',
      reason: t('It could not be written down, so nothing was called. {0}', message),
    });
  }
}

/** Sends the removing call once, and records what came of it. */
async function sendOnce(
  item: PlanItem,
  { client, onCallRecorded }: DeleteDeps,
  log: RemovalLog,
): Promise<AwsResponse | AwsCallError> {
  const { resource, operation, input } = item;
  let answer: AwsResponse | AwsCallError;
  try {
    // No signal here: a call that has left cannot be taken back, and its answer is wanted.
    answer = await client.call(resource.target, resource.kind.service, operation, input, { noRetry: true });
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    answer = error;
  }
  const callRecord = toCallRecord(resource, operation, answer);
  await bestEffort(() => {
    onCallRecorded(callRecord);
  });
  await bestEffort(() => log.response(callRecord));
  // The record has the answer as it came.
  return answer instanceof AwsCallError ? answer : (partialFailure(item, answer) ?? answer);
}
