import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import type { Command } from './journalProcess.ts';

/** Starts windows, each in its own process. */
export class WindowMaker {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'teardown-window-'));
  readonly #windows: Window[] = [];

  /** Builds the program once, so that it starts fast. */
  async build(): Promise<void> {
    await build({
      entryPoints: [path.join(import.meta.dirname, 'journalProcess.ts')],
      outfile: path.join(this.#folder, 'window.mjs'),
      bundle: true,
      platform: 'node',
      format: 'esm',
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
      logLevel: 'error',
    });
  }

  /** Starts a window, optionally with a limit on the size of its files, in blocks of 512 bytes. */
  start(journal: string, fileBlocks?: number): Window {
    const program = path.join(this.#folder, 'window.mjs');
    const args = [program, journal];
    const child =
      fileBlocks === undefined
        ? spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
        : spawn('sh', ['-c', `ulimit -f ${fileBlocks} && exec "$0" "$@"`, process.execPath, ...args], {
            stdio: ['pipe', 'pipe', 'inherit'],
          });
    const window = new Window(child);
    this.#windows.push(window);
    return window;
  }

  async remove(): Promise<void> {
    await Promise.all(this.#windows.map((window) => window.kill()));
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A process that writes a journal. */
export class Window {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #exit: Promise<unknown>;

  constructor(child: ChildProcess) {
    this.#child = child;
    this.#exit = once(child, 'exit');
    assert.ok(child.stdout);
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /** Sends a command, and waits for its result. */
  async do(command: Command): Promise<unknown> {
    this.send(command);
    return this.next();
  }

  send(command: Command): void {
    this.#child.stdin?.write(`${JSON.stringify(command)}\n`);
  }

  /** Returns the next message; undefined after the last one of an exited process. */
  async next(): Promise<unknown> {
    const line = await this.#lines.next();
    return line.done ? undefined : (JSON.parse(line.value) as unknown);
  }

  /** Waits until the process exits by itself. */
  async exited(): Promise<void> {
    await this.#exit;
  }

  /** Sends SIGKILL, which the process cannot handle. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exit;
  }
}
