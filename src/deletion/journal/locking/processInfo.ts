import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { errorCode } from '../../../common/errors.ts';

/** Where a process id means something: the same only for processes that can see each other. */
export interface ProcessScope {
  readonly host: string;
  /** Another one after each start of the machine; empty where the system does not tell. */
  readonly boot: string;
  /** The Linux process namespace: two containers of one host number their processes separately. */
  readonly pidNamespace: string;
}

/** What has to be known of processes. */
export interface ProcessTable {
  readonly place: ProcessScope;
  readonly pid: number;
  /**
   * @param pid a process id of this place
   * @returns whether there is such a process, whoever owns it
   */
  isRunning(pid: number): boolean;
  /**
   * @param pid a process id of this place
   * @returns when it started, in the system's own unit: another one when the id was given to a new process; undefined where
   * the system does not tell
   */
  startTimeOf(pid: number): string | undefined;
}

/**
 * This machine, asked for real.
 *
 * @returns how it sees processes
 */
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
        // EPERM: there is one, and it is somebody else's. Whatever else goes wrong proves nothing either.
        return errorCode(error) !== 'ESRCH';
      }
    },
    startTimeOf(pid) {
      const stat = readOrEmpty(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
      // The second member is the program's name in brackets, in which anything can stand; start time is the 22nd.
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
