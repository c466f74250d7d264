import { EventEmitter } from 'node:events';
import { t } from '@vscode/l10n';
import type { AwsCaller, Reply } from '../aws/clients.ts';
import { explain } from '../aws/explain.ts';
import { AwsCallError, type Failure } from '../aws/failure.ts';
import type { Target } from '../aws/target.ts';
import type { Verification } from '../aws/targets.ts';
import type { Structure } from '../catalog/kind.ts';
import type { Resource } from '../inventory/resource.ts';
import type { Clock } from './clock.ts';
import type { Outcome, OutcomeKind, Phase, Progress } from './outcome.ts';
import type { Plan, PlanItem } from './plan.ts';
import { recordOf, type RecordSink } from './record.ts';
import { readOnlyReason, type ProtectionLevel } from './protection.ts';
import { settle } from './settle.ts';

/** What the engine is built from. */
export interface EngineParts {
  readonly caller: AwsCaller;
  readonly clock: Clock;
  /** Asks AWS who the credentials of a target belong to now. */
  readonly verify: (target: Target) => Promise<Verification>;
  /** The protection of a target's profile or account, as the user has it now. */
  readonly protectionAt: (target: Target) => ProtectionLevel | undefined;
  readonly record: RecordSink;
  /** Told of every sight of a resource that is being removed; undefined when it is gone. */
  readonly seen: (resource: Resource, now: Resource | undefined) => void;
}

/** What a person may do while a plan is carried out. */
export interface ExecuteOptions {
  /** Stops new calls. What AWS has accepted already goes on there. */
  readonly signal?: AbortSignal;
}

/** Milliseconds before each repetition after a throttling reply, the one reply that says that nothing was carried out yet. */
const THROTTLE_PAUSES_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

/** Errors of the system from which it is sure that no request has left. */
const NEVER_SENT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH']);

const isThrottled = (answer: Reply | AwsCallError) =>
  answer instanceof AwsCallError && answer.failure.cause === 'throttled';

/** Carries out plans: the only place from which a removing call leaves. */
export class Engine {
  readonly #parts: EngineParts;
  readonly #events = new EventEmitter<{ progress: [Progress] }>();
  /** Keys of the resources that are being removed: a second removal of the same one never begins. */
  readonly #busy = new Map<string, Phase>();

  /** @param parts what it is built from */
  constructor(parts: EngineParts) {
    this.#parts = parts;
  }

  /**
   * Calls a listener at every step of every removal.
   *
   * @param listener gets the step
   * @returns ends it
   */
  onProgress(listener: (progress: Progress) => void): () => void {
    this.#events.on('progress', listener);
    return () => this.#events.off('progress', listener);
  }

  /**
   * Where the removal of a resource stands.
   *
   * @param resource the resource
   * @returns the phase; undefined when it is not being removed
   */
  phaseOf(resource: Resource): Phase | undefined {
    return this.#busy.get(resource.key);
  }

  /**
   * Carries out a plan that was confirmed, one resource after the other.
   *
   * @param plan the plan
   * @param options cancellation
   * @returns one outcome for each resource, in the plan's order
   */
  async execute(plan: Plan, options: ExecuteOptions = {}): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const item of plan.items) outcomes.push(await this.#remove(item, options.signal));
    return outcomes;
  }

  async #remove(item: PlanItem, signal: AbortSignal | undefined): Promise<Outcome> {
    const { resource } = item;
    if (this.#busy.has(resource.key)) {
      return { kind: 'cancelled', reason: t('It is being removed already by an earlier request.') };
    }
    let outcome: Outcome = { kind: 'unknown', reason: t('Teardown itself failed.') };
    try {
      this.#reached(resource, 'checking');
      outcome = await this.#removeClaimed(item, signal);
    } finally {
      this.#busy.delete(resource.key);
      this.#events.emit('progress', { resource, outcome });
    }
    return outcome;
  }

  async #removeClaimed(item: PlanItem, signal: AbortSignal | undefined): Promise<Outcome> {
    const { resource } = item;
    const hindrance = await this.#hindrance(item);
    if (hindrance) return hindrance;
    if (signal?.aborted) return { kind: 'cancelled', reason: t('Cancelled before anything was called.') };
    this.#reached(resource, 'calling');
    const answer = await this.#callPatiently(item, signal);
    if (answer instanceof AwsCallError) return this.#afterFailure(resource, answer.failure, signal);
    return this.#settle(resource, answer.output, signal);
  }

  /** What forbids the call, if anything does. */
  async #hindrance({ resource, evidence }: PlanItem): Promise<Outcome | undefined> {
    const blocker = evidence.find(({ level }) => level === 'blocker');
    if (blocker) return { kind: 'blocked', reason: blocker.text };
    if (this.#parts.protectionAt(resource.target) === 'readOnly') {
      return { kind: 'blocked', reason: readOnlyReason(resource.target.identity) };
    }
    const verification = await this.#parts.verify(resource.target);
    if (verification.result === 'same') return undefined;
    const { message: reason } = verification.error;
    return { kind: verification.result === 'changed' ? 'changed' : 'failed', reason };
  }

  /** Calls again after throttling replies, which say that nothing was carried out, and after no other. */
  async #callPatiently(item: PlanItem, signal: AbortSignal | undefined): Promise<Reply | AwsCallError> {
    let answer = await this.#call(item);
    for (const pause of THROTTLE_PAUSES_MS) {
      if (!isThrottled(answer) || signal?.aborted) break;
      await this.#parts.clock.wait(pause, signal);
      if (signal?.aborted) break;
      answer = await this.#call(item);
    }
    return answer;
  }

  /** Sends the removing call once, and records what came of it. */
  async #call({ resource, operation, input }: PlanItem): Promise<Reply | AwsCallError> {
    const { caller, record } = this.#parts;
    let answer: Reply | AwsCallError;
    try {
      // No signal here: a call that has left cannot be taken back, and its answer is wanted.
      answer = await caller.call(resource.target, resource.kind.service, operation, input, { once: true });
    } catch (error) {
      if (!(error instanceof AwsCallError)) throw error;
      answer = error;
    }
    record(recordOf(resource, operation, answer));
    return answer;
  }

  #settle(
    resource: Resource,
    answer: Structure | undefined,
    signal: AbortSignal | undefined,
    lost?: Failure,
  ): Promise<Outcome> {
    this.#reached(resource, 'settling');
    const { caller, clock } = this.#parts;
    const seen = (now: Resource | undefined) => {
      this.#parts.seen(resource, now);
    };
    return settle(resource, answer, { caller, clock, seen, ...(signal && { signal }), ...(lost && { lost }) });
  }

  /** What a failed removing call means. A lost answer is settled by looking, never by calling again. */
  async #afterFailure(resource: Resource, failure: Failure, signal: AbortSignal | undefined): Promise<Outcome> {
    const outcome = (kind: OutcomeKind): Outcome => ({ kind, reason: reasonOf(failure), failure });
    if (NEVER_SENT.has(failure.name)) return outcome('failed');
    switch (failure.cause) {
      case 'denied':
        return outcome('denied');
      case 'throttled':
        return outcome(signal?.aborted ? 'cancelled' : 'failed');
      case 'conflict':
        return outcome('blocked');
      // What one host of AWS does not find, the next may still list: it is gone when it was seen to be.
      case 'notFound':
      case 'unreachable':
      case 'garbled':
      case 'server':
      case 'other':
        return this.#settle(resource, undefined, signal, failure);
      default:
        return outcome('failed');
    }
  }

  #reached(resource: Resource, phase: Phase): void {
    this.#busy.set(resource.key, phase);
    this.#events.emit('progress', { resource, phase });
  }
}

function reasonOf(failure: Failure): string {
  const { what, next } = explain(failure);
  return next === undefined ? what : `${what} ${next}`;
}
