import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { ROOT } from '../../scripts/lib/run.mjs';

/** A program that runs beside us and never outlives us. */
export interface Guarded {
  /** The id of the process under which the program runs. */
  readonly pid: number;
  /** Resolves when the program has ended, however it did. */
  readonly ended: Promise<void>;
  /** What it printed so far. */
  output(): string;
  /** Ends the program and everything it started, and waits for that. */
  stop(): Promise<void>;
}

/**
 * Starts a program in a process group that is ended with it, by {@link Guarded.stop}, or with this process, even when this
 * one is killed.
 * @param options.show whether its output is passed on to the terminal as well
 * @param options.pidFile where the program writes the id of a process that leaves the group, to be ended as well
 * @param options.remove a folder that is deleted when the program has ended
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
    // Out of the terminal's reach: Ctrl-C is for us, and we end it in order.
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
    // Where nothing could be started there is nothing under it either.
    pid: child.pid ?? 0,
    ended,
    output: () => output,
    async stop() {
      child.stdin.destroy();
      await ended;
    },
  };
}

/** Runs a program to its end and gives what it printed; a failure is thrown with it. */
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
