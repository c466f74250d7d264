import { t } from '@vscode/l10n';
import type { AwsCaller, Reply } from '../aws/clients.ts';
import { AwsCallError, type Failure } from '../aws/failure.ts';
import type { Target } from '../aws/target.ts';
import type { Verification } from '../aws/targets.ts';
import type { Structure } from '../catalog/kind.ts';
import { rereadResource } from '../inventory/listKind.ts';
import type { Resource } from '../inventory/resource.ts';
import { besides } from './besides.ts';
import { callPatiently, HeldBack, lookPatiently } from './calling.ts';
import type { Clock } from './clock.ts';
import { identityDifferences, raisedRisks } from './compare.ts';
import { evidenceFor } from './evidence.ts';
import type { LearnedPace } from './learnedPace.ts';
import type { Limiter } from './limiter.ts';
import type { LookPace } from './lookPace.ts';
import type { Outcome, Phase } from './outcome.ts';
import type { Guards, PlanItem } from './plan.ts';
import type { RecordSink, ResponseRecord } from './record.ts';
import { readOnlyReason, resourceProtection } from './protection.ts';
import { reasonOf, refused } from './refusal.ts';
import { settle } from './settle.ts';

/** What is on disk of one removal: written before and after each step. */
export interface RemovalLog {
  /** A call is about to leave: on disk before it returns. @throws when it cannot be written: then it must not leave */
  called(): Promise<void>;
  /** AWS has answered, or has not. What is done is done: a failure to write it does not change what becomes of it. */
  response(record: ResponseRecord): Promise<void>;
  /** How it ended; as with the response. */
  outcome(outcome: Outcome): Promise<void>;
}

/** What a removal is made with. */
export interface RemovalParts extends Guards {
  readonly caller: AwsCaller;
  readonly clock: Clock;
  /** Asks AWS who the credentials of a target belong to now. */
  readonly verify: (target: Target) => Promise<Verification>;
  readonly record: RecordSink;
  /** Told of every sight of a resource that is being removed; undefined when it is gone. */
  readonly seen: (resource: Resource, now: Resource | undefined) => void;
}

/** What one removal shares with the others of its plan. */
export interface RemovalContext {
  readonly limiter: Limiter;
  /** What AWS takes of the call's operation in the long run. */
  readonly pace: LearnedPace;
  /** Spreads the looks that follow the call. */
  readonly looks: LookPace;
  /** The right to remove it, asked for again before each call. */
  readonly claim: { isHeld(): Promise<boolean> };
  /** Writes the intent to disk. @throws when it cannot be written: then nothing is called */
  readonly intend: () => Promise<RemovalLog>;
  readonly reached: (phase: Phase) => void;
  readonly signal?: AbortSignal;
}

const cancelled = (): Outcome => ({ kind: 'cancelled', reason: t('Cancelled before anything was called.') });

/**
 * Removes one resource as it was confirmed: checks, looks again, writes the intent, calls once, and follows it until it is
 * gone.
 *
 * @param item the confirmed removal
 * @param parts what it is made with
 * @param context what it shares with the others of its plan
 * @returns how it ended
 */
export async function remove(item: PlanItem, parts: RemovalParts, context: RemovalContext): Promise<Outcome> {
  // The place is given back once AWS has answered: watching what has been accepted keeps nobody waiting.
  const called = await context.limiter.run(() => upToTheAnswer(item, parts, context));
  if ('kind' in called) return called;
  const { answer, log } = called;
  const outcome = await outcomeOf(item, answer, parts, context).catch(ownFailure);
  await besides(() => log.outcome(outcome));
  return outcome;
}

/** What follows from the answer. */
async function outcomeOf(
  item: PlanItem,
  answer: Reply | AwsCallError,
  parts: RemovalParts,
  context: RemovalContext,
): Promise<Outcome> {
  return answer instanceof AwsCallError
    ? afterFailure(item, answer.failure, parts, context)
    : follow(item.resource, answer.output, parts, context);
}

/** What our own failure after the call means. */
function ownFailure(error: unknown): Outcome {
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'unknown', reason: t('Teardown itself failed while it was being removed: {0}', message) };
}

/** Everything up to AWS's answer; or the outcome, where nothing is to be called. */
async function upToTheAnswer(
  item: PlanItem,
  parts: RemovalParts,
  context: RemovalContext,
): Promise<Outcome | { readonly answer: Reply | AwsCallError; readonly log: RemovalLog }> {
  const { signal, limiter, pace, reached } = context;
  if (signal?.aborted) return cancelled();
  const hindrance = (await forbidden(item, parts)) ?? (await different(item, parts, context));
  if (hindrance) return hindrance;
  await limiter.ready(signal, pace);
  if (signal?.aborted) return cancelled();
  const log = await context.intend();
  reached('calling');
  try {
    return { answer: await callPatiently(item, parts, context, log), log };
  } catch (error) {
    const outcome = error instanceof HeldBack ? error.outcome : ownFailure(error);
    await besides(() => log.outcome(outcome));
    return outcome;
  }
}

/** What forbids the call, if anything does. */
async function forbidden(
  { resource, evidence }: PlanItem,
  { protectionAt, resourceRules, verify }: RemovalParts,
): Promise<Outcome | undefined> {
  const blocker = evidence.find(({ level }) => level === 'blocker')?.text;
  const readOnly = protectionAt(resource.target) === 'readOnly' ? readOnlyReason(resource.target.identity) : undefined;
  const reason = blocker ?? readOnly ?? resourceProtection(resource, resourceRules());
  if (reason !== undefined) return { kind: 'blocked', reason };
  const verification = await verify(resource.target);
  if (verification.result === 'same') return undefined;
  return { kind: verification.result === 'changed' ? 'changed' : 'failed', reason: verification.error.message };
}

/** Reads the resource again, and says what differs from what was confirmed, if that keeps it from being removed. */
async function different(
  { resource, evidence }: PlanItem,
  { caller, clock, resourceRules }: RemovalParts,
  context: RemovalContext,
): Promise<Outcome | undefined> {
  let now: Resource | undefined;
  try {
    now = await lookPatiently(() => rereadResource(caller, resource, context.signal), context);
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    if (context.signal?.aborted) return cancelled();
    const reason = t(
      'It could not be read again before its removal, so nothing was called. {0}',
      reasonOf(error.failure),
    );
    return { kind: error.failure.cause === 'denied' ? 'denied' : 'failed', reason, failure: error.failure };
  }
  if (!now) return { kind: 'alreadyGone', reason: t('It was not there any more, and nothing was called.') };
  const identity = identityDifferences(resource, now);
  const risks = identity.length > 0 ? [] : raisedRisks(evidence, evidenceFor(now, clock.now(), resourceRules()));
  const differences = [...identity, ...risks];
  if (differences.length === 0) return undefined;
  return {
    kind: 'changed',
    reason: t('It is not what was confirmed: {0}', differences.map(({ text }) => text).join('; ')),
  };
}

/** Watches until it is gone, or seen not to go. */
function follow(
  resource: Resource,
  answer: Structure | undefined,
  { caller, clock, seen }: RemovalParts,
  { looks, reached }: RemovalContext,
  lost?: Failure,
): Promise<Outcome> {
  reached('settling');
  // Not ended by a cancellation: what AWS has accepted goes on there, and what becomes of it is to be told.
  return settle(resource, answer, {
    caller,
    clock,
    turn: () => looks.turn(),
    seen: (now) => {
      void besides(() => {
        seen(resource, now);
      });
    },
    ...(lost && { lost }),
  });
}

/** What a failed removing call means. A lost answer is settled by looking, never by calling again. */
async function afterFailure(
  { resource }: PlanItem,
  failure: Failure,
  parts: RemovalParts,
  context: RemovalContext,
): Promise<Outcome> {
  const outcome = refused(failure);
  if (!outcome) return follow(resource, undefined, parts, context, failure);
  return failure.cause === 'throttled' && context.signal?.aborted ? { ...outcome, kind: 'cancelled' } : outcome;
}
