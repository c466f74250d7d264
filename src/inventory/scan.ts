import type { Target } from '../aws/identity/target.ts';
import type { AimdLimiter } from '../aws/throttling/aimdLimiter.ts';
import type { Kind } from '../catalog/model/kind.ts';
import type { ServiceId } from '../catalog/model/services.ts';
import type { Listing } from './listing/listKind.ts';

/** One resource type in one target. */
export interface ScanStep {
  readonly kind: Kind;
  readonly target: Target;
}

/** What scanning works with; `Inventory.batchLister` makes one. */
export interface BatchLister {
  /** Lists a resource type and keeps the listing; the signal ends it. */
  readonly list: (kind: Kind, target: Target, signal: AbortSignal) => Promise<Listing>;
  /** Returns what bounds how many lists of a service run at once in a target. */
  readonly limiterFor: (target: Target, service: ServiceId) => ListLimiter;
}

/** Bounds how many lists run at once, see `AimdLimiter`. */
export type ListLimiter = Pick<AimdLimiter, 'run' | 'onSuccess' | 'onThrottled'>;

/** How far a scan is. */
export interface ScanProgress {
  readonly done: number;
  readonly total: number;
  readonly found: number;
  /** Resource types with at least one resource, each counted once. */
  readonly kinds: number;
  /** Lists that failed, wholly or in part. */
  readonly failed: number;
}

/** How often a throttled list is repeated, beyond the SDK's own retries. */
const ATTEMPTS = 4;

/**
 * Lists many resource types in many targets. Throttling in a target slows down all lists that are left there. An
 * aborted signal starts no more lists, and ends running ones that have no other caller. `onProgress` is called after
 * each list. Returns the progress at the end; `done` is less than `total` where the scan was ended.
 */
export async function scan(
  steps: readonly ScanStep[],
  { list, limiterFor }: BatchLister,
  signal: AbortSignal,
  onProgress: (progress: ScanProgress, last: ScanStep) => void,
): Promise<ScanProgress> {
  const kinds = new Set<Kind>();
  let progress: ScanProgress = { done: 0, total: steps.length, found: 0, kinds: 0, failed: 0 };
  await Promise.all(
    steps.map(async (step) => {
      const limiter = limiterFor(step.target, step.kind.service);
      const listing = await limiter.run(() => listWithRetry(step, list, limiter, signal), signal);
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

/**
 * Lists one resource type, again where it was throttled: the client pauses before the next request. Returns undefined where the scan
 * ended before.
 */
async function listWithRetry(
  { kind, target }: ScanStep,
  list: BatchLister['list'],
  limiter: ListLimiter,
  signal: AbortSignal,
): Promise<Listing | undefined> {
  let listing: Listing | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (signal.aborted) return listing;
    listing = await list(kind, target, signal);
    // A canceled list is not a list.
    if (listing.failures.some(({ cause }) => cause === 'canceled')) return undefined;
    if (!listing.failures.some(({ cause }) => cause === 'throttled')) {
      limiter.onSuccess();
      return listing;
    }
    limiter.onThrottled();
  }
  return listing;
}
