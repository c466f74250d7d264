import type { Transition, TransitionObserver } from './transition.ts';

/** A stored resource: the item that AWS lists, and the sandbox's own state of it. */
export interface Row<T extends object> {
  readonly id: string;
  /** Increases with every added row. Page tokens contain it. */
  readonly seq: number;
  /** The id of the parent, for kinds whose items do not name theirs. */
  readonly parent: string | undefined;
  item: T;
  transition: Transition | undefined;
  /** What lists show instead, for a while. */
  stale: { readonly item: T; readonly observer: TransitionObserver; readonly everyOther: boolean } | undefined;
  /** Whether the resource is deleted. It is kept while lists are stale. */
  deleted: boolean;
}

/** The resources of one kind in one account and Region, in the order in which they were added. */
export class Collection<T extends object> {
  readonly #rows = new Map<string, Row<T>>();
  readonly #children = new Map<string, Set<Row<T>>>();
  #ordered: readonly Row<T>[] | undefined;
  #seq = 0;

  /** The number of rows, with those that only stale lists still show. */
  get size(): number {
    return this.#rows.size;
  }

  /**
   * Adds a resource. It replaces one with the same id, at its position. `item` is as AWS lists it; `parent` is for
   * kinds whose items do not name theirs.
   */
  put(id: string, item: T, parent?: string): Row<T> {
    const seq = this.#rows.get(id)?.seq ?? (this.#seq += 1);
    this.#ordered = undefined;
    const row: Row<T> = { id, seq, parent, item, transition: undefined, stale: undefined, deleted: false };
    const before = this.#rows.get(id);
    if (before !== undefined) this.#drop(before);
    this.#rows.set(id, row);
    if (parent !== undefined) {
      const siblings = this.#children.get(parent) ?? new Set();
      this.#children.set(parent, siblings.add(row));
    }
    return row;
  }

  #drop(row: Row<T>): void {
    this.#rows.delete(row.id);
    this.#ordered = undefined;
    if (row.parent !== undefined) this.#children.get(row.parent)?.delete(row);
  }

  /** Returns a row that is not deleted, after the changes due by `now` (milliseconds since 1970). */
  find(id: string, now: number): Row<T> | undefined {
    const row = this.#rows.get(id);
    row?.transition?.advance(now);
    return row === undefined || row.deleted ? undefined : row;
  }

  /** Deletes a resource. Stale lists still show it. */
  remove(row: Row<T>): void {
    row.deleted = true;
    if (row.stale === undefined && this.#rows.get(row.id) === row) this.#drop(row);
  }

  /** Deletes all resources. */
  clear(): void {
    for (const row of this.#rows.values()) row.deleted = true;
    this.#rows.clear();
    this.#children.clear();
    this.#ordered = undefined;
  }

  /** Returns all rows, oldest first. It does not count as a read. */
  rows(): readonly Row<T>[] {
    this.#ordered ??= [...this.#rows.values()].sort((a, b) => a.seq - b.seq);
    return this.#ordered;
  }

  /** Returns the rows of a parent, oldest first. It does not count as a read. */
  childrenOf(parent: string): readonly Row<T>[] {
    return [...(this.#children.get(parent) ?? [])].sort((a, b) => a.seq - b.seq);
  }

  /**
   * Counts a read, after the changes due by `now` (milliseconds since 1970). Returns what a list shows, or undefined
   * for nothing.
   */
  read(row: Row<T>, now: number): T | undefined {
    row.transition?.read(now);
    if (row.stale !== undefined) {
      if (row.stale.observer.endedAt(now) === undefined) {
        row.stale.observer.countRead();
        if (!row.stale.everyOther || row.stale.observer.reads % 2 === 1) return row.stale.item;
        return row.deleted ? undefined : row.item;
      }
      row.stale = undefined;
      if (row.deleted) this.remove(row);
    }
    return row.deleted ? undefined : row.item;
  }
}
