import type { Claim, Taken } from './claim.ts';
import type { Intent, JournalEntry, JournalProblem } from './entry.ts';
import type { JournalWriter } from './journalWriter.ts';

/** An entry of a dead window that this window, and no other, is to settle. */
export interface Unfinished {
  readonly entry: JournalEntry;
  /** Writes the outcome, into this window's own file. */
  readonly writer: JournalWriter;
  /** Gives the right to settle it back, settled or not. */
  release(): Promise<void>;
}

/** The record on disk of every intent and outcome, of all windows. */
export class Journal {
  /**
   * @param folder where it is; made when first written to
   */
  constructor(folder: string) {
    void folder;
  }
  /**
   * Writes down what is about to be done.
   *
   * @param intent what, where, how, and what was known
   * @returns the way to write down how it goes on; only when the intent is on disk
   * @throws JournalError when it cannot be written: then nothing may be called
   */
  intend(intent: Intent): Promise<JournalWriter> {
    return Promise.reject(new Error(intent.planId));
  }
  /** @returns all entries of all windows, newest first */
  entries(): Promise<readonly JournalEntry[]> {
    return Promise.reject(new Error());
  }
  /** What could not be read or written, as of the last reading. */
  get problems(): readonly JournalProblem[] {
    return [];
  }
  /**
   * Entries of dead windows that have no final outcome, each given to one window only.
   * @returns those that this window is to settle
   */
  unfinished(): Promise<readonly Unfinished[]> {
    return Promise.reject(new Error());
  }
  /**
   * Claims a resource over all windows.
   * @param resourceKey `Resource.key`
   * @throws JournalError when the claim cannot be written
   */
  claim(resourceKey: string): Promise<Claim | Taken> {
    return Promise.reject(new Error(resourceKey));
  }
  /** Calls a listener after every change, of this window or another. @returns ends it */
  onDidChange(listener: () => void): () => void {
    return listener;
  }
  /** All entries as JSON Lines, oldest first. */
  async *export(): AsyncIterable<string> {
    yield* await Promise.resolve([]);
  }
  /** Deletes files of dead windows whose last line is older and that have nothing unfinished. @returns how many entries went */
  prune(olderThanMs: number): Promise<number> {
    return Promise.resolve(olderThanMs);
  }
  /** Ends the heartbeat, gives up the claims, and writes what could not be written before. */
  close(): Promise<void> {
    return Promise.resolve();
  }
}
