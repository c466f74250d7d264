// Runs a program in a process group of its own, and ends the group when whoever started it is gone, however that came
// about: the pipe on standard input closes even after a SIGKILL. Usage: node guardian.mjs COMMAND ARG...
import { spawn } from 'node:child_process';

const [command = '', ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });

/** @param {NodeJS.Signals} signal */
function endGroup(signal) {
  try {
    // This process leads the group (it was started detached), so the negative id means all of it.
    process.kill(-process.pid, signal);
  } catch {
    // Nobody left.
  }
}

child.once('error', (error) => {
  console.error(error.message);
  process.exit(127);
});
// Helpers that the program left behind, and this process itself.
child.once('exit', () => {
  endGroup('SIGKILL');
});
// A signal to the group is for the program; this one stays until the program is gone.
for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGHUP', 'SIGTERM'])) {
  process.on(signal, () => undefined);
}
process.stdin.resume();
process.stdin.once('close', () => {
  endGroup('SIGTERM');
  setTimeout(() => {
    endGroup('SIGKILL');
  }, 3000);
});
