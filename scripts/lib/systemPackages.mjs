// Installs what a machine lacks with the system's package manager, if this process may do so without a question.
import { installRights } from './machine.mjs';
import { systemInstall } from './packageManagers.mjs';
import { CliError, run, print } from './run.mjs';

/** The time limit of an installation, for mirrors that do not respond. */
const LIMIT_MS = 15 * 60_000;

/**
 * Installs packages. Throws a `CliError` with the commands to run by hand if it cannot.
 * @param {import('./machine.mjs').Machine} machine
 * @param {import('./packageManagers.mjs').Need} need
 * @param {string} purpose
 */
export function installWithSystem(machine, need, purpose) {
  const plan = systemInstall(machine, installRights(), need);
  if (!plan) throw new CliError('No known package manager (apt-get, dnf, apk, pacman, zypper) is on the PATH.');
  const packages = plan.packages.join(', ');
  const byHand = `By hand:\n${plan.commands.map((command) => `  ${command.join(' ')}`).join('\n')}`;
  if (!plan.allowed) {
    throw new CliError(
      `Installing ${packages} with ${plan.manager} needs root, or a sudo without a password. ${byHand}`,
    );
  }
  print(`Installing ${packages} with ${plan.manager}, ${purpose}`);
  for (const [command = '', ...args] of plan.commands) {
    run(command, args, { help: `${plan.manager} could not install ${packages}. ${byHand}`, timeout: LIMIT_MS });
  }
  print(`Installed ${packages} with ${plan.manager}`);
}
