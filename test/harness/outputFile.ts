import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { VSCodeServer } from './vscodeServer.ts';

/** VS Code's file of an output channel, and its text. */
interface OutputFile {
  readonly file: string;
  readonly text: string;
}

/** Reads output channels from VS Code's files, because the panel draws only the lines that fit. */
export class OutputFiles {
  readonly #logs: string;
  /** The length of what earlier tests left in each file. */
  readonly #forgotten = new Map<string, number>();

  constructor(server: VSCodeServer) {
    this.#logs = path.join(server.userData, 'logs');
  }

  /**
   * Returns the text of a channel since it was last forgotten, from the window opened last. Empty before its first
   * line.
   */
  async read(channel: string): Promise<string> {
    const found = await this.#newest(channel);
    return found ? found.text.slice(this.#forgotten.get(found.file) ?? 0) : '';
  }

  /** Excludes the current text of a channel from later reads. */
  async forget(channel: string): Promise<void> {
    const found = await this.#newest(channel);
    if (found) this.#forgotten.set(found.file, found.text.length);
  }

  async #newest(channel: string): Promise<OutputFile | undefined> {
    // The file of an ordinary channel has a number before its name; a log channel's is under the extension's id.
    const names = new Set([channel, channel.replace(/[\\/:*?"<>|]/g, '')]);
    const files = (await readdir(this.#logs, { recursive: true })).filter((file) =>
      names.has(path.basename(file, '.log').replace(/^\d+-/, '')),
    );
    const dated = await Promise.all(
      files.map(async (file) => ({ file, at: (await stat(path.join(this.#logs, file))).birthtimeMs })),
    );
    const newest = dated.sort((a, b) => b.at - a.at)[0];
    return newest && { file: newest.file, text: await readFile(path.join(this.#logs, newest.file), 'utf8') };
  }
}
