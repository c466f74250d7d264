import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { fromContainerMetadata, fromIni, fromInstanceMetadata } from '@aws-sdk/credential-providers';
import { METADATA_TOKEN, SSO_ACCESS_TOKEN, SSO_REFRESH_TOKEN } from '../../../sandbox/identityEndpoints/tokens.ts';
import { first, useSandbox } from './support.ts';

interface PortalResponse {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

describe("the sandbox's sources of credentials", () => {
  const bench = useSandbox();

  const portal = async (token: string): Promise<PortalResponse> => {
    const query = 'role_name=Deployer&account_id=444455556666';
    const response = await fetch(`${bench.running.endpoint}/federation/credentials?${query}`, {
      headers: { 'x-amz-sso_bearer_token': token },
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it('include the profiles of both files, which the SDK reads', async () => {
    const { configFile, credentialsFile, profiles } = bench.running;
    assert.deepEqual(
      profiles.map(({ name }) => name),
      ['dev', 'prod', 'auditor', 'expired', 'session', 'empty', 'unreachable'],
    );
    for (const { name, region, accountId } of profiles) {
      if (name === 'expired' || name === 'unreachable') continue;
      const credentials = fromIni({ profile: name, configFilepath: configFile, filepath: credentialsFile });
      const client = new STSClient({ ...bench.config(), region, credentials });
      assert.equal((await client.send(new GetCallerIdentityCommand())).Account, accountId);
      client.destroy();
    }
  });

  it('include an SSO portal, which issues keys for an access token', async () => {
    const { body } = await portal(SSO_ACCESS_TOKEN);
    const keys = body['roleCredentials'] as Record<'accessKeyId' | 'secretAccessKey' | 'sessionToken', string>;
    const { accessKeyId, secretAccessKey, sessionToken } = keys;
    const client = new STSClient({ ...bench.config(), credentials: { accessKeyId, secretAccessKey, sessionToken } });
    const { Arn } = await client.send(new GetCallerIdentityCommand());
    client.destroy();
    assert.equal(Arn, 'arn:aws:sts::444455556666:assumed-role/Deployer/sso-user');
    assert.equal((await portal('wrong')).status, 401);
    const logged = first(await bench.control.requests({ service: 'sso' }));
    assert.deepEqual([logged.operation, logged.input['roleName']], ['GetRoleCredentials', 'Deployer']);
  });

  it('include SSO OIDC, which renews an access token', async () => {
    const renew = async (refreshToken: string): Promise<Record<string, unknown>> => {
      const body = JSON.stringify({ grantType: 'refresh_token', refreshToken, clientId: 'c', clientSecret: 's' });
      const response = await fetch(`${bench.running.endpoint}/token`, { method: 'POST', body });
      return (await response.json()) as Record<string, unknown>;
    };
    const { accessToken } = await renew(SSO_REFRESH_TOKEN);
    assert.equal((await portal(String(accessToken))).status, 200);
    assert.equal((await renew('stale'))['error'], 'invalid_grant');
  });

  it('respond with faults', async () => {
    await bench.control.addFault({ service: 'sso' }, { type: 'expiredToken' }, { to: 1 });
    assert.equal((await portal(SSO_ACCESS_TOKEN)).status, 401);
    assert.equal((await portal(SSO_ACCESS_TOKEN)).status, 200);
  });

  it('support an SSO profile through the SDK with a cached token', async () => {
    const { endpoint } = bench.running;
    const home = await mkdtemp(join(tmpdir(), 'sandbox-sso-'));
    const cache = join(home, '.aws', 'sso', 'cache');
    const before = { ...process.env };
    try {
      process.env['HOME'] = home;
      // `fromIni` does not pass `configFilepath` to the provider that reads the SSO session.
      process.env['AWS_CONFIG_FILE'] = join(home, 'config');
      await mkdir(cache, { recursive: true });
      const name = createHash('sha1').update('corp').digest('hex');
      const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
      await writeFile(join(cache, `${name}.json`), JSON.stringify({ accessToken: SSO_ACCESS_TOKEN, expiresAt }));
      const lines = [
        '[profile sso]',
        'sso_session = corp',
        'sso_account_id = 444455556666',
        'sso_role_name = Deployer',
        'region = eu-west-1',
        '[sso-session corp]',
        'sso_region = eu-west-1',
        'sso_start_url = https://example.awsapps.com/start',
      ];
      await writeFile(join(home, 'config'), lines.join('\n'));
      const credentials = fromIni({ profile: 'sso', clientConfig: { endpoint }, ignoreCache: true });
      const client = new STSClient({ ...bench.config(), credentials });
      const { Arn } = await client.send(new GetCallerIdentityCommand());
      client.destroy();
      assert.equal(Arn, 'arn:aws:sts::444455556666:assumed-role/Deployer/sso-user');
    } finally {
      process.env = before;
      await rm(home, { recursive: true });
    }
  });

  it('include the instance and the container, with keys of the role Developer', async () => {
    const { endpoint } = bench.running;
    const before = { ...process.env };
    try {
      process.env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] = endpoint;
      process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] = `${endpoint}/container-credentials`;
      for (const credentials of [fromInstanceMetadata(), fromContainerMetadata()]) {
        const client = new STSClient({ ...bench.config(), credentials });
        const { Arn } = await client.send(new GetCallerIdentityCommand());
        client.destroy();
        assert.match(Arn ?? '', /^arn:aws:sts::111122223333:assumed-role\/Developer\//);
      }
    } finally {
      process.env = before;
    }
    const operations = (await bench.control.requests({ service: 'metadata' })).map((entry) => entry.operation);
    assert.deepEqual(operations, ['GetToken', 'GetRole', 'GetCredentials']);
    const bare = await fetch(`${endpoint}/latest/meta-data/iam/security-credentials/`);
    assert.equal(bare.status, 401);
    assert.ok(METADATA_TOKEN.startsWith('sandbox-'));
  });
});
