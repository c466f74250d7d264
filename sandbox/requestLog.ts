import type { LoggedRequest, RequestFilter } from './types.ts';
import { matches } from './wildcard.ts';

/** A log entry that is still being written. */
export type OpenEntry = { -readonly [K in keyof LoggedRequest]: LoggedRequest[K] };

/** Every request that arrived, in the order in which they did. */
export class RequestLog {
  #entries: OpenEntry[] = [];
  #seq = 0;

  /**
   * Begins an entry.
   *
   * @param entry everything but its number
   * @param limit how many entries are kept; the oldest ones go
   * @returns the entry, to be completed
   */
  open(entry: Omit<OpenEntry, 'seq'>, limit: number): OpenEntry {
    const opened: OpenEntry = { seq: (this.#seq += 1), ...entry };
    this.#entries.push(opened);
    // Cut in large pieces: one at a time would move all others each time.
    if (this.#entries.length > limit * 1.5) this.#entries = this.#entries.slice(-limit);
    return opened;
  }

  /**
   * @param filter which entries
   * @returns them, oldest first
   */
  list(filter: RequestFilter = {}): readonly LoggedRequest[] {
    return this.#entries.filter(
      (entry) =>
        entry.seq > (filter.after ?? 0) &&
        (filter.service === undefined || filter.service === entry.service) &&
        (filter.account === undefined || filter.account === entry.accountId) &&
        (filter.region === undefined || filter.region === entry.region) &&
        (filter.operation === undefined || matches(filter.operation, entry.operation ?? '')),
    );
  }

  /** Forgets all entries; numbers go on. */
  clear(): void {
    this.#entries = [];
  }
}
