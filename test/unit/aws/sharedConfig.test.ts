import assert from 'node:assert/strict';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { profileKind } from '../../../src/aws/config/credentialMethod.ts';
import { describeProfiles } from '../../../src/aws/config/profiles.ts';
import { readSharedConfig } from '../../../src/aws/config/sharedConfig.ts';
import { resolveSharedFilePaths } from '../../../src/aws/config/sharedFilePaths.ts';
import { Machine } from './support/machine.ts';

describe('resolveSharedFilePaths', () => {
  it('uses the home folder of HOME, USERPROFILE, HOMEDRIVE and HOMEPATH, or the system, in this order', () => {
    assert.equal(resolveSharedFilePaths({ HOME: '/h', USERPROFILE: '/u' }, '/os').config, join('/h', '.aws', 'config'));
    assert.equal(
      resolveSharedFilePaths({ USERPROFILE: '/u', HOMEPATH: '/p' }, '/os').credentials,
      join('/u', '.aws', 'credentials'),
    );
    assert.equal(
      resolveSharedFilePaths({ HOMEDRIVE: 'D:', HOMEPATH: '/p' }, '/os').config,
      join('D:/p', '.aws', 'config'),
    );
    assert.equal(resolveSharedFilePaths({}, '/os').ssoCache, join('/os', '.aws', 'sso', 'cache'));
  });

  it('uses the paths of the environment, expands ~ and variables, and ignores empty paths', () => {
    const env = { HOME: '/h', AWS_CONFIG_FILE: '~/elsewhere/config', AWS_SHARED_CREDENTIALS_FILE: '/c' };
    assert.deepEqual(resolveSharedFilePaths(env, '/os'), {
      config: join('/h', 'elsewhere', 'config'),
      credentials: '/c',
      configFromEnv: true,
      credentialsIsNamed: true,
      ssoCache: join('/h', '.aws', 'sso', 'cache'),
      loginCache: join('/h', '.aws', 'login', 'cache'),
    });
    const named = { AWS_CONFIG_FILE: '$WHERE/${NAME}-$NONE', WHERE: '/w', NAME: 'n' };
    assert.equal(resolveSharedFilePaths(named, '/os').config, '/w/n-$NONE');
    assert.equal(resolveSharedFilePaths({ AWS_CONFIG_FILE: '' }, '/os').configFromEnv, false);
  });
});

describe('readSharedConfig', () => {
  let machine: Machine;
  beforeEach(() => {
    machine = new Machine();
  });
  afterEach(() => {
    machine.dispose();
  });

  it('reports each header and setting that the AWS CLI reads differently, with its line', async () => {
    machine.config(
      [
        '[DEFAULT]',
        'region = eu-west-1',
        '[profile my dev]',
        '[ default ]',
        '[profile a] # see [b]',
        '[profile c]',
        'output = json # no',
        'role_arn =',
        '  x = y',
        '[profile d]',
        'credential_process = get "x',
        '[profile e]',
        'credential_process = ~/get $HOME',
        '[profile f]',
        'sso_session = s',
        'sso_account_id = 1',
        'sso_role_name = r',
        'sso_region = x',
        '[sso-session s]',
        'sso_region = y',
        'sso_start_url = z',
        '[profile g]',
        'role_arn = arn:aws:iam::111111111111:role/R',
        'credential_source = Environment',
        'duration_seconds = 15m',
      ].join('\n'),
    );
    const { problems, profiles } = describeProfiles(await readSharedConfig(machine.files));
    const at = (line: number): string =>
      problems
        .filter((problem) => problem.line === line)
        .map(({ message }) => message)
        .join('|');
    assert.match(at(1), /counts? for every profile/);
    assert.match(at(3), /double quotes/);
    assert.match(at(4), /Remove the spaces/);
    assert.match(at(5), /last "\]"/);
    assert.match(at(7), /reads it as part of the value/);
    assert.match(at(8), /nested block/);
    assert.match(at(11), /not closed/);
    assert.match(at(13), /without a shell/);
    assert.match(at(18), /sso_region differs/);
    assert.match(at(25), /digits/);
    assert.equal(profiles.find(({ name }) => name === 'c')?.region, 'eu-west-1');
  });

  it('marks a source profile with a role and an empty web identity token file as incomplete', async () => {
    machine.config('[profile a]\nrole_arn = r\nweb_identity_token_file =\ncredential_source = Environment');
    const shared = await readSharedConfig(machine.files);
    assert.equal(profileKind('a', shared, true), 'incomplete');
  });

  it('reports no block of a service whose name looks like a setting', async () => {
    const blocks = ['sso_oidc', 'sso', 'sso_admin', 'ec2', 'sts'].map((name) => `${name} =\n  endpoint_url = http://a`);
    machine.config(`[services local]\n${blocks.join('\n')}`);
    const { problems, services } = await readSharedConfig(machine.files);
    assert.deepEqual(problems, []);
    assert.equal(services.get('local')?.has('sso_oidc'), false);
  });

  it('prefers an empty value of the credentials file to the value of the config file', async () => {
    machine.config('[profile a]\nregion = eu-west-1\ns3 =\n  x = 1\n  y = 2');
    machine.credentials('[a]\nregion =\ns3 =\n  y = 3');
    const settings = (await readSharedConfig(machine.files)).profiles.get('a');
    assert.deepEqual(
      [...(settings ?? [])].map(([key, { value }]) => [key, value]),
      [
        ['region', ''],
        ['s3.y', '3'],
      ],
    );
  });
});
