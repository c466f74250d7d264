import { randomUUID } from 'node:crypto';
import { t } from '@vscode/l10n';
import type { AwsResponse } from '../../aws/client/sdkClient.ts';
import { AwsCallError } from '../../aws/errors/callError.ts';
import { sourceLabel, type Target } from '../../aws/identity/target.ts';
import type { ThrottleRegistry } from '../../aws/throttling/throttleRegistry.ts';
import type { Clock } from '../../common/clock.ts';
import type { Restore } from '../../catalog/model/restore.ts';
import { stateMeaning } from '../../catalog/model/stateMeaning.ts';
import type { Resource } from '../../inventory/resource.ts';
import { failureReason } from '../execution/classifyFailure.ts';
import type { MutationDeps } from '../execution/mutation.ts';
import { MutationRunner } from '../execution/mutationRunner.ts';
import { restoreFailure } from '../execution/partialFailure.ts';
import type { JournalEntry } from '../journal/entry.ts';
import type { ProtectionLevel } from '../planning/protection.ts';
import { lastDeletedAt, recentRestore, restoredIds, unsettledRestore } from './earlierRestores.ts';
import { findOccupant, findRestored } from './findRestored.ts';
import { findSettled, type Settled } from './findSettled.ts';
import { definiteRestoreOutcome, storedRestoreOutcome, type RestoreOutcome } from './restoreOutcome.ts';
import type { RestorePlan } from './restorePlan.ts';
import { waitUntilRestored, type RequestResult } from './waitUntilRestored.ts';

/** How often the request is sent again after throttled responses. */
const MAX_SEND_RETRIES = 6;

/** The dependencies of restores. */
export interface RestorerDeps extends MutationDeps {
  readonly clock: Clock;
  readonly throttles: ThrottleRegistry;
  /** Returns the protection of a target's profile or account, as the user has it now. */
  readonly protectionAt: (target: Target) => ProtectionLevel | undefined;
  /** Returns an account with its alias; the number alone where it is left out. */
  readonly accountLabel?: (accountId: string) => string;
  /** Receives every observation of the restored resource. */
  readonly onObserved?: (now: Resource) => void;
}

/** What the user can do while a restore is executed. */
export interface RestoreOptions {
  /** Before the request: nothing is sent. After it: ends the polling, while AWS completes what it has accepted. */
  readonly signal?: AbortSignal;
}

/** Executes restores. */
export class Restorer {
  readonly #deps: RestorerDeps;
  readonly #runner: MutationRunner;

  constructor(deps: RestorerDeps) {
    this.#deps = deps;
    this.#runner = new MutationRunner(deps);
  }

  /**
   * Executes a confirmed restore. The request is sent once; a lost response is settled by reading AWS. Returns every failure as an
   * outcome, and `restored` only when AWS lists the resource.
   */
  execute({ before, operation, input }: RestorePlan, options: RestoreOptions = {}): Promise<RestoreOutcome> {
    const { kind, target } = before;
    const { mutations } = this.#deps.throttles.for(target, kind.service, operation);
    const planId = randomUUID();
    return this.#runner.run<RestoreOutcome>({
      ...{ action: 'restore', planId, resource: before, operation, input, evidence: [] },
      ...{ throttle: mutations, maxRetries: MAX_SEND_RETRIES, ...options },
      guard: () => this.#vetoReason(target),
      check: () => this.#findExisting(before, planId, options.signal),
      partialFailure: (response) => restoreFailure({ resource: before, operation }, response),
      wait: (response) => this.#interpretResponse(before, response, options.signal),
      stored: storedRestoreOutcome,
    });
  }

  #vetoReason(target: Target): string | undefined {
    if (this.#deps.protectionAt(target) !== 'readOnly') return undefined;
    const { source, accountId } = target.identity;
    return t(
      '{0} in account {1} is read only, so nothing is changed there. See the setting teardown.protected.',
      sourceLabel(source),
      this.#deps.accountLabel?.(accountId) ?? accountId,
    );
  }

  /**
   * Finds resources that exist already. Without this, AWS's list could not show later whether a lost request created one. The restore that
   * checks again after a throttled request is none of the earlier ones.
   */
  async #findExisting(
    before: Resource,
    planId: string,
    signal: AbortSignal | undefined,
  ): Promise<RestoreOutcome | undefined> {
    const { restore } = before.kind.restorability;
    if (!restore) return { kind: 'failed', reason: before.kind.restorability.text };
    let settled: Settled;
    let occupant: Resource | undefined;
    const { journal } = this.#deps;
    const earlier = (await journal.entries()).filter((entry) => entry.planId !== planId);
    const ageMs = (entry: JournalEntry) => journal.restoreAgeMs(entry);
    try {
      const unsettled = unsettledRestore(before, earlier, ageMs);
      if (unsettled) return unsettled;
      settled = await findSettled({
        find: () => this.#findAny(before, restore, restoredIds(before, earlier), signal),
        deletedAt: (found) => lastDeletedAt(found, earlier),
        ...{ clock: this.#deps.clock, signal },
      });
      if (settled !== 'unsettled' && !settled.found) {
        occupant = await findOccupant(this.#deps.client, { before, restore }, signal);
      }
    } catch (error) {
      if (!(error instanceof AwsCallError)) throw error;
      const { failure } = error;
      if (failure.cause === 'canceled') return { kind: 'canceled', reason: t('Canceled before a request was sent.') };
      const reason = t('Nothing was sent, because existing resources could not be listed. {0}', failureReason(failure));
      return { kind: failure.cause === 'denied' ? 'denied' : 'failed', reason, failure };
    }
    if (settled === 'unsettled') {
      return { kind: 'failed', reason: t('Nothing was sent: AWS’s responses differ. Try again in five minutes.') };
    }
    const { found } = settled;
    if (occupant) {
      const reason = t('Nothing was sent: {0} is in its place now, and AWS may replace it.', occupant.id);
      // Not as its resource: the journal would take it for the restored one.
      return { kind: 'failed', reason };
    }
    if (!found) return recentRestore(before, earlier, ageMs);
    const { state = '' } = found;
    if (stateMeaning(before.kind, state) === 'inProgress') {
      const reason = t('Nothing was sent: it is still being deleted (state {0}). Try again when it is deleted.', state);
      return { kind: 'failed', reason, resource: found };
    }
    const reason = t('Nothing was sent: {0} already exists.', found.id);
    return { kind: 'alreadyPresent', reason, resource: found };
  }

  /** Finds what an earlier restore created, under the id that AWS gave it: it may be configured anew since. Else what is equivalent. */
  async #findAny(
    before: Resource,
    restore: Restore,
    ids: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<Resource | undefined> {
    for (const newId of ids) {
      const found = await findRestored(this.#deps.client, { before, restore, newId }, signal);
      if (found) return found;
    }
    return findRestored(this.#deps.client, { before, restore }, signal);
  }

  #interpretResponse(
    before: Resource,
    response: AwsResponse | AwsCallError,
    signal: AbortSignal | undefined,
  ): Promise<RestoreOutcome> {
    if (response instanceof AwsCallError) {
      const outcome = definiteRestoreOutcome(response.failure);
      if (outcome) return Promise.resolve(outcome);
    }
    const result: RequestResult =
      response instanceof AwsCallError
        ? { kind: 'lostResponse', failure: response.failure }
        : { kind: 'accepted', output: response.output };
    return waitUntilRestored(before, result, { ...this.#deps, ...(signal && { signal }) });
  }
}
