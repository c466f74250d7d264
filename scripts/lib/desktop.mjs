// Downloads of desktop VS Code, and the command lines that open the extension or run its tests in it.
import path from 'node:path';
import { ROOT, CliError, readJson } from './run.mjs';

/**
 * Returns the version to download. `wanted` is the environment variable TEARDOWN_VSCODE: `insiders`, a version, or
 * `lowest`, the oldest that package.json allows. The default is the newest stable one.
 * @param {string | undefined} wanted
 * @returns {string}
 */
export function wantedVersion(wanted) {
  if (wanted !== 'lowest') return wanted ?? 'stable';
  const { engines } = /** @type {{ engines: { vscode: string } }} */ (readJson(path.join(ROOT, 'package.json')));
  return engines.vscode.replace(/^\^/, '');
}

/**
 * Downloads a VS Code from Microsoft's update server, unless it was downloaded before. Returns the path of its
 * program.
 * @param {string} platform the update server's name
 * @param {string} version
 * @returns {Promise<string>}
 */
export async function downloadDesktop(platform, version) {
  // It exists only after the project's packages are installed.
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  const cachePath = path.join(ROOT, 'build/vscode-test');
  return downloadAndUnzipVSCode({ version, platform, cachePath }).catch((/** @type {unknown} */ error) => {
    throw new CliError(
      `VS Code ${version} for ${platform} could not be downloaded from Microsoft's update server (${String(error)}). ` +
        'Check the network and the proxy (npm config get https-proxy), then run this again.',
    );
  });
}

/**
 * Returns the arguments of the `code` command for `npm start`: the extension from its folder, with its own settings
 * and extensions, waiting until the window is closed. `home` is the folder for all that VS Code writes.
 * @param {{ root: string, home: string, superuser: boolean }} options
 * @returns {{ args: string[], userData: string, project: string }}
 */
export function startArguments({ root, home, superuser }) {
  const userData = path.join(home, 'user-data');
  const project = path.join(home, 'project');
  const args = [
    ...[`--extensionDevelopmentPath=${root}`, `--user-data-dir=${userData}`],
    ...[`--extensions-dir=${path.join(home, 'extensions')}`, '--disable-workspace-trust', '--skip-welcome'],
    // Chromium's sandbox does not start as root.
    ...(superuser ? ['--no-sandbox'] : []),
    ...['--new-window', '--wait', project],
  ];
  return { args, userData, project };
}

/**
 * Returns the arguments of VS Code's program that run a suite in its extension host: those of `runTests` in
 * @vscode/test-electron, which does not quote them for Windows.
 * https://github.com/microsoft/vscode-test/blob/main/lib/runTest.ts
 * `tests` is the bundle that VS Code loads.
 * @param {{ root: string, home: string, tests: string }} options
 * @returns {{ args: string[], userData: string, project: string }}
 */
export function testArguments({ root, home, tests }) {
  const userData = path.join(home, 'data');
  const project = path.join(home, 'project');
  const args = [
    ...[project, `--user-data-dir=${userData}`, `--extensions-dir=${path.join(home, 'extensions')}`],
    ...['--disable-extensions', '--no-sandbox', '--disable-gpu-sandbox', '--disable-updates', '--skip-welcome'],
    ...['--skip-release-notes', '--disable-workspace-trust'],
    ...[`--extensionTestsPath=${tests}`, `--extensionDevelopmentPath=${root}`],
  ];
  return { args, userData, project };
}
