import type { Structure } from '../../catalog/model/structure.ts';

/** Why a call to AWS came to nothing, as far as it makes a difference to what a person does next. */
export type FailureCause =
  /** The request was not sent: there were no credentials for it, or they belong to another identity now. */
  | 'credentials'
  | 'noCredentials'
  | 'expired'
  /** The clocks of this machine and of AWS differ: the signature was rejected, and nothing was executed. */
  | 'clock'
  | 'denied'
  | 'throttled'
  | 'notFound'
  | 'unreachable'
  | 'unknownHost'
  | 'invalid'
  | 'conflict'
  | 'notReady'
  | 'server'
  | 'malformedResponse'
  | 'dryRun'
  /** The request was signed so late that it was held back: `mayLeave` of `CallOptions`. */
  | 'notSent'
  | 'canceled'
  | 'other';

/** A failed call, in AWS's words and ours. It holds no secrets. */
export interface CallFailure {
  readonly cause: FailureCause;
  /** AWS's code, as in `UnauthorizedOperation`; or the name of the error that prevented a response. */
  readonly name: string;
  /** AWS's message, or the error's. */
  readonly message: string;
  /** HTTP status; undefined where no response came. */
  readonly status?: number;
  readonly requestId?: string;
  /** True where no connection came about, so that no byte of the request has left. */
  readonly neverSent?: true;
  /** The IAM action that the call needs: `ec2:DeleteRouteServerPeer`. */
  readonly action: string;
  readonly region: string;
  /**
   * Whether AWS reports the Region as not enabled; false where enabled, undefined where AWS was not asked or gave no
   * status.
   */
  readonly isRegionToBlame?: boolean;
  /** How many requests were sent, and how long it took altogether. */
  readonly attempts: number;
  readonly durationMs: number;
  /** The other members of AWS's response (Lightsail: `code`, `docs`, `tip`). */
  readonly details: Structure;
}

/** Thrown by every request to AWS that failed. */
export class AwsCallError extends Error {
  readonly failure: CallFailure;

  constructor(failure: CallFailure) {
    super(`${failure.action}: ${failure.name}: ${failure.message}`);
    this.name = 'AwsCallError';
    this.failure = failure;
  }
}

/**
 * Returns the IAM action that a denial names, which can be another one than the operation that was called. `message` is
 * AWS's, as in `User: … is not authorized to perform: lightsail:GetBuckets on resource: …`. Undefined where it names
 * none.
 */
export function deniedAction(message: string): string | undefined {
  return /not authorized to perform:? ([\w-]+:\w+)/.exec(message)?.[1];
}
