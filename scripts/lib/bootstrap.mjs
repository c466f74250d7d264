// Prepares a fresh clone for the other scripts: installs what is missing, or throws a `CliError` with a remedy.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { HOSTS, isReady, setUp } from '../../vscode-host/setup.mjs';
import { downloadDesktop, wantedVersion } from './desktop.mjs';
import { downloadPlatform, findProgram, screenFor, thisMachine, vscodeFor, workbenchProblem } from './machine.mjs';
import { NPM_HELP, ROOT, CliError, readJson, run, print } from './run.mjs';
import { installWithSystem } from './systemPackages.mjs';

/** Throws if Node is too old for the tools. */
function ensureNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new CliError(`Node ${process.versions.node} is too old: Node 20.19 or newer is needed.`);
}

/** Installs the project's packages if they are missing or differ from the lockfile. */
export function ensureModules() {
  ensureNode();
  if (installed(ROOT)) return;
  print("Installing the project's packages (node_modules is missing or older than package-lock.json)");
  run('npm', ['ci'], { help: NPM_HELP });
}

/**
 * Installs a VS Code that runs as a server with a web workbench.
 * @param {keyof typeof HOSTS} [which]
 */
export function ensureVSCodeHost(which = 'newest') {
  const machine = thisMachine();
  if (vscodeFor(machine) !== 'workbench') throw new CliError(workbenchProblem(machine));
  const host = HOSTS[which];
  const place = path.relative(ROOT, host);
  if (!installed(host)) {
    const purpose = which === 'newest' ? 'tests and npm start' : 'tests in the oldest VS Code that is supported';
    print(`Installing a VS Code for ${purpose} (800 MB in ${place}/node_modules, once)`);
    run('npm', ['ci', '--no-progress'], { cwd: host, help: NPM_HELP });
  }
  if (isReady(host)) return;
  print(`Setting up the VS Code in ${place} (under a minute, once)`);
  setUp(host);
}

/**
 * Downloads a desktop VS Code for the suite `electron`, and sets the environment variable DESKTOP_VSCODE to its path.
 */
export async function ensureDesktopVSCode() {
  const machine = thisMachine();
  const platform = downloadPlatform(machine);
  if (platform === undefined)
    throw new CliError(`There is no desktop VS Code for ${machine.platform} on ${machine.arch}.`);
  const [screen] = screenFor(machine, 'electron');
  if (screen !== undefined && !findProgram(screen)) {
    installWithSystem(machine, 'screen', 'as the screen of the desktop VS Code');
    if (!findProgram(screen)) throw new CliError(`Still no ${screen} on the PATH.`);
  }
  process.env['DESKTOP_VSCODE'] = await downloadDesktop(platform, wantedVersion(process.env['TEARDOWN_VSCODE']));
}

/**
 * Returns whether a folder's node_modules has what its lockfile names. Compares contents, because git changes the
 * times of files.
 * @param {string} folder
 */
export function installed(folder) {
  const wanted = packagesOf(path.join(folder, 'package-lock.json'));
  const present = packagesOf(path.join(folder, 'node_modules/.package-lock.json'));
  if (!wanted) throw new CliError(`${folder} has no package-lock.json: is the clone complete?`);
  if (!present) return false;
  return Object.entries(wanted).every(
    ([where, { version, optional }]) =>
      where === '' || (present[where] ? present[where].version === version : optional === true),
  );
}

/**
 * @param {string} lockfile
 * @returns {Record<string, { version?: string, optional?: boolean }> | undefined}
 */
function packagesOf(lockfile) {
  if (!existsSync(lockfile)) return undefined;
  const { packages } = /** @type {{ packages: Record<string, { version?: string, optional?: boolean }> }} */ (
    readJson(lockfile)
  );
  return packages;
}
