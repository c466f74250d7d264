import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'mocha';
import { startArguments, testArguments, wantedVersion } from '../../../scripts/lib/desktop.mjs';
import {
  defaultSuites,
  downloadPlatform,
  startMethod,
  screenFor,
  thisMachine,
  vscodeFor,
  type Machine,
} from '../../../scripts/lib/machine.mjs';
import { spawnable } from '../../../scripts/lib/run.mjs';

/** Creates a machine without `code`. */
function machine(platform: string, arch: string, more: Partial<Machine> = {}): Machine {
  return { platform, arch, glibc: true, display: true, remote: false, find: () => undefined, ...more };
}

/** Each machine, with its VS Code and its name on the update server. */
const MACHINES: readonly [Machine, 'workbench' | 'desktop' | undefined, string | undefined][] = [
  [machine('linux', 'x64'), 'workbench', 'linux-x64'],
  [machine('linux', 'arm64'), 'desktop', 'linux-arm64'],
  [machine('linux', 'arm'), 'desktop', 'linux-armhf'],
  [machine('darwin', 'arm64'), 'desktop', 'darwin-arm64'],
  [machine('darwin', 'x64'), 'desktop', 'darwin'],
  [machine('win32', 'x64'), 'desktop', 'win32-x64-archive'],
  [machine('win32', 'arm64'), 'desktop', 'win32-arm64-archive'],
  [machine('linux', 'x64', { glibc: false }), undefined, undefined],
  [machine('linux', 'arm64', { glibc: false }), undefined, undefined],
  [machine('freebsd', 'x64'), undefined, undefined],
  [machine('linux', 'riscv64'), undefined, undefined],
];

describe('a machine', () => {
  for (const [its, vscode, download] of MACHINES) {
    const title = `${its.platform} on ${its.arch}${its.glibc ? '' : ' without glibc'}`;

    it(`determines the VS Code that is used: ${title}`, () => {
      assert.equal(vscodeFor(its), vscode);
      assert.equal(downloadPlatform(its), download);
    });

    it(`determines the suites that npm test runs: ${title}`, () => {
      const suites = { workbench: ['integration', 'ui', 'integration-lowest', 'ui-lowest'], desktop: ['electron'] };
      assert.deepEqual(defaultSuites(its), ['unit', ...(vscode ? suites[vscode] : [])]);
    });

    it(`determines how npm start shows VS Code without \`code\`: ${title}`, () => {
      const how = startMethod(its, { web: false });
      if (vscode === 'workbench') assert.deepEqual(how, { in: 'browser' });
      else if (vscode === 'desktop') assert.deepEqual(how, { in: 'download', platform: download });
      else assert.equal(how.in, 'nothing');
      assert.equal(startMethod(its, { web: true }).in, vscode === 'workbench' ? 'browser' : 'nothing');
    });

    it(`prefers an installed \`code\`: ${title}`, () => {
      const find = (name: string) => (name === 'code' ? '/bin/code' : undefined);
      assert.deepEqual(startMethod({ ...its, find }, { web: false }), { in: 'installed', code: '/bin/code' });
      // A `code` that opens a window elsewhere, or cannot open one.
      assert.notEqual(startMethod({ ...its, find, remote: true }, { web: false }).in, 'installed');
      assert.notEqual(startMethod({ ...its, find, display: false }, { web: false }).in, 'installed');
    });
  }

  it('without a screen gets a virtual one for tests, and an instruction for npm start', () => {
    const headless = machine('linux', 'arm64', { display: false });
    assert.deepEqual(screenFor(headless, 'electron'), ['xvfb-run', '-a']);
    assert.deepEqual(screenFor(headless, 'unit'), []);
    assert.deepEqual(screenFor(machine('linux', 'arm64'), 'electron'), []);
    assert.deepEqual(screenFor(machine('darwin', 'arm64'), 'electron'), []);
    const how = startMethod(headless, { web: false });
    assert.ok(how.in === 'nothing' && how.why.includes('DISPLAY'));
  });

  it('is read from the process', () => {
    const env = { WAYLAND_DISPLAY: 'wayland-0', WSL_DISTRO_NAME: 'Debian' };
    const wsl = thisMachine({ env, platform: 'linux', arch: 'arm64' });
    assert.deepEqual([wsl.platform, wsl.arch, wsl.display, wsl.remote], ['linux', 'arm64', true, true]);
    const bare = thisMachine({ env: {}, platform: 'linux', arch: 'x64' });
    assert.deepEqual([bare.display, bare.remote], [false, false]);
    const mac = thisMachine({ env: {}, platform: 'darwin', arch: 'arm64' });
    assert.deepEqual([mac.glibc, mac.display], [true, true]);
  });
});

describe('the command line of a desktop VS Code', () => {
  const root = '/my projects/teardown';

  it('opens the extension from its folder, with separate settings and extensions', () => {
    const { args, userData, project } = startArguments({ root, home: '/h', superuser: false });
    assert.ok(args.includes(`--extensionDevelopmentPath=${root}`));
    assert.ok(args.includes(`--user-data-dir=${userData}`));
    assert.ok(args.includes(`--extensions-dir=${path.join('/h', 'extensions')}`));
    assert.deepEqual(args.slice(-2), ['--wait', project]);
    assert.ok(!args.includes('--no-sandbox'));
    assert.ok(startArguments({ root, home: '/h', superuser: true }).args.includes('--no-sandbox'));
  });

  it('runs the tests in its extension host', () => {
    const { args, userData, project } = testArguments({ root, home: '/h', tests: '/t/index.mjs' });
    assert.equal(args[0], project);
    for (const argument of [
      `--extensionDevelopmentPath=${root}`,
      '--extensionTestsPath=/t/index.mjs',
      `--user-data-dir=${userData}`,
      '--disable-extensions',
      '--disable-workspace-trust',
    ]) {
      assert.ok(args.includes(argument), argument);
    }
  });

  it('has the version to download', () => {
    assert.equal(wantedVersion(undefined), 'stable');
    assert.equal(wantedVersion('insiders'), 'insiders');
    assert.match(wantedVersion('lowest'), /^\d+\.\d+\.\d+$/);
  });
});

describe('a program', () => {
  it('gets its arguments unchanged, except for batch files', () => {
    for (const [platform, command] of [
      ['linux', 'npm'],
      ['darwin', 'code'],
      ['win32', 'C:\\VS Code\\Code.exe'],
    ] as const) {
      assert.deepEqual(spawnable(platform, command, ['a b', '"']), { command, args: ['a b', '"'], shell: false });
    }
  });

  it('on Windows gets each argument of a batch file as one word', () => {
    const { command, args, shell } = spawnable('win32', 'C:\\VS Code\\bin\\code.cmd', [
      '--wait',
      '--user-data-dir=C:\\Users\\Jo Doe\\data',
      'a & b',
      'C:\\with space\\',
      'say "x"',
      '',
    ]);
    assert.equal(shell, true);
    assert.equal(command, '"C:\\VS Code\\bin\\code.cmd"');
    assert.deepEqual(args, [
      '--wait',
      '"--user-data-dir=C:\\Users\\Jo Doe\\data"',
      '"a & b"',
      '"C:\\with space\\\\"',
      '"say \\"x\\""',
      '""',
    ]);
  });
});
