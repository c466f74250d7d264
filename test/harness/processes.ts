import { readdirSync, readFileSync } from 'node:fs';
import { until } from './until.ts';

/** The ids of all processes under one, at this moment (from /proc, so on Linux). */
export function descendants(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const id = Number(name);
    const parent = Number.isInteger(id) ? stat(id)?.parent : undefined;
    if (parent !== undefined) parents.set(id, parent);
  }
  const found = [pid];
  // Grows while it is walked: children of children are found as well.
  for (const one of found) {
    for (const [id, parent] of parents) if (parent === one) found.push(id);
  }
  return found.slice(1);
}

/** Kills the extension hosts under a process: they get no word in. Returns how many there were. */
export async function endExtensionHosts(pid: number): Promise<number> {
  const hosts = descendants(pid).filter((id) => commandLine(id).includes('--type=extensionHost'));
  for (const host of hosts) {
    try {
      process.kill(host, 'SIGKILL');
    } catch {
      // It has ended by itself since.
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

/** Whether a process still runs; one that ended but was not reaped does not. */
export function isAlive(pid: number): boolean {
  const state = stat(pid)?.state;
  return state !== undefined && state !== 'Z' && state !== 'X';
}

function stat(pid: number): { state: string; parent: number } | undefined {
  try {
    // "PID (name) STATE PARENT ...": the name may hold anything, so from its last parenthesis on.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return { state: fields[0] ?? '', parent: Number(fields[1]) };
  } catch {
    return undefined;
  }
}
