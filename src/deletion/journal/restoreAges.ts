import type { JournalEntry } from './entry.ts';

/** When this process first read the outcome of a restore. */
interface Seen {
  /** Milliseconds of a clock that is never set. */
  readonly at: number;
  /** Whether it came while this process watched, and so is new by whatever clock. */
  readonly isNew: boolean;
}

/**
 * Returns how long ago restores ended. Another machine's clock may differ by years, so this process measures the time itself wherever it can:
 * since an outcome appeared in the journal, or, for one of a time ahead, since this process read the journal first.
 */
export class RestoreAges {
  readonly #elapsed: () => number;
  readonly #seen = new Map<string, Seen>();
  #last: readonly JournalEntry[] | undefined;

  /** `elapsed` returns milliseconds of a clock that is never set. */
  constructor(elapsed: () => number) {
    this.#elapsed = elapsed;
  }

  /** Notes which outcomes of restores the journal has now. The same list again does nothing. */
  observe(entries: readonly JournalEntry[]): void {
    if (entries === this.#last) return;
    const isNew = this.#last !== undefined;
    this.#last = entries;
    for (const { id, action, outcome } of entries) {
      if (action === 'restore' && outcome && !this.#seen.has(id)) this.#seen.set(id, { at: this.#elapsed(), isNew });
    }
  }

  /** Returns how many milliseconds ago a restore ended; 0 where it has not. `now` is milliseconds since the epoch. */
  ageMs({ id, outcome }: JournalEntry, now: number): number {
    const seen = this.#seen.get(id);
    if (!seen || !outcome) return 0;
    return seen.isNew || outcome.at > now ? this.#elapsed() - seen.at : now - outcome.at;
  }
}
