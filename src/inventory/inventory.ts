import { EventEmitter, setMaxListeners } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import type { AwsCaller } from '../aws/clients.ts';
import { targetKey, type Target } from '../aws/target.ts';
import type { Kind } from '../catalog/kind.ts';
import { listKind, type Listing } from './listKind.ts';
import type { Resource } from './resource.ts';
import { SharedCalls } from './sharedCalls.ts';

/** What is known of one kind in one target. */
export interface ListingState {
  /** The newest listing; undefined before the first one. */
  readonly listing?: Listing;
  /** What a first listing has brought so far; undefined when it is over, and before its first page. */
  readonly arriving?: readonly Resource[];
  /** True while AWS is being asked. */
  readonly loading: boolean;
}

/** A kind in a target whose state has changed. */
export interface ListingChange {
  readonly kind: Kind;
  readonly target: Target;
}

interface Slot {
  readonly kind: Kind;
  readonly target: Target;
  /** When resources were seen to be gone, by key: a listing that began before then may still have them. */
  readonly gone: Map<string, number>;
  listing?: Listing;
  flight?: Flight;
}

/** A listing that is under way. */
interface Flight {
  readonly promise: Promise<Listing>;
  readonly abort: AbortController;
  /** Settled when there is something to show: the first page, or all of it. */
  readonly first: Promise<void>;
  /** How many want it: when the last of them has lost interest it is ended. */
  wanted: number;
  /** What it has brought so far. */
  arriving?: readonly Resource[];
}

const UNKNOWN: ListingState = { loading: false };

/**
 * Keeps the newest listing of every kind that somebody looked at. Equal questions that are asked at the same time are asked
 * once.
 */
export class Inventory {
  readonly #caller: AwsCaller;
  readonly #slots = new Map<string, Slot>();
  readonly #events = new EventEmitter<{ change: [ListingChange] }>();

  /** @param caller the way to AWS */
  constructor(caller: AwsCaller) {
    this.#caller = caller;
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
    return { loading: flight !== undefined, ...(flight?.arriving && { arriving: flight.arriving }) };
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
    return this.#join(kind, target, this.#caller, signal);
  }

  async #join(kind: Kind, target: Target, caller: AwsCaller, signal?: AbortSignal): Promise<Listing> {
    const flight = this.#flight(kind, target, caller);
    flight.wanted += 1;
    const leave = () => {
      flight.wanted -= 1;
      if (flight.wanted === 0) this.#end(kind, target, flight);
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
   * Lists many kinds together: what the answers to equal calls hold is asked for once for all of them.
   *
   * @returns lists a kind as `list` does; to be let go when the work is done, for it keeps the answers
   */
  listTogether(): (kind: Kind, target: Target, signal?: AbortSignal) => Promise<Listing> {
    const caller = new SharedCalls(this.#caller);
    return (kind, target, signal) => this.#join(kind, target, caller, signal);
  }

  /**
   * Makes sure that there is something to show: asks AWS where nothing is known, and waits for the first page of a long list.
   *
   * @param kind the kind
   * @param target the target
   */
  async listFirst(kind: Kind, target: Target): Promise<void> {
    if (this.#slots.get(slotKey(kind, target))?.listing) return;
    const flight = this.#flight(kind, target);
    flight.wanted += 1;
    await flight.first;
  }

  #end(kind: Kind, target: Target, flight: Flight): void {
    const slot = this.#slots.get(slotKey(kind, target));
    if (slot?.flight !== flight) return;
    delete slot.flight;
    flight.abort.abort();
    this.#changed(kind, target);
  }

  #flight(kind: Kind, target: Target, caller = this.#caller): Flight {
    const key = slotKey(kind, target);
    let slot = this.#slots.get(key);
    if (!slot) this.#slots.set(key, (slot = { kind, target, gone: new Map() }));
    return (slot.flight ??= this.#ask(slot, caller));
  }

  #ask(slot: Slot, caller: AwsCaller): Flight {
    const { kind, target } = slot;
    const abort = new AbortController();
    const began = Date.now();
    let hasSome: () => void = () => undefined;
    const first = new Promise<void>((resolve) => (hasSome = resolve));
    const onSome = (some: readonly Resource[]) => {
      if (abort.signal.aborted) return;
      const there = some.filter(({ key }) => (slot.gone.get(key) ?? 0) < began);
      flight.arriving = [...(flight.arriving ?? []), ...there];
      hasSome();
      this.#changed(kind, target);
    };
    const promise = withoutGone(listKind(caller, kind, target, abort.signal, onSome), slot.gone, began);
    const flight: Flight = { promise, abort, first, wanted: 0 };
    // A forgotten question's answer is of no use to anybody.
    const keep = (listing: Listing) => {
      if (!abort.signal.aborted) slot.listing = listing;
    };
    const settled = () => {
      if (slot.flight === flight) delete slot.flight;
      hasSome();
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
  forget(kind?: Kind): void {
    for (const [key, slot] of this.#slots) {
      if (!kind || slot.kind === kind) this.#drop(key, slot);
    }
  }

  #drop(key: string, slot: Slot): void {
    slot.flight?.abort.abort();
    this.#slots.delete(key);
  }

  /**
   * Forgets what does not belong to the targets that are shown now, and ends the calls that are under way for it.
   *
   * @param targets the targets that are shown now
   */
  keepOnly(targets: readonly Target[]): void {
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
    if (!now) slot.gone.set(resource.key, Date.now());
    // Nothing is drawn anew for what is as it was: rows that are drawn are out of reach of menus for a moment.
    const before = (slot.listing?.resources ?? slot.flight?.arriving)?.find(({ key }) => key === resource.key);
    if (isDeepStrictEqual(before?.entry, now?.entry)) return;
    const updated = (resources: readonly Resource[]) =>
      resources.flatMap((listed) => {
        if (listed.key !== resource.key) return [listed];
        return now ? [now] : [];
      });
    if (slot.flight?.arriving) slot.flight.arriving = updated(slot.flight.arriving);
    if (slot.listing) slot.listing = { ...slot.listing, resources: updated(slot.listing.resources) };
    else if (!slot.flight?.arriving) return;
    this.#changed(resource.kind, resource.target);
  }

  #changed(kind: Kind, target: Target): void {
    this.#events.emit('change', { kind, target });
  }
}

/** A listing without what was seen to be gone after it had begun. */
async function withoutGone(
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
