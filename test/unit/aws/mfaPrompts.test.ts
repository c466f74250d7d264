import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, beforeEach, describe, it } from 'mocha';
import { MFA_CODE } from '../../../sandbox/services/sts.ts';
import type { Env } from '../../../src/aws/config/sharedFilePaths.ts';
import { CredentialsError } from '../../../src/aws/credentials/credentialsError.ts';
import type { Session } from '../../../src/session/session.ts';
import type { ProfileService } from '../../../src/session/profileService.ts';
import type { CredentialSource, Target } from '../../../src/aws/identity/target.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';

const ADMIN: CredentialSource = { kind: 'profile', name: 'admin' };
const DEVICE = 'arn:aws:iam::111122223333:mfa/alice';

/** Returns the state of a session, or the problem of a failed one. */
const stateOf = ({ state }: Session): string => (state.kind === 'failed' ? state.problem.kind : state.kind);

describe('MFA prompts', () => {
  let world: TestEnvironment;
  let now: number;
  let prompts: string[];
  let code: string | undefined;
  let env: Env;
  let profiles: ProfileService;
  before(async () => {
    world = await TestEnvironment.start();
    appendFileSync(
      world.sandbox.configFile,
      `\n[profile admin]\nregion = us-east-1\nendpoint_url = ${world.sandbox.endpoint}\nrole_arn = arn:aws:iam::444455556666:role/Admin\nsource_profile = dev\nmfa_serial = ${DEVICE}\n`,
    );
  });
  after(() => world.close());
  beforeEach(async () => {
    await world.reset();
    now = Date.now();
    prompts = [];
    code = MFA_CODE;
    const { configFile: AWS_CONFIG_FILE, credentialsFile: AWS_SHARED_CREDENTIALS_FILE } = world.sandbox;
    env = { AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE };
    const askMfaCode = (serial: string, profile: string): Promise<string | undefined> => {
      prompts.push(`${serial} for ${profile}`);
      return Promise.resolve(code);
    };
    profiles = world.machine.createCore({ env, prompts: { askMfaCode }, now: () => now }).profiles;
  });
  const resolved = (source: CredentialSource = ADMIN, region = 'us-east-1'): Promise<Target> =>
    profiles.target(source, region);
  const problemOf = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => 'none',
      (error: unknown) => (error instanceof CredentialsError ? error.problem : String(error)),
    );
  const operations = async (): Promise<(string | null)[]> =>
    (await world.control.requests()).map(({ operation }) => operation);

  it('appear once for concurrent requests of credentials', async () => {
    await Promise.all([resolved(), resolved(), resolved()]);
    assert.deepEqual(prompts, [`${DEVICE} for admin`]);
    assert.deepEqual(await operations(), ['AssumeRole', 'GetCallerIdentity']);
  });

  it('appear again after they were canceled only when the user acts', async () => {
    code = undefined;
    assert.deepEqual(await Promise.all([problemOf(resolved()), problemOf(resolved())]), Array(2).fill('mfaCanceled'));
    for (let more = 0; more < 3; more += 1) assert.equal(await problemOf(resolved()), 'mfaCanceled');
    assert.equal(prompts.length, 1);
    profiles.allowMfaPrompts();
    assert.equal(await problemOf(resolved()), 'mfaCanceled');
    assert.equal(prompts.length, 2);
    code = MFA_CODE;
    profiles.allowMfaPrompts();
    assert.equal((await resolved()).identity.accountId, '444455556666');
    assert.equal(prompts.length, 3);
  });

  it('keep valid credentials after they were canceled, and fail expired ones', async () => {
    const provider = profiles.credentials(await resolved());
    code = undefined;
    now += 56 * 60_000;
    const good = await Promise.all([provider(), provider(), provider()]);
    assert.equal(new Set(good.map(({ accessKeyId }) => accessKeyId)).size, 1);
    assert.equal(prompts.length, 2);
    now += 5 * 60_000;
    const after = await Promise.all([problemOf(provider()), problemOf(provider())]);
    assert.deepEqual(after, ['mfaCanceled', 'mfaCanceled']);
    assert.equal(await problemOf(provider()), 'mfaCanceled');
    assert.equal(prompts.length, 2);
  });

  it('appear again for an edited profile', async () => {
    code = undefined;
    await problemOf(resolved());
    const { configFile } = world.sandbox;
    const before = readFileSync(configFile, 'utf8');
    try {
      writeFileSync(configFile, before.replace('role/Admin', 'role/Administrator'));
      await problemOf(resolved());
      assert.equal(prompts.length, 2);
    } finally {
      writeFileSync(configFile, before);
    }
  });

  describe('after AWS rejected credentials before their expiration', () => {
    it('are not needed to report expired keys of a file', async () => {
      const source: CredentialSource = { kind: 'profile', name: 'session' };
      const selection = () => Promise.resolve({ source, regions: ['eu-central-1'] });
      const { session } = world.machine.createCore({ env, selection });
      await session.start();
      assert.equal(stateOf(session), 'ready');
      const [carol] = (await world.control.identities()).filter(({ arn }) => arn.endsWith('user/carol'));
      assert.ok(carol);
      await world.control.putIdentity({ ...carol, expiresAt: '2020-01-01T00:00:00.000Z' });
      await session.resolve();
      assert.deepEqual(stateOf(session), 'ready');
      await session.resolve({ credentialsRejected: true });
      assert.equal(stateOf(session), 'expired');
    });

    it('appear once for concurrent requests to assume the role again', async () => {
      const { identity } = await resolved();
      const [ended] = (await world.control.identities()).filter(
        ({ accessKeyId }) => accessKeyId === identity.accessKeyId,
      );
      assert.ok(ended);
      await world.control.putIdentity({ ...ended, expiresAt: '2020-01-01T00:00:00.000Z' });
      const resolveAgain = () => profiles.targets(ADMIN, ['us-east-1'], { credentialsRejected: true });
      const [[first], [second]] = await Promise.all([resolveAgain(), resolveAgain()]);
      assert.notEqual(first?.identity.accessKeyId, identity.accessKeyId);
      assert.equal(first?.identity.accessKeyId, second?.identity.accessKeyId);
      assert.equal(prompts.length, 2);
    });

    it('do not appear if the credentials are still valid', async () => {
      const { identity } = await resolved();
      const [target] = await profiles.targets(ADMIN, ['us-east-1'], { credentialsRejected: true });
      assert.equal(target?.identity.accessKeyId, identity.accessKeyId);
      assert.equal(prompts.length, 1);
    });
  });
});
