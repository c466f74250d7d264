import { t } from '@vscode/l10n';
import type { AwsClient } from '../../aws/client/sdkClient.ts';
import { AwsCallError, type FailureCause, type CallFailure } from '../../aws/errors/callError.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { textAt } from '../../inventory/listing/memberPath.ts';
import { refreshResource } from '../../inventory/listing/listKind.ts';
import type { Resource } from '../../inventory/resource.ts';
import type { Clock } from '../../common/clock.ts';
import type { Outcome } from './outcome.ts';

/** What settling needs beside the resource. */
export interface WaitContext {
  readonly client: AwsClient;
  readonly clock: Clock;
  /** Waits for the turn of a look, where many are watched. */
  readonly acquirePoll?: (signal?: AbortSignal) => Promise<void>;
  /** Stops the watching; the deletion itself goes on at AWS. */
  readonly signal?: AbortSignal;
  /** Told of every sight of the resource, for the tree. */
  readonly onObserved: (now: Resource | undefined) => void;
  /** Set when AWS's answer was lost: then nobody has said that the removal was accepted. */
  readonly lostResponse?: CallFailure;
}

/** Milliseconds between two looks: the first, the longest, and how long to go on. */
const INITIAL_POLL_MS = 300;
const MAX_POLL_MS = 10_000;
const TIMEOUT_MS = 15 * 60_000;

/**
 * How long a listing may lag behind before "still there, as if nothing had happened" is believed: of what AWS has accepted,
 * and of what it has perhaps never heard of.
 */
const CONSISTENCY_LAG_MS = 60_000;
const LOST_LAG_MS = 30_000;

/** Failed looks after which the next one may well succeed. */
const TRANSIENT_CAUSES: ReadonlySet<FailureCause> = new Set([
  'throttled',
  'unreachable',
  'unknownHost',
  'server',
  'malformedResponse',
  'canceled',
]);

/**
 * Follows a removal that AWS has accepted until the resource is seen to be gone, or seen not to go.
 *
 * @param resource the resource as it was confirmed
 * @param answer AWS's answer to the removing call; undefined where it was lost
 * @param context the way to AWS, the time, and who wants to know
 * @returns how it ended: `gone`, `failed`, `reverted`; `deleting` or `unknown` where patience ran out or was ended
 */
export async function waitUntilDeleted(
  resource: Resource,
  answer: Structure | undefined,
  context: WaitContext,
): Promise<Outcome> {
  const watch = new DeletionPoller(resource, answer, context);
  const { clock, signal } = context;
  const started = clock.now();
  let pause = INITIAL_POLL_MS;
  // What AWS has just begun, and shows by states, is not over in the same moment.
  if (answer && resource.kind.completion.states) await clock.sleep(INITIAL_POLL_MS, signal);
  for (;;) {
    await context.acquirePoll?.(signal);
    // What a look tells counts from its beginning: one that took long must not be the end of patience before it was judged.
    const elapsed = clock.now() - started;
    const outcome = await watch.poll(elapsed);
    if (outcome) return outcome;
    // The last word is not left to a look that was throttled: what it would have told is worth as much time again.
    const patience = watch.lastPollFailed ? 2 * watch.timeoutMs : watch.timeoutMs;
    if (signal?.aborted || elapsed > patience) return watch.timeoutOutcome();
    await clock.sleep(pause, signal);
    pause = Math.min(pause * 1.5, MAX_POLL_MS);
  }
}

/** The memory of a removal that is being followed. */
class DeletionPoller {
  readonly #resource: Resource;
  readonly #context: WaitContext;
  /** Ids of the Lightsail operations that are not over yet. */
  readonly #operations: Set<string>;
  #failed: Outcome | undefined;
  /** True once AWS has shown or said that the removal is under way. */
  #underWay: boolean;
  /** True where the last look came to nothing. */
  #blind = false;

  constructor(resource: Resource, answer: Structure | undefined, context: WaitContext) {
    this.#resource = resource;
    this.#context = context;
    this.#underWay = false;
    this.#operations = new Set();
    const member = resource.kind.completion.operations;
    if (member && answer) this.#trackOperation(answer[member]);
  }

  /** @returns the end, if this look has seen it */
  async poll(elapsedMs: number): Promise<Outcome | undefined> {
    await this.#pollOperations();
    if (this.#failed) return this.#failed;
    let now: Resource | undefined;
    this.#blind = false;
    try {
      now = await refreshResource(this.#context.client, this.#resource, this.#context.signal);
    } catch (error) {
      // Not being able to look proves nothing: look again later.
      if (error instanceof AwsCallError) return this.#onPollError(error);
      throw error;
    }
    const absent = now?.state === undefined ? !now : this.#resource.kind.completion.states?.deleted.includes(now.state);
    if (absent) return this.#operations.size === 0 || elapsedMs > CONSISTENCY_LAG_MS ? this.#deleted() : undefined;
    if (!now) return undefined;
    this.#context.onObserved(now);
    return this.#evaluate(now, elapsedMs);
  }

  /** @returns whether the last look came to nothing */
  get lastPollFailed(): boolean {
    return this.#blind;
  }

  /** @returns how long to go on looking */
  get timeoutMs(): number {
    return this.#context.lostResponse && !this.#underWay ? LOST_LAG_MS : TIMEOUT_MS;
  }

  /** @returns the outcome of a removal whose end was not seen */
  timeoutOutcome(): Outcome {
    if (this.#underWay) return { kind: 'deleting', reason: t('AWS has accepted it and is still working on it.') };
    const { lostResponse } = this.#context;
    if (lostResponse) return { kind: 'unknown', reason: this.#withoutAnswer(lostResponse), failure: lostResponse };
    // Nobody has looked to the end: what AWS has accepted goes on there.
    if (this.#context.signal?.aborted) {
      return { kind: 'deleting', reason: t('AWS has accepted it; it was not watched to its end.') };
    }
    return { kind: 'unknown', reason: t('AWS has accepted it, but it was not seen to go.') };
  }

  #withoutAnswer({ name }: CallFailure): string {
    return t('The answer was lost ({0}), and it was not seen to go.', name);
  }

  #deleted(): Outcome {
    const { lostResponse, onObserved } = this.#context;
    onObserved(undefined);
    if (!lostResponse) return { kind: 'deleted' };
    return lostResponse.cause === 'notFound'
      ? { kind: 'alreadyDeleted', reason: lostResponse.message, failure: lostResponse }
      : {
          kind: 'deleted',
          reason: t('The answer was lost ({0}), but it is gone.', lostResponse.name),
          failure: lostResponse,
        };
  }

  #onPollError({ failure }: AwsCallError): Outcome | undefined {
    this.#blind = TRANSIENT_CAUSES.has(failure.cause);
    if (this.#blind) return undefined;
    const reason = this.#context.lostResponse
      ? t(
          'The answer was lost ({0}), and whether it is gone could not be seen: {1}',
          this.#context.lostResponse.name,
          failure.name,
        )
      : t('AWS has accepted it, but whether it is gone could not be seen: {0}', failure.name);
    return { kind: 'unknown', reason, failure };
  }

  #evaluate(now: Resource, elapsedMs: number): Outcome | undefined {
    const { states } = this.#resource.kind.completion;
    if (states && now.state !== undefined) {
      if (states.failed.includes(now.state) && !this.#wasAlready(now)) return this.#failure(now);
      if (states.inProgress.includes(now.state)) {
        this.#underWay = true;
        return undefined;
      }
      if (this.#underWay) return { kind: 'reverted', reason: t('AWS put it back: its state is {0} again.', now.state) };
    }
    const { lostResponse } = this.#context;
    if (lostResponse && !this.#underWay)
      return elapsedMs < LOST_LAG_MS ? undefined : this.#notStarted(lostResponse, elapsedMs);
    if (this.#operations.size > 0 || elapsedMs < CONSISTENCY_LAG_MS) return undefined;
    return {
      kind: 'reverted',
      reason: t('AWS accepted it, but it is still there after {0} s.', Math.round(elapsedMs / 1000)),
    };
  }

  /** Nobody has answered, and nothing has happened. A kind without states could be on its way all the same. */
  #notStarted(lost: CallFailure, elapsedMs: number): Outcome {
    if (lost.cause === 'notFound') return { kind: 'failed', reason: lost.message, failure: lost };
    return {
      kind: this.#resource.kind.completion.states ? 'failed' : 'unknown',
      reason: t(
        'The answer was lost ({0}), and {1} s later it is still there.',
        lost.name,
        Math.round(elapsedMs / 1000),
      ),
      failure: lost,
    };
  }

  /** A peer that was `failed` before is not a failed deletion yet. */
  #wasAlready(now: Resource): boolean {
    return !this.#underWay && now.state === this.#resource.state;
  }

  #failure(now: Resource): Outcome {
    const member = this.#resource.kind.completion.states?.reason;
    const reason = member === undefined ? undefined : textAt(now.entry.item, member);
    return { kind: 'failed', reason: reason ?? t('AWS gives no reason: its state is {0}.', now.state ?? '') };
  }

  async #pollOperations(): Promise<void> {
    const { client, signal } = this.#context;
    for (const operationId of [...this.#operations]) {
      try {
        const { output } = await client.call(
          this.#resource.target,
          this.#resource.kind.service,
          'GetOperation',
          { operationId },
          signal ? { signal } : {},
        );
        this.#operations.delete(operationId);
        this.#trackOperation(output['operation']);
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
  #trackOperation(value: unknown): void {
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
