import { t } from '@vscode/l10n';
import type { Reply } from '../aws/clients.ts';
import { AwsCallError } from '../aws/failure.ts';
import { besides } from './besides.ts';
import { failedInside } from './failedInside.ts';
import type { Outcome } from './outcome.ts';
import type { PlanItem } from './plan.ts';
import { recordOf } from './record.ts';
import type { RemovalContext, RemovalLog, RemovalParts } from './removal.ts';

/** Times that a call is repeated after a throttling reply, the one reply that says that nothing was carried out yet. */
const MOST_THROTTLED = 8;

/** Times that a look before the call is repeated after a throttling reply. */
const MOST_THROTTLED_LOOKS = 5;

const isThrottled = (answer: Reply | AwsCallError) =>
  answer instanceof AwsCallError && answer.failure.cause === 'throttled';

/** Thrown where a call must not leave, though it was about to. */
export class HeldBack extends Error {
  readonly outcome: Outcome;

  /** @param outcome what that means for the resource */
  constructor(outcome: Outcome) {
    super(outcome.reason);
    this.name = 'HeldBack';
    this.outcome = outcome;
  }
}

/**
 * Looks again after throttling replies, in the pause that everybody of the plan makes then.
 *
 * @param look the look
 * @param context the pause, and what ends it
 * @returns what was seen
 * @throws AwsCallError when it could not be seen
 */
export async function lookPatiently<T>(
  look: () => Promise<T>,
  { limiter, signal }: Pick<RemovalContext, 'limiter' | 'signal'>,
): Promise<T> {
  for (let times = 0; ; times++) {
    try {
      return await look();
    } catch (error) {
      const again = error instanceof AwsCallError && isThrottled(error) && times < MOST_THROTTLED_LOOKS;
      if (!again || signal?.aborted) throw error;
      limiter.throttled();
      await limiter.ready(signal);
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
export async function callPatiently(
  item: PlanItem,
  parts: RemovalParts,
  { limiter, pace, claim, signal }: RemovalContext,
  log: RemovalLog,
): Promise<Reply | AwsCallError> {
  await leave(claim, log);
  let answer = await call(item, parts, log);
  for (let times = 0; isThrottled(answer) && times < MOST_THROTTLED; times++) {
    limiter.throttled(pace);
    await limiter.ready(signal, pace);
    if (signal?.aborted) return answer;
    await leave(claim, log);
    answer = await call(item, parts, log);
  }
  if (!isThrottled(answer)) limiter.accepted(pace);
  return answer;
}

/** Lets a call leave that is written down, and that nobody else makes. @throws HeldBack otherwise */
async function leave(claim: RemovalContext['claim'], log: RemovalLog): Promise<void> {
  try {
    if (!(await claim.isHeld())) {
      throw new HeldBack({ kind: 'cancelled', reason: t('Another window is removing it.') });
    }
    await log.called();
  } catch (error) {
    if (error instanceof HeldBack) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new HeldBack({
      kind: 'failed',
      reason: t('It could not be written down, so nothing was called. {0}', message),
    });
  }
}

/** Sends the removing call once, and records what came of it. */
async function call(item: PlanItem, { caller, record }: RemovalParts, log: RemovalLog): Promise<Reply | AwsCallError> {
  const { resource, operation, input } = item;
  let answer: Reply | AwsCallError;
  try {
    // No signal here: a call that has left cannot be taken back, and its answer is wanted.
    answer = await caller.call(resource.target, resource.kind.service, operation, input, { once: true });
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    answer = error;
  }
  const made = recordOf(resource, operation, answer);
  await besides(() => {
    record(made);
  });
  await besides(() => log.response(made));
  // The record has the answer as it came.
  return answer instanceof AwsCallError ? answer : (failedInside(item, answer) ?? answer);
}
