// The properties of this machine as data, and what follows from them: which VS Code, which suites, and how npm start
// shows it.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/**
 * The properties of a machine that decide what can run on it.
 * @typedef {object} Machine
 * @property {string} platform as `process.platform`
 * @property {string} arch as `process.arch`
 * @property {boolean} glibc whether Linux programs built for glibc run (not on Alpine, whose C library is musl)
 * @property {boolean} display whether a window can open
 * @property {boolean} remote whether `code` opens a window on another machine: a remote terminal, or WSL
 * @property {(name: string) => string | undefined} find returns the path of a program on the PATH
 */

/**
 * Returns the machine of a process.
 * @param {Pick<NodeJS.Process, 'env' | 'platform' | 'arch'>} process
 * @returns {Machine}
 */
export function thisMachine({ env, platform, arch } = globalThis.process) {
  return {
    platform,
    arch,
    glibc: platform !== 'linux' || hasGlibc(),
    display: platform !== 'linux' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']),
    remote: env['VSCODE_IPC_HOOK_CLI'] !== undefined || env['WSL_DISTRO_NAME'] !== undefined,
    find: findProgram,
  };
}

/** Returns whether Node's report has a version of glibc: https://nodejs.org/api/report.html */
function hasGlibc() {
  const { header } = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return header?.glibcVersionRuntime !== undefined;
}

/**
 * Returns the path of a program on the PATH.
 * @param {string} name
 * @returns {string | undefined}
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
        // Not in this folder.
      }
    }
  }
  return undefined;
}

/**
 * Returns how this process may install system packages: as root, through a `sudo` without a password, or not at all.
 * @returns {'root' | 'sudo' | undefined}
 */
export function installRights() {
  if (process.getuid?.() === 0) return 'root';
  if (!findProgram('sudo')) return undefined;
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? 'sudo' : undefined;
}

/**
 * Returns the VS Code for the suites: the server with its web workbench (built for Linux on x64 with glibc), else a
 * desktop VS Code, else none.
 * @param {Pick<Machine, 'platform' | 'arch' | 'glibc'>} machine
 * @returns {'workbench' | 'desktop' | undefined}
 */
export function vscodeFor(machine) {
  const download = downloadPlatform(machine);
  if (download === undefined) return undefined;
  return download === 'linux-x64' ? 'workbench' : 'desktop';
}

/**
 * Returns the update server's name of the desktop VS Code for a machine.
 * https://github.com/microsoft/vscode-test/blob/main/lib/util.ts (`systemDefaultPlatform`)
 * @param {Pick<Machine, 'platform' | 'arch' | 'glibc'>} machine
 * @returns {string | undefined}
 */
export function downloadPlatform({ platform, arch, glibc }) {
  if (!glibc) return undefined;
  /** @type {Readonly<Record<string, string>>} */
  const names = {
    'darwin arm64': 'darwin-arm64',
    'darwin x64': 'darwin',
    'win32 arm64': 'win32-arm64-archive',
    'win32 x64': 'win32-x64-archive',
    'linux arm64': 'linux-arm64',
    'linux arm': 'linux-armhf',
    'linux x64': 'linux-x64',
  };
  return names[`${platform} ${arch}`];
}

/**
 * Returns the suites of a plain `npm test`.
 * @param {Pick<Machine, 'platform' | 'arch' | 'glibc'>} machine
 */
export function defaultSuites(machine) {
  /** @satisfies {import('../../test/harness/suites.ts').Suite[]} */
  const everywhere = /** @type {const} */ (['unit']);
  switch (vscodeFor(machine)) {
    case 'workbench':
      return /** @type {const} */ ([...everywhere, 'integration', 'ui', 'integration-lowest', 'ui-lowest']);
    case 'desktop':
      return /** @type {const} */ ([...everywhere, 'electron']);
    default:
      return everywhere;
  }
}

/**
 * Returns why a machine cannot run the web workbench.
 * @param {Pick<Machine, 'platform' | 'arch' | 'glibc'>} machine
 */
export function workbenchProblem({ platform, arch, glibc }) {
  const here = `${platform} on ${arch}${glibc ? '' : ' without glibc'}`;
  return `The web workbench is built for Linux on x64 with glibc. This is ${here}.`;
}

/**
 * Returns how `npm start` shows VS Code: in a browser, in an installed desktop VS Code, in a downloaded one, or not
 * at all. `web` allows a browser only.
 * @param {Machine} machine
 * @param {{ web: boolean }} options
 * @returns {{ in: 'browser' } | { in: 'installed', code: string } | { in: 'download', platform: string } | { in:
 * 'nothing', why: string }}
 */
export function startMethod(machine, { web }) {
  const workbench = vscodeFor(machine) === 'workbench';
  if (web) return workbench ? { in: 'browser' } : { in: 'nothing', why: workbenchProblem(machine) };
  const code = machine.display && !machine.remote ? machine.find('code') : undefined;
  if (code !== undefined) return { in: 'installed', code };
  if (workbench) return { in: 'browser' };
  const platform = downloadPlatform(machine);
  if (platform === undefined)
    return { in: 'nothing', why: `${workbenchProblem(machine)} There is no desktop VS Code for it either.` };
  if (machine.display) return { in: 'download', platform };
  return {
    in: 'nothing',
    why: `${workbenchProblem(machine)} A desktop VS Code needs a screen: set DISPLAY or WAYLAND_DISPLAY, then run this again.`,
  };
}

/**
 * Returns the prefix of a suite's command: a virtual screen, if a window must open and there is no screen.
 * @param {Pick<Machine, 'platform' | 'display'>} machine
 * @param {string} suite
 * @returns {string[]}
 */
export function screenFor({ platform, display }, suite) {
  return suite === 'electron' && platform === 'linux' && !display ? ['xvfb-run', '-a'] : [];
}
