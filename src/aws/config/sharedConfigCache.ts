import { stat } from 'node:fs/promises';
import type { SharedFilePaths } from './sharedFilePaths.ts';
import { readSharedConfig, type SharedConfig } from './sharedConfig.ts';
import { CoalescedRead } from '../../common/coalescedRead.ts';
import { errorCode } from '../../common/errors.ts';

/** Returns both files as they are now, and parses them only when one has changed. */
export class SharedConfigCache {
  readonly #files: SharedFilePaths;
  #last: { readonly stamp: string; readonly config: Promise<SharedConfig> } | undefined;
  #known: SharedConfig | undefined;
  readonly #reads = new CoalescedRead(() => this.#load());

  /** Creates a cache that has read nothing yet. */
  constructor(files: SharedFilePaths) {
    this.#files = files;
  }

  /** Returns both files as they are after the call; the same object as long as neither has changed. */
  read(): Promise<SharedConfig> {
    return this.#reads.run();
  }

  /** Both files as they were last read; undefined before the first read. */
  get known(): SharedConfig | undefined {
    return this.#known;
  }

  async #load(): Promise<SharedConfig> {
    const stamp = await this.#fingerprint();
    if (this.#last?.stamp !== stamp) this.#last = { stamp, config: readSharedConfig(this.#files) };
    this.#known = await this.#last.config;
    return this.#known;
  }

  /** Returns device, inode, size and both times in nanoseconds: any edit changes one of them. */
  async #fingerprint(): Promise<string> {
    const stamps = [this.#files.config, this.#files.credentials].map(async (path) => {
      try {
        const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
        return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
      } catch (error) {
        return errorCode(error) ?? 'unreadable';
      }
    });
    return (await Promise.all(stamps)).join('\n');
  }
}
