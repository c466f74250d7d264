import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { JournalEntry } from '../entry.ts';
import { parseRecord } from '../format/record.ts';
import { EntryIndex } from './entryIndex.ts';
import { JOURNAL } from './tailReader.ts';

/** The newest entries of a journal. */
export interface NewestEntries {
  /** Newest first. */
  readonly entries: readonly JournalEntry[];
  /** False where older entries were not read: then the oldest plan may lack some of its entries. */
  readonly complete: boolean;
}

interface FileSize {
  readonly file: string;
  readonly size: number;
  /** When it was last written to: milliseconds since the epoch. */
  readonly written: number;
}

/** How much is read at first, some 150 entries, and at most. */
const [FIRST_BYTES, MOST_BYTES] = [512 * 1024, 8 * 1024 * 1024];

/**
 * Reads the newest entries in a folder: more where the ends of the files have the responses of many deletions, and none of their
 * beginnings. Never fails: what cannot be read is left out.
 */
export async function readNewestEntries(folder: string): Promise<NewestEntries> {
  for (let bytes = FIRST_BYTES; ; bytes *= 4) {
    const newest = await readLastBytes(folder, bytes);
    if (newest.complete || newest.entries.length > 0 || bytes >= MOST_BYTES) return newest;
  }
}

/** Reads the ends of the files in a folder, the last written first, `bytes` in all. Never fails: what cannot be read is left out. */
export async function readLastBytes(folder: string, bytes: number): Promise<NewestEntries> {
  const index = new EntryIndex();
  const files = await sizesOf(folder);
  let left = bytes;
  for (const { file, size } of files) {
    if (left <= 0) break;
    const length = Math.min(left, size);
    left -= size;
    for (const line of await readLastLines(path.join(folder, file), size, length).catch(() => [])) {
      const parsed = parseRecord(line);
      if ('record' in parsed) index.add(file, parsed.record);
      // A line that is being written is incomplete, and so may be the first.
      else if (line.trim() !== '') index.markUnreliable(file);
    }
  }
  const complete = files.reduce((sum, { size }) => sum + size, 0) <= bytes;
  return { entries: complete ? index.entries() : withoutOldestPlan(index.entries()), complete };
}

async function sizesOf(folder: string): Promise<FileSize[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(JOURNAL));
  const sizes = await Promise.all(
    names.map(async (file) => {
      const stats = await stat(path.join(folder, file)).catch(() => undefined);
      return stats?.isFile() ? [{ file, size: stats.size, written: stats.mtimeMs }] : [];
    }),
  );
  return sizes.flat().sort((a, b) => b.written - a.written || (a.file < b.file ? 1 : -1));
}

/** Returns the whole lines in the last bytes of a file. */
async function readLastLines(file: string, size: number, length: number): Promise<string[]> {
  const handle = await open(file, 'r');
  try {
    const buffer = Buffer.allocUnsafe(length);
    const { bytesRead } = await handle.read(buffer, 0, length, size - length);
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
    return length < size ? lines.slice(1) : lines;
  } finally {
    await handle.close();
  }
}

/** Leaves out the plan that was read last, for some of its entries may not have been; not where it is the only one. */
function withoutOldestPlan(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const oldest = entries.at(-1)?.planId;
  const others = entries.filter(({ planId }) => planId !== oldest);
  return others.length > 0 ? others : entries;
}
