import type { CallFailure } from '../../aws/errors/callError.ts';
import type { Resource } from '../../inventory/resource.ts';

/** What became of a restore. */
export type RestoreOutcomeKind =
  /** Seen in the listing. */
  | 'restored'
  /** AWS has accepted it, and it was not seen to be ready yet. */
  | 'pending'
  /** Nothing was called: one like it is there. */
  | 'alreadyPresent'
  /** Nothing was called: the credentials belong to somebody else now. */
  | 'changed'
  /** Nothing was called: the place is read only. */
  | 'blocked'
  | 'denied'
  | 'failed'
  | 'canceled'
  | 'unknown';

/** The end of a restore, as far as it was seen. */
export interface RestoreOutcome {
  readonly kind: RestoreOutcomeKind;
  /** What is there now, where it was seen. */
  readonly resource?: Resource;
  /** AWS's reason, or ours; as AWS has it, so make it visible before showing it. */
  readonly reason?: string;
  /** The failed call behind it. */
  readonly failure?: CallFailure;
}

/** Where a restore stands. */
export type RestorePhase = 'checking' | 'sending' | 'waiting';
