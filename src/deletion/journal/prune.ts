import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Merge } from './merge.ts';
import { LOCK, type Presence } from './presence.ts';
import { JOURNAL, type KnownFile } from './reader.ts';

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
export async function prunable(
  files: readonly KnownFile[],
  merge: Merge,
  presence: Presence,
  limit: number,
): Promise<readonly string[]> {
  const old = files.filter(({ newest, isBeyondUs }) => newest > 0 && newest < limit && !isBeyondUs);
  const dead = await Promise.all(old.map(({ name }) => presence.isDead(name.slice(0, -JOURNAL.length))));
  const candidates = new Set(old.filter((_, index) => dead[index]).map(({ name }) => name));
  const entries = [...merge.filesOfEntries()];
  for (let before = -1; before !== candidates.size;) {
    before = candidates.size;
    for (const { files: names, entry } of entries) {
      const whole =
        entry?.state !== 'intended' && entry?.state !== 'called' && [...names].every((n) => candidates.has(n));
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
export async function removeDeadLocks(folder: string, presence: Presence, limit: number): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.endsWith(LOCK) || !(await presence.isDead(name.slice(0, -LOCK.length)))) continue;
    const file = path.join(folder, name);
    const age = await stat(file).catch(() => undefined);
    if (age && age.mtimeMs < limit) await rm(file, { force: true }).catch(() => undefined);
  }
}
