import { readdirSync, readFileSync } from 'node:fs';
import { until } from './until.ts';

/** Returns the ids of all current descendants of a process, from Linux's /proc. */
export function descendants(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const id = Number(name);
    const parent = Number.isInteger(id) ? stat(id)?.parent : undefined;
    if (parent !== undefined) parents.set(id, parent);
  }
  const found = [pid];
  // The loop adds to the list that it iterates, so it finds descendants of descendants.
  for (const one of found) {
    for (const [id, parent] of parents) if (parent === one) found.push(id);
  }
  return found.slice(1);
}

/** Kills the extension hosts under a process with SIGKILL, and returns their number. */
export async function endExtensionHosts(pid: number): Promise<number> {
  const hosts = descendants(pid).filter((id) => commandLine(id).includes('--type=extensionHost'));
  for (const host of hosts) {
    try {
      process.kill(host, 'SIGKILL');
    } catch {
      // It has exited in the meantime.
    }
  }
  await until(() => !hosts.some(isAlive), 'the extension hosts to be dead');
  return hosts.length;
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** Returns whether a process is running. A zombie is not. */
export function isAlive(pid: number): boolean {
  const state = stat(pid)?.state;
  return state !== undefined && state !== 'Z' && state !== 'X';
}

function stat(pid: number): { state: string; parent: number } | undefined {
  try {
    // "PID (name) STATE PARENT ...": the name may contain anything, so parse from its last parenthesis on.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return { state: fields[0] ?? '', parent: Number(fields[1]) };
  } catch {
    return undefined;
  }
}
