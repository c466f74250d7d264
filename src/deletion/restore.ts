import { t } from '@vscode/l10n';
import type { AwsCaller, Reply } from '../aws/clients.ts';
import { AwsCallError, type Failure } from '../aws/failure.ts';
import { sourceLabel, type Target } from '../aws/target.ts';
import type { Verification } from '../aws/targets.ts';
import type { Resource } from '../inventory/resource.ts';
import type { Clock } from './clock.ts';
import { recordOf, type RecordSink } from './record.ts';
import type { ProtectionLevel } from './protection.ts';
import { reasonOf, wasNeverSent } from './refusal.ts';
import { lookFor } from './restoreLook.ts';
import type { RestoreOutcome, RestorePhase } from './restoreOutcome.ts';
import type { RestorePlan } from './restorePlan.ts';
import { settleRestore } from './restoreSettle.ts';

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
export interface RestorerParts {
  readonly caller: AwsCaller;
  readonly clock: Clock;
  /** Asks AWS who the credentials of a target belong to now. */
  readonly verify: (target: Target) => Promise<Verification>;
  /** The protection of a target's profile or account, as the user has it now. */
  readonly protectionAt: (target: Target) => ProtectionLevel | undefined;
  readonly record: RecordSink;
  readonly journal: RestoreJournal;
  /** Told of every sight of the restored resource. */
  readonly seen?: (now: Resource) => void;
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
  readonly #parts: RestorerParts;
  /** Keys of the resources that are being restored: made twice, there would be two. */
  readonly #busy = new Set<string>();

  /** @param parts what it is built from */
  constructor(parts: RestorerParts) {
    this.#parts = parts;
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
    if (this.#busy.has(key)) return { kind: 'cancelled', reason: t('It is being restored already.') };
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
    return settleRestore(plan, { kind: 'interrupted' }, { ...this.#parts, ...options });
  }

  async #execute(plan: RestorePlan, options: RestoreOptions): Promise<RestoreOutcome> {
    options.onPhase?.('checking');
    const hindrance = (await this.#forbidden(plan)) ?? (await this.#inTheWay(plan, options.signal));
    if (hindrance) return hindrance;
    if (options.signal?.aborted) return { kind: 'cancelled', reason: t('Cancelled before anything was called.') };
    let done: (outcome: RestoreOutcome) => Promise<void>;
    try {
      done = await this.#parts.journal.intend(plan);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
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
  async #forbidden({ before: { target } }: RestorePlan): Promise<RestoreOutcome | undefined> {
    if (this.#parts.protectionAt(target) === 'readOnly') {
      const { source, accountId } = target.identity;
      const reason = t(
        '{0} (account {1}) is read only: nothing is changed there. The setting teardown.protected says so.',
        sourceLabel(source),
        accountId,
      );
      return { kind: 'blocked', reason };
    }
    const verification = await this.#parts.verify(target);
    if (verification.result === 'same') return undefined;
    const { message: reason } = verification.error;
    return { kind: verification.result === 'changed' ? 'changed' : 'failed', reason };
  }

  /** What is there already. Without knowing that, nobody could tell later whether a call has made something. */
  async #inTheWay({ before }: RestorePlan, signal: AbortSignal | undefined): Promise<RestoreOutcome | undefined> {
    const { restore } = before.kind.wayBack;
    if (!restore) return { kind: 'failed', reason: before.kind.wayBack.text };
    let found: Resource | undefined;
    try {
      found = await lookFor(this.#parts.caller, { before, restore }, signal);
    } catch (error) {
      if (!(error instanceof AwsCallError)) throw error;
      const { failure } = error;
      if (failure.cause === 'cancelled')
        return { kind: 'cancelled', reason: t('Cancelled before anything was called.') };
      const reason = t('Nothing was called, because what is there now could not be seen. {0}', reasonOf(failure));
      return { kind: failure.cause === 'denied' ? 'denied' : 'failed', reason, failure };
    }
    if (!found) return undefined;
    const { state = '' } = found;
    if (before.kind.settling.states?.removing.includes(state)) {
      const reason = t(
        'Nothing was called: it is still being removed, its state is {0}. Try again when it is gone.',
        state,
      );
      return { kind: 'failed', reason, resource: found };
    }
    const reason = t('Nothing was called: {0} is there already.', found.id);
    return { kind: 'alreadyThere', reason, resource: found };
  }

  async #carryOut(plan: RestorePlan, options: RestoreOptions): Promise<RestoreOutcome> {
    options.onPhase?.('calling');
    let answer = await this.#call(plan);
    for (const pause of THROTTLE_PAUSES_MS) {
      if (!isThrottled(answer) || options.signal?.aborted) break;
      await this.#parts.clock.wait(pause, options.signal);
      if (options.signal?.aborted) break;
      answer = await this.#call(plan);
    }
    if (answer instanceof AwsCallError) {
      const ended = this.#endedBy(answer.failure, options.signal);
      if (ended) return ended;
    }
    options.onPhase?.('settling');
    const heard =
      answer instanceof AwsCallError
        ? ({ kind: 'lost', failure: answer.failure } as const)
        : ({ kind: 'accepted', output: answer.output } as const);
    return settleRestore(plan, heard, { ...this.#parts, ...options });
  }

  /** Sends the restoring call once, and records what came of it. */
  async #call({ before, operation, input }: RestorePlan): Promise<Reply | AwsCallError> {
    const { caller, record } = this.#parts;
    let answer: Reply | AwsCallError;
    try {
      // No signal here: a call that has left cannot be taken back, and its answer is wanted.
      answer = await caller.call(before.target, before.kind.service, operation, input, { once: true });
    } catch (error) {
      if (!(error instanceof AwsCallError)) throw error;
      answer = error;
    }
    record(recordOf(before, operation, answer));
    return answer;
  }

  /** The outcome of a call that AWS refused or never got; undefined where it may have been carried out. */
  #endedBy(failure: Failure, signal: AbortSignal | undefined): RestoreOutcome | undefined {
    const reason = reasonOf(failure);
    if (wasNeverSent(failure)) return { kind: 'failed', reason, failure };
    switch (failure.cause) {
      case 'denied':
        return { kind: 'denied', reason, failure };
      case 'throttled':
        return { kind: signal?.aborted ? 'cancelled' : 'failed', reason, failure };
      case 'notFound': {
        const gone = t('Something that it needs is not there any more. {0}', reason);
        return { kind: 'failed', reason: gone, failure };
      }
      case 'unreachable':
      case 'garbled':
      case 'server':
      case 'other':
        return undefined;
      default:
        return { kind: 'failed', reason, failure };
    }
  }
}

const isThrottled = (answer: Reply | AwsCallError) =>
  answer instanceof AwsCallError && answer.failure.cause === 'throttled';
