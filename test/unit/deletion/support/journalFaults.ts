import type { MemoryJournal, Step } from './memoryJournal.ts';

/** A disk on which one step cannot be written. */
export function notWritable(step: Step): (journal: MemoryJournal) => void {
  return (journal) => {
    journal.before = (asked) => {
      if (asked === step) throw new Error('No space left on the disk.');
    };
  };
}

/** Another window has every lock. */
export function lockTaken(journal: MemoryJournal): void {
  journal.before = (step, key) => {
    if (step === 'acquireLock') journal.held.add(key);
  };
}

/** Another window takes the lock over before this one sends. */
export function lockLost(journal: MemoryJournal): void {
  journal.before = (step, key) => {
    if (step === 'intend') journal.held.delete(key);
  };
}
