import { randomBytes, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { t } from '@vscode/l10n';
import { AppendOnlyFile } from './storage/appendOnlyFile.ts';
import { ChangeNotifier, systemInterval, type Interval } from './storage/changeNotifier.ts';
import type { Lock, LockHeld } from './locking/lock.ts';
import { LockManager } from './locking/lockManager.ts';
import { EntryWriter, type EntryWriterDeps, type UnfinishedEntry } from './entryWriter.ts';
import type { Intent, JournalEntry, JournalProblem } from './entry.ts';
import { JournalError } from './journalError.ts';
import { parseRecord, VERSION } from './format/record.ts';
import type { JournalOptions } from './journalOptions.ts';
import { localProcesses } from './locking/processInfo.ts';
import { EntryIndex } from './storage/entryIndex.ts';
import { LivenessFile, type LivenessTimeouts } from './locking/livenessFile.ts';
import { expiredFiles, removeStaleLivenessFiles } from './retention.ts';
import { JOURNAL, JournalTailReader } from './storage/tailReader.ts';

const BEAT_MS = 5_000;
const POLL_MS = 2_000;
const LIVENESS_TIMEOUTS: LivenessTimeouts = { remoteTimeoutMs: 60_000, pidReuseTimeoutMs: 10 * 60_000 };

/** The record on disk of every intent and outcome, of all windows: each writes a file of its own and reads them all. */
export class Journal {
  /** This window's writer id: the name of its file. */
  readonly instanceId: string;
  readonly #folder: string;
  readonly #now: () => number;
  readonly #every: Interval;
  readonly #liveness: LivenessFile;
  readonly #locks: LockManager;
  readonly #file: AppendOnlyFile;
  readonly #merge = new EntryIndex();
  readonly #reader: JournalTailReader;
  readonly #changes: ChangeNotifier;
  readonly #deps: EntryWriterDeps;
  #stopBeating: (() => void) | undefined;
  #reading: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #unwritten = '';
  /** Files of dead windows whose last line has no end. */
  #truncatedFiles: readonly string[] = [];
  #closed = false;

  /**
   * @param folder where it is, for this user alone; made when first written to
   * @param options the clock and the machine, in tests
   */
  constructor(folder: string, options: JournalOptions = {}) {
    const machine = options.machine ?? localProcesses();
    const patience = options.patience ?? LIVENESS_TIMEOUTS;
    this.#folder = folder;
    this.#now = options.now ?? Date.now;
    this.#every = options.every ?? systemInterval;
    this.instanceId = `${this.#now()}-${machine.pid}-${randomBytes(6).toString('hex')}`;
    this.#liveness = new LivenessFile(folder, this.instanceId, machine, patience, this.#now);
    this.#locks = new LockManager(path.join(folder, 'locks'), this.instanceId, machine, this.#liveness, this.#now);
    this.#file = new AppendOnlyFile(folder, this.instanceId + JOURNAL);
    this.#reader = new JournalTailReader(folder, this.#merge);
    this.#changes = new ChangeNotifier(folder, this.#every, POLL_MS, () => void this.#refresh());
    const onWritten = (): void => {
      if (this.#changes.hasListeners) void this.#refresh();
    };
    this.#deps = { file: this.#file, now: this.#now, onWritten };
  }

  /**
   * Writes down what is about to be done.
   *
   * @param intent what, where, how, and what was known
   * @returns the way to write down how it goes on, once the intent is on disk
   * @throws JournalError when it cannot be written: then nothing may be called
   */
  async intend(intent: Intent): Promise<EntryWriter> {
    await this.#ensureStarted();
    const writer = new EntryWriter(randomUUID(), this.#deps);
    await writer.intend(intent);
    return writer;
  }

  /**
   * Reads what is new in all files.
   *
   * @returns all entries of all windows, newest first; the same list as long as nothing is new. It never fails: see `problems`
   */
  async entries(): Promise<readonly JournalEntry[]> {
    await this.#refresh();
    return this.#merge.entries();
  }

  /** What could not be read or written, as of the last reading. */
  get problems(): readonly JournalProblem[] {
    const orphans = [...this.#merge.orphans()].map<JournalProblem>(([file, lines]) => {
      return { file, what: 'orphan', lines, message: t('These lines belong to an unknown entry.') };
    });
    const torn = this.#truncatedFiles.map<JournalProblem>((file) => {
      return { file, what: 'truncated', lines: 1, message: t('The last line is incomplete.') };
    });
    const unwritten: JournalProblem = {
      file: this.instanceId + JOURNAL,
      what: 'unwritten',
      lines: this.#file.backlog.length,
      message: t('These lines are kept in memory until they can be written.'),
    };
    return [...this.#reader.problems, ...orphans, ...torn, ...(unwritten.lines > 0 ? [unwritten] : [])];
  }

  /**
   * Entries of dead windows that have no final outcome. Each is given to one window only, until it is released.
   *
   * @returns those that this window is to settle, newest first
   * @throws JournalError when the right to settle them cannot be written
   */
  async unfinished(): Promise<readonly UnfinishedEntry[]> {
    const open = (await this.entries()).filter(({ state }) => state !== 'completed');
    const exited = new Set<string>();
    for (const id of new Set(open.map(({ instance }) => instance.id))) {
      if (await this.#liveness.hasExited(id)) exited.add(id);
    }
    const locks = new Map<string, Lock>();
    try {
      for (const { id, instance } of open) {
        if (!exited.has(instance.id)) continue;
        const lock = await this.acquireLock(`settle ${id}`);
        if (lock.acquired) locks.set(id, lock);
      }
      // The previous holder may have settled it: its outcome was on disk before it released the lock.
      const found: UnfinishedEntry[] = [];
      for (const entry of await this.entries()) {
        const lock = locks.get(entry.id);
        if (!lock || entry.state === 'completed') continue;
        locks.delete(entry.id);
        const writer = new EntryWriter(entry.id, this.#deps, entry.calls.length);
        found.push({ entry, writer, release: () => lock.release() });
      }
      return found;
    } finally {
      for (const lock of locks.values()) await lock.release();
    }
  }

  /**
   * Locks a resource over all instances, by `Resource.key`. Release the lock at the end. Returns the holder where it is taken, which
   * can be this instance.
   *
   * @throws {JournalError} when the lock cannot be written: then no request may be sent
   */
  async acquireLock(resourceKey: string): Promise<Lock | LockHeld> {
    await this.#ensureStarted();
    return this.#locks.acquire(resourceKey);
  }

  /**
   * Returns the holder of a resource's lock, without acquiring it; undefined where it is free.
   *
   * @throws {JournalError} when it cannot be read
   */
  async lockHolder(resourceKey: string): Promise<LockHeld | undefined> {
    return this.#locks.holder(resourceKey);
  }

  /**
   * Calls a listener after every change, of this window or another, and reads the journal as long as somebody listens.
   *
   * @param listener called without news: ask for the entries
   * @returns ends it
   */
  onDidChange(listener: () => void): () => void {
    return this.#changes.onDidChange(listener);
  }

  /**
   * All entries as JSON Lines.
   *
   * @returns one line for each entry, oldest first
   */
  async *export(): AsyncIterable<string> {
    for (const entry of (await this.entries()).toReversed()) yield `${JSON.stringify({ v: VERSION, ...entry })}\n`;
  }

  /**
   * Deletes whole files of dead windows that have nothing unfinished, and what such windows have left behind beside them.
   *
   * @param olderThanMs how old the newest line of a file must be
   * @returns how many entries went; it never fails, and what cannot be deleted stays
   */
  async prune(olderThanMs: number): Promise<number> {
    const limit = this.#now() - olderThanMs;
    const before = (await this.entries()).length;
    for (const name of await expiredFiles(this.#reader.files, this.#merge, this.#liveness, limit)) {
      await rm(path.join(this.#folder, name), { force: true }).catch(() => undefined);
    }
    await removeStaleLivenessFiles(this.#folder, this.#liveness, limit);
    await this.#locks.removeStaleLocks();
    return before - (await this.entries()).length;
  }

  /** Writes what could not be written before, gives up all claims and the lock. After it nothing can be intended. It never fails. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#changes.stop();
    this.#stopBeating?.();
    await this.#file.close();
    await this.#locks.releaseAll();
    await this.#liveness.stop();
  }

  async #ensureStarted(): Promise<void> {
    if (this.#closed) throw new JournalError(t('This window is closing, so no request is sent.'), 'CLOSED');
    await this.#liveness.start();
    this.#stopBeating ??= this.#every(BEAT_MS, () => {
      void this.#liveness.heartbeat();
      void this.#file.retry();
    });
  }

  /** Reads what is new; what was written before the call is in it. */
  async #refresh(): Promise<void> {
    if (!this.#reading) {
      this.#reading = this.#read().finally(() => {
        this.#reading = undefined;
      });
      return this.#reading;
    }
    this.#next ??= this.#reading.then(() => {
      this.#next = undefined;
      return this.#refresh();
    });
    return this.#next;
  }

  async #read(): Promise<void> {
    const news = await this.#reader.read();
    const torn = this.#reader.files.filter((file) => file.torn).map(({ name }) => name);
    const dead = await Promise.all(torn.map((name) => this.#liveness.hasExited(name.slice(0, -JOURNAL.length))));
    this.#truncatedFiles = torn.filter((_, index) => dead[index]);
    if (this.#indexBacklog() || news) this.#changes.emit();
  }

  /** What is only in this window's memory is shown in this window all the same. */
  #indexBacklog(): boolean {
    const { backlog } = this.#file;
    const unwritten = backlog.join('');
    if (unwritten === this.#unwritten) return false;
    this.#unwritten = unwritten;
    const file = `unwritten ${this.instanceId}`;
    this.#merge.removeFile(file);
    for (const text of backlog) {
      const parsed = parseRecord(text);
      if ('record' in parsed) this.#merge.add(file, parsed.record);
    }
    return true;
  }
}
