import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import {
  ambientCredentials,
  containerCredentials,
  environmentCredentials,
  instanceCredentials,
} from '../../../src/aws/credentials/containerCredentials.ts';
import { CredentialsError } from '../../../src/aws/credentials/credentialsError.ts';
import { SdkAwsClient } from '../../../src/aws/client/sdkClient.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import { inSeconds, Machine } from './support/machine.ts';

/** Starts a server and returns its URL. */
async function serve(server: http.Server | https.Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const scheme = server instanceof https.Server ? 'https' : 'http';
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('credentials of the container and of the instance', () => {
  const original = { request: http.request, get: http.get };
  const received: string[] = [];
  let respond: (path: string, headers: http.IncomingHttpHeaders) => readonly [number, string];
  const server = http.createServer(({ method = '', url = '', headers }, response) => {
    received.push(`${method} ${url}`);
    const [status, body] = respond(url, headers);
    response.writeHead(status).end(body);
  });
  const keys = (name: string): string =>
    JSON.stringify({ AccessKeyId: name, SecretAccessKey: 's', Token: 't', Expiration: inSeconds(3600) });
  let base: string;
  beforeEach(async () => {
    received.length = 0;
    base = await serve(server);
    // VS Code patches these functions for extensions when a proxy is configured.
    const proxied = (): never => {
      throw new Error('This request went to a proxy.');
    };
    Object.assign(http, { request: proxied, get: proxied });
    syncBuiltinESMExports();
  });
  afterEach(() => {
    Object.assign(http, original);
    syncBuiltinESMExports();
    server.closeAllConnections();
    server.close();
  });

  it('are never requested through a proxy: container', async () => {
    respond = (_, { authorization }) => [200, keys(authorization ?? 'none')];
    const env = {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${base}/creds?x=1`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'the-token',
    };
    assert.equal((await containerCredentials(env)).accessKeyId, 'the-token');
    assert.deepEqual(received, ['GET /creds?x=1']);
  });

  it('are never requested through a proxy: instance', async () => {
    respond = (path, headers) => {
      if (path.endsWith('/token')) return [200, 'session'];
      if (headers['x-aws-ec2-metadata-token'] !== 'session') return [401, ''];
      return [200, path.endsWith('/') ? 'the-role\n' : keys('ASIA')];
    };
    const credentials = await instanceCredentials({ AWS_EC2_METADATA_SERVICE_ENDPOINT: base });
    assert.deepEqual([credentials.accessKeyId, credentials.sessionToken], ['ASIA', 't']);
    const path = '/latest/meta-data/iam/security-credentials/';
    assert.deepEqual(received, ['PUT /latest/api/token', `GET ${path}`, `GET ${path}the-role`]);
  });

  it('are those of the container if either of its variables is set and the other one is empty', async () => {
    respond = (path) => [200, keys(path)];
    const env = {
      AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${base}/container`,
      AWS_EC2_METADATA_SERVICE_ENDPOINT: base,
    };
    const sts = { region: 'eu-west-1', reach: { endpoints: {} } };
    assert.equal((await ambientCredentials(env, sts)).accessKeyId, '/container');
  });

  it('fall back to version 1 of the instance metadata service only if it is allowed', async () => {
    respond = (path) => (path.endsWith('/token') ? [404, ''] : [200, path.endsWith('/') ? 'r' : keys('ASIA')]);
    const env = { AWS_EC2_METADATA_SERVICE_ENDPOINT: base };
    assert.equal((await instanceCredentials(env)).accessKeyId, 'ASIA');
    await assert.rejects(instanceCredentials({ ...env, AWS_EC2_METADATA_V1_DISABLED: 'true' }), /HTTP status 404/);
  });

  it('are not requested from another host, and error messages do not quote the response', async () => {
    const elsewhere = { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://192.0.2.1/creds' };
    await assert.rejects(containerCredentials(elsewhere), /192\.0\.2\.1 is not allowed/);
    respond = () => [200, '{"hush":'];
    await assert.rejects(containerCredentials({ AWS_CONTAINER_CREDENTIALS_FULL_URI: base }), (error: unknown) => {
      assert.ok(error instanceof CredentialsError);
      assert.equal(error.problem, 'noCredentials');
      assert.match(error.message, /SyntaxError/);
      assert.doesNotMatch(error.message, /hush/);
      return true;
    });
  });
});

describe('credentials of the environment', () => {
  it('have the token of the old variable first, as in the AWS CLI, and never an empty one', async () => {
    const token = async (env: Record<string, string>) =>
      (await environmentCredentials({ AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 's', ...env })).sessionToken;
    assert.equal(await token({ AWS_SECURITY_TOKEN: 'old' }), 'old');
    assert.equal(await token({ AWS_SECURITY_TOKEN: 'old', AWS_SESSION_TOKEN: 'new' }), 'old');
    assert.equal(await token({ AWS_SECURITY_TOKEN: '', AWS_SESSION_TOKEN: 'new' }), 'new');
    assert.equal(await token({ AWS_SESSION_TOKEN: '' }), undefined);
  });
});

describe('certificate authorities', () => {
  let machine: Machine;
  let server: https.Server;
  let url: string;
  let authority: string;
  beforeEach(async function () {
    if (spawnSync('openssl', ['version']).status !== 0) this.skip();
    machine = new Machine();
    const key = join(machine.home, 'key.pem');
    authority = join(machine.home, 'ca.pem');
    const subject = ['-subj', '/CN=test', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
    const command = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', authority, ...subject];
    execFileSync('openssl', command, { stdio: 'ignore' });
    server = https.createServer({ key: readFileSync(key), cert: readFileSync(authority) }, (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const action = new URLSearchParams(Buffer.concat(chunks).toString()).get('Action') ?? '';
        const identity = '<Account>111111111111</Account><Arn>arn:aws:iam::111111111111:user/me</Arn>';
        response.setHeader('x-amzn-requestid', 'id');
        response.end(
          `<${action}Response><requestId>id</requestId><${action}Result>${identity}</${action}Result><vpcSet/></${action}Response>`,
        );
      });
    });
    url = await serve(server);
  });
  afterEach(() => {
    machine.dispose();
    server.closeAllConnections();
    server.close();
  });

  const resolve = (settings: string, env: Record<string, string> = {}): Promise<Target> => {
    machine.config(
      `[profile it]\naws_access_key_id = A\naws_secret_access_key = s\nendpoint_url = ${url}\n${settings}`,
    );
    return machine.createCore({ env }).profiles.target('it', 'eu-west-1');
  };

  it('are read from AWS_CA_BUNDLE or, second, from ca_bundle', async () => {
    assert.equal((await resolve(`ca_bundle = ${authority}`)).identity.accountId, '111111111111');
    const target = await resolve('ca_bundle = /nowhere', { AWS_CA_BUNDLE: authority });
    assert.equal(target.caBundle, authority);
  });

  it('apply to requests to the services', async () => {
    const target = await resolve(`ca_bundle = ${authority}`);
    const client = new SdkAwsClient(() => () => Promise.resolve({ accessKeyId: 'A', secretAccessKey: 's' }));
    const call = (to: Target) => client.call(to, 'ec2', 'DescribeVpcs', {}, { noRetry: true });
    assert.equal((await call(target)).status, 200);
    await assert.rejects(call({ ...target, caBundle: '/nowhere' }), /CA bundle \/nowhere cannot be read \(ENOENT\)/);
    client.dispose();
  });

  it('cause an error that names the TLS failure and the settings if they are missing', async () => {
    await assert.rejects(resolve(''), (error: unknown) => {
      assert.ok(error instanceof CredentialsError);
      assert.equal(error.problem, 'unreachable');
      assert.match(
        error.message,
        /TLS connection failed \(DEPTH_ZERO_SELF_SIGNED_CERT\).*ca_bundle.*AWS_CA_BUNDLE.*NODE_EXTRA_CA_CERTS/,
      );
      return true;
    });
    await assert.rejects(resolve('ca_bundle = /nowhere'), /CA bundle \/nowhere cannot be read/);
  });

  it('cause a TLS error and no "sign in" if they are missing when an SSO token is renewed', async () => {
    machine.config(
      `[profile it]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\nendpoint_url = ${url}\n[sso-session s]\nsso_region = eu-west-1\nsso_start_url = u`,
    );
    const token = { accessToken: 'a', clientId: 'c', clientSecret: 'x', refreshToken: 'r' };
    machine.ssoToken('s', { ...token, expiresAt: inSeconds(-1) });
    await assert.rejects(
      machine.createCore().profiles.target('it', 'eu-west-1'),
      /Renewing the sign-in.*TLS connection failed/,
    );
  });
});
