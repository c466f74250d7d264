import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Claim, Taken } from './claim.ts';
import { cannotWrite, codeOf } from './journalError.ts';
import type { Machine } from './machine.ts';
import type { Presence } from './presence.ts';
import { Shape, ShapeError } from './shape.ts';

/** Who holds a claim, as its file says. */
interface Holder {
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
const TAKE_OVER = '.take';
/** A claim without content is being written, or its writer was killed just then; that takes no longer than this. */
const WRITING_MS = 10_000;
const NOBODY: Holder = { owner: '', pid: 0, host: '', since: 0, token: '' };

/**
 * Exclusive rights over all windows, each a file that only one can create. That of a dead window is taken over by whoever
 * first claims to take it over: so there are never two who do.
 */
export class Claims {
  readonly #folder: string;
  readonly #owner: string;
  readonly #machine: Machine;
  readonly #presence: Presence;
  readonly #now: () => number;
  readonly #held = new Set<Claim>();

  /**
   * @param folder where the claims are; made when needed
   * @param owner this window's writer id
   * @param machine whose process ids are named
   * @param presence tells whether the holder of a claim is dead; this window's own must have begun
   * @param now milliseconds since the epoch
   */
  constructor(folder: string, owner: string, machine: Machine, presence: Presence, now: () => number) {
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
  async claim(key: string): Promise<Claim | Taken> {
    const file = path.join(this.#folder, createHash('sha256').update(key).digest('hex').slice(0, 40) + CLAIM);
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      const holder = await this.#acquire(file);
      return holder.mine ? this.#claimed(file, holder.token) : this.#taken(holder);
    } catch (error) {
      throw cannotWrite(error, this.#folder);
    }
  }

  /** Gives up everything that this window holds. */
  async releaseAll(): Promise<void> {
    await Promise.all([...this.#held].map((claim) => claim.release()));
  }

  /** Removes what dead windows have left behind. It never fails. */
  async sweep(): Promise<void> {
    for (const name of await readdir(this.#folder).catch(() => [])) {
      const file = path.join(this.#folder, name);
      const holder = await this.#read(file).catch(() => undefined);
      if (!holder || !(await this.#isStale(holder))) continue;
      if (name.endsWith(CLAIM) || name.endsWith(TAKE_OVER)) await this.#remove(file, holder.token);
      else await rm(file, { force: true }).catch(() => undefined);
    }
  }

  async #acquire(file: string): Promise<Holder & { readonly mine: boolean }> {
    for (;;) {
      const mine = this.#holder();
      if (await create(file, mine)) return { ...mine, mine: true };
      const theirs = await this.#read(file);
      if (!theirs) continue;
      if (!(await this.#isStale(theirs))) return { ...theirs, mine: false };
      const right = await this.#acquire(file + TAKE_OVER);
      if (!right.mine) return right;
      try {
        // Another may have taken it over in the meantime, and be alive.
        if ((await this.#read(file))?.token !== theirs.token) continue;
        await replace(file, mine);
        return { ...mine, mine: true };
      } finally {
        await rm(file + TAKE_OVER, { force: true });
      }
    }
  }

  #claimed(file: string, token: string): Claim {
    const claim: Claim = {
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

  #taken({ owner, pid, host, since }: Holder): Taken {
    const elsewhere = host !== '' && host !== this.#machine.place.host;
    return { claimed: false, takenBy: { pid, ...(elsewhere && { host }), since, self: owner === this.#owner } };
  }

  /** Removes a claim if it still is the one that is meant, and nobody is about to take it over. It never fails. */
  async #remove(file: string, token: string): Promise<void> {
    try {
      const right = await this.#acquire(file + TAKE_OVER);
      if (!right.mine) return;
      try {
        if ((await this.#read(file))?.token === token) await rm(file, { force: true });
      } finally {
        await rm(file + TAKE_OVER, { force: true });
      }
    } catch {
      // It stays behind, and is taken over when this window is gone.
    }
  }

  async #isStale({ owner, since }: Holder): Promise<boolean> {
    if (owner === '') return this.#now() - since > WRITING_MS;
    return owner !== this.#owner && (await this.#presence.isDead(owner));
  }

  /** Who holds it; undefined when nobody does. */
  async #read(file: string): Promise<Holder | undefined> {
    try {
      const text = await readFile(file, 'utf8');
      const holder = holderFrom(text);
      if (holder) return holder;
      const { mtimeMs, ino } = await stat(file);
      return { ...NOBODY, since: mtimeMs, token: `${ino} ${mtimeMs} ${text}` };
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  #holder(): Holder {
    const { pid, place } = this.#machine;
    return { owner: this.#owner, pid, host: place.host, since: this.#now(), token: randomUUID() };
  }
}

async function create(file: string, holder: Holder): Promise<boolean> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'wx', 0o600);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
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

async function replace(file: string, holder: Holder): Promise<void> {
  const next = `${file}.${holder.token}`;
  try {
    await writeFile(next, JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
    await rename(next, file);
  } catch (error) {
    await rm(next, { force: true });
    throw error;
  }
}

function holderFrom(text: string): Holder | undefined {
  try {
    const shape = new Shape(JSON.parse(text));
    return {
      owner: shape.text('owner'),
      pid: shape.number('pid'),
      host: shape.text('host'),
      since: shape.number('since'),
      token: shape.text('token'),
    };
  } catch (error) {
    if (error instanceof ShapeError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
