import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { ROOT } from '../../scripts/lib/run.mjs';

/** A child program that never outlives this process. */
export interface Guarded {
  /** The id of the process that the program runs under. */
  readonly pid: number;
  /** Resolves when the program has ended, for any reason. */
  readonly ended: Promise<void>;
  /** Returns the output so far. */
  output(): string;
  /** Ends the program and all processes that it started, and waits for that. */
  stop(): Promise<void>;
}

/**
 * Starts a program in a process group. {@link Guarded.stop} ends the group, and so does the end of this process, even
 * by SIGKILL. `show` also prints the output in the terminal. `pidFile` is where the program writes the id of a
 * process that leaves the group, which is ended too. `remove` is a folder to delete after the end.
 */
export function startGuarded(
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  options: { show?: boolean; pidFile?: string; remove?: string } = {},
): Guarded {
  const guardian = path.join(ROOT, 'scripts/lib/processGroup.mjs');
  const child = spawn(process.execPath, [guardian, JSON.stringify(options), command, ...args], {
    env,
    // Detached from the terminal's Ctrl-C, so that this process ends it in order.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (data: Buffer) => {
    output += data.toString();
    if (options.show) process.stderr.write(data);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      resolve();
    });
    child.once('error', (error) => {
      output += error.message;
      resolve();
    });
  });
  return {
    // A program that could not start has no processes.
    pid: child.pid ?? 0,
    ended,
    output: () => output,
    async stop() {
      child.stdin.destroy();
      await ended;
    },
  };
}

/** Runs a program to its end and returns its output. Throws with the output if it fails. */
export async function capture(command: string, args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const code = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [out, err, exit] = await Promise.all([text(child.stdout), text(child.stderr), code]);
  if (exit !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${String(exit)}\n${out}${err}`);
  return out;
}
