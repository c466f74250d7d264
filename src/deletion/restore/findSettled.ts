import type { Clock } from '../../common/clock.ts';
import type { Resource } from '../../inventory/resource.ts';
import { CONFIRM_MS, CONSISTENCY_LAG_MS } from '../execution/consistency.ts';

const MAX_PAUSE_MS = 10_000;

/** What is read first when the lag is over has to be read again. */
const LIMIT_MS = CONSISTENCY_LAG_MS + 3 * MAX_PAUSE_MS;

/** What reads of AWS agree on; `unsettled` where they did not within the consistency lag. */
export type Settled = { readonly found: Resource | undefined } | 'unsettled';

/** One question to AWS, asked until the responses agree. */
export interface SettledQuery {
  /** Reads AWS once. */
  readonly find: () => Promise<Resource | undefined>;
  /** Returns when what was found was deleted, in milliseconds since the epoch; undefined where no deletion of it is known. */
  readonly deletedAt: (found: Resource) => number | undefined;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads AWS until two reads in a row agree: one may be behind. What was deleted less than the consistency lag ago counts as present only
 * once the lag is over. Throws AwsCallError where AWS cannot be read, or the signal ended a read.
 */
export async function findSettled({ find, deletedAt, clock, signal }: SettledQuery): Promise<Settled> {
  const startedMs = clock.now();
  let last: { readonly key: string | undefined; readonly sinceMs: number } | undefined;
  for (let pauseMs = CONFIRM_MS; ; pauseMs = Math.min(pauseMs * 1.5, MAX_PAUSE_MS)) {
    const nowMs = clock.now();
    const found = await find();
    if (last?.key !== found?.key || !last) last = { key: found?.key, sinceMs: nowMs };
    const deletedMs = found && deletedAt(found);
    // The clocks of two machines may differ either way.
    const isSuspect = deletedMs !== undefined && Math.abs(nowMs - deletedMs) < CONSISTENCY_LAG_MS;
    if (!isSuspect && nowMs - last.sinceMs >= CONFIRM_MS) return { found };
    if (nowMs - startedMs > LIMIT_MS) return 'unsettled';
    await clock.sleep(isSuspect ? pauseMs : CONFIRM_MS, signal);
  }
}
