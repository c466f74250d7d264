import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import type { Env } from '../../../src/aws/config/sharedFilePaths.ts';
import { FakeAws } from './support/fakeAws.ts';
import { inSeconds, Machine } from './support/machine.ts';
import { KEYS, ROWS, TOKEN, type Row } from './support/profileRows.ts';

/** Removes the number of a temporary access key. */
const unnumbered = (line: string): string => line.replace(/(ASIA\.\w+)\.\d+/, '$1');

describe('credentials of every type of profile', () => {
  let fake: FakeAws;
  let machine: Machine;
  before(async () => {
    fake = await FakeAws.start('sts', 'sso', 'oidc', 'signin', 'container', 'trap');
    fake.addKey('AKIAIT', '111111111111');
    fake.addKey('AKIABASE', '111111111111');
    fake.addKey('AKIATRAP', '666666666666');
  });
  after(() => fake.close());
  beforeEach(() => {
    machine = new Machine();
    fake.reset();
  });
  afterEach(() => {
    machine.dispose();
  });

  const filled = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => (name === 'home' ? machine.home : fake.url(name)));
  const filledEnv = (env: Env): Env =>
    Object.fromEntries(Object.entries(env).map(([name, value]) => [name, filled(value ?? '')]));
  const setUp = (row: Row): Env => {
    // A client of the SDK that Teardown does not configure would take its endpoint and its keys from this profile.
    const trap = `\n[profile trap]\nregion = us-west-2\nendpoint_url = ${fake.url('trap')}\n${KEYS('AKIATRAP')}\n`;
    machine.config(filled(row.config) + trap);
    if (row.credentials !== undefined) machine.credentials(row.credentials);
    row.prepare?.(machine);
    return filledEnv(row.env ?? {});
  };

  for (const row of ROWS) {
    const source = row.source ?? { kind: 'profile', name: 'it' };

    it(`resolves ${row.name}`, async () => {
      const env = setUp(row);
      machine.setProcessEnv({ AWS_PROFILE: 'trap', AWS_ENDPOINT_URL_STS: fake.url('trap'), AWS_REGION: 'us-west-1' });
      const prompts: string[] = [];
      const askMfaCode = (serial: string, profile: string): Promise<string> => {
        prompts.push(`${serial} for ${profile}`);
        return Promise.resolve(' 123456 ');
      };
      const region = row.lastCall.split(' ').at(-1) ?? '';
      const target = await machine.createCore({ env, prompts: { askMfaCode } }).profiles.target(source, region);
      const [at, key, identifiedIn] = row.lastCall.split(' ');
      assert.deepEqual(fake.lines().map(unnumbered), [
        ...row.calls,
        `${at} sts.GetCallerIdentity ${key} ${identifiedIn}`,
      ]);
      const { identity } = target;
      assert.equal(identity.accountId, row.account);
      assert.equal(identity.partition, identity.arn.split(':')[1]);
      assert.equal(unnumbered(identity.accessKeyId), key);
      assert.deepEqual(identity.source, source);
      assert.deepEqual(prompts, row.config.includes('mfa_serial') ? ['arn:aws:iam::111111111111:mfa/me for it'] : []);
    });

    if (source.kind !== 'profile' || row.beyondSdk !== undefined) continue;
    it(`sends the same requests as fromIni with AWS_PROFILE set to the profile: ${row.name}`, async () => {
      const { fromIni } = await import('@aws-sdk/credential-providers');
      const config = row.config.replaceAll('renewing', 'renewing-sdk');
      const env = setUp({ ...row, config });
      if (config !== row.config) {
        machine.ssoToken('renewing-sdk', {
          ...TOKEN,
          expiresAt: inSeconds(60),
          clientId: 'c',
          clientSecret: 's',
          refreshToken: 'r',
        });
      }
      machine.setProcessEnv({ ...env, AWS_PROFILE: 'it', AWS_LOGIN_CACHE_DIRECTORY: machine.files.loginCache });
      const theirs = await fromIni({ profile: 'it', mfaCodeProvider: () => Promise.resolve('123456') })();
      assert.equal(unnumbered(theirs.accessKeyId), row.lastCall.split(' ')[1]);
      assert.deepEqual(fake.lines().map(unnumbered), row.calls);
    });
  }

  it('cannot use fromIni, which calls the endpoint of AWS_PROFILE even with an endpoint in its client configuration', async () => {
    const row = ROWS.find(({ name }) => name === 'a role by web identity');
    assert.ok(row);
    setUp(row);
    machine.setProcessEnv({ AWS_PROFILE: 'trap' });
    const { fromIni } = await import('@aws-sdk/credential-providers');
    const clientConfig = { endpoint: fake.url('sts'), region: 'eu-west-1' };
    await fromIni({ profile: 'it', clientConfig })();
    // If this fails, the SDK has fixed it, and docs/PROFILES.md ("Why not the SDK's provider") has one reason less.
    assert.deepEqual(fake.lines(), ['trap sts.AssumeRoleWithWebIdentity']);
  });

  it('sends the settings of the role to STS', async () => {
    const row = ROWS.find(({ name }) => name === 'a role with MFA');
    assert.ok(row);
    const env = setUp(row);
    const prompts = { askMfaCode: () => Promise.resolve('123456') };
    await machine.createCore({ env, prompts }).profiles.target('it', 'eu-west-1');
    const { RoleArn, RoleSessionName, ExternalId, DurationSeconds, SerialNumber, TokenCode } =
      fake.calls[0]?.input ?? {};
    assert.deepEqual(
      [RoleArn, RoleSessionName, ExternalId, DurationSeconds, SerialNumber, TokenCode],
      ['arn:aws:iam::222222222222:role/Deploy', 'me', 'ext', '900', 'arn:aws:iam::111111111111:mfa/me', '123456'],
    );
  });
});
