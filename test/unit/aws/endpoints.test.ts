import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Env } from '../../../src/aws/config/sharedFilePaths.ts';
import { CredentialsError } from '../../../src/aws/credentials/credentialsError.ts';
import { resolveEndpoints, type Endpoints } from '../../../src/aws/client/endpoints.ts';
import { readSharedConfig } from '../../../src/aws/config/sharedConfig.ts';
import type { CredentialSource } from '../../../src/aws/identity/target.ts';
import { Machine } from './support/machine.ts';

const CONFIG = `
[default]
endpoint_url = http://default
[profile a]
endpoint_url = http://a
[profile b]
services = local
endpoint_url = http://b
[profile plain]
region = eu-west-1
[profile ignoring]
services = local
endpoint_url = http://b
ignore_configured_endpoint_urls = True
[profile missing]
services = nowhere
[profile bad]
endpoint_url = localhost:4566
[profile role]
role_arn = arn:aws:iam::111122223333:role/R
source_profile = a
[services local]
ec2 =
  endpoint_url = http://ec2
direct_connect =
  endpoint_url = http://dx
sso_oidc =
  endpoint_url = http://oidc/path
`;

describe('resolveEndpoints', () => {
  let machine: Machine;
  beforeEach(() => {
    machine = new Machine();
    machine.config(CONFIG);
  });
  afterEach(() => {
    machine.dispose();
  });

  const of = async (profile: string | CredentialSource, env: Env = {}): Promise<Endpoints> => {
    const source = typeof profile === 'string' ? ({ kind: 'profile', name: profile } as const) : profile;
    return resolveEndpoints(source, await readSharedConfig(machine.files), env);
  };

  it('prefers the services section to the endpoint of the profile, each service under its own name', async () => {
    assert.deepEqual(await of('b'), {
      ec2: 'http://ec2',
      lightsail: 'http://b',
      directconnect: 'http://dx',
      iam: 'http://b',
      sts: 'http://b',
      sso: 'http://b',
      'sso-oidc': 'http://oidc/path',
      pricing: 'http://b',
      cloudtrail: 'http://b',
      signin: 'http://b',
    });
  });

  it('prefers the environment to the profile, and the variable of a service to the general one', async () => {
    const env = { AWS_ENDPOINT_URL: 'http://env', AWS_ENDPOINT_URL_DIRECT_CONNECT: 'https://dxenv' };
    const endpoints = await of('b', env);
    assert.equal(endpoints.ec2, 'http://env');
    assert.equal(endpoints.directconnect, 'https://dxenv');
    assert.equal(endpoints['sso-oidc'], 'http://env');
    assert.equal((await of('b', { AWS_ENDPOINT_URL_STS: 'http://sts' })).sts, 'http://sts');
    assert.equal((await of('b', { AWS_ENDPOINT_URL_STS: '' })).sts, 'http://b');
  });

  it('uses the endpoint of the chosen profile, never that of AWS_PROFILE or of a source profile', async () => {
    assert.equal((await of('a', { AWS_PROFILE: 'b' })).ec2, 'http://a');
    assert.deepEqual(await of('plain', { AWS_PROFILE: 'a' }), {});
    assert.deepEqual(await of('role', { AWS_PROFILE: 'a' }), {});
    assert.deepEqual(await of('nowhere', { AWS_PROFILE: 'a' }), {});
  });

  it('uses the endpoint of AWS_PROFILE, or of default, for credentials without a profile', async () => {
    assert.equal((await of({ kind: 'environment' })).ec2, 'http://default');
    assert.equal((await of({ kind: 'environment' }, { AWS_PROFILE: 'a' })).ec2, 'http://a');
    assert.equal((await of({ kind: 'container' }, { AWS_PROFILE: 'a' })).ec2, 'http://a');
  });

  it('ignores all configured endpoints if the environment or, second, the profile demands it', async () => {
    assert.deepEqual(await of('ignoring', { AWS_ENDPOINT_URL: 'http://env' }), {});
    assert.deepEqual(await of('b', { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }), {});
    assert.equal((await of('ignoring', { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' })).iam, 'http://b');
  });

  const assertRejected = async (resolve: () => Promise<unknown>, ...deps: readonly string[]): Promise<void> => {
    await assert.rejects(resolve, (error: unknown) => {
      assert.ok(error instanceof CredentialsError);
      assert.equal(error.problem, 'badEndpoint');
      for (const part of deps) assert.ok(error.message.includes(part), `${part} in: ${error.message}`);
      return true;
    });
  };

  it('names the file, the line, the section and the key, or the variable, of an invalid URL', async () => {
    await assertRejected(() => of('bad'), machine.files.config, 'line 18', '[profile bad]', 'endpoint_url');
    await assertRejected(() => of('a', { AWS_ENDPOINT_URL_SSO: 'file:///etc' }), 'AWS_ENDPOINT_URL_SSO');
    await assertRejected(() => of('a', { AWS_ENDPOINT_URL: 'http://me:HUSH@host' }), 'AWS_ENDPOINT_URL');
  });

  it('rejects a URL with a secret in it, and one that programs read differently', async () => {
    for (const url of [
      ...['http://user@evil.example', 'http://localhost@evil.example', 'http://:hunter2@evil.example', 'http://@h:'],
      ...['http://localhost\\@evil.example', 'http:\\\\evil.example', 'http:evil.example', 'http:/evil.example'],
      ...['http:///evil.example', 'http://h?x', 'http://h#x', 'http://ⓛocalhost', 'http://lo\tcalhost', ' http://h'],
      ...['http://h ', 'http://münchen.example', 'ftp://h', 'file:///x', 'http://', 'http://%zz', 'javascript:1'],
    ]) {
      const rejected = (error: unknown) =>
        error instanceof CredentialsError && error.problem === 'badEndpoint' && !error.message.includes('hunter2');
      await assert.rejects(of('plain', { AWS_ENDPOINT_URL_STS: url }), rejected, url);
    }
    for (const url of ['http://localhost:4566/a-b_c~d', 'HTTPS://[::1]:1', 'https://xn--mnchen-3ya.example'])
      assert.equal((await of('plain', { AWS_ENDPOINT_URL_STS: url })).sts, url);
  });

  it('rejects a missing services section instead of using the endpoints of AWS', async () => {
    await assertRejected(() => of('missing'), '[services nowhere]', machine.files.config);
  });

  for (const service of ['ec2', 'sts', 'sso_oidc']) {
    for (const value of [' http://local:1', '']) {
      it(`rejects a services section with "${service} =${value}" instead of using the endpoint of AWS`, async () => {
        const section = `[services typed]\n${service} =${value}\niam =\n  endpoint_url = http://iam`;
        machine.config(`[profile it]\nservices = typed\n${section}`);
        await assert.rejects(of('it'), (error: unknown) => {
          assert.ok(error instanceof CredentialsError);
          assert.equal(error.problem, 'badEndpoint');
          assert.match(error.message, new RegExp(`${service} in \\[services typed\\], .* line 4`));
          return true;
        });
        const named = { [`AWS_ENDPOINT_URL_${service.toUpperCase()}`]: 'http://env' };
        assert.equal((await of('it', named)).iam, 'http://iam');
      });
    }
  }

  it('returns a frozen map', async () => {
    assert.ok(Object.isFrozen(await of('a')));
  });
});
