import { t } from '@vscode/l10n';
import type { AwsClient, AwsResponse } from '../../aws/client/sdkClient.ts';
import { AwsCallError, type CallFailure } from '../../aws/errors/callError.ts';
import { repeatThrottledReads } from '../../aws/throttling/repeatThrottledReads.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { bestEffort } from '../../common/bestEffort.ts';
import type { Clock } from '../../common/clock.ts';
import type { Observation } from '../../inventory/listing/listKind.ts';
import type { Resource } from '../../inventory/resource.ts';
import { storedOutcome } from '../journal/format/storedOutcome.ts';
import { alongAdded } from '../planning/alongEvidence.ts';
import { createAlongReader } from '../planning/deletedAlong.ts';
import { questionChanges } from '../planning/drift.ts';
import { collectEvidence, type Evidence } from '../planning/evidence.ts';
import { blockerKeys, type PlanItem, type ProtectionPolicy } from '../planning/plan.ts';
import { runProbes } from '../planning/probes.ts';
import { USAGE_CHECK, usageEvidence, type UsageSource } from '../planning/usageEvidence.ts';
import { readOnlyReason, resourceProtectionReason } from '../planning/protection.ts';
import { definiteOutcome, failureReason } from './classifyFailure.ts';
import { confirmAbsence } from './confirmAbsence.ts';
import type { ConflictRetry } from './conflictLag.ts';
import type { MutationDeps, RequestThrottle } from './mutation.ts';
import type { MutationRunner } from './mutationRunner.ts';
import type { Outcome, Phase } from './outcome.ts';
import { partialFailure } from './partialFailure.ts';
import { withSideResults } from './sideResults.ts';
import { waitUntilDeleted } from './waitUntilDeleted.ts';

/** How often the request is sent again after throttled responses. */
const MAX_SEND_RETRIES = 8;

/** The dependencies of deletions. */
export interface DeleteDeps extends ProtectionPolicy, MutationDeps {
  readonly clock: Clock;
  /** Finds whether something uses what a search found unused. */
  readonly usage?: UsageSource;
  /** Receives every observation of a resource while it is deleted; undefined once it is deleted. */
  readonly onObserved: (resource: Resource, now: Resource | undefined) => void;
}

/** What one deletion shares with the others of its plan. */
export interface DeleteContext {
  readonly planId: string;
  readonly runner: MutationRunner;
  /** Slows down the requests. */
  readonly throttle: RequestThrottle;
  /** Spreads the polls that follow the request. */
  readonly acquirePoll: (signal?: AbortSignal) => Promise<void>;
  readonly setPhase: (phase: Phase) => void;
  /** Sends the request again after conflicts about what the plan has just deleted. */
  readonly conflictRetry: ConflictRetry;
  readonly signal?: AbortSignal;
}

/**
 * Deletes one resource as it was confirmed: reads it again, sends the request only if it is still the same, and polls until it is
 * deleted. Returns every failure as an outcome.
 */
export function deleteResource(item: PlanItem, deps: DeleteDeps, context: DeleteContext): Promise<Outcome> {
  const { resource, operation, input, evidence } = item;
  const { planId, throttle, signal, setPhase } = context;
  return context.runner.run<Outcome>({
    ...{ action: 'delete', planId, resource, operation, input, evidence },
    ...{ throttle, maxRetries: MAX_SEND_RETRIES, ...(signal && { signal }) },
    guard: () => vetoReason(item, deps),
    check: () => {
      setPhase('checking');
      return detectDrift(item, deps, context);
    },
    onSending: () => {
      setPhase('sending');
    },
    retry: {
      applies: (failure) => context.conflictRetry.applies(failure),
      pause: (pauseSignal) => {
        setPhase('retrying');
        return context.conflictRetry.pause(pauseSignal);
      },
    },
    partialFailure: (response) => partialFailure(item, response),
    wait: (response) => interpretResponse(item, response, deps, context),
    stored: storedOutcome,
  });
}

/** Returns what forbids the request, if anything does. */
function vetoReason(
  { resource, evidence }: PlanItem,
  { protectionAt, resourceRules, accountLabel }: ProtectionPolicy,
): string | undefined {
  const blocker = evidence.find(({ level }) => level === 'blocker')?.text;
  const readOnly =
    protectionAt(resource.target) === 'readOnly' ? readOnlyReason(resource.target.identity, accountLabel) : undefined;
  return blocker ?? readOnly ?? resourceProtectionReason(resource, resourceRules());
}

/** Reads the resource again. Returns an outcome if it is deleted, or is not what the question showed. */
async function detectDrift(item: PlanItem, given: DeleteDeps, context: DeleteContext): Promise<Outcome | undefined> {
  const { resource } = item;
  const { clock } = given;
  const client = repeatThrottledReads(given.client);
  const deps = { ...given, client };
  let observed: Observation;
  let probes: readonly Evidence[];
  let usage: readonly Evidence[];
  try {
    [observed, probes, usage] = await Promise.all([
      confirmAbsence(client, resource, clock, context.signal),
      repeatProbes(item, client, context.signal),
      repeatUsage(item, deps, context),
    ]);
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    if (context.signal?.aborted) return { kind: 'canceled', reason: t('Canceled before a request was sent.') };
    const reason = t(
      'It could not be read again before its deletion, so nothing was sent. {0}',
      failureReason(error.failure),
    );
    return { kind: error.failure.cause === 'denied' ? 'denied' : 'failed', reason, failure: error.failure };
  }
  const { presence, now } = observed;
  if (presence === 'absent' && context.signal?.aborted) {
    return { kind: 'canceled', reason: t('Canceled before a request was sent.') };
  }
  const isEnded = presence === 'unmatched' && resource.kind.completion.unmatched === 'deleted';
  if (presence === 'absent' || isEnded) {
    return { kind: 'alreadyDeleted', reason: t('It was already deleted. Nothing was sent.') };
  }
  if (presence === 'unmatched') {
    return { kind: 'changed', reason: t('It changed after you confirmed: {0}', unmatchedText(now)) };
  }
  return compareWithQuestion(item, { now, probes: [...probes, ...usage] }, deps, context);
}

/** Returns an outcome if something protected would be deleted along, or if anything is not what the question showed. */
async function compareWithQuestion(
  item: PlanItem,
  { now, probes }: { readonly now: Resource; readonly probes: readonly Evidence[] },
  { client, clock, resourceRules }: DeleteDeps,
  { signal }: DeleteContext,
): Promise<Outcome | undefined> {
  const along = await createAlongReader([now], { client, clock, resourceRules }, signal)(now);
  if (signal?.aborted) return { kind: 'canceled', reason: t('Canceled before a request was sent.') };
  const forbidden = along.find(({ level }) => level === 'blocker');
  if (forbidden) return { kind: 'blocked', reason: forbidden.text };
  const nowMs = clock.now();
  const found = [...collectEvidence(now, nowMs, resourceRules()), ...probes];
  const evidence = found.filter((piece) => !isDeletedFirst(piece, item));
  const changes = questionChanges(item, { resource: now, evidence }, nowMs);
  const differences = [...changes, ...alongAdded(item.evidence, along)];
  if (differences.length === 0) return undefined;
  const reason = t('It changed after you confirmed: {0}', differences.map(({ text }) => text).join('; '));
  return { kind: 'changed', reason };
}

/** Returns whether the plan deletes first all that a piece of evidence names. It may still be listed for a while; AWS decides whether it blocks. */
function isDeletedFirst(piece: Evidence, { resource, dependsOn = [] }: PlanItem): boolean {
  const { blockers = [] } = piece;
  const keys = blockerKeys(piece, resource);
  return keys.length > 0 && keys.length === blockers.length && keys.every((key) => dependsOn.includes(key));
}

function unmatchedText({ state }: Resource): string {
  return state === undefined
    ? t('the action no longer applies to it')
    : t('the action no longer applies to it, its state is {0}', state);
}

/**
 * Sends the probes of the question again, where it was asked with any. After other deletions of the plan it leaves out what blocks: a list
 * may still show what they have deleted, and AWS itself rejects the request where something blocks it.
 */
async function repeatProbes(
  { resource, evidence, dependsOn = [], after = [] }: PlanItem,
  client: AwsClient,
  signal: AbortSignal | undefined,
): Promise<readonly Evidence[]> {
  if (!evidence.some(({ check }) => check === 'permission')) return [];
  const found = await runProbes(resource, client, signal ?? new AbortController().signal);
  const isFirst = dependsOn.length === 0 && after.length === 0;
  return isFirst ? found : found.filter(({ level }) => level !== 'blocker');
}

/** Reads again whether something uses the resource, where the confirmation showed that nothing does. */
async function repeatUsage(
  { resource, evidence }: PlanItem,
  { usage }: DeleteDeps,
  { planId, signal = new AbortController().signal }: DeleteContext,
): Promise<readonly Evidence[]> {
  if (!usage || !evidence.some(({ check }) => check === USAGE_CHECK)) return [];
  return [usageEvidence(resource, await usage.reread(resource, usage.batchOf(planId), signal))];
}

/** Returns the outcome of a request. A lost response is settled by reading AWS, never by sending again. */
async function interpretResponse(
  { resource }: PlanItem,
  response: AwsResponse | AwsCallError,
  deps: DeleteDeps,
  context: DeleteContext,
): Promise<Outcome> {
  if (!(response instanceof AwsCallError)) return pollUntilDeleted(resource, response.output, deps, context);
  const { failure } = response;
  return definiteOutcome(failure) ?? (await pollUntilDeleted(resource, undefined, deps, context, failure));
}

async function pollUntilDeleted(
  resource: Resource,
  output: Structure | undefined,
  { client, clock, onObserved }: DeleteDeps,
  { acquirePoll, setPhase }: DeleteContext,
  lostResponse?: CallFailure,
): Promise<Outcome> {
  setPhase('waiting');
  // No signal: AWS completes what it has accepted, and the user needs the outcome.
  const outcome = await waitUntilDeleted(resource, output, {
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
  return withSideResults(outcome, resource, output);
}
