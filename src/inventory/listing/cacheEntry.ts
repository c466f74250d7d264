import type { AwsClient } from '../../aws/client/sdkClient.ts';
import { targetKey, type Target } from '../../aws/identity/target.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import { perObject } from '../../common/perObject.ts';
import type { Resource } from '../resource.ts';
import type { Listing } from './listKind.ts';

/** What is cached of one resource type in one target. */
export interface CacheEntry {
  readonly kind: Kind;
  readonly target: Target;
  /** When each resource was seen deleted, by key: a listing that began earlier may still contain it. */
  readonly deletedAt: Map<string, number>;
  listing?: Listing;
  /** When the first request of `listing` was sent, at the earliest. */
  listedFrom?: number;
  flight?: InFlightListing;
}

/** How a listing is read. */
export interface ListingSource {
  readonly client: AwsClient;
  /** When its first response was read, at the earliest: what was deleted later may be in it. */
  readonly began: number;
}

/** A listing in progress. */
export interface InFlightListing {
  readonly promise: Promise<Listing>;
  readonly abort: AbortController;
  /** Resolves with the first page, or with the end of a short listing. */
  readonly firstPage: Promise<void>;
  /** How many callers wait for it. The last one to leave cancels it. */
  subscribers: number;
  /** What has arrived of a first listing. */
  readonly arrived: ArrivedResources;
}

/** The resources of the pages that have arrived, joined when they are requested: a long list has hundreds of pages. */
export class ArrivedResources {
  #joined: readonly Resource[] = [];
  #pages: (readonly Resource[])[] = [];
  #count = 0;

  /** How many there are. */
  get count(): number {
    return this.#count;
  }

  /** Returns all of them, the same array until more arrive. */
  get all(): readonly Resource[] {
    if (this.#pages.length > 0) this.#joined = [this.#joined, ...this.#pages].flat();
    this.#pages = [];
    return this.#joined;
  }

  /** Adds a page. */
  add(page: readonly Resource[]): void {
    this.#pages.push(page);
    this.#count += page.length;
  }

  /** Replaces all of them by others, none of which may be new. */
  update(change: (resources: readonly Resource[]) => readonly Resource[]): void {
    this.#joined = change(this.all);
    this.#count = this.#joined.length;
  }
}

/** Waits for a listing, and leaves out resources that were seen deleted after it began. */
export async function excludeDeleted(
  listed: Promise<Listing>,
  deletedAt: ReadonlyMap<string, number>,
  began: number,
): Promise<Listing> {
  const listing = await listed;
  if (deletedAt.size === 0) return listing;
  const resources = listing.resources.filter(({ key }) => (deletedAt.get(key) ?? 0) < began);
  return { ...listing, resources };
}

/** Caches a listing that began at a time, unless a newer one is cached. */
export function storeListing(entry: CacheEntry, listing: Listing, began: number): void {
  if (began < (entry.listedFrom ?? 0)) return;
  entry.listing = listing;
  entry.listedFrom = began;
}

/** Returns what is known in one target: the newest listing, else what has arrived of the first one. */
export function shownBy({ listing, flight }: CacheEntry): readonly Resource[] {
  return listing?.resources ?? flight?.arrived.all ?? [];
}

/** The keys of the resource types in a target, by the ids of the types. */
const cacheKeys = perObject<Target, Map<string, string>>(() => new Map());

/** Returns the key of a resource type in a target. */
export function cacheKey(kind: Kind, target: Target): string {
  const keys = cacheKeys(target);
  const key = keys.get(kind.id) ?? `${kind.id} ${targetKey(target)}`;
  keys.set(kind.id, key);
  return key;
}
