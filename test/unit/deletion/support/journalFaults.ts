import type { MemoryJournal, Step } from './memoryJournal.ts';

/** Returns a fault: a disk to which one step cannot be written. */
export function notWritable(step: Step): (journal: MemoryJournal) => void {
  return (journal) => {
    journal.before = (current) => {
      if (current === step) throw new Error('No space left on the disk.');
    };
  };
}

/** Lets another window hold all locks. */
export function lockTaken(journal: MemoryJournal): void {
  journal.before = (step, key) => {
    if (step === 'acquireLock') journal.held.add(key);
  };
}

/** Lets another window take over the lock before the request is sent. */
export function lockLost(journal: MemoryJournal): void {
  journal.before = (step, key) => {
    if (step === 'intend') journal.held.delete(key);
  };
}
