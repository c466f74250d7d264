import { t } from '@vscode/l10n';
import type { AwsCallError } from '../../aws/errors/callError.ts';
import { errorMessage } from '../../common/errors.ts';
import type { StoredOutcome } from '../journal/entry.ts';
import { storedOutcome } from '../journal/format/storedOutcome.ts';
import type { LockHeld } from '../journal/locking/lock.ts';
import { failureReason } from './classifyFailure.ts';
import type { RunnerOutcome } from './mutation.ts';

/** The result of a mutation whose request was not sent, or not again, and what the journal stores of it. */
export interface Ended<Result> {
  readonly ended: Result | RunnerOutcome;
  readonly stored: Omit<StoredOutcome, 'at'>;
}

/** Returns the outcome of a cancellation before a request. */
export function canceled(): RunnerOutcome {
  return { kind: 'canceled', reason: t('Canceled before a request was sent.') };
}

/** Returns the outcome of a cancellation after an error that means that AWS has not executed the request. */
export function canceledAfter({ failure }: AwsCallError): RunnerOutcome {
  return { kind: 'canceled', reason: failureReason(failure), failure };
}

/** Returns an outcome of the runner with what the journal stores of it. */
export function ended(outcome: RunnerOutcome): Ended<never> {
  return { ended: outcome, stored: storedOutcome(outcome) };
}

/** Returns the outcome where something else holds the lock; without a holder, it is another window. */
export function lockedBy(holder?: LockHeld): RunnerOutcome {
  const reason = holder?.heldBy.self
    ? t('This window is already deleting or restoring it.')
    : t('Another window is deleting or restoring it.');
  return { kind: 'canceled', reason };
}

/** Returns the outcome of an error in Teardown after the request may have left. */
export function unexpectedFailure(error: unknown): RunnerOutcome {
  return { kind: 'unknown', reason: t('Teardown failed unexpectedly after the request: {0}', errorMessage(error)) };
}
