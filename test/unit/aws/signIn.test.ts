import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { signIn, type SignInResult, type SignInPrompt } from '../../../src/aws/credentials/cliSignIn.ts';
import { isAlive } from '../../harness/processes.ts';
import { until } from '../../harness/until.ts';

const NAMES = [
  'dev',
  '$(touch x)',
  '`touch x`',
  '${command:x}',
  '%PATH%',
  'a b',
  `it's "me"`,
  '--no-verify',
  '-x',
  'ü',
];

describe('signIn', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'td-cli-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Installs a program that records its arguments and then runs the given code. */
  const install = (body: string): void => {
    const keep = `require('fs').writeFileSync(__dirname + '/started', JSON.stringify([process.pid, ...process.argv.slice(2)]));`;
    writeFileSync(path.join(folder, 'aws'), `#!${process.execPath}\n${keep}\n${body}\n`, { mode: 0o755 });
  };
  const started = (): [number, ...string[]] =>
    JSON.parse(readFileSync(path.join(folder, 'started'), 'utf8')) as [number, ...string[]];
  const run = (
    profile: string,
    more: { how?: 'sso' | 'console'; signal?: AbortSignal; onStep?: (step: SignInPrompt) => void } = {},
  ): Promise<SignInResult> =>
    signIn({
      profile,
      method: more.how ?? 'sso',
      env: { PATH: folder },
      signal: more.signal ?? new AbortController().signal,
      onStep: more.onStep ?? (() => undefined),
    });

  for (const name of NAMES) {
    it(`passes the name of the profile unchanged: ${name}`, async () => {
      install('');
      assert.deepEqual(await run(name), { kind: 'signedIn' });
      assert.deepEqual(started().slice(1), ['sso', 'login', `--profile=${name}`]);
      assert.ok(!existsSync('x'));
    });
  }

  it('names a profile of two dashes in the environment: the AWS CLI drops that value of an option', async () => {
    install(`require('fs').writeFileSync(__dirname + '/profile', String(process.env.AWS_PROFILE));`);
    await run('--');
    assert.deepEqual(started().slice(1), ['sso', 'login']);
    assert.equal(readFileSync(path.join(folder, 'profile'), 'utf8'), '--');
    await run('dev');
    assert.equal(readFileSync(path.join(folder, 'profile'), 'utf8'), 'undefined');
  });

  it('runs aws login for a console login', async () => {
    install('');
    await run('dev', { how: 'console' });
    assert.deepEqual(started().slice(1), ['login', '--profile=dev']);
  });

  it('reports the page and the code from both output streams', async () => {
    install(`
      console.log('Open the following URL:\\n\\nhttps://device.sso.eu-west-1.amazonaws.com/?user_code=ABCD-EFGH\\n');
      console.error('Then enter the code:\\n\\nABCD-EFGH\\n');`);
    const steps: SignInPrompt[] = [];
    await run('dev', { onStep: (step) => steps.push(step) });
    const url = 'https://device.sso.eu-west-1.amazonaws.com/?user_code=ABCD-EFGH';
    assert.deepEqual(steps.at(-1), { url, code: 'ABCD-EFGH' });
  });

  it('truncates a URL at characters that could end a Markdown link', async () => {
    install(`console.log('https://a.example/x)[y](command:z)');`);
    const steps: SignInPrompt[] = [];
    await run('dev', { onStep: (step) => steps.push(step) });
    assert.deepEqual(steps, [{ url: 'https://a.example/x' }]);
  });

  it('stops the CLI when it is canceled', async () => {
    install('setInterval(() => {}, 1000);');
    const abort = new AbortController();
    const result = run('dev', { signal: abort.signal });
    const [pid] = await until(() => started(), 'the CLI to start');
    abort.abort();
    assert.deepEqual(await result, { kind: 'canceled' });
    await until(() => !isAlive(pid), 'the CLI to end');
  });

  it('does not start the CLI if it was canceled before', async () => {
    install('');
    assert.deepEqual(await run('dev', { signal: AbortSignal.abort() }), { kind: 'canceled' });
    assert.ok(!existsSync(path.join(folder, 'started')));
  });

  it('does not wait for a browser that the CLI started', async () => {
    install(`
      const left = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit', detached: true });
      require('fs').writeFileSync(__dirname + '/left', String(left.pid));
      process.exit(0);`);
    try {
      assert.deepEqual(await run('dev'), { kind: 'signedIn' });
      assert.ok(isAlive(Number(readFileSync(path.join(folder, 'left'), 'utf8'))));
    } finally {
      process.kill(Number(readFileSync(path.join(folder, 'left'), 'utf8')));
    }
  });

  it('returns cliNotFound without the CLI', async () => {
    assert.deepEqual(await run('dev'), { kind: 'cliNotFound' });
  });

  it('returns the error message of the CLI, or its exit code', async () => {
    install(
      `console.log('Attempting to open'); console.error('\\nError loading SSO Token: no region'); process.exitCode = 253;`,
    );
    assert.deepEqual(await run('dev'), { kind: 'failed', message: 'Error loading SSO Token: no region' });
    install('process.exitCode = 7;');
    assert.deepEqual(await run('dev'), { kind: 'failed', message: 'The AWS CLI ended with 7.' });
  });

  it('redacts secrets in error messages', async () => {
    const token = 'eyJraWQiOiJrZXkt'.repeat(4);
    install(`console.log('${token}'); console.error('bad token=${token}, "${token}"'); process.exitCode = 1;`);
    const result = await run('dev');
    assert.deepEqual(result, { kind: 'failed', message: 'bad token=<redacted> "…"' });
    install(`console.error('bad client_secret: Tr0ub4dor,'); console.error('x'); process.exitCode = 1;`);
    assert.deepEqual(await run('dev'), { kind: 'failed', message: 'bad client_secret: <redacted>, x' });
  });
});
