import type { LoggedRequest, RequestFilter } from './types.ts';
import { matches } from './wildcard.ts';

/** A log entry that is not complete yet. */
export type OpenEntry = { -readonly [K in keyof LoggedRequest]: LoggedRequest[K] };

/** The received requests, in the order of arrival. */
export class RequestLog {
  #entries: OpenEntry[] = [];
  #seq = 0;

  /** Adds an entry and returns it for completion. Drops the oldest above `limit`. */
  open(entry: Omit<OpenEntry, 'seq'>, limit: number): OpenEntry {
    const opened: OpenEntry = { seq: (this.#seq += 1), ...entry };
    this.#entries.push(opened);
    // Cut in large pieces: dropping one at a time would copy all others each time.
    if (this.#entries.length > limit * 1.5) this.#entries = this.#entries.slice(-limit);
    return opened;
  }

  /** Returns the matching entries, oldest first. */
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

  /** Drops all entries. Numbering continues. */
  clear(): void {
    this.#entries = [];
  }
}
