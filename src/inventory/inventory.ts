import { EventEmitter } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import type { AwsCaller } from '../aws/clients.ts';
import { targetKey, type Target } from '../aws/target.ts';
import type { Kind } from '../catalog/kind.ts';
import { listKind, type Listing } from './listKind.ts';
import type { Resource } from './resource.ts';

/** What is known of one kind in one target. */
export interface ListingState {
  /** The newest listing; undefined before the first one. */
  readonly listing?: Listing;
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
  flight?: { readonly promise: Promise<Listing>; readonly abort: AbortController };
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
    return { loading: slot.flight !== undefined, ...(slot.listing && { listing: slot.listing }) };
  }

  /**
   * Asks AWS, or joins those who are asking already.
   *
   * @param kind the kind
   * @param target the target
   * @returns the new listing
   */
  async list(kind: Kind, target: Target): Promise<Listing> {
    const key = slotKey(kind, target);
    let slot = this.#slots.get(key);
    if (!slot) this.#slots.set(key, (slot = { kind, target, gone: new Map() }));
    slot.flight ??= this.#ask(slot, kind, target);
    return slot.flight.promise;
  }

  #ask(slot: Slot, kind: Kind, target: Target): NonNullable<Slot['flight']> {
    const abort = new AbortController();
    const began = Date.now();
    const promise = withoutGone(listKind(this.#caller, kind, target, abort.signal), slot.gone, began);
    const flight = { promise, abort };
    // A forgotten question's answer is of no use to anybody.
    const keep = (listing: Listing) => {
      if (!abort.signal.aborted) slot.listing = listing;
    };
    const settled = () => {
      if (slot.flight === flight) delete slot.flight;
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
    if (!slot.listing) return;
    // Nothing is drawn anew for what is as it was: rows that are drawn are out of reach of menus for a moment.
    const before = slot.listing.resources.find(({ key }) => key === resource.key);
    if (isDeepStrictEqual(before?.entry, now?.entry)) return;
    const resources = slot.listing.resources.flatMap((listed) => {
      if (listed.key !== resource.key) return [listed];
      return now ? [now] : [];
    });
    slot.listing = { ...slot.listing, resources };
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
