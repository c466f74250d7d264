import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { errorCode } from '../../../common/errors.ts';

/** Where a process id is unique: the same only for processes that can see each other. */
export interface ProcessScope {
  readonly host: string;
  /** Unique for the machine, where two have one name; on Linux it changes with each boot. */
  readonly boot: string;
  /** The Linux PID namespace: two containers of one host number their processes separately. */
  readonly pidNamespace: string;
}

/** What must be known of the host's processes. */
export interface ProcessTable {
  readonly place: ProcessScope;
  readonly pid: number;
  /** Returns whether a process of this scope exists, of any user. */
  isRunning(pid: number): boolean;
  /**
   * Returns when a process of this scope started, in the system's own unit; undefined where the system does not show it. It differs once the id
   * belongs to a new process.
   */
  startTimeOf(pid: number): string | undefined;
}

/** Returns the processes of this host. */
export function localProcesses(): ProcessTable {
  return {
    place: {
      host: hostname(),
      boot: readOrEmpty(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()) || machineToken(tmpdir()),
      pidNamespace: readOrEmpty(() => readlinkSync('/proc/self/ns/pid')),
    },
    pid: process.pid,
    isRunning(pid) {
      try {
        process.kill(pid, 0);
        return !isZombie(pid);
      } catch (error) {
        // EPERM: it exists and belongs to another user. Other errors prove nothing either.
        return errorCode(error) !== 'ESRCH';
      }
    },
    // The start time is the 22nd field of /proc/pid/stat (proc_pid_stat(5)).
    startTimeOf: (pid) => statFields(pid)[19],
  };
}

/**
 * Returns the name that a machine has in its folder of temporary files, which no other machine shares, and gives it one. Unique for this
 * process where that fails: then no process id is compared.
 */
export function machineToken(folder: string): string {
  const file = path.join(folder, `teardown-machine-${userInfo().uid}`);
  const token = randomUUID();
  try {
    writeFileSync(file, token, { flag: 'wx', mode: 0o600 });
    return token;
  } catch {
    const known = readOrEmpty(() => readFileSync(file, 'utf8'));
    return known.length === token.length ? known : token;
  }
}

/** Returns whether a process has ended without its parent reading the exit status. In containers without an init it stays for good. */
function isZombie(pid: number): boolean {
  return ['Z', 'X'].includes(statFields(pid)[0] ?? '');
}

/** Returns the fields of /proc/pid/stat from the third on; none where the system has no such file. */
function statFields(pid: number): readonly string[] {
  const stat = readOrEmpty(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The second field is the program's name in parentheses, which can contain anything.
  return stat === '' ? [] : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function readOrEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
