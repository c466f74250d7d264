// Installs what a machine lacks with the system's package manager, where this process may: no question is asked.
import { installRights } from './machine.mjs';
import { systemInstall } from './packageManagers.mjs';
import { Told, run, say } from './run.mjs';

/** A mirror that does not respond must not hold up everything else. */
const LIMIT_MS = 15 * 60_000;

/**
 * Installs packages; throws what to do by hand where that is not possible.
 * @param {import('./machine.mjs').Machine} machine
 * @param {import('./packageManagers.mjs').Need} need
 * @param {string} purpose
 */
export function installWithSystem(machine, need, purpose) {
  const plan = systemInstall(machine, installRights(), need);
  if (!plan)
    throw new Told('No package manager that is known here (apt-get, dnf, apk, pacman, zypper) is on the PATH.');
  const packages = plan.packages.join(', ');
  const byHand = `By hand:\n${plan.commands.map((command) => `  ${command.join(' ')}`).join('\n')}`;
  if (!plan.allowed) {
    throw new Told(`Installing ${packages} with ${plan.manager} needs root, or a sudo without a password. ${byHand}`);
  }
  say(`Installing ${packages} with ${plan.manager}, ${purpose}`);
  for (const [command = '', ...args] of plan.commands) {
    run(command, args, { help: `${plan.manager} could not install ${packages}. ${byHand}`, timeout: LIMIT_MS });
  }
  say(`Installed ${packages} with ${plan.manager}`);
}
