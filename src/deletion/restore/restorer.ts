import { t } from '@vscode/l10n';
import type { AwsClient, AwsResponse } from '../../aws/client/sdkClient.ts';
import { AwsCallError, type CallFailure } from '../../aws/errors/callError.ts';
import { sourceLabel, type Target } from '../../aws/identity/target.ts';
import type { CallerCheck } from '../../aws/identity/targetResolver.ts';
import type { Resource } from '../../inventory/resource.ts';
import type { Clock } from '../../common/clock.ts';
import { errorMessage } from '../../common/errors.ts';
import { toCallRecord, type CallRecordListener } from '../execution/callRecord.ts';
import type { ProtectionLevel } from '../planning/protection.ts';
import { failureReason, wasNeverSent } from '../execution/classifyFailure.ts';
import { findRestored } from './findRestored.ts';
import type { RestoreOutcome, RestorePhase } from './restoreOutcome.ts';
import type { RestorePlan } from './restorePlan.ts';
import { waitUntilRestored } from './waitUntilRestored.ts';

/** Where restores are written down before and after their call. */
export interface RestoreJournal {
  /**
   * Writes down that a call is about to leave; returns only when that is safe on disk.
   *
   * @param plan the restore
   * @returns writes down how it ended
   * @throws when it could not be written: then nothing is called
   */
  intend(plan: RestorePlan): Promise<(outcome: RestoreOutcome) => Promise<void>>;
}

/** What a restorer is built from. */
export interface RestorerDeps {
  readonly client: AwsClient;
  readonly clock: Clock;
  /** Asks AWS who the credentials of a target belong to now. */
  readonly verify: (target: Target) => Promise<CallerCheck>;
  /** The protection of a target's profile or account, as the user has it now. */
  readonly protectionAt: (target: Target) => ProtectionLevel | undefined;
  readonly onCallRecorded: CallRecordListener;
  readonly journal: RestoreJournal;
  /** Told of every sight of the restored resource. */
  readonly onObserved?: (now: Resource) => void;
}

/** What a person may do while a restore is carried out, and see of it. */
export interface RestoreOptions {
  /** Before the call: nothing is called. After it: ends the watching; what AWS has accepted goes on there. */
  readonly signal?: AbortSignal;
  readonly onPhase?: (phase: RestorePhase) => void;
}

/** Milliseconds before each repetition after a throttling reply, the one reply that says that nothing was carried out. */
const THROTTLE_PAUSES_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

/** Carries out restores: the only place from which a call leaves that makes something. */
export class Restorer {
  readonly #deps: RestorerDeps;
  /** Keys of the resources that are being restored: made twice, there would be two. */
  readonly #busy = new Set<string>();

  /** @param parts what it is built from */
  constructor(deps: RestorerDeps) {
    this.#deps = deps;
  }

  /**
   * Carries out a restore that was confirmed. The call is sent once; a reply that is lost is settled by looking.
   *
   * @param plan the restore
   * @param options cancellation, and who wants to know
   * @returns how it ended; `restored` only when it was seen in the listing
   */
  async execute(plan: RestorePlan, options: RestoreOptions = {}): Promise<RestoreOutcome> {
    const { key } = plan.before;
    if (this.#busy.has(key)) return { kind: 'canceled', reason: t('It is being restored already.') };
    this.#busy.add(key);
    try {
      return await this.#execute(plan, options);
    } finally {
      this.#busy.delete(key);
    }
  }

  /**
   * Finds out how a restore ended of which only the intent is known, because its window died. Nothing is called but lists.
   *
   * @param plan the restore
   * @param options cancellation
   * @returns `restored` where one like it is there, else `unknown`
   */
  async settle(plan: RestorePlan, options: RestoreOptions = {}): Promise<RestoreOutcome> {
    return waitUntilRestored(plan, { kind: 'interrupted' }, { ...this.#deps, ...options });
  }

  async #execute(plan: RestorePlan, options: RestoreOptions): Promise<RestoreOutcome> {
    options.onPhase?.('checking');
    const hindrance = (await this.#checkPreconditions(plan)) ?? (await this.#findExisting(plan, options.signal));
    if (hindrance) return hindrance;
    if (options.signal?.aborted) return { kind: 'canceled', reason: t('Cancelled before anything was called.') };
    let done: (outcome: RestoreOutcome) => Promise<void>;
    try {
      done = await this.#deps.journal.intend(plan);
    } catch (error) {
      const why = errorMessage(error);
      return { kind: 'failed', reason: t('Nothing was called, because the journal could not be written: {0}', why) };
    }
    const outcome = await this.#carryOut(plan, options);
    try {
      await done(outcome);
      return outcome;
    } catch {
      // What happened has happened: the outcome is told all the same, and what it lacks.
      const lacking = t('It could not be written to the journal.');
      return { ...outcome, reason: outcome.reason === undefined ? lacking : `${outcome.reason} ${lacking}` };
    }
  }

  /** What forbids the call: protection, or credentials that are not the target's. */
  async #checkPreconditions({ before: { target } }: RestorePlan): Promise<RestoreOutcome | undefined> {
    if (this.#deps.protectionAt(target) === 'readOnly') {
      const { source, accountId } = target.identity;
      const reason = t(
        '{0} (account {1}) is read only: nothing is changed there. The setting teardown.protected says so.',
        sourceLabel(source),
        accountId,
      );
      return { kind: 'blocked', reason };
    }
    const verification = await this.#deps.verify(target);
    if (verification.result === 'unchanged') return undefined;
    const { message: reason } = verification.error;
    return { kind: verification.result === 'changed' ? 'changed' : 'failed', reason };
  }

  /** What is there already. Without knowing that, nobody could tell later whether a call has made something. */
  async #findExisting({ before }: RestorePlan, signal: AbortSignal | undefined): Promise<RestoreOutcome | undefined> {
    const { restore } = before.kind.restorability;
    if (!restore) return { kind: 'failed', reason: before.kind.restorability.text };
    let found: Resource | undefined;
    try {
      found = await findRestored(this.#deps.client, { before, restore }, signal);
    } catch (error) {
      if (!(error instanceof AwsCallError)) throw error;
      const { failure } = error;
      if (failure.cause === 'canceled') return { kind: 'canceled', reason: t('Cancelled before anything was called.') };
      const reason = t('Nothing was called, because what is there now could not be seen. {0}', failureReason(failure));
      return { kind: failure.cause === 'denied' ? 'denied' : 'failed', reason, failure };
    }
    if (!found) return undefined;
    const { state = '' } = found;
    if (before.kind.completion.states?.inProgress.includes(state)) {
      const reason = t(
        'Nothing was called: it is still being removed, its state is {0}. Try again when it is gone.',
        state,
      );
      return { kind: 'failed', reason, resource: found };
    }
    const reason = t('Nothing was called: {0} is there already.', found.id);
    return { kind: 'alreadyPresent', reason, resource: found };
  }

  async #carryOut(plan: RestorePlan, options: RestoreOptions): Promise<RestoreOutcome> {
    options.onPhase?.('sending');
    let answer = await this.#call(plan);
    for (const pause of THROTTLE_PAUSES_MS) {
      if (!isThrottled(answer) || options.signal?.aborted) break;
      await this.#deps.clock.sleep(pause, options.signal);
      if (options.signal?.aborted) break;
      answer = await this.#call(plan);
    }
    if (answer instanceof AwsCallError) {
      const ended = this.#definiteOutcome(answer.failure, options.signal);
      if (ended) return ended;
    }
    options.onPhase?.('waiting');
    const heard =
      answer instanceof AwsCallError
        ? ({ kind: 'lostResponse', failure: answer.failure } as const)
        : ({ kind: 'accepted', output: answer.output } as const);
    return waitUntilRestored(plan, heard, { ...this.#deps, ...options });
  }

  /** Sends the restoring call once, and records what came of it. */
  async #call({ before, operation, input }: RestorePlan): Promise<AwsResponse | AwsCallError> {
    const { client, onCallRecorded } = this.#deps;
    let answer: AwsResponse | AwsCallError;
    try {
      // No signal here: a call that has left cannot be taken back, and its answer is wanted.
      answer = await client.call(before.target, before.kind.service, operation, input, { noRetry: true });
    } catch (error) {
      if (!(error instanceof AwsCallError)) throw error;
      answer = error;
    }
    onCallRecorded(toCallRecord(before, operation, answer));
    return answer;
  }

  /** The outcome of a call that AWS refused or never got; undefined where it may have been carried out. */
  #definiteOutcome(failure: CallFailure, signal: AbortSignal | undefined): RestoreOutcome | undefined {
    const reason = failureReason(failure);
    if (wasNeverSent(failure)) return { kind: 'failed', reason, failure };
    switch (failure.cause) {
      case 'denied':
        return { kind: 'denied', reason, failure };
      case 'throttled':
        return { kind: signal?.aborted ? 'canceled' : 'failed', reason, failure };
      case 'notFound': {
        const gone = t('Something that it needs is not there any more. {0}', reason);
        return { kind: 'failed', reason: gone, failure };
      }
      case 'unreachable':
      case 'malformedResponse':
      case 'server':
      case 'other':
        return undefined;
      default:
        return { kind: 'failed', reason, failure };
    }
  }
}

const isThrottled = (answer: AwsResponse | AwsCallError) =>
  answer instanceof AwsCallError && answer.failure.cause === 'throttled';
