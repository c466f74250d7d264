import type { JournalEntry, StoredAnswer, StoredOutcome } from './entry.ts';

/** Writes down how one intent goes on. */
export interface JournalWriter {
  /** The entry's id. */
  readonly id: string;
  /**
   * Says, on disk, that a call is about to leave. Await it before each call, also before a repeated one.
   *
   * @param call whether it asks not to be carried out
   * @throws JournalError when it cannot be written: then the call must not leave
   */
  recordCall(call?: { readonly dryRun?: boolean }): Promise<void>;
  /**
   * Keeps the answer to the last call. It never fails: what cannot be written now is told in the journal's `problems`, kept
   * in memory, and written with the next line.
   *
   * @param answer AWS's answer, or the error in the same form; a `ResponseRecord` will do
   */
  recordResponse(answer: StoredAnswer): Promise<void>;
  /**
   * Keeps the outcome, on disk. It never fails, as `response`.
   *
   * @param outcome how it ended, or how it stands; a later one adds to it
   */
  recordOutcome(outcome: Omit<StoredOutcome, 'at'>): Promise<void>;
  /**
   * Keeps a remark, for people. It never fails, as `response`.
   *
   * @param text what is worth knowing
   */
  note(text: string): Promise<void>;
}

/** An entry of a dead window that this window, and no other, is to settle. */
export interface UnfinishedEntry {
  readonly entry: JournalEntry;
  /** Writes how it goes on into this window's own file. */
  readonly writer: JournalWriter;
  /** Gives the right to settle it back, settled or not. It never fails. */
  release(): Promise<void>;
}
