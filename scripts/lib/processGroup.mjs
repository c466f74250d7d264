// Runs a program in its own process group, and ends the group when the parent exits for any reason: the pipe on
// standard input closes even after a SIGKILL. Usage: node processGroup.mjs OPTIONS COMMAND ARG...
// OPTIONS is JSON: `pidFile` names a process that leaves the group and is ended too, `remove` a folder to delete at
// the end.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { spawnable } from './run.mjs';

const GRACE_MS = 3000;
const [options = '{}', command = '', ...args] = process.argv.slice(2);
const { pidFile, remove } = /** @type {{ pidFile?: string, remove?: string }} */ (
  /** @type {unknown} */ (parse(options))
);
const { command: program, args: words, shell } = spawnable(process.platform, command, args);
const child = spawn(program, words, {
  stdio: ['ignore', 'inherit', 'inherit'],
  detached: process.platform !== 'win32',
  shell,
});

/**
 * @param {string} json
 * @returns {unknown}
 */
function parse(json) {
  return JSON.parse(json);
}

/** @param {NodeJS.Signals} signal */
function endGroup(signal) {
  try {
    // The program was started detached, so it leads a group. The negative id addresses the whole group.
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // The group has exited, or the system has no groups (Windows).
    child.kill(signal);
  }
}

function endEscaped() {
  try {
    const pid = pidFile === undefined ? 0 : Number(readFileSync(pidFile, 'utf8'));
    if (pid > 1) process.kill(pid, 'SIGTERM');
  } catch {
    // It wrote no file, or has exited.
  }
}

/** Ends the remaining processes, deletes the folder and exits. */
function finish() {
  endGroup('SIGKILL');
  endEscaped();
  if (remove !== undefined) rmSync(remove, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  process.exit();
}

child.once('error', (error) => {
  console.error(error.message);
  finish();
});
child.once('exit', finish);
process.stdin.resume();
process.stdin.once('close', () => {
  endGroup('SIGTERM');
  setTimeout(() => {
    endGroup('SIGKILL');
  }, GRACE_MS);
});
