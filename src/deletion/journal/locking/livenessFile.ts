import { open, readdir, rename, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { toJournalError } from '../journalError.ts';
import type { ProcessTable, ProcessScope } from './processInfo.ts';
import { ensurePrivateDirectory } from '../storage/privateDirectory.ts';
import { ObjectReader, SchemaError } from '../format/objectReader.ts';
import { errorCode } from '../../../common/errors.ts';

/** The suffix of an instance's liveness file. */
export const LIVENESS_SUFFIX = '.alive';
/** The suffix of what an instance leaves when it closes. */
export const EXITED_SUFFIX = '.exited';

/** How much of a timeout the time between two observations counts at most: this process may have been suspended in between. */
const MAX_SHARE_OF_TIMEOUT = 1 / 4;

/**
 * The times that every file system can keep, in seconds: FAT begins in 1980, and ext3, NFS 3 or an older XFS end in 2038. One that cannot
 * keep a time keeps its own limit instead, so that a heartbeat would change nothing.
 */
const FIRST_BEAT = Date.UTC(1980, 0, 2) / 1000;
const LAST_BEAT = Date.UTC(2038, 0, 1) / 1000;

/** For how many milliseconds of observation an instance must show no heartbeat to count as exited. */
export interface LivenessTimeouts {
  /** For a process that is not visible: on another host, or in another container. */
  readonly remoteTimeoutMs: number;
  /** For a process id that is in use and whose start time is unknown: another program may have it by now. */
  readonly pidReuseTimeoutMs: number;
}

/** What a liveness file depends on. */
export interface LivenessDeps {
  readonly machine: ProcessTable;
  readonly timeouts: LivenessTimeouts;
  /** Returns milliseconds since the epoch. */
  readonly now: () => number;
  /** Returns milliseconds of a clock that is never set. */
  readonly elapsed: () => number;
}

/** What this process has seen of something, and for how long it has not changed. */
interface Observation {
  readonly mark: string;
  /** `LivenessDeps.elapsed` at the last observation. */
  at: number;
  silentMs: number;
}

/** The content of a liveness file; the file's own time changes with each heartbeat. */
interface Liveness {
  readonly pid: number;
  readonly place: ProcessScope;
  readonly start?: string;
}

/**
 * Shows other instances that this one is alive, and finds out whether they are. Never compares a time on disk with a clock: the clocks of
 * two hosts may differ by years. A heartbeat counts as missing when this process has observed for long enough that nothing changes.
 */
export class LivenessFile {
  readonly #folder: string;
  readonly #id: string;
  readonly #deps: LivenessDeps;
  readonly #observations = new Map<string, Observation>();
  #started: Promise<void> | undefined;
  #lastBeat = 0;

  constructor(folder: string, id: string, deps: LivenessDeps) {
    this.#folder = folder;
    this.#id = id;
    this.#deps = deps;
  }

  /** Creates this instance's liveness file, once. Throws JournalError when it cannot be written. */
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
    try {
      await this.#beat();
    } catch {
      await this.#write().catch(() => undefined);
    }
  }

  /** Marks this instance as exited: other instances settle what it left unfinished. Never fails. */
  async stop(): Promise<void> {
    if (!this.#started) return;
    this.#started = undefined;
    await rename(this.#path(this.#id), this.#path(this.#id, EXITED_SUFFIX)).catch(() => undefined);
  }

  /**
   * Returns whether an instance has exited: it is marked so, its process no longer runs, or it has shown no heartbeat while this process
   * observed it. When in doubt it has not: then nothing is taken from it.
   */
  async hasExited(id: string): Promise<boolean> {
    if (id === this.#id) return false;
    const { machine, timeouts } = this.#deps;
    const seen = await this.#read(id);
    if (seen === 'exited') return true;
    if (seen === 'unreadable') return false;
    const { liveness, mark } = seen;
    if (!liveness || !isSameScope(liveness.place, machine.place)) {
      return this.isUnchanged(id, mark, timeouts.remoteTimeoutMs);
    }
    if (!machine.isRunning(liveness.pid)) return true;
    const start = machine.startTimeOf(liveness.pid);
    if (start !== undefined && liveness.start !== undefined) return start !== liveness.start;
    return this.isUnchanged(id, mark, timeouts.pidReuseTimeoutMs);
  }

  /** Observes all instances once. Repeat it: `hasExited` needs several observations of what it cannot see otherwise. Never fails. */
  async observe(): Promise<void> {
    for (const name of await readdir(this.#folder).catch(() => [])) {
      if (name.endsWith(LIVENESS_SUFFIX)) await this.hasExited(name.slice(0, -LIVENESS_SUFFIX.length));
    }
  }

  /**
   * Returns whether something has shown the same mark for that long, as this process observed it. A call is an observation. Of a pause
   * between two, a quarter of the timeout counts at most: after a suspension, others get the time to show that they are alive.
   */
  isUnchanged(what: string, mark: string, timeoutMs: number): boolean {
    const at = this.#deps.elapsed();
    const last = this.#observations.get(what);
    if (last?.mark !== mark) {
      this.#observations.set(what, { mark, at, silentMs: 0 });
      return false;
    }
    last.silentMs += Math.min(Math.max(at - last.at, 0), timeoutMs * MAX_SHARE_OF_TIMEOUT);
    last.at = at;
    return last.silentMs >= timeoutMs;
  }

  /** Opens the file before it reads the file's time: network file systems return a cached time until a file is opened. */
  async #read(
    id: string,
  ): Promise<'exited' | 'unreadable' | { readonly liveness?: Liveness | undefined; readonly mark: string }> {
    try {
      const file = await open(this.#path(id), 'r');
      try {
        const { mtimeMs } = await file.stat();
        return { liveness: livenessFrom(await file.readFile('utf8')), mark: String(mtimeMs) };
      } finally {
        await file.close();
      }
    } catch (error) {
      const isExited = await stat(this.#path(id, EXITED_SUFFIX)).catch(() => undefined);
      if (isExited) return 'exited';
      // A missing file proves nothing by itself: its instance may be about to write it. One that cannot be read may change all the time.
      const code = errorCode(error);
      if (code === 'ENOENT') return { mark: code };
      this.#observations.delete(id);
      return 'unreadable';
    }
  }

  async #write(): Promise<void> {
    const { pid, place } = this.#deps.machine;
    const start = this.#deps.machine.startTimeOf(pid);
    const liveness: Liveness = { pid, place, ...(start !== undefined && { start }) };
    await ensurePrivateDirectory(this.#folder);
    await writeFile(this.#path(this.#id), JSON.stringify(liveness), { mode: 0o600 });
    await this.#beat();
  }

  /** Gives the file a time that it never had: some file systems round to two seconds, and the clock may be set back, or be decades ahead. */
  async #beat(): Promise<void> {
    const now = Math.floor(this.#deps.now() / 1000);
    const seconds = now >= FIRST_BEAT && now < LAST_BEAT ? now : FIRST_BEAT;
    const next = seconds > this.#lastBeat + 1 ? seconds : this.#lastBeat + 2;
    this.#lastBeat = next < LAST_BEAT ? next : FIRST_BEAT;
    await utimes(this.#path(this.#id), this.#lastBeat, this.#lastBeat);
  }

  #path(id: string, suffix = LIVENESS_SUFFIX): string {
    return path.join(this.#folder, id + suffix);
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
