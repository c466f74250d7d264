import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from '@playwright/test';
import { ROOT } from '../../scripts/lib/run.mjs';
import { descendants, isAlive } from '../harness/processes.ts';
import { until } from '../harness/until.ts';

/** Starting it packs the extension first. */
const START_MS = 90_000;

/** A stand-in for a desktop's `code`: keeps what it was given, and leaves a window that is no longer its child. */
const CODE = `#!/bin/sh
printf '%s\\n' "$@" > "$HOLD/arguments"
env > "$HOLD/environment"
for argument; do case "$argument" in --user-data-dir=*) data="\${argument#*=}" ;; esac; done
setsid sleep 1000 > /dev/null 2>&1 &
echo $! > "$data/code.lock"
echo $! > "$HOLD/window"
exec sleep 1000
`;

test.describe('npm start', () => {
  test.describe.configure({ timeout: 2 * START_MS });

  let hold: string;
  let started: ChildProcess;
  let output: string;

  test.beforeEach(() => {
    hold = mkdtempSync(path.join(tmpdir(), 'td-'));
    output = '';
  });
  test.afterEach(() => {
    started.kill('SIGKILL');
    rmSync(hold, { recursive: true, force: true, maxRetries: 10 });
  });

  function start(args: string[], env: NodeJS.ProcessEnv = {}): void {
    started = spawn(process.execPath, [path.join(ROOT, 'scripts/start.mjs'), '--no-open', ...args], {
      cwd: ROOT,
      env: { ...process.env, TMPDIR: hold, ...env },
    });
    started.stdout?.on('data', (data: Buffer) => (output += data.toString()));
    started.stderr?.on('data', (data: Buffer) => (output += data.toString()));
  }
  /** Waits for what it prints when VS Code is there, and gives the processes behind it. */
  async function running(announcement: RegExp): Promise<{ said: string; pids: number[] }> {
    const printed = () => {
      assert.equal(started.exitCode, null, output);
      return announcement.exec(output)?.[1];
    };
    const said = await until(printed, `npm start to say ${String(announcement)}`, { timeoutMs: START_MS });
    return { said, pids: [started.pid ?? 0, ...descendants(started.pid ?? 0)] };
  }
  async function interrupt(): Promise<void> {
    const exit = once(started, 'exit');
    started.kill('SIGINT');
    assert.deepEqual(await exit, [0, null], output);
  }
  async function nobodyLeft(pids: number[]): Promise<void> {
    await until(() => !pids.some(isAlive), `the processes ${pids.join(', ')} to end`);
  }

  test('prints the addresses of VS Code and of the sandbox, and ends both on Ctrl-C', async () => {
    start(['--web']);
    const { said: url, pids } = await running(/VS Code with Teardown is at (\S+)/);
    assert.ok(pids.length >= 3, `processes: ${pids.join(', ')}`);
    const page = await fetch(url);
    assert.equal(page.status, 200);
    assert.match(await page.text(), /workbench/);
    assert.match(output, /Sandbox at http:\/\/127\.0\.0\.1:\d+, with the profiles \S/);
    await interrupt();
    await nobodyLeft(pids);
    await assert.rejects(fetch(url));
  });

  test('leaves no process and no file when it is killed', async () => {
    start(['--web']);
    const { pids } = await running(/VS Code with Teardown is at (\S+)/);
    started.kill('SIGKILL');
    await nobodyLeft(pids);
  });

  test('opens the desktop VS Code if there is one, with its own settings and AWS files', async () => {
    writeFileSync(path.join(hold, 'code'), CODE, { mode: 0o755 });
    start([], {
      HOLD: hold,
      DISPLAY: ':0',
      PATH: `${hold}:${process.env['PATH'] ?? ''}`,
      AWS_SECRET_ACCESS_KEY: 'the-real-one',
    });
    await running(/VS Code (opens) with Teardown/);
    const held = (name: string) => readFileSync(path.join(hold, name), 'utf8');
    const window = Number(await until(() => held('window'), 'the window to open'));
    const pids = [window, ...descendants(started.pid ?? 0)];
    assert.ok(isAlive(window));
    assert.match(held('arguments'), new RegExp(`^--extensionDevelopmentPath=${ROOT}$`, 'm'));
    assert.match(held('environment'), /^AWS_CONFIG_FILE=.+$/m);
    assert.doesNotMatch(held('environment'), /the-real-one/);
    await interrupt();
    await nobodyLeft(pids);
  });
});
