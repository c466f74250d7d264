import type { Interval } from './storage/changeNotifier.ts';
import type { ProcessTable } from './locking/processInfo.ts';
import type { LivenessTimeouts } from './locking/livenessFile.ts';

/** What can be different in a test. */
export interface JournalOptions {
  /** @returns milliseconds since the epoch */
  readonly now?: () => number;
  readonly every?: Interval;
  readonly machine?: ProcessTable;
  readonly patience?: LivenessTimeouts;
}
