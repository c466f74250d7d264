// A desktop VS Code: which one is downloaded, and the command lines that open the extension or run its tests in it.
import path from 'node:path';
import { ROOT, Told, readJson } from './run.mjs';

/**
 * Returns the version to download: the newest stable one, or what the environment variable TEARDOWN_VSCODE says.
 * @param {string | undefined} wanted `insiders`, a version, or `lowest`, the oldest that package.json allows
 * @returns {string}
 */
export function wantedVersion(wanted) {
  if (wanted !== 'lowest') return wanted ?? 'stable';
  const { engines } = /** @type {{ engines: { vscode: string } }} */ (readJson(path.join(ROOT, 'package.json')));
  return engines.vscode.replace(/^\^/, '');
}

/**
 * Downloads a VS Code from Microsoft's update server, unless it was downloaded before.
 * @param {string} platform the update server's name of it
 * @param {string} version
 * @returns {Promise<string>} the path of its program
 */
export async function downloadDesktop(platform, version) {
  // Not there before the project's packages are.
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  const cachePath = path.join(ROOT, 'build/vscode-test');
  return downloadAndUnzipVSCode({ version, platform, cachePath }).catch((/** @type {unknown} */ error) => {
    throw new Told(
      `VS Code ${version} for ${platform} could not be downloaded from Microsoft's update server (${String(error)}). ` +
        'Check the network and the proxy (npm config get https-proxy), then run this again.',
    );
  });
}

/**
 * Returns the arguments of the `code` command for `npm start`: the extension from its folder, with settings and extensions
 * of its own, until the window is closed.
 * @param {{ root: string, home: string, superuser: boolean }} options `home`: a folder for all that VS Code writes
 * @returns {{ args: string[], userData: string, project: string }}
 */
export function startArguments({ root, home, superuser }) {
  const userData = path.join(home, 'user-data');
  const project = path.join(home, 'project');
  const args = [
    ...[`--extensionDevelopmentPath=${root}`, `--user-data-dir=${userData}`],
    ...[`--extensions-dir=${path.join(home, 'extensions')}`, '--disable-workspace-trust', '--skip-welcome'],
    // Chromium refuses its sandbox to root.
    ...(superuser ? ['--no-sandbox'] : []),
    ...['--new-window', '--wait', project],
  ];
  return { args, userData, project };
}

/**
 * Returns the arguments of VS Code's program that runs a suite in its extension host: those of `runTests` in
 * @vscode/test-electron, which quotes none of them for Windows.
 * https://github.com/microsoft/vscode-test/blob/main/lib/runTest.ts
 * @param {{ root: string, home: string, tests: string }} options `tests`: the bundle that VS Code loads
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
