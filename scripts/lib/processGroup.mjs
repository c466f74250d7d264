// Runs a program in a process group of its own, and ends the group when whoever started this is gone, however that came
// about: the pipe on standard input closes even after a SIGKILL. Usage: node guardian.mjs OPTIONS COMMAND ARG...
// OPTIONS is JSON: `pidFile` names a process that leaves the group and is ended too, `remove` a folder to delete at last.
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
    // The program was started detached, so it leads a group, and the negative id means all of it.
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // Nobody left, or no groups here (Windows).
    child.kill(signal);
  }
}

function endEscaped() {
  try {
    const pid = pidFile === undefined ? 0 : Number(readFileSync(pidFile, 'utf8'));
    if (pid > 1) process.kill(pid, 'SIGTERM');
  } catch {
    // It wrote no file, or is gone.
  }
}

/** Ends helpers that the program left behind, and tidies up. */
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
