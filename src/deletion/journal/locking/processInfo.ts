import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { errorCode } from '../../../common/errors.ts';

/** Where a process id is unique: the same only for processes that can see each other. */
export interface ProcessScope {
  readonly host: string;
  /** Changes with each boot of the host; empty where the system does not show it. */
  readonly boot: string;
  /** The Linux PID namespace: two containers of one host number their processes separately. */
  readonly pidNamespace: string;
}

/** What must be known of the host's processes. */
export interface ProcessTable {
  readonly place: ProcessScope;
  readonly pid: number;
  /** Returns whether a process of this scope exists, whoever owns it. */
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
      boot: readOrEmpty(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
      pidNamespace: readOrEmpty(() => readlinkSync('/proc/self/ns/pid')),
    },
    pid: process.pid,
    isRunning(pid) {
      try {
        process.kill(pid, 0);
        return true;
      } catch (error) {
        // EPERM: it exists and belongs to another user. Other errors prove nothing either.
        return errorCode(error) !== 'ESRCH';
      }
    },
    startTimeOf(pid) {
      const stat = readOrEmpty(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
      // The second field is the program's name in parentheses, which can contain anything; the start time is the 22nd.
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    },
  };
}

function readOrEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
