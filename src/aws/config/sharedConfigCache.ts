import { stat } from 'node:fs/promises';
import type { SharedFilePaths } from './sharedFilePaths.ts';
import { readSharedConfig, type SharedConfig } from './sharedConfig.ts';
import { errorCode } from '../../common/errors.ts';

/** Returns both files as they are now, and parses them only when one has changed. */
export class SharedConfigCache {
  readonly #files: SharedFilePaths;
  #last: { readonly stamp: string; readonly config: Promise<SharedConfig> } | undefined;
  /** The read in progress, and the one that begins after it. */
  #current: Promise<SharedConfig> | undefined;
  #next: Promise<SharedConfig> | undefined;

  /** Creates a cache that has read nothing yet. */
  constructor(files: SharedFilePaths) {
    this.#files = files;
  }

  /**
   * Returns both files as they are after the call; the same object as long as neither has changed. Callers that come
   * while the files are looked at share the next look: each of many requests at once needs the credentials.
   */
  async read(): Promise<SharedConfig> {
    if (!this.#current) return this.#begin();
    this.#next ??= this.#current.then(
      () => this.#begin(),
      () => this.#begin(),
    );
    return this.#next;
  }

  #begin(): Promise<SharedConfig> {
    this.#next = undefined;
    const current = this.#load().finally(() => {
      if (this.#current === current) this.#current = undefined;
    });
    this.#current = current;
    return current;
  }

  async #load(): Promise<SharedConfig> {
    const stamp = await this.#fingerprint();
    if (this.#last?.stamp !== stamp) this.#last = { stamp, config: readSharedConfig(this.#files) };
    return this.#last.config;
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
