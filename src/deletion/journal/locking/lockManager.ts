import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Lock, LockHeld } from './lock.ts';
import { toJournalError } from '../journalError.ts';
import type { ProcessTable } from './processInfo.ts';
import type { LivenessFile } from './livenessFile.ts';
import { ObjectReader, SchemaError } from '../format/objectReader.ts';
import { errorCode } from '../../../common/errors.ts';

/** Who holds a claim, as its file says. */
interface LockOwner {
  /** The writer id of the window. */
  readonly owner: string;
  readonly pid: number;
  readonly host: string;
  readonly since: number;
  /** Unlike that of any other claim. */
  readonly token: string;
}

const CLAIM = '.claim';
/** The end of the name of the claim on taking over a claim; it can itself be left behind, and be taken over in turn. */
const TAKEOVER_SUFFIX = '.take';
/** A claim without content is being written, or its writer was killed just then; that takes no longer than this. */
const WRITING_MS = 10_000;
const UNKNOWN_OWNER: LockOwner = { owner: '', pid: 0, host: '', since: 0, token: '' };

/**
 * Exclusive rights over all windows, each a file that only one can create. That of a dead window is taken over by whoever
 * first claims to take it over: so there are never two who do.
 */
export class LockManager {
  readonly #folder: string;
  readonly #owner: string;
  readonly #machine: ProcessTable;
  readonly #presence: LivenessFile;
  readonly #now: () => number;
  readonly #held = new Set<Lock>();

  /**
   * @param folder where the claims are; made when needed
   * @param owner this window's writer id
   * @param machine whose process ids are named
   * @param presence tells whether the holder of a claim is dead; this window's own must have begun
   * @param now milliseconds since the epoch
   */
  constructor(folder: string, owner: string, machine: ProcessTable, presence: LivenessFile, now: () => number) {
    this.#folder = folder;
    this.#owner = owner;
    this.#machine = machine;
    this.#presence = presence;
    this.#now = now;
  }

  /**
   * Claims the right to something.
   *
   * @param key what it is about, any text
   * @returns the claim, or who has it
   * @throws JournalError when it cannot be written
   */
  async acquire(key: string): Promise<Lock | LockHeld> {
    const file = path.join(this.#folder, createHash('sha256').update(key).digest('hex').slice(0, 40) + CLAIM);
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      const holder = await this.#acquire(file);
      return holder.mine ? this.#claimed(file, holder.token) : this.#taken(holder);
    } catch (error) {
      throw toJournalError(error, this.#folder);
    }
  }

  /** Gives up everything that this window holds. */
  async releaseAll(): Promise<void> {
    await Promise.all([...this.#held].map((claim) => claim.release()));
  }

  /** Removes what dead windows have left behind. It never fails. */
  async removeStaleLocks(): Promise<void> {
    for (const name of await readdir(this.#folder).catch(() => [])) {
      const file = path.join(this.#folder, name);
      const holder = await this.#read(file).catch(() => undefined);
      if (!holder || !(await this.#isStale(holder))) continue;
      if (name.endsWith(CLAIM) || name.endsWith(TAKEOVER_SUFFIX)) await this.#remove(file, holder.token);
      else await rm(file, { force: true }).catch(() => undefined);
    }
  }

  async #acquire(file: string): Promise<LockOwner & { readonly mine: boolean }> {
    for (;;) {
      const mine = this.#holder();
      if (await create(file, mine)) return { ...mine, mine: true };
      const theirs = await this.#read(file);
      if (!theirs) continue;
      if (!(await this.#isStale(theirs))) return { ...theirs, mine: false };
      const right = await this.#acquire(file + TAKEOVER_SUFFIX);
      if (!right.mine) return right;
      try {
        // Another may have taken it over in the meantime, and be alive.
        if ((await this.#read(file))?.token !== theirs.token) continue;
        await replace(file, mine);
        return { ...mine, mine: true };
      } finally {
        await rm(file + TAKEOVER_SUFFIX, { force: true });
      }
    }
  }

  #claimed(file: string, token: string): Lock {
    const claim: Lock = {
      claimed: true,
      isHeld: async () => {
        const holder = await this.#read(file).catch(() => undefined);
        return this.#held.has(claim) && holder?.token === token;
      },
      release: async () => {
        if (this.#held.delete(claim)) await this.#remove(file, token);
      },
    };
    this.#held.add(claim);
    return claim;
  }

  #taken({ owner, pid, host, since }: LockOwner): LockHeld {
    const elsewhere = host !== '' && host !== this.#machine.place.host;
    return { claimed: false, heldBy: { pid, ...(elsewhere && { host }), since, self: owner === this.#owner } };
  }

  /** Removes a claim if it still is the one that is meant, and nobody is about to take it over. It never fails. */
  async #remove(file: string, token: string): Promise<void> {
    try {
      const right = await this.#acquire(file + TAKEOVER_SUFFIX);
      if (!right.mine) return;
      try {
        if ((await this.#read(file))?.token === token) await rm(file, { force: true });
      } finally {
        await rm(file + TAKEOVER_SUFFIX, { force: true });
      }
    } catch {
      // It stays behind, and is taken over when this window is gone.
    }
  }

  async #isStale({ owner, since }: LockOwner): Promise<boolean> {
    if (owner === '') return this.#now() - since > WRITING_MS;
    return owner !== this.#owner && (await this.#presence.hasExited(owner));
  }

  /** Who holds it; undefined when nobody does. */
  async #read(file: string): Promise<LockOwner | undefined> {
    try {
      const text = await readFile(file, 'utf8');
      const holder = holderFrom(text);
      if (holder) return holder;
      const { mtimeMs, ino } = await stat(file);
      return { ...UNKNOWN_OWNER, since: mtimeMs, token: `${ino} ${mtimeMs} ${text}` };
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  #holder(): LockOwner {
    const { pid, place } = this.#machine;
    return { owner: this.#owner, pid, host: place.host, since: this.#now(), token: randomUUID() };
  }
}

async function create(file: string, holder: LockOwner): Promise<boolean> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'wx', 0o600);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    await handle.writeFile(JSON.stringify(holder));
  } catch (error) {
    // Made, but not filled: it would stand in everybody's way.
    await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  return true;
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

function holderFrom(text: string): LockOwner | undefined {
  try {
    const shape = new ObjectReader(JSON.parse(text));
    return {
      owner: shape.text('owner'),
      pid: shape.number('pid'),
      host: shape.text('host'),
      since: shape.number('since'),
      token: shape.text('token'),
    };
  } catch (error) {
    if (error instanceof SchemaError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
