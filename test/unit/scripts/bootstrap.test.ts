import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import { systemInstall } from '../../../scripts/lib/packageManagers.mjs';
import { ROOT } from '../../../scripts/lib/run.mjs';
import { besideEachOther } from '../../../scripts/test.ts';
import { untar } from '../../../scripts/lib/untar.mjs';
import { BareMachine, tarOf } from './bareMachine.ts';

const MANAGERS = ['apt-get', 'dnf', 'apk', 'pacman', 'zypper'];

describe('the browser of a machine without one', function () {
  // It starts several processes in sequence.
  this.timeout(60_000);
  let machine: BareMachine;
  before(function () {
    // The programs are shell scripts, and the web workbench runs only on Linux.
    if (process.platform !== 'linux') this.skip();
  });
  beforeEach(() => {
    machine = new BareMachine();
  });
  afterEach(() => {
    machine.remove();
  });

  for (const manager of MANAGERS) {
    it(`is installed by ${manager} for root, with messages before and after`, () => {
      machine.packageManager(manager);
      const { found, ran, output } = machine.bring({ uid: 0 });
      assert.equal(found, path.join(machine.bin, 'chromium'));
      assert.ok(ran.length > 0 && ran.every((line) => line.startsWith(`${manager} `)), ran.join('\n'));
      assert.match(output, new RegExp(`• Installing chromium, .* with ${manager}`));
      assert.match(output, new RegExp(`• Installed chromium, .* with ${manager}`));
    });
  }

  it('is installed by the package manager if sudo needs no password', () => {
    machine.packageManager('apt-get');
    machine.program('sudo', '[ "$1" = -n ] && shift && "$@"');
    const { found, ran } = machine.bring();
    assert.equal(found, path.join(machine.bin, 'chromium'));
    assert.ok(ran.some((line) => /^sudo -n env .*apt-get .*install -y .*chromium fonts-liberation$/.test(line)));
  });

  it('is installed from npm if sudo needs a password, and is unpacked once', () => {
    machine.packageManager('apt-get');
    machine.program('sudo', 'exit 1');
    machine.npm();
    const { found, ran, output } = machine.bring();
    assert.equal(found, path.join(machine.unpacked, 'chromium.sh'));
    assert.deepEqual(ran, ['sudo -n true', 'npm ci --ignore-scripts --no-progress']);
    assert.match(output, /needs root, or a sudo without a password\. By hand:\n( {2}sudo env .*apt-get .*\n)+/);
    assert.equal(readFileSync(path.join(machine.unpacked, 'lib/libnss3.so'), 'utf8'), 'library');
    assert.equal(readFileSync(path.join(machine.unpacked, 'fonts/fonts/a.ttf'), 'utf8'), 'font');
    const again = machine.bring();
    assert.equal(again.found, found);
    assert.deepEqual(again.ran, []);
  });

  it('is installed from npm without a known package manager', () => {
    machine.npm();
    const { found } = machine.bring({ uid: 0 });
    assert.equal(found, path.join(machine.unpacked, 'chromium.sh'));
  });

  it('is installed from npm if the package manager fails', () => {
    machine.program('apt-get', 'exit 100');
    machine.npm();
    const { found, output } = machine.bring({ uid: 0 });
    assert.equal(found, path.join(machine.unpacked, 'chromium.sh'));
    assert.match(output, /apt-get could not install chromium/);
  });

  it('is installed from npm if the browser of the package manager does not start', () => {
    // Like on Ubuntu, where chromium-browser is a snap.
    machine.program(
      'apt-get',
      `printf '#!/bin/sh\\nexit 1\\n' > "$BIN/chromium-browser"; /bin/chmod +x "$BIN/chromium-browser"`,
    );
    machine.npm();
    assert.equal(machine.bring({ uid: 0 }).found, path.join(machine.unpacked, 'chromium.sh'));
  });

  it('is missing if npm and Playwright cannot install one, and a message has the remedy', () => {
    machine.program('apt-get', 'exit 100');
    machine.program('npm', 'exit 1');
    const { status, found, output } = machine.bring({ uid: 0 });
    assert.deepEqual([status, found], [1, undefined]);
    assert.match(output, /There is no browser, and none could be installed\. Install Chromium, or set .* CHROMIUM/);
    for (const source of ["the system's package manager", 'npm', 'Playwright']) {
      assert.match(output, new RegExp(`^${source}: `, 'm'));
    }
  });

  it('is missing if that of npm does not start, and no partial files are left', () => {
    machine.npm('#!/bin/sh\nexit 127\n');
    const { status, output } = machine.bring();
    assert.equal(status, 1);
    assert.match(output, /npm's Chromium does not run on this machine/);
    assert.deepEqual(
      readdirSync(path.dirname(machine.unpacked)).filter((name) => name.startsWith('.chromium')),
      [],
    );
  });

  it('is the one in CHROMIUM', () => {
    assert.equal(machine.bring({ env: { CHROMIUM: process.execPath } }).found, process.execPath);
    const { status, output, ran } = machine.bring({ env: { CHROMIUM: '/nowhere' } });
    assert.deepEqual([status, ran], [1, []]);
    assert.match(output, /CHROMIUM is set to \/nowhere, which does not exist/);
  });

  it('is not installed if one exists', () => {
    machine.packageManager('apt-get');
    machine.program('google-chrome', 'echo 1.0');
    const { found, ran } = machine.bring({ uid: 0 });
    assert.equal(found, path.join(machine.bin, 'google-chrome'));
    assert.deepEqual(ran, ['google-chrome --version']);
  });
});

describe('the installation of system packages', () => {
  const machine = (manager: string) => ({
    platform: 'linux',
    find: (name: string) => (name === manager ? `/usr/bin/${name}` : undefined),
  });

  for (const manager of MANAGERS) {
    it(`uses ${manager} without prompts`, () => {
      for (const need of ['browser', 'screen'] as const) {
        for (const rights of ['root', 'sudo', undefined] as const) {
          const plan = systemInstall(machine(manager), rights, need);
          assert.equal(plan?.manager, manager);
          assert.equal(plan.allowed, rights !== undefined);
          const last = plan.commands.at(-1) ?? [];
          assert.match(last.join(' '), / (-y|--noconfirm|--non-interactive|--no-cache) /);
          assert.deepEqual(last.slice(-plan.packages.length), plan.packages);
          const start = { root: undefined, sudo: 'sudo -n', by: 'sudo' }[rights ?? 'by'];
          for (const command of plan.commands) {
            const line = command.join(' ');
            if (start === undefined) assert.ok(!line.includes('sudo'));
            else assert.ok(line.startsWith(`${start} `));
          }
        }
      }
    });
  }

  it('does nothing without a known package manager, and on systems other than Linux', () => {
    assert.equal(systemInstall(machine('emerge'), 'root', 'browser'), undefined);
    assert.equal(systemInstall({ ...machine('apt-get'), platform: 'darwin' }, 'root', 'browser'), undefined);
  });
});

describe('a suite that cannot run on this machine', function () {
  this.timeout(60_000);

  function run(
    mustRun: boolean,
    suites = ['ui', 'electron'],
  ): { readonly status: number | null; readonly stdout: string } {
    const program = `
      import { runSuites } from ${JSON.stringify(path.join(ROOT, 'scripts/test.ts'))};
      const unavailable = new Map([['ui', 'No browser.'], ['electron', 'No VS Code.'], ['foreign', 'No moto.']]);
      const passed = await runSuites(${JSON.stringify(suites)}, { grep: undefined, unavailable, mustRun: ${String(mustRun)} });
      process.exitCode = passed ? 0 : 1;`;
    return spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
      cwd: ROOT,
      encoding: 'utf8',
    });
  }

  it('is skipped by name in a plain npm test, which is no success by itself', () => {
    const { status, stdout } = run(false);
    assert.match(stdout, /^Skipped the suite ui\. No browser\.$/m);
    assert.match(stdout, /^Skipped the suite electron\. No VS Code\.$/m);
    assert.match(stdout, /\n0 passed, 1 failed, 2 skipped\n$/);
    assert.equal(status, 1);
  });

  it('fails if it was requested', () => {
    const { status, stdout } = run(true);
    assert.match(stdout, /The suite ui failed as a whole: No browser\./);
    assert.match(stdout, /\n0 passed, 2 failed, 0 skipped\n$/);
    assert.equal(status, 1);
  });

  it('is skipped if it is optional, also if it was requested', () => {
    const { status, stdout } = run(true, ['foreign']);
    assert.match(stdout, /^Skipped the suite foreign\. No moto\.$/m);
    assert.match(stdout, /\n0 passed, 0 failed, 1 skipped\n$/);
    assert.equal(status, 0);
  });
});

describe('suites that run beside each other', () => {
  const all = ['unit', 'integration', 'ui', 'integration-lowest', 'ui-lowest'] as const;

  it('are the small ones, beside the large one that waits most, and then the other', () => {
    assert.deepEqual(besideEachOther(all, 2), {
      large: ['ui', 'unit'],
      small: ['integration', 'integration-lowest', 'ui-lowest'],
    });
  });

  it('are none on one core, and none without a large one', () => {
    assert.deepEqual(besideEachOther(all, 1), { large: all, small: [] });
    assert.deepEqual(besideEachOther(['integration', 'foreign'], 2), { large: ['integration', 'foreign'], small: [] });
  });
});

describe('a tar archive', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'td-tar-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is unpacked, file by file', () => {
    const long = 'x'.repeat(1300);
    // An archive ends with two blocks of zeros.
    const archive = Buffer.concat([tarOf('a/b', 'one').subarray(0, -1024), tarOf('c', long)]);
    untar(archive, folder);
    assert.equal(readFileSync(path.join(folder, 'a/b'), 'utf8'), 'one');
    assert.equal(readFileSync(path.join(folder, 'c'), 'utf8'), long);
  });

  it('writes no link, and nothing outside its folder', () => {
    untar(tarOf('link', '', '2'), folder);
    assert.ok(!existsSync(path.join(folder, 'link')));
    assert.throws(() => {
      untar(tarOf('../outside', 'x'), path.join(folder, 'inner'));
    }, /outside its folder/);
  });
});
