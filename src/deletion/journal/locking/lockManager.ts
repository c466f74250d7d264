import { createHash, randomUUID } from 'node:crypto';
import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { UnusableLockError, type Lock, type LockHeld } from './lock.ts';
import { toJournalError } from '../journalError.ts';
import type { ProcessTable } from './processInfo.ts';
import type { LivenessFile } from './livenessFile.ts';
import { ObjectReader, SchemaError } from '../format/objectReader.ts';
import { errorCode } from '../../../common/errors.ts';

/** The holder of a lock, as its file names it. */
interface LockOwner {
  /** The instance's id. */
  readonly owner: string;
  readonly pid: number;
  readonly host: string;
  readonly since: number;
  /** Unique for each lock that was ever acquired. */
  readonly token: string;
}

const LOCK_SUFFIX = '.lock';
/** The suffix of the lock on the takeover of a lock; a crash can leave it behind, and it can be taken over in turn. */
const TAKEOVER_SUFFIX = '.takeover';
/** Milliseconds of observation before an unreadable lock file counts as left by a crash. Until then it may still be being written. */
const WRITING_MS = 10_000;
/** So often a lock file may neither be created nor be read in a row: each time another window may have removed it in between. */
const MAX_MISSES = 200;
const UNKNOWN_OWNER: LockOwner = { owner: '', pid: 0, host: '', since: 0, token: '' };

/**
 * Locks over all instances, each a file that only one can create. The lock of an exited instance is taken over by the one that first
 * locks the takeover: so it never has two holders.
 */
export class LockManager {
  readonly #folder: string;
  readonly #instanceId: string;
  readonly #processes: ProcessTable;
  readonly #liveness: LivenessFile;
  readonly #now: () => number;
  readonly #held = new Set<Lock>();
  /** The tokens that this instance has a use for. A file of its own with another one was left by a failure of the file system. */
  readonly #tokens = new Set<string>();

  /** The folder is created when needed. This instance's own liveness file must exist before a lock is acquired. */
  constructor(folder: string, instanceId: string, processes: ProcessTable, liveness: LivenessFile, now: () => number) {
    this.#folder = folder;
    this.#instanceId = instanceId;
    this.#processes = processes;
    this.#liveness = liveness;
    this.#now = now;
  }

  /** Acquires the lock of a key, which is any text. Returns its holder where it is taken. Throws JournalError when it cannot be written. */
  async acquire(key: string): Promise<Lock | LockHeld> {
    const file = this.#fileOf(key);
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      const holder = await this.#acquire(file);
      return holder.mine ? this.#lock(file, holder.token) : this.#heldBy(holder);
    } catch (error) {
      throw toJournalError(error, this.#folder);
    }
  }

  /** Returns the holder of a lock, without acquiring it; undefined where it is free. Throws JournalError when it cannot be read. */
  async holder(key: string): Promise<LockHeld | undefined> {
    try {
      const holder = await this.#read(this.#fileOf(key));
      return holder && !(await this.#isStale(holder)) ? this.#heldBy(holder) : undefined;
    } catch (error) {
      throw toJournalError(error, this.#folder);
    }
  }

  /** Releases all locks of this instance. */
  async releaseAll(): Promise<void> {
    await Promise.all([...this.#held].map((lock) => lock.release()));
  }

  /** Removes the locks of exited instances. Never fails. */
  async removeStaleLocks(): Promise<void> {
    for (const name of await readdir(this.#folder).catch(() => [])) {
      const file = path.join(this.#folder, name);
      const holder = await this.#read(file).catch(() => undefined);
      if (!holder || !(await this.#isStale(holder))) continue;
      if (name.endsWith(LOCK_SUFFIX) || name.endsWith(TAKEOVER_SUFFIX)) await this.#remove(file, holder.token);
      else await rm(file, { force: true }).catch(() => undefined);
    }
  }

  #fileOf(key: string): string {
    return path.join(this.#folder, createHash('sha256').update(key).digest('hex').slice(0, 40) + LOCK_SUFFIX);
  }

  async #acquire(file: string): Promise<LockOwner & { readonly mine: boolean }> {
    for (let misses = 0; ;) {
      const mine = this.#newOwner();
      if (this.#claim(mine.token, () => create(file, mine))) return { ...mine, mine: true };
      const theirs = await this.#read(file);
      if (!theirs) {
        if (++misses > MAX_MISSES) throw new UnusableLockError(file);
        continue;
      }
      if (!(await this.#isStale(theirs))) return { ...theirs, mine: false };
      const right = await this.#acquire(file + TAKEOVER_SUFFIX);
      if (!right.mine) return right;
      try {
        // A live instance may have taken it over meanwhile.
        if ((await this.#read(file))?.token !== theirs.token) continue;
        this.#tokens.add(mine.token);
        await replace(file, mine);
        return { ...mine, mine: true };
      } catch (error) {
        this.#tokens.delete(mine.token);
        throw error;
      } finally {
        await this.#endTakeover(file, right.token);
      }
    }
  }

  /** Keeps a token if the file with it could be created. */
  #claim(token: string, createFile: () => boolean): boolean {
    if (!createFile()) return false;
    this.#tokens.add(token);
    return true;
  }

  /** Removes the lock on a takeover. Another instance has it where this one was suspended for long: then it stays. Never fails. */
  async #endTakeover(file: string, token: string): Promise<void> {
    const right = file + TAKEOVER_SUFFIX;
    this.#tokens.delete(token);
    const holder = await this.#read(right).catch(() => undefined);
    if (holder?.token === token) await rm(right, { force: true }).catch(() => undefined);
  }

  #lock(file: string, token: string): Lock {
    const lock: Lock = {
      acquired: true,
      isHeld: async () => {
        const holder = await this.#read(file).catch(() => undefined);
        return this.#held.has(lock) && holder?.token === token;
      },
      release: async () => {
        if (!this.#held.delete(lock)) return;
        await this.#remove(file, token);
        this.#tokens.delete(token);
      },
    };
    this.#held.add(lock);
    return lock;
  }

  #heldBy({ owner, pid, host, since }: LockOwner): LockHeld {
    const isElsewhere = host !== '' && host !== this.#processes.place.host;
    return { acquired: false, heldBy: { pid, ...(isElsewhere && { host }), since, self: owner === this.#instanceId } };
  }

  /** Removes a lock if it still is the one that is meant, and is not being taken over. Never fails. */
  async #remove(file: string, token: string): Promise<void> {
    try {
      const right = await this.#acquire(file + TAKEOVER_SUFFIX);
      if (!right.mine) return;
      try {
        if ((await this.#read(file))?.token === token) await rm(file, { force: true });
      } finally {
        await this.#endTakeover(file, right.token);
      }
    } catch {
      // It stays behind, and can be taken over.
    }
  }

  async #isStale({ owner, token }: LockOwner): Promise<boolean> {
    if (owner === '') return this.#liveness.isUnchanged(token, token, WRITING_MS);
    return owner === this.#instanceId ? !this.#tokens.has(token) : this.#liveness.hasExited(owner);
  }

  /** Returns the holder; undefined where the file does not exist. */
  async #read(file: string): Promise<LockOwner | undefined> {
    try {
      const text = await readFile(file, 'utf8');
      const holder = ownerFrom(text);
      if (holder) return holder;
      const { mtimeMs } = await stat(file);
      return { ...UNKNOWN_OWNER, since: mtimeMs, token: `${file} ${mtimeMs} ${text}` };
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  #newOwner(): LockOwner {
    const { pid, place } = this.#processes;
    return { owner: this.#instanceId, pid, host: place.host, since: this.#now(), token: randomUUID() };
  }
}

/**
 * Creates the file of a lock; returns false where it exists. In one turn: a process that exits by itself leaves no file without an owner,
 * which others would have to watch before they may take it.
 */
function create(file: string, holder: LockOwner): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'wx', 0o600);
  } catch (error) {
    // Where it cannot even be created, it may be that of another instance.
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    writeFileSync(descriptor, JSON.stringify(holder));
    closeSync(descriptor);
    return true;
  } catch (error) {
    // An empty file would block every instance.
    rmSync(file, { force: true });
    throw error;
  }
}

async function replace(file: string, holder: LockOwner): Promise<void> {
  const next = `${file}.${holder.token}`;
  try {
    await writeFile(next, JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
    await rename(next, file);
  } catch (error) {
    await rm(next, { force: true });
    throw error;
  }
}

function ownerFrom(text: string): LockOwner | undefined {
  try {
    const reader = new ObjectReader(JSON.parse(text));
    return {
      owner: reader.text('owner'),
      pid: reader.number('pid'),
      host: reader.text('host'),
      since: reader.number('since'),
      token: reader.text('token'),
    };
  } catch (error) {
    if (error instanceof SchemaError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
