import type { CallFailure } from '../../aws/errors/callError.ts';
import type { Resource } from '../../inventory/resource.ts';

/** What became of one resource. */
export type OutcomeKind =
  | 'deleted'
  | 'alreadyDeleted'
  | 'deleting'
  | 'reverted'
  | 'changed'
  | 'blocked'
  | 'denied'
  | 'failed'
  | 'canceled'
  | 'unknown';

/** The end of one resource's deletion, as far as it was seen. */
export interface Outcome {
  readonly kind: OutcomeKind;
  /** AWS's reason, or ours, for every outcome but `gone`; as AWS has it, so make it visible before showing it. */
  readonly reason?: string;
  /** The failed call behind it. */
  readonly failure?: CallFailure;
}

/** Where a deletion stands. */
export type Phase = 'checking' | 'sending' | 'waiting';

/** A resource whose deletion has got to a phase, or to its end. */
export interface Progress {
  readonly resource: Resource;
  /** Undefined at the end. */
  readonly phase?: Phase;
  /** Set at the end. */
  readonly outcome?: Outcome;
}
