import type * as vscode from 'vscode';
import { sourceKey, type Target } from '../../aws/identity/target.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { KeyValueStore } from '../../session/keyValueStore.ts';
import { perObject } from '../../common/perObject.ts';
import { RefreshScheduler } from '../refreshScheduler.ts';

/** The key under which the counts are stored. */
const KEY = 'teardown.counts';
/** Counts are written together, this long after the first of them: milliseconds. A scan has hundreds. */
const WRITE_DELAY_MS = 1_000;
/** The newest targets are kept, and no more. */
const MAX_TARGETS = 30;

/** How many resources of a type a target had, and when that was counted: milliseconds since the epoch. */
export interface RememberedCount {
  readonly count: number;
  readonly at: number;
}

/** The counts of one target, by resource type. */
type TargetCounts = Readonly<Record<string, RememberedCount>>;

/**
 * Keeps how many resources a complete listing of a target had, and when, from one start to the next. It stores counts and times
 * only: no names, ids or tags. A listing with a failure is not kept.
 */
export class RememberedCounts implements vscode.Disposable {
  readonly #store: KeyValueStore;
  readonly #counts: Map<string, TargetCounts>;
  readonly #unsubscribe: () => void;
  readonly #write = new RefreshScheduler(() => {
    this.#save();
  });

  constructor(store: KeyValueStore, inventory: Inventory) {
    this.#store = store;
    this.#counts = new Map(Object.entries(storedCounts(store.get(KEY))));
    this.#unsubscribe = inventory.onDidChange(({ kind, target }) => {
      const { listing, loading } = inventory.state(kind, target);
      if (!listing || loading || listing.failures.length > 0) return;
      const count = { count: listing.resources.length, at: listing.listedAt };
      const key = keyOf(target);
      this.#counts.set(key, { ...this.#counts.get(key), [kind.id]: count });
      this.#write.schedule(WRITE_DELAY_MS);
    });
  }

  /** Returns the last complete count of a resource type in a target; undefined where there was none. */
  of(kind: Kind, target: Target): RememberedCount | undefined {
    const counts = this.#counts.get(keyOf(target));
    return counts && Object.hasOwn(counts, kind.id) ? counts[kind.id] : undefined;
  }

  /** Stops counting, and stores what was counted last. */
  dispose(): void {
    this.#unsubscribe();
    this.#write.dispose();
    this.#save();
  }

  #save(): void {
    void this.#store.update(KEY, Object.fromEntries(this.#newest()));
  }

  #newest(): readonly (readonly [string, TargetCounts])[] {
    const newestOf = (counts: TargetCounts) => Math.max(0, ...Object.values(counts).map(({ at }) => at));
    return [...this.#counts].sort(([, a], [, b]) => newestOf(b) - newestOf(a)).slice(0, MAX_TARGETS);
  }
}

const keyOf = perObject(({ identity, region, endpoints }: Target): string =>
  JSON.stringify([sourceKey(identity.source), identity.accountId, region, Object.entries(endpoints).sort()]),
);

/** Returns what is understood of the stored value; another version, or anybody, may have written it. */
function storedCounts(value: unknown): Record<string, TargetCounts> {
  if (!isRecord(value)) return {};
  const targets = Object.entries(value).map(([key, counts]) => {
    const known = Object.entries(isRecord(counts) ? counts : {}).flatMap(([kind, stored]) => {
      const { count, at } = isRecord(stored) ? stored : {};
      return isCount(count) && isCount(at) ? [[kind, { count, at }] as const] : [];
    });
    return [key, Object.fromEntries(known)] as const;
  });
  return Object.fromEntries(targets);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
