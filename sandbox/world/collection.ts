import type { Transition, TransitionObserver } from './transition.ts';

/** A resource: what AWS lists of it, and what the sandbox must remember beside that. */
export interface Row<T extends object> {
  readonly id: string;
  /** Rises with every row that is added: page tokens name it. */
  readonly seq: number;
  /** The id of what it belongs to, where lists do not say so. */
  readonly parent: string | undefined;
  item: T;
  transition: Transition | undefined;
  /** What lists show instead, for a while. */
  stale: { readonly item: T; readonly watch: TransitionObserver; readonly everyOther: boolean } | undefined;
  /** It does not exist any more (and is kept only while lists are stale). */
  gone: boolean;
}

/** The resources of one kind in one account and Region, in the order in which they came. */
export class Collection<T extends object> {
  readonly #rows = new Map<string, Row<T>>();
  readonly #children = new Map<string, Set<Row<T>>>();
  #ordered: readonly Row<T>[] | undefined;
  #seq = 0;

  /** How many there are, those included that only stale lists still show. */
  get size(): number {
    return this.#rows.size;
  }

  /**
   * Adds a resource. One that has the same id is replaced and keeps its place, as a namesake would.
   *
   * @param id of the resource
   * @param item as AWS lists it
   * @param parent of the resource, where lists do not say
   * @returns the row
   */
  put(id: string, item: T, parent?: string): Row<T> {
    const seq = this.#rows.get(id)?.seq ?? (this.#seq += 1);
    this.#ordered = undefined;
    const row: Row<T> = { id, seq, parent, item, transition: undefined, stale: undefined, gone: false };
    const before = this.#rows.get(id);
    if (before !== undefined) this.#forget(before);
    this.#rows.set(id, row);
    if (parent !== undefined) {
      const siblings = this.#children.get(parent) ?? new Set();
      this.#children.set(parent, siblings.add(row));
    }
    return row;
  }

  #forget(row: Row<T>): void {
    this.#rows.delete(row.id);
    this.#ordered = undefined;
    if (row.parent !== undefined) this.#children.get(row.parent)?.delete(row);
  }

  /**
   * @param id of the resource
   * @param now milliseconds since 1970: what is due by then has happened
   * @returns the row, or undefined if there is none (any more)
   */
  find(id: string, now: number): Row<T> | undefined {
    const row = this.#rows.get(id);
    row?.transition?.advance(now);
    return row === undefined || row.gone ? undefined : row;
  }

  /**
   * Takes a resource away. Lists that are stale go on showing it.
   *
   * @param row the resource
   */
  remove(row: Row<T>): void {
    row.gone = true;
    if (row.stale === undefined && this.#rows.get(row.id) === row) this.#forget(row);
  }

  /** Takes everything away. */
  clear(): void {
    for (const row of this.#rows.values()) row.gone = true;
    this.#rows.clear();
    this.#children.clear();
    this.#ordered = undefined;
  }

  /** All rows, oldest first, without looking at them. */
  rows(): readonly Row<T>[] {
    this.#ordered ??= [...this.#rows.values()].sort((a, b) => a.seq - b.seq);
    return this.#ordered;
  }

  /**
   * The rows that belong to something, oldest first, without looking at them.
   *
   * @param parent its id
   */
  childrenOf(parent: string): readonly Row<T>[] {
    return [...(this.#children.get(parent) ?? [])].sort((a, b) => a.seq - b.seq);
  }

  /**
   * Shows a row to somebody: what is due happens, and the look counts.
   *
   * @param row the row
   * @param now milliseconds since 1970
   * @returns what a list shows of it; undefined if it shows nothing
   */
  look(row: Row<T>, now: number): T | undefined {
    row.transition?.look(now);
    if (row.stale !== undefined) {
      if (row.stale.watch.over(now) === undefined) {
        row.stale.watch.look();
        if (!row.stale.everyOther || row.stale.watch.looks % 2 === 1) return row.stale.item;
        return row.gone ? undefined : row.item;
      }
      row.stale = undefined;
      if (row.gone) this.remove(row);
    }
    return row.gone ? undefined : row.item;
  }
}
