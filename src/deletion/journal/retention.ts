import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { EntryIndex } from './storage/entryIndex.ts';
import { EXITED_SUFFIX, LIVENESS_SUFFIX, type LivenessFile } from './locking/livenessFile.ts';
import { JOURNAL, type KnownFile } from './storage/tailReader.ts';

/**
 * Returns the files that may be deleted: of exited instances, with nothing newer than `limit` (milliseconds since the epoch), nothing
 * unfinished, and nothing that only a newer version understands. A file that has the end of an entry stays as long as the file that has its
 * beginning. Deleting in the returned order never leaves an entry unsettled that was settled.
 */
export async function expiredFiles(
  files: readonly KnownFile[],
  index: EntryIndex,
  liveness: LivenessFile,
  limit: number,
): Promise<readonly string[]> {
  const old = files.filter(({ newest, isFromNewerVersion }) => newest > 0 && newest < limit && !isFromNewerVersion);
  const exited = await Promise.all(old.map(({ name }) => liveness.hasExited(name.slice(0, -JOURNAL.length))));
  const candidates = new Set(old.filter((_, at) => exited[at]).map(({ name }) => name));
  const entries = [...index.filesOfEntries()];
  for (let before = -1; before !== candidates.size;) {
    before = candidates.size;
    for (const { files: names, entry } of entries) {
      const whole = entry?.state !== 'pending' && entry?.state !== 'sent' && [...names].every((n) => candidates.has(n));
      if (!whole) for (const name of names) candidates.delete(name);
    }
  }
  return old
    .filter(({ name }) => candidates.has(name))
    .sort((a, b) => a.newest - b.newest)
    .map(({ name }) => name);
}

/** Removes the liveness files of exited instances that have no journal file. Never fails. */
export async function removeStaleLivenessFiles(folder: string, liveness: LivenessFile): Promise<void> {
  const names = new Set(await readdir(folder).catch(() => []));
  for (const name of names) {
    const suffix = [LIVENESS_SUFFIX, EXITED_SUFFIX].find((end) => name.endsWith(end));
    if (suffix === undefined) continue;
    const id = name.slice(0, -suffix.length);
    if (names.has(id + JOURNAL) || !(await liveness.hasExited(id))) continue;
    await rm(path.join(folder, name), { force: true }).catch(() => undefined);
  }
}
