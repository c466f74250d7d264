import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { toJournalError } from '../journalError.ts';
import type { ProcessTable, ProcessScope } from './processInfo.ts';
import { ensurePrivateDirectory } from '../storage/privateDirectory.ts';
import { ObjectReader, SchemaError } from '../format/objectReader.ts';
import { errorCode } from '../../../common/errors.ts';

/** The end of the name of a window's lock. */
export const LIVENESS_SUFFIX = '.alive';

/** How old a heartbeat may be, in milliseconds. */
export interface LivenessTimeouts {
  /** Of a process that cannot be asked for: on another machine, or in another container. */
  readonly remoteTimeoutMs: number;
  /** Of a process id that is in use, where the system does not tell since when: it may be another program's by now. */
  readonly pidReuseTimeoutMs: number;
}

/** What a window says of itself in its lock; the time of its last heartbeat is the file's own. */
interface Lock {
  readonly pid: number;
  readonly place: ProcessScope;
  readonly start?: string;
}

/** Shows other windows that this one is alive, and finds out whether they are. */
export class LivenessFile {
  readonly #folder: string;
  readonly #id: string;
  readonly #machine: ProcessTable;
  readonly #patience: LivenessTimeouts;
  readonly #now: () => number;
  #begun: Promise<void> | undefined;

  /**
   * @param folder the journal's folder
   * @param id this window's writer id
   * @param machine how processes are seen
   * @param patience how old a heartbeat may be
   * @param now milliseconds since the epoch
   */
  constructor(folder: string, id: string, machine: ProcessTable, patience: LivenessTimeouts, now: () => number) {
    this.#folder = folder;
    this.#id = id;
    this.#machine = machine;
    this.#patience = patience;
    this.#now = now;
  }

  /**
   * Makes this window's lock, once. Before that, others take it for dead.
   *
   * @throws JournalError when it cannot be written
   */
  async start(): Promise<void> {
    this.#begun ??= this.#write();
    try {
      await this.#begun;
    } catch (error) {
      this.#begun = undefined;
      throw toJournalError(error, this.#folder);
    }
  }

  /** One heartbeat; it makes the lock again if somebody has deleted it. It never fails. */
  async heartbeat(): Promise<void> {
    if (!this.#begun) return;
    const seconds = this.#now() / 1000;
    try {
      await utimes(this.#path(this.#id), seconds, seconds);
    } catch {
      await this.#write().catch(() => undefined);
    }
  }

  /** Removes the lock: what this window has left undone is for others now. It never fails. */
  async stop(): Promise<void> {
    if (!this.#begun) return;
    this.#begun = undefined;
    await rm(this.#path(this.#id), { force: true }).catch(() => undefined);
  }

  /**
   * Whether a window is gone for good. When in doubt it is not: then nothing is taken from it.
   *
   * @param id its writer id
   * @returns true when its lock is gone, its process is, or nothing has been heard of it for long where its process cannot be seen
   */
  async hasExited(id: string): Promise<boolean> {
    if (id === this.#id) return false;
    try {
      const beatAt = (await stat(this.#path(id))).mtimeMs;
      const lock = lockFrom(await readFile(this.#path(id), 'utf8'));
      return this.#isStale(lock, this.#now() - beatAt);
    } catch (error) {
      return errorCode(error) === 'ENOENT';
    }
  }

  #isStale(lock: Lock | undefined, ageMs: number): boolean {
    const machine = this.#machine;
    if (!lock || !samePlace(lock.place, machine.place)) return ageMs > this.#patience.remoteTimeoutMs;
    if (!machine.isRunning(lock.pid)) return true;
    const start = machine.startTimeOf(lock.pid);
    if (start !== undefined && lock.start !== undefined) return start !== lock.start;
    return ageMs > this.#patience.pidReuseTimeoutMs;
  }

  async #write(): Promise<void> {
    const { pid, place } = this.#machine;
    const start = this.#machine.startTimeOf(pid);
    const lock: Lock = { pid, place, ...(start !== undefined && { start }) };
    await ensurePrivateDirectory(this.#folder);
    await writeFile(this.#path(this.#id), JSON.stringify(lock), { mode: 0o600 });
    const seconds = this.#now() / 1000;
    await utimes(this.#path(this.#id), seconds, seconds);
  }

  #path(id: string): string {
    return path.join(this.#folder, id + LIVENESS_SUFFIX);
  }
}

function samePlace(a: ProcessScope, b: ProcessScope): boolean {
  return a.host === b.host && a.boot === b.boot && a.pidNamespace === b.pidNamespace;
}

/** A lock that is being written, or was torn, says nothing but its time. */
function lockFrom(text: string): Lock | undefined {
  try {
    const shape = new ObjectReader(JSON.parse(text));
    const place = shape.object('place');
    const start = shape.optionalString('start');
    return {
      pid: shape.number('pid'),
      place: { host: place.text('host'), boot: place.text('boot'), pidNamespace: place.text('pidNamespace') },
      ...(start !== undefined && { start }),
    };
  } catch (error) {
    if (error instanceof SchemaError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
