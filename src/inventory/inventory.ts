import { EventEmitter, setMaxListeners } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import type { AwsClient } from '../aws/client/sdkClient.ts';
import { targetKey, type Target } from '../aws/identity/target.ts';
import type { ThrottleRegistry } from '../aws/throttling/throttleRegistry.ts';
import { repeatThrottledReads } from '../aws/throttling/repeatThrottledReads.ts';
import type { Kind } from '../catalog/model/kind.ts';
import { getOrCreate } from '../common/getOrCreate.ts';
import {
  ArrivedResources,
  cacheKey,
  excludeDeleted,
  shownBy,
  storeListing,
  type CacheEntry,
  type InFlightListing,
  type ListingSource,
} from './listing/cacheEntry.ts';
import { listKind, type Listing } from './listing/listKind.ts';
import type { Resource } from './resource.ts';
import type { BatchLister } from './scan.ts';
import { DedupingClient } from './listing/dedupingClient.ts';
import { LimitedClient } from './listing/limitedClient.ts';

/** What is known of one resource type in one target. */
export interface ListingState {
  /** The newest listing; undefined before the first one. */
  readonly listing?: Listing;
  /** Resources of a first listing that is in progress; undefined before its first page and after its end. */
  readonly partial?: readonly Resource[];
  /** True while a listing is in progress. */
  readonly loading: boolean;
}

/** A resource type in a target whose state changed. */
export interface ListingChange {
  readonly kind: Kind;
  readonly target: Target;
}

const UNKNOWN: ListingState = { loading: false };

/** Caches the newest listing of each resource type and target. Callers that list the same at the same time share one listing. */
export class Inventory {
  readonly #client: AwsClient;
  readonly #throttles: ThrottleRegistry;
  readonly #cache = new Map<string, CacheEntry>();
  readonly #events = new EventEmitter<{ change: [ListingChange] }>();

  constructor(client: AwsClient, throttles: ThrottleRegistry) {
    this.#client = client;
    this.#throttles = throttles;
  }

  /** Adds a listener for listings that begin, end or change. Returns what removes it. */
  onDidChange(listener: (change: ListingChange) => void): () => void {
    this.#events.on('change', listener);
    return () => this.#events.off('change', listener);
  }

  /** Returns what is cached, without a request. */
  state(kind: Kind, target: Target): ListingState {
    const entry = this.#cache.get(cacheKey(kind, target));
    if (!entry) return UNKNOWN;
    const { flight } = entry;
    const listing = this.#ownListing(entry);
    // The last listing stays visible until the new one is complete.
    if (listing) return { loading: flight !== undefined, listing };
    if (!flight || flight.arrived.count === 0) return { loading: flight !== undefined };
    const partial = () => this.#withoutOthers(entry, flight.arrived.all);
    return {
      loading: true,
      // Each page changes the state: its pages are joined only where they are wanted.
      get partial() {
        return partial();
      },
    };
  }

  /** Returns how many resources of a first listing have arrived while it is in progress. */
  arrivedCount(kind: Kind, target: Target): number {
    const entry = this.#cache.get(cacheKey(kind, target));
    return entry?.listing ? 0 : (entry?.flight?.arrived.count ?? 0);
  }

  /** Returns all cached listings. */
  listings(): readonly Listing[] {
    return [...this.#cache.values()].flatMap((entry) => this.#ownListing(entry) ?? []);
  }

  #ownListing(entry: CacheEntry): Listing | undefined {
    const { listing } = entry;
    if (!listing || !entry.kind.acrossRegions) return listing;
    return { ...listing, resources: this.#withoutOthers(entry, listing.resources) };
  }

  /** Leaves out what another Region's list has as well: it is shown and counted once. */
  #withoutOthers(entry: CacheEntry, resources: readonly Resource[]): readonly Resource[] {
    if (!entry.kind.acrossRegions) return resources;
    const shown = new Set<string>();
    for (const other of this.#cache.values()) {
      if (other === entry) break;
      if (other.kind === entry.kind) for (const { key } of shownBy(other)) shown.add(key);
    }
    const own = resources.filter(({ key }) => !shown.has(key));
    // The same list stays the same object: see `perObject`.
    return own.length === resources.length ? resources : own;
  }

  /**
   * Lists a resource type, or joins a listing in progress. An aborted signal leaves it; the last caller to leave cancels its requests,
   * and the cached listing stays. A canceled listing has a failure of cause `canceled`.
   */
  async list(kind: Kind, target: Target, signal?: AbortSignal): Promise<Listing> {
    return this.#subscribe(kind, target, this.#newSource(), signal);
  }

  #newSource(client = this.#client): ListingSource {
    return { client, began: Date.now() };
  }

  async #subscribe(kind: Kind, target: Target, source: ListingSource, signal?: AbortSignal): Promise<Listing> {
    const flight = this.#flight(kind, target, source);
    flight.subscribers += 1;
    const unsubscribe = () => {
      flight.subscribers -= 1;
      if (flight.subscribers === 0) this.#cancel(kind, target, flight);
    };
    if (signal?.aborted) unsubscribe();
    else if (signal) {
      // A scan waits for hundreds of listings with one signal.
      setMaxListeners(0, signal);
      signal.addEventListener('abort', unsubscribe, { once: true });
    }
    try {
      return await flight.promise;
    } finally {
      signal?.removeEventListener('abort', unsubscribe);
    }
  }

  /**
   * Lists for a plan, or for a check right before a request, which must not fail because AWS throttles a read. It joins no listing in
   * progress: that one may have read AWS minutes before. An aborted signal cancels the requests of all who wait for the result.
   */
  async listForCheck(kind: Kind, target: Target, signal?: AbortSignal): Promise<Listing> {
    const { client, began } = this.#newSource(repeatThrottledReads(this.#client));
    const { deletedAt } = this.#entry(kind, target);
    const listing = await excludeDeleted(listKind(client, kind, target, signal), deletedAt, began);
    if (signal?.aborted) return listing;
    // Another entry, where the one before was dropped meanwhile.
    storeListing(this.#entry(kind, target), listing, began);
    this.#emitChange(kind, target);
    return listing;
  }

  /**
   * Returns what `scan` lists with: equal requests of its lists are sent once. It keeps all responses: drop it when the scan is over.
   */
  batchLister(): BatchLister {
    const limited = new LimitedClient(this.#client, (target, service) => this.#throttles.listRequests(target, service));
    // Its responses may be as old as the lister.
    const source = this.#newSource(new DedupingClient(limited));
    return {
      list: (kind, target, signal) => this.#subscribe(kind, target, source, signal),
      limiterFor: (target, service) => this.#throttles.lists(target, service),
    };
  }

  /** Waits until there is something to show: lists what is not cached yet, up to its first page. */
  async listFirstPage(kind: Kind, target: Target): Promise<void> {
    if (this.#cache.get(cacheKey(kind, target))?.listing) return;
    const flight = this.#flight(kind, target);
    flight.subscribers += 1;
    await flight.firstPage;
  }

  #cancel(kind: Kind, target: Target, flight: InFlightListing): void {
    const entry = this.#cache.get(cacheKey(kind, target));
    if (entry?.flight !== flight) return;
    delete entry.flight;
    flight.abort.abort();
    this.#emitChange(kind, target);
  }

  #flight(kind: Kind, target: Target, source = this.#newSource()): InFlightListing {
    const entry = this.#entry(kind, target);
    return (entry.flight ??= this.#start(entry, source));
  }

  #entry(kind: Kind, target: Target): CacheEntry {
    return getOrCreate(this.#cache, cacheKey(kind, target), () => ({ kind, target, deletedAt: new Map() }));
  }

  #start(entry: CacheEntry, { client, began }: ListingSource): InFlightListing {
    const { kind, target } = entry;
    const abort = new AbortController();
    let resolveFirstPage: () => void = () => undefined;
    const firstPage = new Promise<void>((resolve) => (resolveFirstPage = resolve));
    const onPartial = (page: readonly Resource[]) => {
      if (abort.signal.aborted) return;
      const present = page.filter(({ key }) => (entry.deletedAt.get(key) ?? 0) < began);
      flight.arrived.add(present);
      resolveFirstPage();
      this.#emitChange(kind, target);
    };
    const promise = excludeDeleted(listKind(client, kind, target, abort.signal, onPartial), entry.deletedAt, began);
    const flight: InFlightListing = { promise, abort, firstPage, subscribers: 0, arrived: new ArrivedResources() };
    // An evicted listing is not cached.
    const cache = (listing: Listing) => {
      if (!abort.signal.aborted) storeListing(entry, listing, began);
    };
    const settled = () => {
      if (entry.flight === flight) delete entry.flight;
      resolveFirstPage();
      if (!abort.signal.aborted) this.#emitChange(kind, target);
    };
    promise.then(cache).then(settled, settled);
    queueMicrotask(() => {
      this.#emitChange(kind, target);
    });
    return flight;
  }

  /** Drops the listings of one resource type, or all, and cancels those in progress. */
  evict(kind?: Kind): void {
    for (const [key, entry] of this.#cache) {
      if (!kind || entry.kind === kind) this.#drop(key, entry);
    }
  }

  #drop(key: string, entry: CacheEntry): void {
    entry.flight?.abort.abort();
    this.#cache.delete(key);
  }

  /** Drops the listings of all other targets, and cancels those in progress. */
  retainTargets(targets: readonly Target[]): void {
    const kept = new Set(targets.map(targetKey));
    for (const [key, entry] of this.#cache) if (!kept.has(targetKey(entry.target))) this.#drop(key, entry);
  }

  /** Replaces a resource in its listing by its current description, or removes it where `now` is undefined. */
  update(resource: Resource, now: Resource | undefined): void {
    for (const entry of this.#entriesOf(resource)) this.#updateEntry(entry, resource, now);
  }

  /** Returns the listings that may have a resource: of a global one, or one that joins two Regions, those of all Regions. */
  #entriesOf({ kind, target }: Resource): readonly CacheEntry[] {
    const own = this.#cache.get(cacheKey(kind, target));
    if (!kind.global && !kind.acrossRegions) return own ? [own] : [];
    return [...this.#cache.values()].filter((entry) => entry.kind === kind);
  }

  #updateEntry(entry: CacheEntry, resource: Resource, now: Resource | undefined): void {
    // Also without a listing: the first one may be in progress.
    if (!now) entry.deletedAt.set(resource.key, Date.now());
    // No event without a change: while VS Code redraws a row, its menu does nothing.
    const before = shownBy(entry).find(({ key }) => key === resource.key);
    if (isDeepStrictEqual(before?.entry, now?.entry)) return;
    const updated = (resources: readonly Resource[]) =>
      resources.flatMap((listed) => {
        if (listed.key !== resource.key) return [listed];
        return now ? [now] : [];
      });
    entry.flight?.arrived.update(updated);
    if (entry.listing) entry.listing = { ...entry.listing, resources: updated(entry.listing.resources) };
    else if (!entry.flight || entry.flight.arrived.count === 0) return;
    this.#emitChange(entry.kind, entry.target);
  }

  #emitChange(kind: Kind, target: Target): void {
    this.#events.emit('change', { kind, target });
  }
}
