import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { SandboxClient } from '../../../sandbox/client.ts';
import { CONTAINER_TOKEN, SSO_ACCESS_TOKEN, SSO_REFRESH_TOKEN } from '../../../sandbox/identityEndpoints/tokens.ts';
import { startSandbox, type RunningSandbox } from '../../../sandbox/server.ts';
import { MFA_CODE, WEB_IDENTITY_TOKEN } from '../../../sandbox/services/sts.ts';
import type { Env } from '../../../src/aws/config/sharedFilePaths.ts';
import { CredentialsError } from '../../../src/aws/credentials/credentialsError.ts';
import type { CredentialSource, Target } from '../../../src/aws/identity/target.ts';
import type { ProfileService } from '../../../src/session/profileService.ts';
import { inSeconds, Machine } from './support/machine.ts';

const DEPLOYER = 'role_arn = arn:aws:iam::444455556666:role/Deployer\nsource_profile = dev';
const SSO = 'sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Developer';

describe('ProfileService with the sandbox', () => {
  let machine: Machine;
  let sandbox: RunningSandbox;
  let client: SandboxClient;
  before(async () => {
    sandbox = await startSandbox();
    client = new SandboxClient(sandbox.endpoint);
  });
  after(() => sandbox.close());
  beforeEach(async () => {
    machine = new Machine();
    await client.clearRequests();
  });
  afterEach(() => {
    machine.dispose();
  });

  const profiles = (more: Env = {}): ProfileService => {
    const env = {
      ...more,
      HOME: machine.home,
      AWS_CONFIG_FILE: sandbox.configFile,
      AWS_SHARED_CREDENTIALS_FILE: sandbox.credentialsFile,
    };
    return machine.createCore({ env, prompts: { askMfaCode: () => Promise.resolve(MFA_CODE) } }).profiles;
  };
  const resolve = (name: string, region: string): Promise<Target> => profiles().target(name, region);
  const add = (name: string, settings: string): void => {
    const section = `\n[profile ${name}]\nregion = eu-west-1\nendpoint_url = ${sandbox.endpoint}\n${settings}\n`;
    appendFileSync(sandbox.configFile, section);
  };
  const log = async (): Promise<string[]> =>
    (await client.requests()).map(({ service, operation, accountId, region }) =>
      [service, operation, accountId, region].map((part) => part ?? '-').join(' '),
    );

  it('resolves the account and the caller of every profile of the sandbox', async () => {
    for (const { name, accountId, arn, accessKeyId, region } of sandbox.profiles) {
      if (name === 'unreachable' || name === 'expired') continue;
      const { identity } = await resolve(name, region);
      assert.deepEqual([identity.accountId, identity.arn, identity.accessKeyId], [accountId, arn, accessKeyId]);
      const [last] = (await client.requests()).slice(-1);
      assert.deepEqual([last?.operation, last?.accessKeyId, last?.region], ['GetCallerIdentity', accessKeyId, region]);
    }
  });

  it('rejects a profile of the sandbox without credentials that work, and quotes no secret', async () => {
    for (const [name, problem] of [
      ['unreachable', 'unreachable'],
      ['expired', 'expired'],
    ] as const) {
      await assert.rejects(resolve(name, 'eu-west-1'), (error: unknown) => {
        assert.ok(error instanceof CredentialsError);
        assert.equal(error.problem, problem);
        assert.doesNotMatch(JSON.stringify([error.message, error.cause]), /sandbox-(secret|session)/);
        return true;
      });
    }
  });

  it('assumes roles, with MFA and with a web identity', async () => {
    add('deployer', DEPLOYER);
    add('admin', `${DEPLOYER.replace('Deployer', 'Admin')}\nmfa_serial = arn:aws:iam::111122223333:mfa/alice`);
    const token = machine.write(join(dirname(sandbox.configFile), 'web'), WEB_IDENTITY_TOKEN);
    add('web', `role_arn = arn:aws:iam::444455556666:role/Deployer\nweb_identity_token_file = ${token}`);
    const session = 'teardown-for-aws';
    for (const [name, role] of [
      ['deployer', 'Deployer'],
      ['admin', 'Admin'],
      ['web', 'Deployer'],
    ] as const) {
      const { identity } = await resolve(name, 'eu-west-1');
      assert.equal(identity.arn, `arn:aws:sts::444455556666:assumed-role/${role}/${session}`);
    }
    assert.deepEqual(await log(), [
      'sts AssumeRole 111122223333 eu-west-1',
      'sts GetCallerIdentity 444455556666 eu-west-1',
      'sts AssumeRole 111122223333 eu-west-1',
      'sts GetCallerIdentity 444455556666 eu-west-1',
      'sts AssumeRoleWithWebIdentity - -',
      'sts GetCallerIdentity 444455556666 eu-west-1',
    ]);
  });

  it('uses the credentials of the container and of the instance', async () => {
    const container: CredentialSource = { kind: 'container' };
    const arn = async (env: Env): Promise<string | undefined> =>
      (await profiles({ AWS_ENDPOINT_URL: sandbox.endpoint, ...env }).target(container, 'eu-west-1')).identity.arn;
    const uri = `${sandbox.endpoint}/container-credentials`;
    const session = 'arn:aws:sts::111122223333:assumed-role/Developer';
    assert.equal(
      await arn({ AWS_CONTAINER_CREDENTIALS_FULL_URI: uri, AWS_CONTAINER_AUTHORIZATION_TOKEN: CONTAINER_TOKEN }),
      `${session}/container`,
    );
    const instance = { AWS_EC2_METADATA_SERVICE_ENDPOINT: sandbox.endpoint };
    assert.equal(await arn(instance), `${session}/i-0123456789abcdef0`);
    add('instance', `${DEPLOYER.split('\n')[0] ?? ''}\ncredential_source = Ec2InstanceMetadata`);
    const assumed = await profiles(instance).target('instance', 'eu-west-1');
    assert.equal(assumed.identity.accountId, '444455556666');
  });

  it('renews an SSO token that is about to expire, and caches the new one', async () => {
    appendFileSync(
      sandbox.configFile,
      '\n[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-central-1\n',
    );
    add('sso', SSO);
    const signIn = { clientId: 'c', clientSecret: 's', refreshToken: SSO_REFRESH_TOKEN };
    machine.ssoToken('corp', { ...signIn, accessToken: SSO_ACCESS_TOKEN, expiresAt: inSeconds(60) });
    const { identity } = await resolve('sso', 'eu-west-1');
    assert.equal(identity.arn, 'arn:aws:sts::111122223333:assumed-role/Developer/sso-user');
    await resolve('sso', 'eu-west-1');
    assert.deepEqual(
      (await log()).map((line) => line.split(' ')[1]),
      ['CreateToken', 'GetRoleCredentials', 'GetCallerIdentity', 'GetRoleCredentials', 'GetCallerIdentity'],
    );
  });
});
