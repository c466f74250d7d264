import { targetKey, type Target } from '../aws/identity/target.ts';
import type { Kind } from '../catalog/model/kind.ts';
import type { Listing } from './listing/listKind.ts';

/** One kind in one target. */
export interface ScanStep {
  readonly kind: Kind;
  readonly target: Target;
}

/** How many lists are asked for at once in one place, and when none is: `aws/throttling/throttleLimiter.ts` is one. */
export interface ListLimiter {
  run<T>(work: () => Promise<T>): Promise<T>;
  waitUntilReady(signal?: AbortSignal): Promise<void>;
  onThrottled(): void;
  onSuccess(): void;
}

/** What scanning works with. */
export interface ScanDeps {
  /** Lists a kind, and keeps what came; the signal ends it. */
  readonly list: (kind: Kind, target: Target, signal: AbortSignal) => Promise<Listing>;
  /** Makes the pace of one service in one Region: AWS counts calls by account, Region and service. */
  readonly createLimiter: () => ListLimiter;
}

/** How far a scan has come. */
export interface ScanProgress {
  readonly done: number;
  readonly total: number;
  /** How many resources were found so far. */
  readonly found: number;
  /** Kinds of which there is something, each counted once. */
  readonly kinds: number;
  /** Lists that failed, wholly or in part. */
  readonly failed: number;
}

/** How often a list is asked for that AWS throttles, beyond what the SDK repeats by itself. */
const ATTEMPTS = 4;

/**
 * Lists many kinds in many places. AWS's throttling slows a place down for all that is still to be asked there.
 *
 * @param steps what to list
 * @param parts how
 * @param signal starts nothing more, and ends what is under way, unless somebody else waits for it
 * @param onProgress called after each list
 * @returns how far it came; `done` is less than `total` where it was ended
 */
export async function scan(
  steps: readonly ScanStep[],
  deps: ScanDeps,
  signal: AbortSignal,
  onProgress: (progress: ScanProgress, last: ScanStep) => void,
): Promise<ScanProgress> {
  const paces = new Map<string, ListLimiter>();
  const kinds = new Set<Kind>();
  let progress: ScanProgress = { done: 0, total: steps.length, found: 0, kinds: 0, failed: 0 };
  await Promise.all(
    steps.map(async (step) => {
      const place = `${step.kind.service} ${targetKey(step.target)}`;
      const pace = paces.get(place) ?? deps.createLimiter();
      paces.set(place, pace);
      const listing = await pace.run(() => listWithRetry(step, deps, pace, signal));
      if (!listing) return;
      if (listing.resources.length > 0) kinds.add(step.kind);
      progress = {
        ...progress,
        done: progress.done + 1,
        found: progress.found + listing.resources.length,
        kinds: kinds.size,
        failed: progress.failed + Number(listing.failures.length > 0),
      };
      onProgress(progress, step);
    }),
  );
  return progress;
}

/** Lists one kind, again where it was throttled; undefined where the scan has ended before. */
async function listWithRetry(
  { kind, target }: ScanStep,
  { list }: ScanDeps,
  pace: ListLimiter,
  signal: AbortSignal,
): Promise<Listing | undefined> {
  let listing: Listing | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    await pace.waitUntilReady(signal);
    if (signal.aborted) return listing;
    listing = await list(kind, target, signal);
    // An ended list is no list.
    if (listing.failures.some(({ cause }) => cause === 'canceled')) return undefined;
    if (!listing.failures.some(({ cause }) => cause === 'throttled')) {
      pace.onSuccess();
      return listing;
    }
    pace.onThrottled();
  }
  return listing;
}
