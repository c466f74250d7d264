import { EventEmitter } from 'node:events';
import { t } from '@vscode/l10n';
import type { AwsCaller, Reply } from '../aws/clients.ts';
import { explain } from '../aws/explain.ts';
import { AwsCallError, type Failure } from '../aws/failure.ts';
import type { Target } from '../aws/target.ts';
import type { Verification } from '../aws/targets.ts';
import type { Resource } from '../inventory/resource.ts';
import { rereadResource } from '../inventory/listKind.ts';
import type { Clock } from './clock.ts';
import type { Outcome, OutcomeKind, Phase, Progress } from './outcome.ts';
import type { Plan, PlanItem } from './plan.ts';
import { recordOf, type RecordSink } from './record.ts';
import { settle } from './settle.ts';

/** What the engine is built from. */
export interface EngineParts {
  readonly caller: AwsCaller;
  readonly clock: Clock;
  /** Asks AWS who the credentials of a target belong to now. */
  readonly verify: (target: Target) => Promise<Verification>;
  readonly record: RecordSink;
  /** Told of every sight of a resource that is being removed; undefined when it is gone. */
  readonly seen: (resource: Resource, now: Resource | undefined) => void;
}

/** What a person may do while a plan is carried out. */
export interface ExecuteOptions {
  /** Stops new calls. What AWS has accepted already goes on there. */
  readonly signal?: AbortSignal;
}

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
    const { resource, operation, input } = item;
    const { caller, record } = this.#parts;
    if (item.evidence.some(({ level }) => level === 'blocker')) {
      return { kind: 'blocked', reason: item.evidence.find(({ level }) => level === 'blocker')?.text ?? '' };
    }
    const verification = await this.#parts.verify(resource.target);
    if (verification.result === 'changed') return { kind: 'changed', reason: verification.error.message };
    if (verification.result === 'unknown') return { kind: 'failed', reason: verification.error.message };
    if (signal?.aborted) return { kind: 'cancelled', reason: t('Cancelled before anything was called.') };
    this.#reached(resource, 'calling');
    let reply: Reply;
    try {
      // No signal here: a call that has left cannot be taken back, and its answer is wanted.
      reply = await caller.call(resource.target, resource.kind.service, operation, input, { once: true });
    } catch (error) {
      if (!(error instanceof AwsCallError)) throw error;
      record(recordOf(resource, operation, error));
      return this.#afterFailure(resource, error.failure, signal);
    }
    record(recordOf(resource, operation, reply));
    return this.#settle(resource, reply, signal);
  }

  #settle(resource: Resource, reply: Reply | undefined, signal: AbortSignal | undefined): Promise<Outcome> {
    this.#reached(resource, 'settling');
    const { caller, clock } = this.#parts;
    const seen = (now: Resource | undefined) => {
      this.#parts.seen(resource, now);
    };
    return settle(resource, reply?.output, { caller, clock, seen, ...(signal && { signal }) });
  }

  /** What a failed removing call means. A lost answer is settled by looking, never by calling again. */
  async #afterFailure(resource: Resource, failure: Failure, signal: AbortSignal | undefined): Promise<Outcome> {
    const outcome = (kind: OutcomeKind): Outcome => ({ kind, reason: reasonOf(failure), failure });
    switch (failure.cause) {
      case 'denied':
        return outcome('denied');
      case 'conflict':
        return outcome('blocked');
      case 'notFound':
        return outcome('alreadyGone');
      case 'unreachable':
      case 'garbled':
      case 'server':
      case 'other':
        return this.#look(resource, failure, signal);
      default:
        return outcome('failed');
    }
  }

  async #look(resource: Resource, failure: Failure, signal: AbortSignal | undefined): Promise<Outcome> {
    const { caller } = this.#parts;
    const unknown: Outcome = { kind: 'unknown', reason: reasonOf(failure), failure };
    try {
      const now = await rereadResource(caller, resource, signal);
      if (!now) return { kind: 'gone', reason: t('The answer was lost ({0}), but it is gone.', failure.name), failure };
      const removing = now.state !== undefined && resource.kind.settling.states?.removing.includes(now.state);
      return removing
        ? await this.#settle(resource, undefined, signal)
        : { kind: 'failed', reason: reasonOf(failure), failure };
    } catch (error) {
      if (error instanceof AwsCallError) return unknown;
      throw error;
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
