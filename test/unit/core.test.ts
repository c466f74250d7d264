import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { MFA_CODE } from '../../sandbox/services/sts.ts';
import { CredentialsError } from '../../src/aws/credentials/credentialsError.ts';
import { createCore, type CoreOptions } from '../../src/core.ts';
import { stateDirectory } from '../../src/session/stateDirectory.ts';
import { kindOf, TestEnvironment } from './support/testEnvironment.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const DEVICE = 'arn:aws:iam::111122223333:mfa/alice';
const KEY_PAIRS = kindOf('lightsail.keyPair');

/** Returns the fenced block of docs/ARCHITECTURE.md that is marked as the ten lines. */
async function tenLines(): Promise<string> {
  const page = await readFile(path.join(ROOT, 'docs/ARCHITECTURE.md'), 'utf8');
  const [, program] = /<!-- ten lines -->\s*```ts\n(.*?)```/s.exec(page) ?? [];
  assert.ok(program, 'docs/ARCHITECTURE.md has no block after <!-- ten lines -->');
  return program;
}

/** Runs a program as a module in the repository, with this environment alone. Rejects when it fails. */
function run(program: string, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const args = ['--import', 'tsx', '--input-type=module'];
    const child = execFile(process.execPath, args, { cwd: ROOT, env }, (error, stdout, stderr) => {
      if (error) reject(new Error(stderr, { cause: error }));
      else resolve(stdout);
    });
    child.stdin?.end(program);
  });
}

describe('createCore', () => {
  let world: TestEnvironment;
  let home: string;
  let env: NodeJS.ProcessEnv;
  before(async () => {
    world = await TestEnvironment.start();
    home = await mkdtemp(path.join(tmpdir(), 'teardown-core-'));
    env = {
      PATH: process.env['PATH'],
      HOME: home,
      LOCALAPPDATA: home,
      AWS_CONFIG_FILE: world.sandbox.configFile,
      AWS_SHARED_CREDENTIALS_FILE: world.sandbox.credentialsFile,
    };
  });
  after(async () => {
    await rm(home, { recursive: true, force: true });
    await world.close();
  });

  it('deletes a resource with the ten lines of docs/ARCHITECTURE.md', async () => {
    await world.reset();
    const program = await tenLines();
    assert.equal(program.trimEnd().split('\n').length, 10);
    await world.find(KEY_PAIRS.id, 'ci-runner');
    const printed = await run(program, env);
    assert.match(printed, /kind: 'deleted'/);
    assert.match(printed, /^sending$/m);
    assert.ok((await world.list(KEY_PAIRS.id)).every(({ name }) => name !== 'ci-runner'));
    const journal = path.join(stateDirectory(env, home), 'journal');
    const [file = ''] = (await readdir(journal)).filter((name) => name.endsWith('.jsonl'));
    assert.match(await readFile(path.join(journal, file), 'utf8'), /ci-runner/);
  }).timeout(60_000);

  const withCore = async (options: CoreOptions, work: (core: ReturnType<typeof createCore>) => Promise<void>) => {
    const storageDirectory = await mkdtemp(path.join(home, 'storage-'));
    const core = createCore({ env, homeDirectory: home, storageDirectory, ...options });
    try {
      await work(core);
    } finally {
      await core.dispose();
    }
  };

  it('declines MFA prompts and credential processes unless the caller accepts them', async () => {
    const config = path.join(home, 'config');
    const shared = `region = eu-west-1\nendpoint_url = ${world.sandbox.endpoint}`;
    const role = `role_arn = arn:aws:iam::444455556666:role/Admin\nsource_profile = dev\nmfa_serial = ${DEVICE}`;
    const keys = { Version: 1, AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', SecretAccessKey: 'secret' };
    const command = `credential_process = echo '${JSON.stringify(keys)}'`;
    await writeFile(config, `[profile admin]\n${shared}\n${role}\n[profile tool]\n${shared}\n${command}\n`);
    const own = { ...env, AWS_CONFIG_FILE: config };
    const problemOf = async (profile: string, options: CoreOptions): Promise<string> => {
      let problem = 'none';
      await withCore({ env: own, ...options }, async ({ profiles }) => {
        await profiles.target(profile, 'eu-west-1').catch((error: unknown) => {
          assert.ok(error instanceof CredentialsError);
          ({ problem } = error);
        });
      });
      return problem;
    };
    assert.equal(await problemOf('admin', {}), 'mfaCanceled');
    assert.equal(await problemOf('admin', { prompts: { askMfaCode: () => Promise.resolve(MFA_CODE) } }), 'none');
    assert.equal(await problemOf('tool', {}), 'processRefused');
    // The sandbox has no such key.
    assert.equal(await problemOf('tool', { prompts: { canRunProcess: () => true } }), 'invalidCredentials');
  });

  it('selects the profile of the settings, else that of AWS_PROFILE', async () => {
    for (const [options, name] of [
      [{ settings: { profile: () => ({ user: 'prod' }) } }, 'prod'],
      [{ env: { ...env, AWS_PROFILE: 'dev' } }, 'dev'],
    ] as const) {
      await withCore(options, async ({ session }) => {
        await session.start();
        assert.equal(session.state.kind, 'ready');
        assert.deepEqual(session.state.selection.source, { kind: 'profile', name });
      });
    }
  });

  it('plans a blocker and sends no deletion if the profile is read-only', async () => {
    await world.reset();
    await withCore({ settings: { protected: () => ({ dev: 'readOnly' }) } }, async ({ deletion }) => {
      const resource = await world.find(KEY_PAIRS.id, 'ci-runner');
      const { plan, alreadyDeleted } = await deletion.plan([resource]);
      assert.deepEqual(alreadyDeleted, []);
      assert.ok(plan.items[0]?.evidence.some(({ level, check }) => level === 'blocker' && check === 'protection'));
      const [outcome] = await deletion.execute(plan);
      assert.equal(outcome?.kind, 'blocked');
      assert.deepEqual(await world.operations({ operation: 'DeleteKeyPair' }), []);
    });
  });

  it('restores a deleted resource from the journal', async () => {
    await world.reset();
    await world.control.configure({ settling: { inProgress: { ms: 0 }, deleted: { ms: 0 } } });
    await withCore({}, async ({ deletion, journal, restore }) => {
      const peer = await world.find('ec2.routeServerPeer', 'edge-fw-lab');
      const { plan } = await deletion.plan([peer]);
      assert.deepEqual(await deletion.execute(plan), [{ kind: 'deleted' }]);
      const [entry] = await journal.entries();
      assert.equal(entry?.resource.id, peer.id);
      const before = await restore.before(entry);
      assert.ok(before && restore.restorable(before).possible);
      const outcome = await restore.execute(restore.plan(before));
      assert.equal(outcome.kind, 'restored', outcome.reason);
    });
  }).timeout(60_000);

  it('uses the state directory of the operating system outside VS Code', () => {
    const base = (state: NodeJS.ProcessEnv, platform: NodeJS.Platform) => stateDirectory(state, '/home/ann', platform);
    assert.equal(base({}, 'linux'), '/home/ann/.local/state/teardown-aws');
    assert.equal(base({ XDG_STATE_HOME: '/var/state' }, 'linux'), '/var/state/teardown-aws');
    assert.equal(base({ XDG_STATE_HOME: 'relative' }, 'linux'), '/home/ann/.local/state/teardown-aws');
    assert.equal(base({}, 'darwin'), '/home/ann/Library/Application Support/teardown-aws');
    assert.match(base({ LOCALAPPDATA: 'C:/Local' }, 'win32'), /Local.teardown-aws$/);
  });
});
