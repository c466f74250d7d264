import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { SandboxClient } from '../../../sandbox/client.ts';
import { startSandbox } from '../../../sandbox/server.ts';
import type { SandboxInfo } from '../../../sandbox/types.ts';

type Child = ChildProcessByStdio<null, Readable, Readable>;

function launch(...args: string[]): Child {
  return spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

describe("the sandbox's command", () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`prints one line of JSON, and deletes its files at ${signal}`, async () => {
      const child = launch('--latency', '1');
      const exited = once(child, 'exit');
      const lines = createInterface(child.stdout);
      const [line] = (await once(lines, 'line')) as [string];
      const info = JSON.parse(line) as SandboxInfo;
      assert.deepEqual(Object.keys(info), ['endpoint', 'configFile', 'credentialsFile', 'profiles']);
      assert.match(info.endpoint, /^http:\/\/127\.0\.0\.1:\d+$/);
      for (const file of [info.configFile, info.credentialsFile]) {
        assert.equal(statSync(file).mode & 0o777, 0o600);
      }
      const settings = await new SandboxClient(info.endpoint).settings();
      assert.equal(settings.latencyMs, 1);
      child.kill(signal);
      assert.deepEqual(await exited, [0, null]);
      assert.ok(!existsSync(dirname(info.configFile)));
    }).timeout(20_000);
  }

  it('writes its files into the given folder, and deletes only them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'td-files-'));
    try {
      writeFileSync(join(folder, 'mine'), '');
      const sandbox = await startSandbox({ files: folder });
      assert.deepEqual(readdirSync(folder).sort(), ['config', 'credentials', 'mine']);
      assert.equal(sandbox.configFile, join(folder, 'config'));
      await sandbox.close();
      assert.deepEqual(readdirSync(folder), ['mine']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('rejects an invalid port', async () => {
    const child = launch('--port', 'often');
    let stderr = '';
    child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
    const [code] = (await once(child, 'close')) as [number];
    assert.notEqual(code, 0);
    assert.match(stderr, /--port needs a number/);
  }).timeout(20_000);

  it('fails if the port is in use, and can be closed twice', async () => {
    const one = await startSandbox();
    await assert.rejects(startSandbox({ port: Number(new URL(one.endpoint).port) }), /EADDRINUSE/);
    await one.close();
    await one.close();
    assert.ok(!existsSync(one.configFile));
  });
});
