import { stat } from 'node:fs/promises';
import type { SharedFilePaths } from './sharedFilePaths.ts';
import { readSharedConfig, type SharedConfig } from './sharedConfig.ts';
import { errorCode } from '../../common/errors.ts';

/** Gives both files as they are now, and parses them again only when one of them has changed. */
export class SharedConfigCache {
  readonly #files: SharedFilePaths;
  #last: { readonly stamp: string; readonly config: Promise<SharedConfig> } | undefined;

  /** @param files the paths */
  constructor(files: SharedFilePaths) {
    this.#files = files;
  }

  /** @returns both files, read; the same object as long as neither has changed */
  async read(): Promise<SharedConfig> {
    const stamp = await this.#fingerprint();
    if (this.#last?.stamp !== stamp) this.#last = { stamp, config: readSharedConfig(this.#files) };
    return this.#last.config;
  }

  /** Device, number, size and both times in nanoseconds: an edit that changes none of them is not an edit. */
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
