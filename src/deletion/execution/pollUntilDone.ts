import { AwsCallError, type CallFailure, type FailureCause } from '../../aws/errors/callError.ts';
import type { Clock } from '../../common/clock.ts';
import { CONFIRM_MS } from './consistency.ts';

/** Milliseconds between two polls: at first, and at most. */
export const INITIAL_POLL_MS = 300;
const MAX_POLL_MS = 10_000;

/** Each pause is then about a tenth of the time so far, so that what depends on a deletion starts soon after its end. */
const POLL_GROWTH = 1.1;

/** Failures after which the next read may well succeed. */
const TRANSIENT_CAUSES: ReadonlySet<FailureCause> = new Set([
  'throttled',
  'unreachable',
  'unknownHost',
  'server',
  'malformedResponse',
  'canceled',
]);

/** Returns whether the next read may succeed after this failure. */
export function isTransient({ cause }: CallFailure): boolean {
  return TRANSIENT_CAUSES.has(cause);
}

/** What polling needs. */
export interface PollContext {
  readonly clock: Clock;
  /** Waits for the turn of a poll, where many resources are polled. */
  readonly acquirePoll?: (signal?: AbortSignal) => Promise<void>;
  /** Ends the polling; AWS continues. */
  readonly signal?: AbortSignal;
}

/** Something that AWS is working on. */
export interface Poller<Outcome> {
  /** Reads AWS once. Returns undefined while AWS is not done. Throws AwsCallError when AWS could not be read. */
  poll(elapsedMs: number): Promise<Outcome | undefined>;
  /** Set while the last read showed an end that another one has to confirm soon. */
  readonly isConfirming?: boolean;
  /** How long to go on, by what is known now. */
  readonly timeoutMs: number;
  /** Returns the outcome after the timeout, where AWS responded to the last poll, or after the signal ended the polling. */
  timeoutOutcome(): Outcome;
  /** Returns the outcome where AWS cannot be read. */
  unreadableOutcome(failure: CallFailure): Outcome;
}

/** Polls with growing pauses until AWS is done, the timeout is over, or the signal ends it. Transient failures are ignored. */
export async function pollUntilDone<Outcome>(
  poller: Poller<Outcome>,
  { clock, acquirePoll, signal }: PollContext,
): Promise<Outcome> {
  const started = clock.now();
  let pauseMs = INITIAL_POLL_MS;
  for (;;) {
    await acquirePoll?.(signal);
    // Measured before the read: a slow read must not end the polling before its result counts.
    const elapsedMs = clock.now() - started;
    let failure: CallFailure | undefined;
    try {
      const outcome = await poller.poll(elapsedMs);
      if (outcome) return outcome;
    } catch (error) {
      if (!(error instanceof AwsCallError)) throw error;
      if (!isTransient(error.failure)) return poller.unreadableOutcome(error.failure);
      failure = error.failure;
    }
    // The last poll must be one that AWS responded to: a failed one doubles the timeout.
    const timeoutMs = failure ? 2 * poller.timeoutMs : poller.timeoutMs;
    if (signal?.aborted) return poller.timeoutOutcome();
    if (elapsedMs > timeoutMs) {
      // What the reads before it showed may no longer be so.
      if (failure) return poller.unreadableOutcome(failure);
      if (!poller.isConfirming) return poller.timeoutOutcome();
    }
    if (poller.isConfirming && !failure) {
      await clock.sleep(CONFIRM_MS, signal);
      continue;
    }
    await clock.sleep(pauseMs, signal);
    pauseMs = Math.min(pauseMs * POLL_GROWTH, MAX_POLL_MS);
  }
}
