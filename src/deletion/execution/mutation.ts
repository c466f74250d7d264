import type { AwsClient, AwsResponse } from '../../aws/client/sdkClient.ts';
import type { AwsCallError, CallFailure } from '../../aws/errors/callError.ts';
import type { Target } from '../../aws/identity/target.ts';
import type { CallerCheck } from '../../aws/identity/targetResolver.ts';
import type { Throttle } from '../../aws/throttling/throttle.ts';
import type { Clock } from '../../common/clock.ts';
import type { Resource } from '../../inventory/resource.ts';
import type { Intent, StoredOutcome, StoredPrice } from '../journal/entry.ts';
import type { CallRecordListener } from './callRecord.ts';
import type { MutationJournal } from './mutationJournal.ts';

/** The dependencies that every request shares. */
export interface MutationDeps {
  readonly client: AwsClient;
  /** Asks AWS whom the credentials of a target belong to now. */
  readonly verify: (target: Target) => Promise<CallerCheck>;
  readonly onCallRecorded: CallRecordListener;
  readonly journal: MutationJournal;
  /** Returns what a resource costs in a month by list prices that are known, for the journal. Default: nothing is known. */
  readonly monthlyPriceOf?: (resource: Resource) => StoredPrice | undefined;
  /** Measures how long a request takes. Default: the machine's own clock. */
  readonly timer?: Clock;
}

/** The part of a throttle that sending a request needs; see `Throttle`. */
export type RequestThrottle = Pick<Throttle, 'run' | 'waitUntilReady' | 'onThrottled' | 'onSuccess'>;

/** One request that deletes or restores a resource, or checks by dry run whether AWS permits it. */
export interface MutationRequest extends Omit<Intent, 'resource'> {
  readonly resource: Resource;
  readonly throttle: RequestThrottle;
  /** How often the request is sent again after throttled responses. */
  readonly maxRetries: number;
  /** Stops before the request is sent. A request that has left cannot be taken back. */
  readonly signal?: AbortSignal;
  /** Returns why the request must not be sent, without a request to AWS. */
  readonly guard: () => string | undefined;
  readonly onSending?: () => void;
  /** Sends the request again after errors that a pause may end. Each request is checked like the first one. */
  readonly retry?: {
    readonly applies: (failure: CallFailure) => boolean;
    readonly pause: (signal: AbortSignal | undefined) => Promise<void>;
  };
  /** Returns the failure inside a response of status 200, if it has one. */
  readonly partialFailure?: (response: AwsResponse) => AwsCallError | undefined;
}

/** A request, and what leads to its result. */
export interface Mutation<Result> extends MutationRequest {
  /** Reads AWS while the lock is held. Returns the result where no request must be sent. */
  readonly check?: () => Promise<Result | undefined>;
  /** Interprets the response, and waits until AWS is done. Starts after the slot was freed. */
  readonly wait: (response: AwsResponse | AwsCallError) => Promise<Result>;
  /** Converts a result to what the journal stores. */
  readonly stored: (result: Result) => Omit<StoredOutcome, 'at'>;
}

/** A result that the runner itself determines. */
export interface RunnerOutcome {
  /** All but `unknown` mean that AWS has not executed the request. */
  readonly kind: 'blocked' | 'changed' | 'canceled' | 'failed' | 'unknown';
  readonly reason: string;
  readonly failure?: CallFailure;
}
