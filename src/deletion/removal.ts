import { t } from '@vscode/l10n';
import type { AwsCaller, Reply } from '../aws/clients.ts';
import { explain } from '../aws/explain.ts';
import { AwsCallError, type Failure } from '../aws/failure.ts';
import type { Target } from '../aws/target.ts';
import type { Verification } from '../aws/targets.ts';
import type { Structure } from '../catalog/kind.ts';
import { rereadResource } from '../inventory/listKind.ts';
import type { Resource } from '../inventory/resource.ts';
import type { Clock } from './clock.ts';
import { identityDifferences, raisedRisks } from './compare.ts';
import { evidenceFor } from './evidence.ts';
import type { Limiter } from './limiter.ts';
import type { Outcome, OutcomeKind, Phase } from './outcome.ts';
import type { Guards, PlanItem } from './plan.ts';
import { recordOf, type RecordSink, type ResponseRecord } from './record.ts';
import { readOnlyReason, resourceProtection } from './protection.ts';
import { settle } from './settle.ts';

/** What is on disk of one removal: written before and after each step. */
export interface RemovalLog {
  /** A call is about to leave: on disk before it returns. @throws when it cannot be written: then it must not leave */
  called(): Promise<void>;
  /** AWS has answered, or has not. */
  response(record: ResponseRecord): Promise<void>;
  /** How it ended. */
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
  /** Writes the intent to disk. @throws when it cannot be written: then nothing is called */
  readonly intend: () => Promise<RemovalLog>;
  readonly reached: (phase: Phase) => void;
  readonly signal?: AbortSignal;
}

/** Times that a call is repeated after a throttling reply, the one reply that says that nothing was carried out yet. */
const MOST_THROTTLED = 8;

/** Errors of the system from which it is sure that no request has left. */
const NEVER_SENT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH']);

const isThrottled = (answer: Reply | AwsCallError) =>
  answer instanceof AwsCallError && answer.failure.cause === 'throttled';

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
  const outcome =
    answer instanceof AwsCallError
      ? await afterFailure(item, answer.failure, parts, context)
      : await follow(item.resource, answer.output, parts, context);
  await log.outcome(outcome);
  return outcome;
}

/** Everything up to AWS's answer; or the outcome, where nothing is to be called. */
async function upToTheAnswer(
  item: PlanItem,
  parts: RemovalParts,
  context: RemovalContext,
): Promise<Outcome | { readonly answer: Reply | AwsCallError; readonly log: RemovalLog }> {
  const { signal, limiter, reached } = context;
  if (signal?.aborted) return cancelled();
  const hindrance = (await forbidden(item, parts)) ?? (await different(item, parts, signal));
  if (hindrance) return hindrance;
  await limiter.ready(signal);
  if (signal?.aborted) return cancelled();
  const log = await context.intend();
  reached('calling');
  return { answer: await callPatiently(item, parts, context, log), log };
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
  signal: AbortSignal | undefined,
): Promise<Outcome | undefined> {
  let now: Resource | undefined;
  try {
    now = await rereadResource(caller, resource, signal);
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    if (signal?.aborted) return cancelled();
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

/** Calls again after throttling replies, which say that nothing was carried out, and after no other. */
async function callPatiently(
  item: PlanItem,
  parts: RemovalParts,
  { limiter, signal }: RemovalContext,
  log: RemovalLog,
): Promise<Reply | AwsCallError> {
  let answer = await call(item, parts, log);
  for (let times = 0; isThrottled(answer) && times < MOST_THROTTLED; times++) {
    limiter.throttled();
    await limiter.ready(signal);
    if (signal?.aborted) return answer;
    answer = await call(item, parts, log);
  }
  if (!isThrottled(answer)) limiter.accepted();
  return answer;
}

/** Sends the removing call once, and records what came of it. */
async function call(
  { resource, operation, input }: PlanItem,
  { caller, record }: RemovalParts,
  log: RemovalLog,
): Promise<Reply | AwsCallError> {
  await log.called();
  let answer: Reply | AwsCallError;
  try {
    // No signal here: a call that has left cannot be taken back, and its answer is wanted.
    answer = await caller.call(resource.target, resource.kind.service, operation, input, { once: true });
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    answer = error;
  }
  const made = recordOf(resource, operation, answer);
  record(made);
  await log.response(made);
  return answer;
}

/** Watches until it is gone, or seen not to go. */
function follow(
  resource: Resource,
  answer: Structure | undefined,
  { caller, clock, seen }: RemovalParts,
  { reached, signal }: RemovalContext,
  lost?: Failure,
): Promise<Outcome> {
  reached('settling');
  return settle(resource, answer, {
    caller,
    clock,
    seen: (now) => {
      seen(resource, now);
    },
    ...(signal && { signal }),
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
  const outcome = (kind: OutcomeKind): Outcome => ({ kind, reason: reasonOf(failure), failure });
  if (NEVER_SENT.has(failure.name)) return outcome('failed');
  switch (failure.cause) {
    case 'denied':
      return outcome('denied');
    case 'throttled':
      return outcome(context.signal?.aborted ? 'cancelled' : 'failed');
    case 'conflict':
      return outcome('blocked');
    // What one host of AWS does not find, the next may still list: it is gone when it was seen to be.
    case 'notFound':
    case 'unreachable':
    case 'garbled':
    case 'server':
    case 'other':
      return follow(resource, undefined, parts, context, failure);
    default:
      return outcome('failed');
  }
}

function reasonOf(failure: Failure): string {
  const { what, next } = explain(failure);
  return next === undefined ? what : `${what} ${next}`;
}
