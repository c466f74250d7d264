import { t } from '@vscode/l10n';
import type { AwsClient } from '../../aws/client/sdkClient.ts';
import { AwsCallError, type FailureCause, type CallFailure } from '../../aws/errors/callError.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { Restore } from '../../catalog/model/restore.ts';
import { textAt } from '../../inventory/listing/memberPath.ts';
import type { Resource } from '../../inventory/resource.ts';
import type { Clock } from '../../common/clock.ts';
import { findRestored, type RestoreQuery } from './findRestored.ts';
import type { RestoreOutcome } from './restoreOutcome.ts';
import type { RestorePlan } from './restorePlan.ts';

/** What was heard of the restoring call. */
export type Heard =
  | { readonly kind: 'accepted'; readonly output: Structure }
  | { readonly kind: 'lostResponse'; readonly failure: CallFailure }
  /** Only that it was about to leave. */
  | { readonly kind: 'interrupted' };

/** What settling needs beside the plan. */
export interface RestoreSettleContext {
  readonly client: AwsClient;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  readonly onObserved?: (now: Resource) => void;
}

/** Milliseconds between two looks: the first, the longest, and how long to go on. */
const FIRST_LOOK_MS = 300;
const LONGEST_PAUSE_MS = 10_000;
/** EC2's lists may lag behind for minutes (EC2 developer guide, eventual consistency). */
const PATIENCE_MS = 5 * 60_000;
const LOST_PATIENCE_MS = 30_000;

/** Failed looks after which the next one may well succeed. */
const PASSING: ReadonlySet<FailureCause> = new Set([
  'throttled',
  'unreachable',
  'unknownHost',
  'server',
  'malformedResponse',
  'canceled',
]);

/**
 * Looks until the restored resource is seen, or seen to have failed.
 *
 * @param plan the restore
 * @param heard what was heard of its call
 * @param context the way to AWS, the time, and who wants to know
 * @returns `restored`, `failed`; `pending` or `unknown` where patience ran out or was ended
 */
export async function waitUntilRestored(
  plan: RestorePlan,
  heard: Heard,
  context: RestoreSettleContext,
): Promise<RestoreOutcome> {
  const { restore } = plan.before.kind.restorability;
  if (!restore) return { kind: 'unknown', reason: plan.before.kind.restorability.text };
  const watch = new RestorePoller(plan.before, restore, heard, context);
  const { clock, signal } = context;
  const started = clock.now();
  let pause = FIRST_LOOK_MS;
  for (;;) {
    const outcome = await watch.look();
    if (outcome) return outcome;
    if (signal?.aborted || clock.now() - started > watch.patienceMs) return watch.unfinished();
    await clock.sleep(pause, signal);
    pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS);
  }
}

/** The memory of a restore that is being followed. */
class RestorePoller {
  readonly #wanted: RestoreQuery;
  readonly #heard: Heard;
  readonly #context: RestoreSettleContext;
  /** Ids of the Lightsail operations that are not over yet. */
  readonly #operations = new Set<string>();
  #failed: RestoreOutcome | undefined;
  #latest: Resource | undefined;

  constructor(before: Resource, restore: Restore, heard: Heard, context: RestoreSettleContext) {
    this.#heard = heard;
    this.#context = context;
    const output = heard.kind === 'accepted' ? heard.output : {};
    const newId = restore.newId === undefined ? undefined : textAt(output, restore.newId);
    this.#wanted = { before, restore, ...(newId !== undefined && { newId }) };
    if (restore.operations) this.#follow(output[restore.operations]);
  }

  /** @returns how long to go on looking */
  get patienceMs(): number {
    return this.#heard.kind === 'accepted' || this.#latest ? PATIENCE_MS : LOST_PATIENCE_MS;
  }

  /** @returns the end, if this look has seen it */
  async look(): Promise<RestoreOutcome | undefined> {
    const { client, clock, onObserved, signal } = this.#context;
    await this.#askOperations();
    if (this.#failed) return this.#failed;
    let now: Resource | undefined;
    try {
      now = await findRestored(client, this.#wanted, signal);
    } catch (error) {
      // Not being able to look proves nothing: look again later.
      if (error instanceof AwsCallError) return this.#cannotLook(error.failure);
      throw error;
    }
    if (!now) return undefined;
    this.#latest = now;
    onObserved?.(now);
    switch (now.kind.health(now.entry, clock.now())) {
      case 'transitioning':
        return undefined;
      case 'unhealthy':
        return { kind: 'failed', resource: now, reason: failureOf(now) };
      default:
        return this.#operations.size > 0 ? undefined : this.#restored(now);
    }
  }

  /** @returns the outcome of a restore whose end was not seen */
  unfinished(): RestoreOutcome {
    const heard = this.#heard;
    if (this.#latest) {
      const { state } = this.#latest;
      const reason =
        state === undefined
          ? t('It is there, but AWS is still working on it.')
          : t('It is there, but not ready yet: its state is {0}.', state);
      return { kind: 'pending', resource: this.#latest, reason };
    }
    switch (heard.kind) {
      case 'accepted':
        return { kind: 'pending', reason: t('AWS has accepted it, but it is not listed yet.') };
      case 'lostResponse': {
        const { failure } = heard;
        const reason = t('The answer was lost ({0}), and it was not seen. Refresh before you try again.', failure.name);
        return { kind: 'unknown', reason, failure };
      }
      case 'interrupted':
        return {
          kind: 'unknown',
          reason: t('It was interrupted, and none like it is there. Refresh before you try again.'),
        };
    }
  }

  #restored(resource: Resource): RestoreOutcome {
    const heard = this.#heard;
    switch (heard.kind) {
      case 'accepted':
        return { kind: 'restored', resource };
      case 'lostResponse':
        return {
          kind: 'restored',
          resource,
          reason: t('The answer was lost ({0}), but it is there.', heard.failure.name),
          failure: heard.failure,
        };
      case 'interrupted':
        return { kind: 'restored', resource, reason: t('It was interrupted, but it is there.') };
    }
  }

  #cannotLook(failure: CallFailure): RestoreOutcome | undefined {
    if (PASSING.has(failure.cause)) return undefined;
    const heard = this.#heard;
    const reason =
      heard.kind === 'accepted'
        ? t('AWS has accepted it, but whether it is there could not be seen: {0}', failure.name)
        : t('What became of it is not known, and whether it is there could not be seen: {0}', failure.name);
    return { kind: 'unknown', reason, failure };
  }

  async #askOperations(): Promise<void> {
    const { client, signal } = this.#context;
    const { target, kind } = this.#wanted.before;
    for (const operationId of [...this.#operations]) {
      try {
        const options = signal ? { signal } : {};
        const { output } = await client.call(target, kind.service, 'GetOperation', { operationId }, options);
        this.#operations.delete(operationId);
        this.#follow(output['operation']);
      } catch (error) {
        if (!(error instanceof AwsCallError)) throw error;
        // Without leave to ask for operations, the presence in the list has to do.
        if (!PASSING.has(error.failure.cause)) this.#operations.delete(operationId);
      }
    }
  }

  /** Takes one Lightsail operation, or several: those that are not over are asked for again. */
  #follow(value: unknown): void {
    for (const operation of (Array.isArray(value) ? value : [value]) as (Structure | undefined)[]) {
      if (!operation) continue;
      const errorCode = textAt(operation, 'errorCode');
      if (errorCode !== undefined || textAt(operation, 'status') === 'Failed') {
        const reason = [errorCode, textAt(operation, 'errorDetails')].filter(Boolean).join(': ');
        this.#failed = { kind: 'failed', reason: reason || t('AWS gives no reason.') };
      } else if (operation['isTerminal'] !== true) {
        const id = textAt(operation, 'id');
        if (id !== undefined) this.#operations.add(id);
      }
    }
  }
}

/** Why what was made is broken. */
function failureOf({ kind, entry, state }: Resource): string {
  const member = kind.completion.states?.reason;
  const reason = member === undefined ? undefined : textAt(entry.item, member);
  return reason ?? t('AWS gives no reason: its state is {0}.', state ?? '');
}
