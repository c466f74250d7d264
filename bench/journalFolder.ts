import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { tmpdir } from 'node:os';
import { Journal } from '../src/deletion/journal/journal.ts';

/**
 * Works in a folder for a journal, and removes it.
 *
 * @param work gets the folder
 * @returns what the work returned
 */
export async function inJournalFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'teardown-bench-'));
  try {
    return await work(path.join(folder, 'journal'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Works with a journal of its own, on disk, and removes it.
 *
 * @param work gets the journal
 * @returns what the work returned
 */
export async function withJournal<T>(work: (journal: Journal) => Promise<T>): Promise<T> {
  return inJournalFolder(async (folder) => {
    const journal = new Journal(folder);
    try {
      return await work(journal);
    } finally {
      await journal.close();
    }
  });
}
