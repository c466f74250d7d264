import type { Interval } from './storage/changeNotifier.ts';
import type { ProcessTable } from './locking/processInfo.ts';
import type { LivenessTimeouts } from './locking/livenessFile.ts';

/** What a test replaces. */
export interface JournalOptions {
  /** Returns milliseconds since the epoch. */
  readonly now?: () => number;
  /** Returns milliseconds of a clock that is never set. */
  readonly elapsed?: () => number;
  readonly every?: Interval;
  readonly machine?: ProcessTable;
  readonly patience?: LivenessTimeouts;
}

/** How long another window may be silent before it counts as exited. */
export const LIVENESS_TIMEOUTS: LivenessTimeouts = { remoteTimeoutMs: 60_000, pidReuseTimeoutMs: 10 * 60_000 };
