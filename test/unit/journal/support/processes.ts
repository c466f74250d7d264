import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import type { Command } from './journalProcess.ts';

/** Makes windows that are processes of their own. */
export class WindowMaker {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'teardown-window-'));
  readonly #windows: Window[] = [];

  /** Builds the program once: a start is then as fast as Node's own. */
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

  /** Starts one, with a limit on the size of its files where that is wanted: in blocks of 512 bytes. */
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

  /** Has something done, and waits until it is. */
  async do(command: Command): Promise<unknown> {
    this.tell(command);
    return this.next();
  }

  tell(command: Command): void {
    this.#child.stdin?.write(`${JSON.stringify(command)}\n`);
  }

  /** The next thing it says; undefined when it is dead and has said no more. */
  async next(): Promise<unknown> {
    const line = await this.#lines.next();
    return line.done ? undefined : (JSON.parse(line.value) as unknown);
  }

  /** Waits until it has exited by itself. */
  async exited(): Promise<void> {
    await this.#exit;
  }

  /** SIGKILL: it gets no word in. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exit;
  }
}
