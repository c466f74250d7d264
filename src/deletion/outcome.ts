import type { Failure } from '../aws/failure.ts';
import type { Resource } from '../inventory/resource.ts';

/** What became of one resource. */
export type OutcomeKind =
  | 'gone'
  | 'alreadyGone'
  | 'deleting'
  | 'reverted'
  | 'changed'
  | 'blocked'
  | 'denied'
  | 'failed'
  | 'cancelled'
  | 'unknown';

/** The end of one resource's deletion, as far as it was seen. */
export interface Outcome {
  readonly kind: OutcomeKind;
  /** AWS's reason, or ours, for every outcome but `gone`; as AWS has it, so make it visible before showing it. */
  readonly reason?: string;
  /** The failed call behind it. */
  readonly failure?: Failure;
}

/** Where a deletion stands. */
export type Phase = 'checking' | 'calling' | 'settling';

/** A resource whose deletion has got to a phase, or to its end. */
export interface Progress {
  readonly resource: Resource;
  /** Undefined at the end. */
  readonly phase?: Phase;
  /** Set at the end. */
  readonly outcome?: Outcome;
}
