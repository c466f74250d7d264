import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { toJournalError } from '../journalError.ts';
import type { ProcessTable, ProcessScope } from './processInfo.ts';
import { ensurePrivateDirectory } from '../storage/privateDirectory.ts';
import { ObjectReader, SchemaError } from '../format/objectReader.ts';
import { errorCode } from '../../../common/errors.ts';

/** The suffix of an instance's liveness file. */
export const LIVENESS_SUFFIX = '.alive';

/** After how many milliseconds without a heartbeat an instance counts as exited. */
export interface LivenessTimeouts {
  /** For a process that cannot be seen: on another host, or in another container. */
  readonly remoteTimeoutMs: number;
  /** For a process id that is in use and whose start time is unknown: another program may have it by now. */
  readonly pidReuseTimeoutMs: number;
}

/** The content of a liveness file; the file's own time is the last heartbeat. */
interface Liveness {
  readonly pid: number;
  readonly place: ProcessScope;
  readonly start?: string;
}

/** Shows other instances that this one is alive, and finds out whether they are. */
export class LivenessFile {
  readonly #folder: string;
  readonly #id: string;
  readonly #machine: ProcessTable;
  readonly #timeouts: LivenessTimeouts;
  readonly #now: () => number;
  #started: Promise<void> | undefined;

  constructor(folder: string, id: string, machine: ProcessTable, timeouts: LivenessTimeouts, now: () => number) {
    this.#folder = folder;
    this.#id = id;
    this.#machine = machine;
    this.#timeouts = timeouts;
    this.#now = now;
  }

  /**
   * Creates this instance's liveness file, once. Before that, others take it for exited.
   *
   * @throws {JournalError} when it cannot be written
   */
  async start(): Promise<void> {
    this.#started ??= this.#write();
    try {
      await this.#started;
    } catch (error) {
      this.#started = undefined;
      throw toJournalError(error, this.#folder);
    }
  }

  /** Writes one heartbeat, and creates the file again if it was deleted. Never fails. */
  async heartbeat(): Promise<void> {
    if (!this.#started) return;
    const seconds = this.#now() / 1000;
    try {
      await utimes(this.#path(this.#id), seconds, seconds);
    } catch {
      await this.#write().catch(() => undefined);
    }
  }

  /** Removes the file: other instances settle what this one left unfinished. Never fails. */
  async stop(): Promise<void> {
    if (!this.#started) return;
    this.#started = undefined;
    await rm(this.#path(this.#id), { force: true }).catch(() => undefined);
  }

  /**
   * Returns whether an instance has exited: its file is missing, its process is, or its heartbeat is too old where its process cannot be seen.
   * When in doubt it has not: then nothing is taken from it.
   */
  async hasExited(id: string): Promise<boolean> {
    if (id === this.#id) return false;
    try {
      const heartbeatAt = (await stat(this.#path(id))).mtimeMs;
      const liveness = livenessFrom(await readFile(this.#path(id), 'utf8'));
      return this.#isStale(liveness, this.#now() - heartbeatAt);
    } catch (error) {
      return errorCode(error) === 'ENOENT';
    }
  }

  #isStale(liveness: Liveness | undefined, ageMs: number): boolean {
    const machine = this.#machine;
    if (!liveness || !isSameScope(liveness.place, machine.place)) return ageMs > this.#timeouts.remoteTimeoutMs;
    if (!machine.isRunning(liveness.pid)) return true;
    const start = machine.startTimeOf(liveness.pid);
    if (start !== undefined && liveness.start !== undefined) return start !== liveness.start;
    return ageMs > this.#timeouts.pidReuseTimeoutMs;
  }

  async #write(): Promise<void> {
    const { pid, place } = this.#machine;
    const start = this.#machine.startTimeOf(pid);
    const liveness: Liveness = { pid, place, ...(start !== undefined && { start }) };
    await ensurePrivateDirectory(this.#folder);
    await writeFile(this.#path(this.#id), JSON.stringify(liveness), { mode: 0o600 });
    const seconds = this.#now() / 1000;
    await utimes(this.#path(this.#id), seconds, seconds);
  }

  #path(id: string): string {
    return path.join(this.#folder, id + LIVENESS_SUFFIX);
  }
}

function isSameScope(a: ProcessScope, b: ProcessScope): boolean {
  return a.host === b.host && a.boot === b.boot && a.pidNamespace === b.pidNamespace;
}

/** Returns the content of a file; undefined while it is being written, or where it is damaged. */
function livenessFrom(text: string): Liveness | undefined {
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
