import { open, readdir, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { t } from '@vscode/l10n';
import type { JournalProblem } from '../entry.ts';
import { parseRecord, type JournalRecord } from '../format/record.ts';
import { instanceOf } from './entryIndex.ts';
import { errorCode, errorMessage } from '../../../common/errors.ts';

/** The end of the name of a journal file. */
export const JOURNAL = '.jsonl';

/** So many bytes are parsed at once, before other work runs. */
const CHUNK = 1024 * 1024;
const LINE_BREAK = 10;

type ProblemKind = JournalProblem['what'];

const UNSUPPORTED: readonly ProblemKind[] = ['unknownVersion', 'unknownType', 'unreadable'];

/** A file as far as it was read. */
class TailedFile {
  readonly name: string;
  inode = 0;
  /** Everything before this offset was read: the end of a line. */
  offset = 0;
  /** The size at the last read. */
  size = -1;
  /** Whether its last line has no end. */
  torn = false;
  /** The newest time in it, or that in its name; 0 where neither is known. */
  newest: number;
  readonly #problems = new Map<ProblemKind, { lines: number; message: string }>();

  constructor(name: string) {
    this.name = name;
    this.newest = instanceOf(name).startedAt;
  }

  addProblem(what: ProblemKind, message: string): void {
    this.#problems.set(what, { lines: (this.#problems.get(what)?.lines ?? 0) + 1, message });
  }

  clearProblem(what: ProblemKind): void {
    this.#problems.delete(what);
  }

  /** Notes that it cannot be read. Returns whether that is new. */
  cannotBeRead(message: string): boolean {
    const known = this.#problems.has('unreadable');
    this.#problems.set('unreadable', { lines: 0, message });
    return !known;
  }

  /** Whether it has something that only a newer version understands. */
  get isFromNewerVersion(): boolean {
    return UNSUPPORTED.some((what) => this.#problems.has(what));
  }

  get problems(): JournalProblem[] {
    return [...this.#problems].map(([what, problem]) => ({ file: this.name, what, ...problem }));
  }
}

/** Receives the records. */
export interface LineSink {
  add(file: string, line: JournalRecord): void;
  removeFile(file: string): void;
  /** Marks a file of which some lines are unusable: what is missing may have been in them. */
  markUnreliable(file: string): void;
}

/** The part of a file's state that retention needs. */
export type KnownFile = Pick<TailedFile, 'name' | 'newest' | 'torn' | 'isFromNewerVersion'>;

/** Reads a folder of files that only grow, and of each only what is new. */
export class JournalTailReader {
  readonly #folder: string;
  readonly #sink: LineSink;
  readonly #files = new Map<string, TailedFile>();
  #folderProblem: JournalProblem | undefined;

  /** The folder need not exist. */
  constructor(folder: string, sink: LineSink) {
    this.#folder = folder;
    this.#sink = sink;
  }

  /** What could not be read. */
  get problems(): readonly JournalProblem[] {
    const own = this.#folderProblem ? [this.#folderProblem] : [];
    return [...own, ...[...this.#files.values()].flatMap(({ problems }) => problems)];
  }

  /** The files, as of the last read. */
  get files(): readonly KnownFile[] {
    return [...this.#files.values()];
  }

  /** Reads what is new. Returns whether anything was. Never fails: see `problems`. */
  async read(): Promise<boolean> {
    const names = await this.#names();
    if (!names) return false;
    let news = false;
    for (const name of this.#files.keys()) {
      if (names.includes(name)) continue;
      this.#forget(name);
      news = true;
    }
    for (const name of names) news = (await this.#readFile(name)) || news;
    return news;
  }

  async #names(): Promise<string[] | undefined> {
    try {
      const names = await readdir(this.#folder);
      this.#folderProblem = undefined;
      return names.filter((name) => name.endsWith(JOURNAL)).sort();
    } catch (error) {
      this.#folderProblem = undefined;
      if (errorCode(error) === 'ENOENT') return [];
      this.#folderProblem = { file: '.', what: 'unreadable', lines: 0, message: errorMessage(error) };
      return undefined;
    }
  }

  #forget(name: string): void {
    this.#files.delete(name);
    this.#sink.removeFile(name);
  }

  /** Returns whether anything is new, even that it can no longer be read. */
  async #readFile(name: string): Promise<boolean> {
    const known = this.#files.get(name);
    let file = known ?? new TailedFile(name);
    this.#files.set(name, file);
    try {
      const { size, ino, isFile } = await this.#sizeOf(name);
      if (size === file.size && ino === file.inode) return false;
      const replaced = file.size >= 0 && (ino !== file.inode || size < file.offset);
      if (replaced) file = this.#reset(name);
      file.inode = ino;
      const before = file.offset;
      if (isFile) await this.#readLines(file, size);
      else file.addProblem('unreadable', t('It is not a file.'));
      file.size = size;
      return replaced || file.offset > before;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') {
        this.#forget(name);
        return known !== undefined;
      }
      return file.cannotBeRead(errorMessage(error));
    }
  }

  async #sizeOf(name: string): Promise<{ readonly size: number; readonly ino: number; readonly isFile: boolean }> {
    const stats = await stat(path.join(this.#folder, name));
    return { size: stats.size, ino: stats.ino, isFile: stats.isFile() };
  }

  /** Starts a file again that was replaced or truncated, which Teardown never does. Only its present content counts. */
  #reset(name: string): TailedFile {
    this.#forget(name);
    const file = new TailedFile(name);
    file.addProblem('shrunk', t('It was replaced or truncated.'));
    this.#files.set(name, file);
    return file;
  }

  async #readLines(file: TailedFile, size: number): Promise<void> {
    const handle = await open(path.join(this.#folder, file.name), 'r');
    try {
      await this.#readFrom(handle, file, size);
      file.clearProblem('unreadable');
    } finally {
      await handle.close();
    }
  }

  async #readFrom(handle: FileHandle, file: TailedFile, size: number): Promise<void> {
    let chunk = CHUNK;
    file.torn = false;
    while (file.offset < size) {
      const buffer = Buffer.allocUnsafe(Math.min(chunk, size - file.offset));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, file.offset);
      if (bytesRead === 0) return;
      const end = buffer.subarray(0, bytesRead).lastIndexOf(LINE_BREAK);
      if (end >= 0) {
        for (const text of buffer.toString('utf8', 0, end).split('\n')) this.#consumeLine(file, text);
        file.offset += end + 1;
      } else if (file.offset + bytesRead < size) chunk *= 2;
      else {
        this.#consumeTail(file, buffer.toString('utf8', 0, bytesRead), bytesRead);
        return;
      }
    }
  }

  /** Consumes a last line without a line break if it parses: no prefix of a JSON object does. */
  #consumeTail(file: TailedFile, text: string, bytes: number): void {
    const parsed = parseRecord(text);
    file.torn = 'problem' in parsed && parsed.problem === 'malformed';
    if (file.torn) return;
    this.#consumeLine(file, text);
    file.offset += bytes;
  }

  #consumeLine(file: TailedFile, text: string): void {
    if (text.trim() === '') return;
    const parsed = parseRecord(text);
    if ('problem' in parsed) {
      file.addProblem(parsed.problem, parsed.message);
      this.#sink.markUnreliable(file.name);
      return;
    }
    file.newest = Math.max(file.newest, parsed.record.at);
    this.#sink.add(file.name, parsed.record);
  }
}
