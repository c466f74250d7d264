import { randomBytes, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { t } from '@vscode/l10n';
import { AppendOnlyFile } from './storage/appendOnlyFile.ts';
import { ChangeNotifier, systemInterval, type Interval } from './storage/changeNotifier.ts';
import { CoalescedRead } from '../../common/coalescedRead.ts';
import type { Lock, LockHeld } from './locking/lock.ts';
import { LockManager } from './locking/lockManager.ts';
import { EntryWriter, type EntryWriterDeps, type UnfinishedEntry } from './entryWriter.ts';
import type { Intent, JournalEntry, JournalProblem } from './entry.ts';
import { JournalError } from './journalError.ts';
import { parseRecord, VERSION } from './format/record.ts';
import { LIVENESS_TIMEOUTS, type JournalOptions } from './journalOptions.ts';
import { localProcesses } from './locking/processInfo.ts';
import { EntryIndex } from './storage/entryIndex.ts';
import { LivenessFile } from './locking/livenessFile.ts';
import { RestoreAges } from './restoreAges.ts';
import { expiredFiles, removeStaleLivenessFiles } from './retention.ts';
import { readNewestEntries, type NewestEntries } from './storage/newestEntries.ts';
import { JOURNAL, JournalTailReader } from './storage/tailReader.ts';

const HEARTBEAT_MS = 5_000;
const POLL_MS = 2_000;

/** Records every intent and outcome on disk. Each instance (one VS Code window) appends to a file of its own, and reads the files of all. */
export class Journal {
  /** This instance's id: the name of its file. */
  readonly instanceId: string;
  readonly #folder: string;
  readonly #now: () => number;
  readonly #every: Interval;
  readonly #liveness: LivenessFile;
  readonly #locks: LockManager;
  readonly #file: AppendOnlyFile;
  readonly #index = new EntryIndex();
  readonly #reader: JournalTailReader;
  readonly #changes: ChangeNotifier;
  readonly #deps: EntryWriterDeps;
  readonly #restoreAges: RestoreAges;
  #stopHeartbeat: (() => void) | undefined;
  readonly #reads = new CoalescedRead(() => this.#read());
  #unwritten = '';
  /** Whether all files were read once. */
  #wasRead = false;
  /** Files of exited instances whose last line has no end. */
  #truncatedFiles: readonly string[] = [];
  #closed = false;

  /** The folder is for this user alone, and is created by the first write. */
  constructor(folder: string, options: JournalOptions = {}) {
    const machine = options.machine ?? localProcesses();
    this.#folder = folder;
    this.#now = options.now ?? Date.now;
    this.#every = options.every ?? systemInterval;
    this.instanceId = `${this.#now()}-${machine.pid}-${randomBytes(6).toString('hex')}`;
    const elapsed = options.elapsed ?? (() => performance.now());
    this.#restoreAges = new RestoreAges(elapsed);
    this.#liveness = new LivenessFile(folder, this.instanceId, {
      machine,
      timeouts: options.patience ?? LIVENESS_TIMEOUTS,
      now: this.#now,
      elapsed,
    });
    this.#locks = new LockManager(path.join(folder, 'locks'), this.instanceId, machine, this.#liveness, this.#now);
    this.#file = new AppendOnlyFile(folder, this.instanceId + JOURNAL);
    this.#reader = new JournalTailReader(folder, this.#index);
    this.#changes = new ChangeNotifier(folder, this.#every, POLL_MS, () => void this.#reads.run());
    const onWritten = (): void => {
      if (this.#changes.hasListeners) void this.#reads.run();
    };
    this.#deps = { file: this.#file, now: this.#now, onWritten };
  }

  /**
   * Writes an intent. Returns the writer of its entry once the intent is on disk. Throws JournalError when it cannot be written: then no
   * request may be sent.
   */
  async intend(intent: Intent): Promise<EntryWriter> {
    await this.#ensureStarted();
    const writer = new EntryWriter(randomUUID(), this.#deps);
    await writer.intend(intent);
    return writer;
  }

  /** Returns all entries of all instances, newest first; the same list as long as nothing is new. Never fails: see `problems`. */
  async entries(): Promise<readonly JournalEntry[]> {
    await this.#reads.run();
    await this.#index.merge();
    this.#wasRead = true;
    const entries = this.#index.entries();
    this.#restoreAges.observe(entries);
    return entries;
  }

  /** Returns how many milliseconds ago a restore of `entries` ended, whatever the clock of the machine was that recorded it. */
  restoreAgeMs(entry: JournalEntry): number {
    return this.#restoreAges.ageMs(entry, this.#now());
  }

  /** Returns the newest entries without waiting for the older ones of a long journal; all entries once they were read. */
  async newestEntries(): Promise<NewestEntries> {
    if (!this.#wasRead) {
      const newest = await readNewestEntries(this.#folder);
      if (!newest.complete) return newest;
    }
    return { entries: await this.entries(), complete: true };
  }

  /** What could not be read or written, as of the last read. */
  get problems(): readonly JournalProblem[] {
    const orphans = [...this.#index.orphans()].map<JournalProblem>(([file, lines]) => {
      return { file, what: 'orphan', lines, message: t('These lines belong to an unknown entry.') };
    });
    const truncated = this.#truncatedFiles.map<JournalProblem>((file) => {
      return { file, what: 'truncated', lines: 1, message: t('The last line is incomplete.') };
    });
    const unwritten: JournalProblem = {
      file: this.instanceId + JOURNAL,
      what: 'unwritten',
      lines: this.#file.backlog.length,
      message: t('These lines are kept in memory until they can be written.'),
    };
    return [...this.#reader.problems, ...orphans, ...truncated, ...(unwritten.lines > 0 ? [unwritten] : [])];
  }

  /**
   * Returns entries of exited instances that have no final outcome, newest first. Each is locked for this instance until it is released.
   * Throws JournalError when a lock cannot be written.
   */
  async unfinished(): Promise<readonly UnfinishedEntry[]> {
    await this.#liveness.observe();
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
   * Locks a resource over all instances, by `Resource.key`. Release the lock at the end. Returns the holder where it is taken, which can be
   * this instance. Throws JournalError when the lock cannot be written: then no request may be sent.
   */
  async acquireLock(resourceKey: string): Promise<Lock | LockHeld> {
    await this.#ensureStarted();
    return this.#locks.acquire(resourceKey);
  }

  /**
   * Returns the holder of a resource's lock, without acquiring it; undefined where it is free. Throws JournalError when it cannot be read.
   */
  async lockHolder(resourceKey: string): Promise<LockHeld | undefined> {
    return this.#locks.holder(resourceKey);
  }

  /** Registers a listener for changes by any instance, and reads the journal as long as one is registered. Returns a function that removes it. */
  onDidChange(listener: () => void): () => void {
    return this.#changes.onDidChange(listener);
  }

  /** Returns all entries as JSON Lines, oldest first. */
  async *export(): AsyncIterable<string> {
    for (const entry of (await this.entries()).toReversed()) yield `${JSON.stringify({ v: VERSION, ...entry })}\n`;
  }

  /**
   * Deletes whole files of exited instances that have nothing unfinished, and whose newest record is `olderThanMs` older than the newest of the
   * journal: a clock that is ahead is no sign that time has passed. Records after `now` do not count: give it a time that is not of this
   * machine's clock, by which they may be written. Returns how many entries were deleted. Never fails: what cannot be deleted stays.
   */
  async prune(olderThanMs: number, now = this.#now()): Promise<number> {
    const before = (await this.entries()).length;
    const latest = Math.min(now, this.#now());
    const newest = Math.max(0, ...this.#reader.files.map((file) => file.newest).filter((at) => at <= latest));
    const limit = newest - olderThanMs;
    for (const name of await expiredFiles(this.#reader.files, this.#index, this.#liveness, limit)) {
      await rm(path.join(this.#folder, name), { force: true }).catch(() => undefined);
    }
    await this.#locks.removeStaleLocks();
    await removeStaleLivenessFiles(this.#folder, this.#liveness);
    return before - (await this.entries()).length;
  }

  /** Writes what could not be written before, and releases all locks. No intent can be written afterwards. Never fails. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#changes.stop();
    this.#stopHeartbeat?.();
    await this.#file.close();
    await this.#locks.releaseAll();
    await this.#liveness.stop();
  }

  async #ensureStarted(): Promise<void> {
    if (this.#closed) throw new JournalError(t('This window is closing, so no request is sent.'), 'CLOSED');
    await this.#liveness.start();
    this.#stopHeartbeat ??= this.#every(HEARTBEAT_MS, () => {
      void this.#liveness.heartbeat();
      void this.#file.retry();
    });
  }

  /** Reads what is new. */
  async #read(): Promise<void> {
    const news = await this.#reader.read();
    const torn = this.#reader.files.filter((file) => file.torn).map(({ name }) => name);
    const exited = await Promise.all(torn.map((name) => this.#liveness.hasExited(name.slice(0, -JOURNAL.length))));
    this.#truncatedFiles = torn.filter((_, at) => exited[at]);
    if (this.#indexBacklog() || news) this.#changes.emit();
  }

  /** Indexes records that are only in this instance's memory, so that it shows them all the same. */
  #indexBacklog(): boolean {
    const { backlog } = this.#file;
    const unwritten = backlog.join('');
    if (unwritten === this.#unwritten) return false;
    this.#unwritten = unwritten;
    const file = `unwritten ${this.instanceId}`;
    this.#index.removeFile(file);
    for (const text of backlog) {
      const parsed = parseRecord(text);
      if ('record' in parsed) this.#index.add(file, parsed.record);
    }
    return true;
  }
}
