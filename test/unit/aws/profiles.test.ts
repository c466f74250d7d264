import assert from 'node:assert/strict';
import { createHook } from 'node:async_hooks';
import { chmodSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { resolveSharedFilePaths, type SharedFilePaths } from '../../../src/aws/config/sharedFilePaths.ts';
import { describeProfiles, profileLabel, type Profile } from '../../../src/aws/config/profiles.ts';
import { readErrorMessage, readSharedConfig } from '../../../src/aws/config/sharedConfig.ts';
import { SharedConfigCache } from '../../../src/aws/config/sharedConfigCache.ts';
import { Machine } from './support/machine.ts';

const readProfiles = async (files: SharedFilePaths) => describeProfiles(await readSharedConfig(files));

describe('describeProfiles', () => {
  let machine: Machine;
  beforeEach(() => {
    machine = new Machine();
  });
  afterEach(() => {
    machine.dispose();
  });

  const read = async (): Promise<Record<string, Profile>> =>
    Object.fromEntries((await readProfiles(machine.files)).profiles.map((profile) => [profile.name, profile]));
  const messages = async (): Promise<string[]> =>
    (await readProfiles(machine.files)).problems.map(({ message }) => message);

  it('returns the type, the label and the account of each profile', async () => {
    machine.config(`
[default]
region = eu-west-1
[profile sso]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Admin
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-central-1
[profile old-sso]
sso_start_url = https://old.awsapps.com/start
sso_region = eu-central-1
sso_account_id = 111122223333
sso_role_name = Admin
[profile role]
role_arn = arn:aws:iam::444455556666:role/Deploy
source_profile = default
mfa_serial = arn:aws:iam::111122223333:mfa/me
[profile instance]
role_arn = arn:aws:iam::444455556666:role/Deploy
credential_source = Ec2InstanceMetadata
[profile process]
credential_process = /bin/get --secret HUSH
aws_account_id = 777788889999
[profile web]
web_identity_token_file = /token
role_arn = arn:aws-us-gov:iam::444455556666:role/Web
[profile console]
login_session = arn:aws:iam::121212121212:user/me
[plugins]
endpoint = awscli_plugin_endpoint
`);
    machine.credentials(
      '[default]\naws_access_key_id = AKIA\naws_secret_access_key = HUSH\n[keys]\naws_access_key_id=A\naws_secret_access_key=HUSH',
    );
    const profiles = await read();
    assert.deepEqual(
      Object.values(profiles).map((profile) => [profile.name, profileLabel(profile), profile.accountId ?? '']),
      [
        ['default', 'static keys', ''],
        ['sso', 'SSO corp', '111122223333'],
        ['old-sso', 'SSO (legacy)', '111122223333'],
        ['role', 'role via default, MFA', '444455556666'],
        ['instance', 'role via Ec2InstanceMetadata', '444455556666'],
        ['process', 'credential_process', '777788889999'],
        ['web', 'web identity', '444455556666'],
        ['console', 'console login', '121212121212'],
        ['keys', 'static keys', ''],
      ],
    );
    assert.equal(profiles['default']?.region, 'eu-west-1');
    assert.equal(profiles['role']?.mfaSerial, 'arn:aws:iam::111122223333:mfa/me');
    assert.equal(profiles['sso']?.ssoStartUrl, 'https://corp.awsapps.com/start');
    assert.deepEqual(await messages(), []);
    assert.doesNotMatch(JSON.stringify(await readProfiles(machine.files)), /HUSH|"AKIA"/);
  });

  it('accepts names with spaces, quotes and letters of any script', async () => {
    machine.config(
      '[profile my dev]\nregion=a\n[profile "quoted name"]\nregion=b\n[profile Größe-東京]\nregion=c\n[profile $(touch x)]\nregion=d',
    );
    machine.credentials(
      '[it\'s "me"]\naws_access_key_id=A\naws_secret_access_key=S\n[my dev]\naws_access_key_id=A\naws_secret_access_key=S',
    );
    const profiles = await read();
    assert.deepEqual(Object.keys(profiles), ['my dev', 'quoted name', 'Größe-東京', '$(touch x)', 'it\'s "me"']);
    assert.equal(profiles['my dev']?.kind, 'staticKeys');
    assert.equal(profiles['my dev'].region, 'a');
  });

  it('reports headers of the wrong form, and uses the later settings of a duplicate profile', async () => {
    machine.config(
      '[dev]\nregion=a\n[profile twice]\nregion=a\nx=1\n[profile twice]\nregion=b\naws_access_key_id=A\naws_secret_access_key=S',
    );
    machine.credentials('[profile wrong]\naws_access_key_id=A\naws_secret_access_key=S');
    const { profiles, problems } = await readProfiles(machine.files);
    assert.deepEqual(
      profiles.map(({ name, region }) => [name, region]),
      [['twice', 'b']],
    );
    assert.deepEqual(
      problems.map(({ file, line }) => [file, line]),
      [
        [machine.files.config, 1],
        [machine.files.config, 6],
        [machine.files.credentials, 1],
      ],
    );
    assert.match(problems[0]?.message ?? '', /\[profile dev\]/);
    assert.match(problems[1]?.message ?? '', /twice \(first in line 3\)/);
    assert.match(problems[2]?.message ?? '', /\[wrong\]/);
  });

  it('prefers [profile default] to [default], like the SDK', async () => {
    machine.config('[profile default]\nregion=b\n[default]\nregion=a\naws_access_key_id=A');
    assert.equal((await read())['default']?.region, 'b');
    assert.match((await messages())[0] ?? '', /only that one counts/);
  });

  it('reports cycles, missing sources and incomplete profiles, and keeps these profiles', async () => {
    const arn = 'role_arn = arn:aws:iam::111122223333:role/R';
    machine.config(`
[profile a]
${arn}
source_profile = b
[profile b]
${arn}
source_profile = c
[profile c]
${arn}
source_profile = a
[profile self]
${arn}
source_profile = self
[profile orphan]
${arn}
source_profile = nowhere
[profile both]
${arn}
source_profile = self
credential_source = Environment
[profile half]
aws_access_key_id = A
[profile nosession]
sso_session = none
[profile nothing]
region = eu-west-1
[profile selfkeys]
${arn}
source_profile = selfkeys
aws_access_key_id = A
aws_secret_access_key = S
`);
    const profiles = await read();
    const problems = (name: string): string => profiles[name]?.problems.join('|') ?? 'missing';
    assert.equal(problems('a'), 'The source profiles form a cycle: a → b → c → a.');
    assert.equal(problems('self'), 'The source profiles form a cycle: self → self.');
    assert.match(problems('orphan'), /source_profile "nowhere" of "orphan" does not exist/);
    assert.match(problems('both'), /needs one/);
    assert.equal(problems('half'), 'aws_secret_access_key is missing.');
    assert.match(problems('nosession'), /\[sso-session none\]/);
    assert.match(problems('nothing'), /nothing that leads to credentials/);
    assert.equal(problems('selfkeys'), '');
    assert.equal((await messages()).length, 9);
  });

  it('reports a missing file only if the environment names it', async () => {
    assert.deepEqual(await readProfiles(machine.files), { profiles: [], problems: [] });
    const named = resolveSharedFilePaths({ AWS_CONFIG_FILE: join(machine.home, 'none') }, machine.home);
    const { problems } = await readProfiles(named);
    assert.equal(problems.length, 1);
    assert.match(problems[0]?.message ?? '', /does not exist/);
  });

  it('reports a file that is a folder or UTF-16, and reads the other file', async () => {
    machine.credentials('[keys]\naws_access_key_id=A\naws_secret_access_key=S');
    mkdirSync(machine.files.config, { recursive: true });
    assert.deepEqual(Object.keys(await read()), ['keys']);
    assert.match((await messages())[0] ?? '', /folder/);
    const other = { ...machine.files, config: join(dirname(machine.files.config), 'utf16') };
    machine.write(other.config, Buffer.from('\uFEFF[profile x]', 'utf16le'));
    const { profiles, problems } = await readProfiles(other);
    assert.equal(profiles.length, 1);
    assert.match(problems[0]?.message ?? '', /UTF-16/);
  });

  it('reports a file without read permission, and reads the other file', async function () {
    if (process.platform === 'win32' || process.getuid?.() === 0) this.skip();
    machine.config('[profile x]\nregion=a');
    machine.credentials('[keys]\naws_access_key_id=A\naws_secret_access_key=S');
    chmodSync(machine.files.config, 0);
    assert.deepEqual(Object.keys(await read()), ['keys']);
    assert.match((await messages())[0] ?? '', /permissions/);
  });

  it('reads 5,000 profiles with a chain through all of them', async () => {
    const lines = Array.from({ length: 5000 }, (_, index) =>
      index === 0
        ? '[profile p0]\naws_access_key_id = A\naws_secret_access_key = S'
        : `[profile p${index}]\nrole_arn = arn:aws:iam::111122223333:role/R\nsource_profile = p${index - 1}\nregion = eu-west-1`,
    );
    machine.config(lines.join('\n'));
    const { profiles } = await readProfiles(machine.files);
    assert.equal(profiles.length, 5000);
    assert.equal(profiles[4999]?.sourceProfile, 'p4998');
  });
});

describe('readErrorMessage', () => {
  it('returns a message for each error code, and none for an optional file that is missing', () => {
    assert.match(readErrorMessage('EACCES', false) ?? '', /permissions/);
    assert.match(readErrorMessage('EIO', false) ?? '', /EIO/);
    assert.match(readErrorMessage('ENOTDIR', true) ?? '', /does not exist/);
    assert.equal(readErrorMessage('ENOENT', false), undefined);
  });
});

describe('SharedConfigCache', () => {
  it('reads the files at most twice for concurrent requests, and never before a request', async () => {
    const machine = new Machine();
    let opened = 0;
    const hook = createHook({
      init: (_, type) => {
        if (type === 'FSREQPROMISE') opened += 1;
      },
    });
    try {
      machine.config('[profile a]\nregion=one');
      const reader = new SharedConfigCache(machine.files);
      await reader.read();
      hook.enable();
      const all = await Promise.all(Array.from({ length: 50 }, () => reader.read()));
      hook.disable();
      assert.equal(new Set(all).size, 1);
      assert.ok(opened <= 4, `${opened} requests to the file system`);
      // The first read began before the change, and the second one after it.
      const before = reader.read();
      machine.config('[profile a]\nregion=two');
      const after = await reader.read();
      assert.equal(after.profiles.get('a')?.get('region')?.value, 'two');
      await before;
    } finally {
      hook.disable();
      machine.dispose();
    }
  });

  it('parses again only after a file was created or changed', async () => {
    const machine = new Machine();
    try {
      const reader = new SharedConfigCache(machine.files);
      const region = async (): Promise<string | undefined> =>
        (await reader.read()).profiles.get('a')?.get('region')?.value;
      assert.equal(await region(), undefined);
      machine.config('[profile a]\nregion=one');
      assert.equal(await region(), 'one');
      assert.equal(await reader.read(), await reader.read());
      machine.config('[profile a]\nregion=two');
      assert.equal(await region(), 'two');
      machine.credentials('[a]\nregion=three');
      assert.equal(await region(), 'three');
    } finally {
      machine.dispose();
    }
  });
});
