import { t } from '@vscode/l10n';
import type { AwsResponse } from '../../aws/client/sdkClient.ts';
import { AwsCallError, type CallFailure } from '../../aws/errors/callError.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { refreshResource } from '../../inventory/listing/listKind.ts';
import type { Resource } from '../../inventory/resource.ts';
import { bestEffort } from '../../common/bestEffort.ts';
import { errorMessage } from '../../common/errors.ts';
import { sendWithRetry, NotSentError, readWithRetry } from './mutationRunner.ts';
import { identityChanges, increasedRisks } from '../planning/drift.ts';
import { collectEvidence } from '../planning/evidence.ts';
import type { Outcome } from './outcome.ts';
import type { PlanItem } from '../planning/plan.ts';
import type { DeleteContext, DeleteDeps, RemovalLog } from './ports.ts';
import { readOnlyReason, resourceProtectionReason } from '../planning/protection.ts';
import { failureReason, definiteOutcome } from './classifyFailure.ts';
import { waitUntilDeleted } from './waitUntilDeleted.ts';

const cancelledOutcome = (): Outcome => ({ kind: 'canceled', reason: t('Cancelled before anything was called.') });

/**
 * Removes one resource as it was confirmed: checks, looks again, writes the intent, calls once, and follows it until it is
 * gone.
 *
 * @param item the confirmed removal
 * @param parts what it is made with
 * @param context what it shares with the others of its plan
 * @returns how it ended
 */
export async function deleteResource(item: PlanItem, deps: DeleteDeps, context: DeleteContext): Promise<Outcome> {
  // The place is given back once AWS has answered: watching what has been accepted keeps nobody waiting.
  const called = await context.throttle.run(() => checkAndSend(item, deps, context));
  if ('kind' in called) return called;
  const { answer, log } = called;
  const outcome = await interpretResponse(item, answer, deps, context).catch(unexpectedFailure);
  await bestEffort(() => log.outcome(outcome));
  return outcome;
}

/** What follows from the answer. */
async function interpretResponse(
  item: PlanItem,
  answer: AwsResponse | AwsCallError,
  deps: DeleteDeps,
  context: DeleteContext,
): Promise<Outcome> {
  return answer instanceof AwsCallError
    ? outcomeFromFailure(item, answer.failure, deps, context)
    : pollUntilDeleted(item.resource, answer.output, deps, context);
}

/** What our own failure after the call means. */
function unexpectedFailure(error: unknown): Outcome {
  const message = errorMessage(error);
  return { kind: 'unknown', reason: t('Teardown itself failed while it was being removed: {0}', message) };
}

/** Everything up to AWS's answer; or the outcome, where nothing is to be called. */
async function checkAndSend(
  item: PlanItem,
  deps: DeleteDeps,
  context: DeleteContext,
): Promise<Outcome | { readonly answer: AwsResponse | AwsCallError; readonly log: RemovalLog }> {
  const { signal, throttle, reached } = context;
  if (signal?.aborted) return cancelledOutcome();
  const veto = (await checkPreconditions(item, deps)) ?? (await detectDrift(item, deps, context));
  if (veto) return veto;
  await throttle.waitUntilReady(signal);
  if (signal?.aborted) return cancelledOutcome();
  const log = await context.recordIntent();
  reached('sending');
  try {
    return { answer: await sendWithRetry(item, deps, context, log), log };
  } catch (error) {
    const outcome = error instanceof NotSentError ? error.outcome : unexpectedFailure(error);
    await bestEffort(() => log.outcome(outcome));
    return outcome;
  }
}

/** What forbids the call, if anything does. */
async function checkPreconditions(
  { resource, evidence }: PlanItem,
  { protectionAt, resourceRules, verify }: DeleteDeps,
): Promise<Outcome | undefined> {
  const blocker = evidence.find(({ level }) => level === 'blocker')?.text;
  const readOnly = protectionAt(resource.target) === 'readOnly' ? readOnlyReason(resource.target.identity) : undefined;
  const reason = blocker ?? readOnly ?? resourceProtectionReason(resource, resourceRules());
  if (reason !== undefined) return { kind: 'blocked', reason };
  const verification = await verify(resource.target);
  if (verification.result === 'unchanged') return undefined;
  return { kind: verification.result === 'changed' ? 'changed' : 'failed', reason: verification.error.message };
}

/** Reads the resource again, and says what differs from what was confirmed, if that keeps it from being removed. */
async function detectDrift(
  { resource, evidence }: PlanItem,
  { client, clock, resourceRules }: DeleteDeps,
  context: DeleteContext,
): Promise<Outcome | undefined> {
  let now: Resource | undefined;
  try {
    now = await readWithRetry(() => refreshResource(client, resource, context.signal), context.signal);
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    if (context.signal?.aborted) return cancelledOutcome();
    const reason = t(
      'It could not be read again before its removal, so nothing was called. {0}',
      failureReason(error.failure),
    );
    return { kind: error.failure.cause === 'denied' ? 'denied' : 'failed', reason, failure: error.failure };
  }
  if (!now) return { kind: 'alreadyDeleted', reason: t('It was not there any more, and nothing was called.') };
  const identity = identityChanges(resource, now);
  const risks = identity.length > 0 ? [] : increasedRisks(evidence, collectEvidence(now, clock.now(), resourceRules()));
  const differences = [...identity, ...risks];
  if (differences.length === 0) return undefined;
  return {
    kind: 'changed',
    reason: t('It is not what was confirmed: {0}', differences.map(({ text }) => text).join('; ')),
  };
}

/** Watches until it is gone, or seen not to go. */
function pollUntilDeleted(
  resource: Resource,
  answer: Structure | undefined,
  { client, clock, onObserved }: DeleteDeps,
  { acquirePoll, reached }: DeleteContext,
  lostResponse?: CallFailure,
): Promise<Outcome> {
  reached('waiting');
  // Not ended by a cancellation: what AWS has accepted goes on there, and what becomes of it is to be told.
  return waitUntilDeleted(resource, answer, {
    client,
    clock,
    acquirePoll,
    onObserved: (now) => {
      void bestEffort(() => {
        onObserved(resource, now);
      });
    },
    ...(lostResponse && { lostResponse }),
  });
}

/** What a failed removing call means. A lost answer is settled by looking, never by calling again. */
async function outcomeFromFailure(
  { resource }: PlanItem,
  failure: CallFailure,
  deps: DeleteDeps,
  context: DeleteContext,
): Promise<Outcome> {
  const outcome = definiteOutcome(failure);
  if (!outcome) return pollUntilDeleted(resource, undefined, deps, context, failure);
  return failure.cause === 'throttled' && context.signal?.aborted ? { ...outcome, kind: 'canceled' } : outcome;
}
