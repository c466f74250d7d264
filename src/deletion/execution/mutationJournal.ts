import type { Intent, JournalEntry } from '../journal/entry.ts';
import type { EntryWriter } from '../journal/entryWriter.ts';
import type { Lock, LockHeld } from '../journal/locking/lock.ts';

/** Records what becomes of one intent. */
export type MutationRecord = Pick<EntryWriter, 'recordCall' | 'recordResponse' | 'recordOutcome'>;

/** The part of the journal that sending a request needs; `Journal` has it. */
export interface MutationJournal {
  /** Locks a resource against all other processes of this user; see `Journal.acquireLock`. */
  acquireLock(key: string): Promise<Lock | LockHeld>;
  /** Returns who holds the lock of a resource; see `Journal.lockHolder`. */
  lockHolder(key: string): Promise<LockHeld | undefined>;
  /** Writes an intent to disk before it returns; see `Journal.intend`. */
  intend(intent: Intent): Promise<MutationRecord>;
  /** Returns the entries of all processes, newest first; see `Journal.entries`. */
  entries(): Promise<readonly JournalEntry[]>;
  /** Returns how long ago a restore ended, whatever the clocks of other machines are; see `Journal.restoreAgeMs`. */
  restoreAgeMs(entry: JournalEntry): number;
}
