import type { CallFailure } from '../../aws/errors/callError.ts';
import type { Resource } from '../../inventory/resource.ts';

/** How the deletion of a resource can end. */
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

/** The end of a resource's deletion, as far as AWS shows it. */
export interface Outcome {
  readonly kind: OutcomeKind;
  /** The reason, from AWS or from Teardown; always set except for `deleted`. AWS's part is unescaped: escape it before showing it. */
  readonly reason?: string;
  /** The failed request behind it. */
  readonly failure?: CallFailure;
}

/**
 * The phase of a deletion. `queued`: other requests are sent first. `retrying`: AWS still counts what the plan has just deleted, and the
 * request is sent again after a pause.
 */
export type Phase = 'queued' | 'checking' | 'sending' | 'retrying' | 'waiting';

/** A resource whose deletion has reached a phase, or its end. */
export interface Progress {
  readonly resource: Resource;
  /** Undefined at the end. */
  readonly phase?: Phase;
  /** Set at the end. */
  readonly outcome?: Outcome;
}
