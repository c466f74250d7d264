// Finds the browser for the workbench, or installs one: with the system's package manager, with npm, or with
// Playwright.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { installed } from './bootstrap.mjs';
import { thisMachine } from './machine.mjs';
import { NPM_HELP, ROOT, CliError, run, print } from './run.mjs';
import { installWithSystem } from './systemPackages.mjs';
import { untar } from './untar.mjs';

/** The folder of the package with a headless Chromium. It is apart because few machines need its 70 MB. */
const PACKAGE_HOME = path.join(ROOT, 'vscode-host/browser');
const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const DOWNLOAD_LIMIT_MS = 10 * 60_000;

/**
 * A source of a browser.
 * @typedef {object} BrowserSource
 * @property {string} name
 * @property {() => string | undefined | Promise<string | undefined>} find returns the path of an installed one
 * @property {() => void | Promise<void>} install throws with a remedy if it cannot
 */

/**
 * Returns the sources of browsers, in the order in which they are tried. `home` is the folder of the npm package,
 * with its lockfile.
 * @param {string} home
 * @returns {readonly BrowserSource[]}
 */
function browserSources(home) {
  return [
    {
      name: "the system's package manager",
      find: findSystemBrowser,
      install: () => {
        installWithSystem(thisMachine(), 'browser', 'as the browser that the tests drive');
      },
    },
    {
      name: 'npm',
      find: () => findPackagedBrowser(home),
      install: () => {
        unpackBrowser(home);
      },
    },
    { name: 'Playwright', find: findPlaywrightBrowser, install: downloadPlaywrightBrowser },
  ];
}

/**
 * Returns the path of the browser for the tests, and sets the environment variable CHROMIUM to it. Installs one from
 * the first source that has one. `home` is the folder of the npm package, with its lockfile.
 * @param {string} [home]
 * @returns {Promise<string>}
 */
export async function ensureBrowser(home = PACKAGE_HOME) {
  const named = process.env['CHROMIUM'];
  if (named && !existsSync(named)) throw new CliError(`CHROMIUM is set to ${named}, which does not exist.`);
  if (named) return named;
  const sources = browserSources(home);
  const found = (await firstFound(sources)) ?? (await installFirst(sources));
  process.env['CHROMIUM'] = found;
  return found;
}

/** @param {readonly BrowserSource[]} sources */
async function firstFound(sources) {
  for (const { find } of sources) {
    const found = await find();
    if (found !== undefined) return found;
  }
  return undefined;
}

/** @param {readonly BrowserSource[]} sources */
async function installFirst(sources) {
  print('This machine has no Chromium or Chrome for the tests');
  /** @type {string[]} */
  const failures = [];
  for (const { name, find, install } of sources) {
    try {
      await install();
      const found = await find();
      if (found === undefined) throw new CliError('The installed browser does not run here.');
      print(`Using ${found}`);
      return found;
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      print(`No browser from ${name}: ${error.message}`);
      failures.push(`${name}: ${error.message}`);
    }
  }
  throw new CliError(
    'There is no browser, and none could be installed. Install Chromium, or set the environment variable CHROMIUM to the ' +
      `path of a Chromium or Chrome.\n${failures.join('\n')}`,
  );
}

/**
 * Returns a browser on the PATH.
 * @returns {string | undefined}
 */
function findSystemBrowser() {
  return PROGRAMS.map(thisMachine().find).find((file) => file !== undefined && starts(file));
}

/**
 * Returns the browser of the package, if it is unpacked.
 * @param {string} home
 * @returns {string | undefined}
 */
function findPackagedBrowser(home) {
  const program = path.join(home, 'node_modules/.chromium/chromium.sh');
  return installed(home) && existsSync(program) ? program : undefined;
}

/**
 * Installs the package with a Chromium for Linux on x64, and unpacks it with its libraries and font.
 * https://github.com/Sparticuz/chromium
 * @param {string} home
 */
function unpackBrowser(home) {
  print('Installing a headless Chromium with npm (70 MB, once)');
  run('npm', ['ci', '--ignore-scripts', '--no-progress'], { cwd: home, help: NPM_HELP });
  const shipped = path.join(home, 'node_modules/@sparticuz/chromium/bin');
  const unpacked = path.join(home, 'node_modules/.chromium');
  const unfinished = `${unpacked}-${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  const unbrotli = (/** @type {string} */ name) => brotliDecompressSync(readFileSync(path.join(shipped, name)));
  writeFileSync(path.join(unfinished, 'chromium'), unbrotli('chromium.br'), { mode: 0o755 });
  untar(unbrotli('al2023.tar.br'), unfinished);
  untar(unbrotli('fonts.tar.br'), path.join(unfinished, 'fonts'));
  writeFileSync(path.join(unfinished, 'fonts.conf'), FONTS);
  writeFileSync(path.join(unfinished, 'chromium.sh'), LAUNCHER, { mode: 0o755 });
  if (!starts(path.join(unfinished, 'chromium.sh'))) {
    rmSync(unfinished, { recursive: true });
    throw new CliError("npm's Chromium does not run on this machine.");
  }
  rmSync(unpacked, { recursive: true, force: true });
  renameSync(unfinished, unpacked);
}

/** Starts the unpacked Chromium with the libraries and the font of its package. */
const LAUNCHER = `#!/bin/sh
here="\${0%/*}"
export LD_LIBRARY_PATH="\${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$here/lib"
export FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/chromium" "$@"
`;

/** Adds the machine's fonts. The workbench hangs without any font. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="relative">font-cache</cachedir>
</fontconfig>
`;

/**
 * Returns whether a browser runs here. Asking for its version fails if a library is missing. On Ubuntu,
 * chromium-browser may be a stub for a snap.
 * @param {string} program
 */
function starts(program) {
  return spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

/** Returns the Chromium that Playwright downloaded, if it runs. The machine may lack libraries that it needs. */
async function findPlaywrightBrowser() {
  // https://playwright.dev/docs/browsers#managing-browser-binaries. Loading Playwright takes a second.
  const downloads = process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? path.join(homedir(), '.cache/ms-playwright');
  if (!existsSync(downloads)) return undefined;
  const { chromium } = await import('@playwright/test');
  const file = chromium.executablePath();
  return existsSync(file) && starts(file) ? file : undefined;
}

function downloadPlaywrightBrowser() {
  print("Downloading Playwright's Chromium");
  const cli = path.join(ROOT, 'node_modules/@playwright/test/cli.js');
  run(process.execPath, [cli, 'install', '--no-shell', 'chromium'], {
    help: "Playwright's download server could not be reached.",
    timeout: DOWNLOAD_LIMIT_MS,
  });
}
