import { targetKey, type Target } from '../../aws/identity/target.ts';
import type { Inventory } from '../inventory.ts';
import type { Listing } from '../listing/listKind.ts';
import type { ScanStep } from '../scan.ts';

/** How long something counts as just read within one plan: milliseconds. */
const FRESH_MS = 10_000;

/** Something that was read at a time in milliseconds. */
interface Read<T> {
  readonly at: number;
  readonly result: Promise<T>;
}

/** What the resources of one plan share: lists and roles that were read for it. */
export interface UsageBatch {
  readonly lists: Map<string, Read<Listing>>;
  readonly roles: Map<string, Read<void>>;
  /** Where lists were read, by the keys of the targets: the window may have left some since. */
  readonly targets: Map<string, Target>;
}

/** Returns a batch in which nothing was read. */
export function emptyBatch(): UsageBatch {
  return { lists: new Map(), roles: new Map(), targets: new Map() };
}

/** Reads something unless that was just done. */
export function readOnce<T>(
  reads: Map<string, Read<T>>,
  key: string,
  now: () => number,
  read: () => Promise<T>,
): Read<T> {
  const before = reads.get(key);
  const current = before && now() - before.at < FRESH_MS ? before : { at: now(), result: read() };
  reads.set(key, current);
  return current;
}

/**
 * Reads lists for a check into the inventory, each unless that was just done for the same plan. What the check of another resource
 * canceled is read again, and so is what the inventory has dropped since, as after a switch of the profile.
 */
export async function readLists(
  { lists }: UsageBatch,
  steps: readonly ScanStep[],
  { inventory, now }: { readonly inventory: Inventory; readonly now: () => number },
  signal: AbortSignal,
): Promise<void> {
  for (let isComplete = false; !isComplete && !signal.aborted;) {
    const reads = steps.map((step) => {
      const key = `${step.kind.id} ${targetKey(step.target)}`;
      return {
        step,
        key,
        read: readOnce(lists, key, now, () => inventory.listForCheck(step.kind, step.target, signal)),
      };
    });
    const listings = await Promise.all(reads.map(({ read }) => read.result));
    const missing = reads.filter(
      ({ step: { kind, target } }, index) => isCanceled(listings[index]) || !inventory.state(kind, target).listing,
    );
    for (const { key, read } of missing) if (lists.get(key) === read) lists.delete(key);
    isComplete = missing.length === 0;
  }
}

const isCanceled = (listing: Listing | undefined): boolean =>
  listing?.failures.some(({ cause }) => cause === 'canceled') ?? false;
