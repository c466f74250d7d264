import { t } from '@vscode/l10n';
import type { AwsCaller } from '../aws/clients.ts';
import { AwsCallError, type Cause, type Failure } from '../aws/failure.ts';
import type { Structure } from '../catalog/kind.ts';
import { textAt } from '../inventory/member.ts';
import { rereadResource } from '../inventory/listKind.ts';
import type { Resource } from '../inventory/resource.ts';
import type { Clock } from './clock.ts';
import type { Outcome } from './outcome.ts';

/** What settling needs beside the resource. */
export interface SettleContext {
  readonly caller: AwsCaller;
  readonly clock: Clock;
  /** Waits for the turn of a look, where many are watched. */
  readonly turn?: (signal?: AbortSignal) => Promise<void>;
  /** Stops the watching; the deletion itself goes on at AWS. */
  readonly signal?: AbortSignal;
  /** Told of every sight of the resource, for the tree. */
  readonly seen: (now: Resource | undefined) => void;
  /** Set when AWS's answer was lost: then nobody has said that the removal was accepted. */
  readonly lost?: Failure;
}

/** Milliseconds between two looks: the first, the longest, and how long to go on. */
const FIRST_LOOK_MS = 300;
const LONGEST_PAUSE_MS = 10_000;
const PATIENCE_MS = 15 * 60_000;

/**
 * How long a listing may lag behind before "still there, as if nothing had happened" is believed: of what AWS has accepted,
 * and of what it has perhaps never heard of.
 */
const LAG_MS = 60_000;
const LOST_LAG_MS = 30_000;

/** Failed looks after which the next one may well succeed. */
const PASSING: ReadonlySet<Cause> = new Set([
  'throttled',
  'unreachable',
  'noSuchRegion',
  'server',
  'garbled',
  'cancelled',
]);

/**
 * Follows a removal that AWS has accepted until the resource is seen to be gone, or seen not to go.
 *
 * @param resource the resource as it was confirmed
 * @param answer AWS's answer to the removing call; undefined where it was lost
 * @param context the way to AWS, the time, and who wants to know
 * @returns how it ended: `gone`, `failed`, `reverted`; `deleting` or `unknown` where patience ran out or was ended
 */
export async function settle(
  resource: Resource,
  answer: Structure | undefined,
  context: SettleContext,
): Promise<Outcome> {
  const watch = new Watch(resource, answer, context);
  const { clock, signal } = context;
  const started = clock.now();
  let pause = FIRST_LOOK_MS;
  // What AWS has just begun, and shows by states, is not over in the same moment.
  if (answer && resource.kind.settling.states) await clock.wait(FIRST_LOOK_MS, signal);
  for (;;) {
    await context.turn?.(signal);
    // What a look tells counts from its beginning: one that took long must not be the end of patience before it was judged.
    const elapsed = clock.now() - started;
    const outcome = await watch.look(elapsed);
    if (outcome) return outcome;
    // The last word is not left to a look that was throttled: what it would have told is worth as much time again.
    const patience = watch.isBlind ? 2 * watch.patienceMs : watch.patienceMs;
    if (signal?.aborted || elapsed > patience) return watch.unfinished();
    await clock.wait(pause, signal);
    pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS);
  }
}

/** The memory of a removal that is being followed. */
class Watch {
  readonly #resource: Resource;
  readonly #context: SettleContext;
  /** Ids of the Lightsail operations that are not over yet. */
  readonly #operations: Set<string>;
  #failed: Outcome | undefined;
  /** True once AWS has shown or said that the removal is under way. */
  #underWay: boolean;
  /** True where the last look came to nothing. */
  #blind = false;

  constructor(resource: Resource, answer: Structure | undefined, context: SettleContext) {
    this.#resource = resource;
    this.#context = context;
    this.#underWay = false;
    this.#operations = new Set();
    const member = resource.kind.settling.operations;
    if (member && answer) this.#follow(answer[member]);
  }

  /** @returns the end, if this look has seen it */
  async look(elapsedMs: number): Promise<Outcome | undefined> {
    await this.#askOperations();
    if (this.#failed) return this.#failed;
    let now: Resource | undefined;
    this.#blind = false;
    try {
      now = await rereadResource(this.#context.caller, this.#resource, this.#context.signal);
    } catch (error) {
      // Not being able to look proves nothing: look again later.
      if (error instanceof AwsCallError) return this.#cannotLook(error);
      throw error;
    }
    const absent = now?.state === undefined ? !now : this.#resource.kind.settling.states?.gone.includes(now.state);
    if (absent) return this.#operations.size === 0 || elapsedMs > LAG_MS ? this.#gone() : undefined;
    if (!now) return undefined;
    this.#context.seen(now);
    return this.#judge(now, elapsedMs);
  }

  /** @returns whether the last look came to nothing */
  get isBlind(): boolean {
    return this.#blind;
  }

  /** @returns how long to go on looking */
  get patienceMs(): number {
    return this.#context.lost && !this.#underWay ? LOST_LAG_MS : PATIENCE_MS;
  }

  /** @returns the outcome of a removal whose end was not seen */
  unfinished(): Outcome {
    if (this.#underWay) return { kind: 'deleting', reason: t('AWS has accepted it and is still working on it.') };
    const { lost } = this.#context;
    if (lost) return { kind: 'unknown', reason: this.#withoutAnswer(lost), failure: lost };
    // Nobody has looked to the end: what AWS has accepted goes on there.
    if (this.#context.signal?.aborted) {
      return { kind: 'deleting', reason: t('AWS has accepted it; it was not watched to its end.') };
    }
    return { kind: 'unknown', reason: t('AWS has accepted it, but it was not seen to go.') };
  }

  #withoutAnswer({ name }: Failure): string {
    return t('The answer was lost ({0}), and it was not seen to go.', name);
  }

  #gone(): Outcome {
    const { lost, seen } = this.#context;
    seen(undefined);
    if (!lost) return { kind: 'gone' };
    return lost.cause === 'notFound'
      ? { kind: 'alreadyGone', reason: lost.message, failure: lost }
      : { kind: 'gone', reason: t('The answer was lost ({0}), but it is gone.', lost.name), failure: lost };
  }

  #cannotLook({ failure }: AwsCallError): Outcome | undefined {
    this.#blind = PASSING.has(failure.cause);
    if (this.#blind) return undefined;
    const reason = this.#context.lost
      ? t(
          'The answer was lost ({0}), and whether it is gone could not be seen: {1}',
          this.#context.lost.name,
          failure.name,
        )
      : t('AWS has accepted it, but whether it is gone could not be seen: {0}', failure.name);
    return { kind: 'unknown', reason, failure };
  }

  #judge(now: Resource, elapsedMs: number): Outcome | undefined {
    const { states } = this.#resource.kind.settling;
    if (states && now.state !== undefined) {
      if (states.failed.includes(now.state) && !this.#wasSo(now)) return this.#failure(now);
      if (states.removing.includes(now.state)) {
        this.#underWay = true;
        return undefined;
      }
      if (this.#underWay) return { kind: 'reverted', reason: t('AWS put it back: its state is {0} again.', now.state) };
    }
    const { lost } = this.#context;
    if (lost && !this.#underWay) return elapsedMs < LOST_LAG_MS ? undefined : this.#unmoved(lost, elapsedMs);
    if (this.#operations.size > 0 || elapsedMs < LAG_MS) return undefined;
    return {
      kind: 'reverted',
      reason: t('AWS accepted it, but it is still there after {0} s.', Math.round(elapsedMs / 1000)),
    };
  }

  /** Nobody has answered, and nothing has happened. A kind without states could be on its way all the same. */
  #unmoved(lost: Failure, elapsedMs: number): Outcome {
    if (lost.cause === 'notFound') return { kind: 'failed', reason: lost.message, failure: lost };
    return {
      kind: this.#resource.kind.settling.states ? 'failed' : 'unknown',
      reason: t(
        'The answer was lost ({0}), and {1} s later it is still there.',
        lost.name,
        Math.round(elapsedMs / 1000),
      ),
      failure: lost,
    };
  }

  /** A peer that was `failed` before is not a failed deletion yet. */
  #wasSo(now: Resource): boolean {
    return !this.#underWay && now.state === this.#resource.state;
  }

  #failure(now: Resource): Outcome {
    const member = this.#resource.kind.settling.states?.reason;
    const reason = member === undefined ? undefined : textAt(now.entry.item, member);
    return { kind: 'failed', reason: reason ?? t('AWS gives no reason: its state is {0}.', now.state ?? '') };
  }

  async #askOperations(): Promise<void> {
    const { caller, signal } = this.#context;
    for (const operationId of [...this.#operations]) {
      try {
        const { output } = await caller.call(
          this.#resource.target,
          this.#resource.kind.service,
          'GetOperation',
          { operationId },
          signal ? { signal } : {},
        );
        this.#operations.delete(operationId);
        this.#follow(output['operation']);
      } catch (error) {
        if (!(error instanceof AwsCallError)) throw error;
        // Without leave to ask for operations, the absence from the list has to do.
        if (error.failure.cause === 'denied' || error.failure.cause === 'notFound')
          this.#operations.delete(operationId);
        else return;
      }
    }
  }

  /** Takes one Lightsail operation, or several: those that are not over are asked for again. */
  #follow(value: unknown): void {
    for (const operation of (Array.isArray(value) ? value : [value]) as (Structure | undefined)[]) {
      if (!operation) continue;
      this.#underWay = true;
      const errorCode = textAt(operation, 'errorCode');
      if (errorCode !== undefined || textAt(operation, 'status') === 'Failed') {
        const details = textAt(operation, 'errorDetails');
        this.#failed = {
          kind: 'failed',
          reason: [errorCode, details].filter(Boolean).join(': ') || t('AWS gives no reason.'),
        };
      } else if (operation['isTerminal'] !== true) {
        const id = textAt(operation, 'id');
        if (id !== undefined) this.#operations.add(id);
      }
    }
  }
}
