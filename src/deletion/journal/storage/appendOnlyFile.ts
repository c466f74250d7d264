import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { toJournalError, type JournalError } from '../journalError.ts';
import { ensurePrivateDirectory, fsyncDirectory } from './privateDirectory.ts';

const APPEND = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT;

/** How durable a line must be. */
export type Durability =
  /** The caller waits until it is on disk, and stops if it never gets there. */
  | 'required'
  /** It records what already happened: kept in memory and retried if it cannot be written now. */
  | 'bestEffort';

interface Pending {
  readonly text: string;
  readonly sync: boolean;
  readonly durability: Durability;
  readonly done: (error?: JournalError, mayBeWritten?: boolean) => void;
}

/** Thrown for a required line that could not be written. */
export class AppendError extends Error {
  readonly error: JournalError;
  /** Whether it may be in the file all the same: all of its bytes were written before something failed. */
  readonly mayBeWritten: boolean;

  constructor(error: JournalError, mayBeWritten: boolean) {
    super(error.message, { cause: error });
    this.error = error;
    this.mayBeWritten = mayBeWritten;
  }
}

/**
 * An instance's own file. Lines of one turn are written and flushed together. Content is never rewritten; after a partial line the next one
 * starts on a line of its own.
 */
export class AppendOnlyFile {
  readonly #folder: string;
  readonly #path: string;
  #handle: FileHandle | undefined;
  #pending: Pending[] = [];
  /** Lines that must not be lost and are not in the file yet. */
  #backlog: string[] = [];
  #torn = false;
  #made = false;
  #flushing: Promise<void> | undefined;

  /** The folder, private to this user, and the file are created by the first line. */
  constructor(folder: string, name: string) {
    this.#folder = folder;
    this.#path = path.join(folder, name);
  }

  /** Lines that could not be written yet. */
  get backlog(): readonly string[] {
    return this.#backlog;
  }

  /**
   * Appends one line, given with its line break. `sync` waits until it is on the disk itself. Throws AppendError when a required line
   * cannot be written.
   */
  append(text: string, durability: Durability, sync: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const done: Pending['done'] = (error, mayBeWritten = false) => {
        if (error && durability === 'required') reject(new AppendError(error, mayBeWritten));
        else resolve();
      };
      this.#pending.push({ text, sync, durability, done });
      this.#flushing ??= this.#run();
    });
  }

  /** Retries what could not be written. Never fails. */
  async retry(): Promise<void> {
    if (this.#backlog.length === 0) return;
    this.#flushing ??= this.#run();
    await this.#flushing;
  }

  /** Writes what is left, and closes the file. Never fails. */
  async close(): Promise<void> {
    await this.#flushing;
    await this.retry();
    await this.#handle?.close().catch(() => undefined);
    this.#handle = undefined;
  }

  async #run(): Promise<void> {
    // Lines of the same turn join the same batch.
    await Promise.resolve();
    do {
      const late = this.#backlog.map<Pending>((text) => ({
        text,
        sync: true,
        durability: 'bestEffort',
        done: () => undefined,
      }));
      const batch = [...late, ...this.#pending];
      this.#pending = [];
      this.#backlog = [];
      await this.#write(batch);
    } while (this.#pending.length > 0);
    this.#flushing = undefined;
  }

  async #write(batch: readonly Pending[]): Promise<void> {
    const lead = this.#torn ? '\n' : '';
    const bytes = Buffer.from(lead + batch.map(({ text }) => text).join(''));
    let written = 0;
    try {
      const handle = await this.#ensureOpen();
      while (written < bytes.length) written += (await handle.write(bytes, written)).bytesWritten;
      this.#torn = false;
      if (batch.some(({ sync }) => sync)) await handle.datasync();
    } catch (error) {
      this.#fail(batch, toJournalError(error, this.#folder), written, lead.length);
      return;
    }
    for (const { done } of batch) done();
  }

  #fail(batch: readonly Pending[], error: JournalError, written: number, lead: number): void {
    const all = written === lead + sizeOf(batch);
    if (written > 0 && !all) this.#torn = true;
    let end = lead;
    for (const { text, durability, done } of batch) {
      end += Buffer.byteLength(text);
      const whole = end <= written;
      // All written, but not flushed: write it again, for a repeated record does no harm.
      if (durability === 'bestEffort' && (all || !whole)) this.#backlog.push(text);
      done(error, whole);
    }
  }

  /** Returns the open file; a new one if it was deleted, for what is written to a deleted file is lost. */
  async #ensureOpen(): Promise<FileHandle> {
    if (this.#handle && (await this.#handle.stat()).nlink > 0) return this.#handle;
    await this.#handle?.close();
    this.#handle = undefined;
    await ensurePrivateDirectory(this.#folder);
    // The first time the name must be free; after that the file is this instance's own.
    const handle = await open(this.#path, this.#made ? APPEND : APPEND | constants.O_EXCL, 0o600);
    this.#handle = handle;
    this.#made = true;
    await handle.sync();
    await fsyncDirectory(this.#folder);
    return handle;
  }
}

const sizeOf = (batch: readonly Pending[]): number => batch.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
