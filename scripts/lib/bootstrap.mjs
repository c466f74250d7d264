// Brings a fresh clone to where the other scripts can run: says what is missing, installs it, or tells how.
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { HOSTS, isReady, setUp } from '../../vscode-host/setup.mjs';
import { NPM_HELP, ROOT, Told, readJson, run, say } from './run.mjs';

/** Refuses a Node that is too old for the tools. */
function ensureNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Told(`Node ${process.versions.node} is too old: Node 20.19 or newer is needed.`);
}

/** Installs the project's own packages where they are missing or differ from the lockfile. */
export function ensureModules() {
  ensureNode();
  if (installed(ROOT)) return;
  say("Installing the project's packages (node_modules is missing or older than package-lock.json)");
  run('npm', ['ci'], { help: NPM_HELP });
}

/** Whether the VS Code that the tests drive exists for this machine: it is built for Linux on x64. */
export function workbenchRunsHere() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** Why the workbench is left out on this machine, and what to run in its place. */
export function whyNoWorkbench() {
  return (
    `The VS Code workbench used here is built for Linux on x64, and this is ${process.platform} on ${process.arch}. ` +
    'Run `npm run test:electron` for the integration tests in a desktop VS Code.'
  );
}

/**
 * Installs a VS Code that runs as a server with a web workbench.
 * @param {keyof typeof HOSTS} [which] the newest one, unless told otherwise
 */
export async function ensureVSCodeHost(which = 'newest') {
  if (!workbenchRunsHere()) throw new Told(whyNoWorkbench());
  const host = HOSTS[which];
  const place = path.relative(ROOT, host);
  if (!installed(host)) {
    const purpose = which === 'newest' ? 'tests and npm start' : 'tests in the oldest VS Code that is supported';
    say(`Installing a VS Code for ${purpose} (800 MB in ${place}/node_modules, once)`);
    run('npm', ['ci', '--no-progress'], { cwd: host, help: NPM_HELP });
  }
  if (isReady(host)) return;
  const missing = ['gcc', 'g++', 'make', 'python3'].filter((name) => !findProgram(name));
  if (missing.length > 0) await installPackages(missing, 'to compile two small native modules of VS Code');
  say(`Setting up the VS Code in ${place} (under a minute, once)`);
  setUp(host);
}

/**
 * The browser for the tests, installed where there is none.
 * @returns {Promise<string>} its path, also left in the environment variable CHROMIUM
 */
export async function ensureChromium() {
  let found = findChromium();
  if (!found) {
    // With a font: without any, a browser draws no text.
    await installPackages(['chromium', 'fonts-liberation'], 'as the browser that the tests drive');
    found = findChromium();
  }
  if (!found) throw new Told('Still no Chromium. Set the environment variable CHROMIUM to the path of one.');
  process.env['CHROMIUM'] = found;
  return found;
}

/** @returns {string | undefined} the path of a Chromium or Chrome on this machine */
function findChromium() {
  const named = process.env['CHROMIUM'];
  if (named) {
    if (existsSync(named)) return named;
    throw new Told(`CHROMIUM is set to ${named}, which does not exist.`);
  }
  for (const name of ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']) {
    const found = findProgram(name);
    if (found) return found;
  }
  return undefined;
}

/**
 * @param {string} name a program's name
 * @returns {string | undefined} its path, when the PATH has it
 */
export function findProgram(name) {
  const endings = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    for (const ending of endings) {
      const file = path.join(folder, name + ending);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not here: the next folder.
      }
    }
  }
  return undefined;
}

/**
 * Installs Debian packages: at once in CI, after a question at a terminal, else not at all.
 * @param {string[]} packages
 * @param {string} purpose
 */
async function installPackages(packages, purpose) {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo'];
  const byHand = [...sudo, 'apt-get', 'install', '-y', ...packages].join(' ');
  const needed = `Not found on this machine: ${packages.join(', ')}, needed ${purpose}.`;
  const have = ['apt-get', ...sudo].every((name) => findProgram(name));
  if (!have) throw new Told(`${needed} Install with your system's package manager, then run this again.`);
  if (process.env['CI'] !== 'true') {
    if (!process.stdin.isTTY) throw new Told(`${needed} Install with:\n  ${byHand}\nor set CI=true to let it be done.`);
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await terminal.question(`${needed}\nRun \`${byHand}\` now? [y/N] `);
    terminal.close();
    if (!/^y(es)?$/i.test(answer.trim())) throw new Told(`Not installed. By hand:\n  ${byHand}`);
  }
  const apt = [...sudo, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  const [command = 'apt-get', ...args] = apt;
  const help = `apt-get could not install it. Try by hand:\n  ${byHand}`;
  run(command, [...args, 'update', '-q'], { help });
  run(command, [...args, 'install', '-y', '-q', '--no-install-recommends', ...packages], { help });
}

/**
 * Whether a folder's node_modules holds what its lockfile names. Compared by content: git sets the times of files at will.
 * @param {string} folder
 */
function installed(folder) {
  const wanted = packagesOf(path.join(folder, 'package-lock.json'));
  const present = packagesOf(path.join(folder, 'node_modules/.package-lock.json'));
  if (!wanted) throw new Told(`${folder} has no package-lock.json: is the clone complete?`);
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
