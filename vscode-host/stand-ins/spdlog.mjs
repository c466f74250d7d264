// Stands in for @vscode/spdlog, a native module, with the part of its interface that VS Code uses: every line is written
// at once. https://github.com/microsoft/node-spdlog/blob/main/index.d.ts
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';

/** A log file that is renamed when it is full. */
class Logger {
  #file;
  #maxBytes;
  #maxFiles;
  /** @type {number | undefined} */
  #descriptor;
  #bytes;
  #level = 2;
  #formatted = true;

  /**
   * @param {string} file
   * @param {number} maxBytes
   * @param {number} maxFiles
   */
  constructor(file, maxBytes, maxFiles) {
    this.#file = file;
    this.#maxBytes = maxBytes;
    this.#maxFiles = maxFiles;
    this.#descriptor = openSync(file, 'a');
    this.#bytes = fstatSync(this.#descriptor).size;
  }

  /** @param {string} message */
  trace(message) {
    this.#write(0, 'trace', message);
  }

  /** @param {string} message */
  debug(message) {
    this.#write(1, 'debug', message);
  }

  /** @param {string} message */
  info(message) {
    this.#write(2, 'info', message);
  }

  /** @param {string} message */
  warn(message) {
    this.#write(3, 'warning', message);
  }

  /** @param {string} message */
  error(message) {
    this.#write(4, 'error', message);
  }

  /** @param {string} message */
  critical(message) {
    this.#write(5, 'critical', message);
  }

  getLevel() {
    return this.#level;
  }

  /** @param {number} level */
  setLevel(level) {
    this.#level = level;
  }

  /** Lets VS Code write its own line breaks. */
  clearFormatters() {
    this.#formatted = false;
  }

  /** Takes VS Code's only pattern: `%Y-%m-%d %H:%M:%S.%e [%l] %v` */
  setPattern() {
    this.#formatted = true;
  }

  /** Does nothing: no line is held back. */
  flush() {
    // See above.
  }

  drop() {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  /**
   * @param {number} level
   * @param {string} name
   * @param {string} message
   */
  #write(level, name, message) {
    if (level < this.#level || this.#descriptor === undefined) return;
    const line = Buffer.from(this.#formatted ? `${localTime()} [${name}] ${message}\n` : message);
    if (this.#bytes > 0 && this.#bytes + line.length > this.#maxBytes)
      this.#descriptor = this.#rotate(this.#descriptor);
    writeSync(this.#descriptor, line);
    this.#bytes += line.length;
  }

  /**
   * Renames NAME.log to NAME.1.log, NAME.1.log to NAME.2.log, and so on.
   * @param {number} descriptor
   */
  #rotate(descriptor) {
    closeSync(descriptor);
    const { dir, name, ext } = path.parse(this.#file);
    const numbered = (/** @type {number} */ number) =>
      number === 0 ? this.#file : path.join(dir, `${name}.${number}${ext}`);
    for (let number = this.#maxFiles - 2; number >= 0; number--) {
      if (existsSync(numbered(number))) renameSync(numbered(number), numbered(number + 1));
    }
    this.#bytes = 0;
    return openSync(this.#file, 'w');
  }
}

/** @returns {string} as in 2026-01-31 13:00:00.000 */
function localTime() {
  const now = new Date();
  const utc = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return utc.toISOString().slice(0, -1).replace('T', ' ');
}

/**
 * @param {string} _name
 * @param {string} file
 * @param {number} maxBytes
 * @param {number} maxFiles
 * @returns {Promise<Logger>}
 */
export function createAsyncRotatingLogger(_name, file, maxBytes, maxFiles) {
  mkdirSync(path.dirname(file), { recursive: true });
  return Promise.resolve(new Logger(file, maxBytes, maxFiles));
}

/** Does nothing: every line is written at once. */
export function setFlushOn() {
  // See above.
}
