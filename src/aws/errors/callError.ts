import type { Structure } from '../../catalog/model/structure.ts';

/** Why a call to AWS came to nothing, as far as it makes a difference to what a person does next. */
export type FailureCause =
  /** The call never left: there were no credentials for it, or they belong to somebody else now. */
  | 'credentials'
  | 'noCredentials'
  | 'expired'
  /** The clocks of this machine and of AWS differ: the signature was refused, and nothing was carried out. */
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
  | 'canceled'
  | 'other';

/** A failed call, in AWS's words and ours. It holds no secrets. */
export interface CallFailure {
  readonly cause: FailureCause;
  /** AWS's code, as in `UnauthorizedOperation`; or the name of the error that kept the call from being answered. */
  readonly name: string;
  /** AWS's message, or the error's. */
  readonly message: string;
  /** HTTP status; undefined where no answer came. */
  readonly status?: number;
  readonly requestId?: string;
  /** True where no connection came about, so that no byte of the request has left. */
  readonly neverSent?: true;
  /** The IAM action that the call needs: `ec2:DeleteRouteServerPeer`. */
  readonly action: string;
  readonly region: string;
  /** Whether AWS says that the Region is not enabled, or is; undefined where it was not asked, or did not say. */
  readonly isRegionToBlame?: boolean;
  /** How many requests were sent, and how long it took altogether. */
  readonly attempts: number;
  readonly durationMs: number;
  /** Whatever else AWS's answer said, member by member (Lightsail: `code`, `docs`, `tip`). */
  readonly details: Structure;
}

/** Thrown by every call to AWS that came to nothing. */
export class AwsCallError extends Error {
  readonly failure: CallFailure;

  /** @param failure what happened */
  constructor(failure: CallFailure) {
    super(`${failure.action}: ${failure.name}: ${failure.message}`);
    this.name = 'AwsCallError';
    this.failure = failure;
  }
}

/**
 * The action that a denial names, which can be another one than the operation that was called.
 *
 * @param message AWS's message, as in `User: … is not authorized to perform: lightsail:GetBuckets on resource: …`
 * @returns the IAM action, or undefined where the message names none
 */
export function deniedAction(message: string): string | undefined {
  return /not authorized to perform:? ([\w-]+:\w+)/.exec(message)?.[1];
}
