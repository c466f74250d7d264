import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { toJournalError, type JournalError } from '../journalError.ts';
import { ensurePrivateDirectory, fsyncDirectory } from './privateDirectory.ts';

const APPEND = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT;

/** How much a line matters. */
export type Durability =
  /** The caller waits until it is on disk, and does nothing if it never gets there. */
  | 'required'
  /** What it tells has happened already: kept in memory, and tried again, if it cannot be written now. */
  | 'bestEffort';

interface Pending {
  readonly text: string;
  readonly sync: boolean;
  readonly durability: Durability;
  readonly done: (error?: JournalError, perhapsWritten?: boolean) => void;
}

/** A line that was refused. */
export class AppendError extends Error {
  readonly error: JournalError;
  /** True when it may be in the file all the same: all of its bytes were handed over before something failed. */
  readonly mayBeWritten: boolean;

  /**
   * @param error why
   * @param perhapsWritten whether it may be there all the same
   */
  constructor(error: JournalError, perhapsWritten: boolean) {
    super(error.message, { cause: error });
    this.error = error;
    this.mayBeWritten = perhapsWritten;
  }
}

/**
 * One window's own file. Lines that come together are written together and flushed once. What is in the file is never
 * rewritten; after a half-written line the next one begins on a line of its own.
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

  /**
   * @param folder where it is; made, for this user alone, if it is not there
   * @param name the file's name; made when the first line is written
   */
  constructor(folder: string, name: string) {
    this.#folder = folder;
    this.#path = path.join(folder, name);
  }

  /** Lines that could not be written yet. */
  get backlog(): readonly string[] {
    return this.#backlog;
  }

  /**
   * Appends a line.
   *
   * @param text one line with its line break
   * @param care whether failing to write it is an error, or it is kept and tried again
   * @param sync whether to wait until it is on the disk itself
   * @throws NotWrittenError when a line that must be written cannot be
   */
  append(text: string, durability: Durability, sync: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const done: Pending['done'] = (error, perhapsWritten = false) => {
        if (error && durability === 'required') reject(new AppendError(error, perhapsWritten));
        else resolve();
      };
      this.#pending.push({ text, sync, durability, done });
      this.#flushing ??= this.#run();
    });
  }

  /** Tries again to write what could not be written. It never fails. */
  async retry(): Promise<void> {
    if (this.#backlog.length === 0) return;
    this.#flushing ??= this.#run();
    await this.#flushing;
  }

  /** Writes what is left and closes the file. It never fails. */
  async close(): Promise<void> {
    await this.#flushing;
    await this.retry();
    await this.#handle?.close().catch(() => undefined);
    this.#handle = undefined;
  }

  async #run(): Promise<void> {
    // Whoever asks in the same turn gets into the same batch.
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
      // All written, but not flushed: once more, for saying it twice does no harm.
      if (durability === 'bestEffort' && (all || !whole)) this.#backlog.push(text);
      done(error, whole);
    }
  }

  /** The open file; a new one if somebody has deleted it, for what is written to a deleted file is nowhere. */
  async #ensureOpen(): Promise<FileHandle> {
    if (this.#handle && (await this.#handle.stat()).nlink > 0) return this.#handle;
    await this.#handle?.close();
    this.#handle = undefined;
    await ensurePrivateDirectory(this.#folder);
    // The first time the name must be free; after that it is ours, and whoever is late finds it again.
    const handle = await open(this.#path, this.#made ? APPEND : APPEND | constants.O_EXCL, 0o600);
    this.#handle = handle;
    this.#made = true;
    await handle.sync();
    await fsyncDirectory(this.#folder);
    return handle;
  }
}

const sizeOf = (batch: readonly Pending[]): number => batch.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
