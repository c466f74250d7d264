import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { VSCodeServer } from './vscodeServer.ts';

/** The file that VS Code keeps for an output channel, and its whole text. */
interface OutputFile {
  readonly file: string;
  readonly text: string;
}

/** Reads output channels from the files that VS Code keeps for them: the panel itself only draws the lines that fit. */
export class OutputFiles {
  readonly #logs: string;
  /** How much of a file an earlier test has left, by its name. */
  readonly #forgotten = new Map<string, number>();

  constructor(server: VSCodeServer) {
    this.#logs = path.join(server.userData, 'logs');
  }

  /** Returns the text of a channel since it was last forgotten, of the window opened last. Empty while nothing was written. */
  async read(channel: string): Promise<string> {
    const found = await this.#newest(channel);
    return found ? found.text.slice(this.#forgotten.get(found.file) ?? 0) : '';
  }

  /** Leaves out of later reads what a channel has now. */
  async forget(channel: string): Promise<void> {
    const found = await this.#newest(channel);
    if (found) this.#forgotten.set(found.file, found.text.length);
  }

  async #newest(channel: string): Promise<OutputFile | undefined> {
    // An ordinary channel has a number before its name; a log channel has a file of its own under the extension's id.
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
