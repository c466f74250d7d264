import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { EntryIndex } from './storage/entryIndex.ts';
import { LIVENESS_SUFFIX, type LivenessFile } from './locking/livenessFile.ts';
import { JOURNAL, type KnownFile } from './storage/tailReader.ts';

/**
 * The files that may go: of dead windows, with nothing newer than a limit, nothing unfinished and nothing that only a newer
 * version understands. A file that holds the end of an entry stays as long as the file that holds its beginning does.
 *
 * @param files what has been read
 * @param merge the entries
 * @param presence tells which windows are dead
 * @param limit milliseconds since the epoch
 * @returns their names, in the order in which they are to be deleted: what was settled before what settled it
 */
export async function expiredFiles(
  files: readonly KnownFile[],
  merge: EntryIndex,
  presence: LivenessFile,
  limit: number,
): Promise<readonly string[]> {
  const old = files.filter(({ newest, isFromNewerVersion }) => newest > 0 && newest < limit && !isFromNewerVersion);
  const dead = await Promise.all(old.map(({ name }) => presence.hasExited(name.slice(0, -JOURNAL.length))));
  const candidates = new Set(old.filter((_, index) => dead[index]).map(({ name }) => name));
  const entries = [...merge.filesOfEntries()];
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

/**
 * Removes the locks that dead windows have left behind. It never fails.
 *
 * @param folder the journal's folder
 * @param presence tells which windows are dead
 * @param limit locks whose last heartbeat is younger stay: milliseconds since the epoch
 */
export async function removeStaleLivenessFiles(folder: string, presence: LivenessFile, limit: number): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.endsWith(LIVENESS_SUFFIX) || !(await presence.hasExited(name.slice(0, -LIVENESS_SUFFIX.length))))
      continue;
    const file = path.join(folder, name);
    const age = await stat(file).catch(() => undefined);
    if (age && age.mtimeMs < limit) await rm(file, { force: true }).catch(() => undefined);
  }
}
