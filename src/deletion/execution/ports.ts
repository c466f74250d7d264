import type { AwsClient } from '../../aws/client/sdkClient.ts';
import type { Target } from '../../aws/identity/target.ts';
import type { CallerCheck } from '../../aws/identity/targetResolver.ts';
import type { Throttle } from '../../aws/throttling/throttle.ts';
import type { Clock } from '../../common/clock.ts';
import type { Resource } from '../../inventory/resource.ts';
import type { ProtectionPolicy } from '../planning/plan.ts';
import type { CallRecordListener, ResponseRecord } from './callRecord.ts';
import type { Outcome, Phase } from './outcome.ts';

/** What is on disk of one removal: written before and after each step. */
export interface RemovalLog {
  /** A call is about to leave: on disk before it returns. @throws when it cannot be written: then it must not leave */
  called(): Promise<void>;
  /** AWS has answered, or has not. What is done is done: a failure to write it does not change what becomes of it. */
  response(record: ResponseRecord): Promise<void>;
  /** How it ended; as with the response. */
  outcome(outcome: Outcome): Promise<void>;
}

/** What a removal is made with. */
export interface DeleteDeps extends ProtectionPolicy {
  readonly client: AwsClient;
  readonly clock: Clock;
  /** Asks AWS who the credentials of a target belong to now. */
  readonly verify: (target: Target) => Promise<CallerCheck>;
  readonly onCallRecorded: CallRecordListener;
  /** Told of every sight of a resource that is being removed; undefined when it is gone. */
  readonly onObserved: (resource: Resource, now: Resource | undefined) => void;
}

/** What one removal shares with the others of its plan. */
export interface DeleteContext {
  /** Slows the requests of the deletion's operation down to what AWS accepts. */
  readonly throttle: Throttle;
  /** Spreads the polls that follow the request. */
  readonly acquirePoll: (signal?: AbortSignal) => Promise<void>;
  /** The right to remove it, asked for again before each call. */
  readonly claim: { isHeld(): Promise<boolean> };
  /** Writes the intent to disk. @throws when it cannot be written: then nothing is called */
  readonly recordIntent: () => Promise<RemovalLog>;
  readonly reached: (phase: Phase) => void;
  readonly signal?: AbortSignal;
}
