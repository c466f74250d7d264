import { t } from '@vscode/l10n';
import type { CallFailure } from '../../aws/errors/callError.ts';
import type { Resource } from '../../inventory/resource.ts';
import { definiteOutcome, failureReason } from '../execution/classifyFailure.ts';
import type { StoredOutcome } from '../journal/entry.ts';

/** How a restore can end. */
export type RestoreOutcomeKind =
  /** AWS lists it. */
  | 'restored'
  /** AWS has accepted it, and does not list it as ready yet. */
  | 'pending'
  /** Nothing was sent: an equivalent resource exists. */
  | 'alreadyPresent'
  /** Nothing was sent: the credentials belong to another account now. */
  | 'changed'
  /** Nothing was sent: the profile or account is read-only. */
  | 'blocked'
  | 'denied'
  | 'failed'
  | 'canceled'
  | 'unknown';

/** The end of a restore, as far as AWS shows it. */
export interface RestoreOutcome {
  readonly kind: RestoreOutcomeKind;
  /** The resource as AWS lists it now. */
  readonly resource?: Resource;
  /** The reason, from AWS or from Teardown. AWS's part is unescaped: escape it before showing it. */
  readonly reason?: string;
  /** The failed request behind it. */
  readonly failure?: CallFailure;
}

/**
 * Returns the outcome of a failed request that AWS surely has not executed; undefined where it may have, and AWS must be read.
 */
export function definiteRestoreOutcome(failure: CallFailure): RestoreOutcome | undefined {
  if (failure.cause === 'notFound') {
    const reason = t(
      'A resource that it needs was deleted. Create that one first, then restore again. {0}',
      failureReason(failure),
    );
    return { kind: 'failed', reason, failure };
  }
  const outcome = definiteOutcome(failure);
  return outcome && { ...outcome, kind: outcome.kind === 'denied' ? 'denied' : 'failed' };
}

/** Converts an outcome to what the journal stores. */
export function storedRestoreOutcome({ kind, reason, failure, resource }: RestoreOutcome): Omit<StoredOutcome, 'at'> {
  return {
    kind: kind === 'pending' ? 'unknown' : kind === 'alreadyPresent' ? 'canceled' : kind,
    ...(reason !== undefined && { reason }),
    ...(failure && { code: failure.name }),
    ...(failure?.cause === 'denied' && { deniedAction: failure.action }),
    ...(resource && { newId: resource.id }),
  };
}
