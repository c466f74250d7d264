import { EventEmitter, setMaxListeners } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import type { AwsClient } from '../aws/client/sdkClient.ts';
import { targetKey, type Target } from '../aws/identity/target.ts';
import type { ThrottleRegistry } from '../aws/throttling/throttleRegistry.ts';
import type { Kind } from '../catalog/model/kind.ts';
import { listKind, type Listing } from './listing/listKind.ts';
import type { Resource } from './resource.ts';
import type { BatchLister } from './scan.ts';
import { DedupingClient } from './listing/dedupingClient.ts';

/** What is known of one kind in one target. */
export interface ListingState {
  /** The newest listing; undefined before the first one. */
  readonly listing?: Listing;
  /** What a first listing has brought so far; undefined when it is over, and before its first page. */
  readonly partial?: readonly Resource[];
  /** True while AWS is being asked. */
  readonly loading: boolean;
}

/** A kind in a target whose state has changed. */
export interface ListingChange {
  readonly kind: Kind;
  readonly target: Target;
}

interface CacheEntry {
  readonly kind: Kind;
  readonly target: Target;
  /** When resources were seen to be gone, by key: a listing that began before then may still have them. */
  readonly deletedAt: Map<string, number>;
  listing?: Listing;
  flight?: InFlightListing;
}

/** A listing that is under way. */
interface InFlightListing {
  readonly promise: Promise<Listing>;
  readonly abort: AbortController;
  /** Settled when there is something to show: the first page, or all of it. */
  readonly firstPage: Promise<void>;
  /** How many want it: when the last of them has lost interest it is ended. */
  subscribers: number;
  /** What it has brought so far. */
  partial?: readonly Resource[];
}

const UNKNOWN: ListingState = { loading: false };

/**
 * Keeps the newest listing of every kind that somebody looked at. Equal questions that are asked at the same time are asked
 * once.
 */
export class Inventory {
  readonly #client: AwsClient;
  readonly #throttles: ThrottleRegistry;
  readonly #slots = new Map<string, CacheEntry>();
  readonly #events = new EventEmitter<{ change: [ListingChange] }>();

  constructor(client: AwsClient, throttles: ThrottleRegistry) {
    this.#client = client;
    this.#throttles = throttles;
  }

  /**
   * Calls a listener whenever a listing begins, ends or is changed.
   *
   * @param listener gets the kind and target
   * @returns ends it
   */
  onDidChange(listener: (change: ListingChange) => void): () => void {
    this.#events.on('change', listener);
    return () => this.#events.off('change', listener);
  }

  /**
   * What is known now, without asking AWS.
   *
   * @param kind the kind
   * @param target the target
   * @returns the state
   */
  state(kind: Kind, target: Target): ListingState {
    const slot = this.#slots.get(slotKey(kind, target));
    if (!slot) return UNKNOWN;
    const { listing, flight } = slot;
    // What was listed before stays in view until the new listing is whole.
    if (listing) return { loading: flight !== undefined, listing };
    return { loading: flight !== undefined, ...(flight?.partial && { partial: flight.partial }) };
  }

  /** @returns the newest listing of every kind and target that was listed */
  listings(): readonly Listing[] {
    return [...this.#slots.values()].flatMap(({ listing }) => listing ?? []);
  }

  /**
   * Asks AWS, or joins those who are asking already.
   *
   * @param kind the kind
   * @param target the target
   * @param signal says that the caller does not want it any more; where nobody else does, its calls are ended, and what was known
   *   before stays
   * @returns the new listing; one with a failure of cause `cancelled` where it was ended
   */
  async list(kind: Kind, target: Target, signal?: AbortSignal): Promise<Listing> {
    return this.#subscribe(kind, target, this.#client, signal);
  }

  async #subscribe(kind: Kind, target: Target, client: AwsClient, signal?: AbortSignal): Promise<Listing> {
    const flight = this.#flight(kind, target, client);
    flight.subscribers += 1;
    const leave = () => {
      flight.subscribers -= 1;
      if (flight.subscribers === 0) this.#end(kind, target, flight);
    };
    if (signal?.aborted) leave();
    else if (signal) {
      // A scan waits for hundreds of lists with one signal.
      setMaxListeners(0, signal);
      signal.addEventListener('abort', leave, { once: true });
    }
    try {
      return await flight.promise;
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  }

  /**
   * Returns what `scan` lists with: equal requests of its lists are sent once. It keeps all responses: drop it when the scan is over.
   */
  batchLister(): BatchLister {
    const client = new DedupingClient(this.#client);
    return {
      list: (kind, target, signal) => this.#subscribe(kind, target, client, signal),
      limiterFor: (target, service) => this.#throttles.lists(target, service),
    };
  }

  /**
   * Makes sure that there is something to show: asks AWS where nothing is known, and waits for the first page of a long list.
   *
   * @param kind the kind
   * @param target the target
   */
  async listFirstPage(kind: Kind, target: Target): Promise<void> {
    if (this.#slots.get(slotKey(kind, target))?.listing) return;
    const flight = this.#flight(kind, target);
    flight.subscribers += 1;
    await flight.firstPage;
  }

  #end(kind: Kind, target: Target, flight: InFlightListing): void {
    const slot = this.#slots.get(slotKey(kind, target));
    if (slot?.flight !== flight) return;
    delete slot.flight;
    flight.abort.abort();
    this.#changed(kind, target);
  }

  #flight(kind: Kind, target: Target, client = this.#client): InFlightListing {
    const key = slotKey(kind, target);
    let slot = this.#slots.get(key);
    if (!slot) this.#slots.set(key, (slot = { kind, target, deletedAt: new Map() }));
    return (slot.flight ??= this.#ask(slot, client));
  }

  #ask(slot: CacheEntry, client: AwsClient): InFlightListing {
    const { kind, target } = slot;
    const abort = new AbortController();
    const began = Date.now();
    let resolveFirstPage: () => void = () => undefined;
    const firstPage = new Promise<void>((resolve) => (resolveFirstPage = resolve));
    const onSome = (some: readonly Resource[]) => {
      if (abort.signal.aborted) return;
      const there = some.filter(({ key }) => (slot.deletedAt.get(key) ?? 0) < began);
      flight.partial = [...(flight.partial ?? []), ...there];
      resolveFirstPage();
      this.#changed(kind, target);
    };
    const promise = excludeDeleted(listKind(client, kind, target, abort.signal, onSome), slot.deletedAt, began);
    const flight: InFlightListing = { promise, abort, firstPage, subscribers: 0 };
    // A forgotten question's answer is of no use to anybody.
    const keep = (listing: Listing) => {
      if (!abort.signal.aborted) slot.listing = listing;
    };
    const settled = () => {
      if (slot.flight === flight) delete slot.flight;
      resolveFirstPage();
      if (!abort.signal.aborted) this.#changed(kind, target);
    };
    promise.then(keep).then(settled, settled);
    queueMicrotask(() => {
      this.#changed(kind, target);
    });
    return flight;
  }

  /**
   * Forgets a kind, or everything, and ends the calls that are under way for it.
   *
   * @param kind only this kind; all kinds where it is left out
   */
  evict(kind?: Kind): void {
    for (const [key, slot] of this.#slots) {
      if (!kind || slot.kind === kind) this.#drop(key, slot);
    }
  }

  #drop(key: string, slot: CacheEntry): void {
    slot.flight?.abort.abort();
    this.#slots.delete(key);
  }

  /**
   * Forgets what does not belong to the targets that are shown now, and ends the calls that are under way for it.
   *
   * @param targets the targets that are shown now
   */
  retainTargets(targets: readonly Target[]): void {
    const kept = new Set(targets.map(targetKey));
    for (const [key, slot] of this.#slots) if (!kept.has(targetKey(slot.target))) this.#drop(key, slot);
  }

  /**
   * Puts what was seen of a resource since its listing into that listing.
   *
   * @param resource the resource as it was listed
   * @param now the resource as it is; undefined when it is gone
   */
  update(resource: Resource, now: Resource | undefined): void {
    const slot = this.#slots.get(slotKey(resource.kind, resource.target));
    if (!slot) return;
    // Noted also where nothing is listed yet: the first listing may be under way.
    if (!now) slot.deletedAt.set(resource.key, Date.now());
    // Nothing is drawn anew for what is as it was: rows that are drawn are out of reach of menus for a moment.
    const before = (slot.listing?.resources ?? slot.flight?.partial)?.find(({ key }) => key === resource.key);
    if (isDeepStrictEqual(before?.entry, now?.entry)) return;
    const updated = (resources: readonly Resource[]) =>
      resources.flatMap((listed) => {
        if (listed.key !== resource.key) return [listed];
        return now ? [now] : [];
      });
    if (slot.flight?.partial) slot.flight.partial = updated(slot.flight.partial);
    if (slot.listing) slot.listing = { ...slot.listing, resources: updated(slot.listing.resources) };
    else if (!slot.flight?.partial) return;
    this.#changed(resource.kind, resource.target);
  }

  #changed(kind: Kind, target: Target): void {
    this.#events.emit('change', { kind, target });
  }
}

/** A listing without what was seen to be gone after it had begun. */
async function excludeDeleted(
  listed: Promise<Listing>,
  gone: ReadonlyMap<string, number>,
  began: number,
): Promise<Listing> {
  const listing = await listed;
  const resources = listing.resources.filter(({ key }) => (gone.get(key) ?? 0) < began);
  return { ...listing, resources };
}

function slotKey(kind: Kind, target: Target): string {
  return `${kind.id} ${targetKey(target)}`;
}
