import { readFile } from 'node:fs/promises';
import { t } from '@vscode/l10n';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { Env } from '../config/sharedFilePaths.ts';
import { errorCode } from '../../common/errors.ts';
import { CredentialsError } from './credentialsError.ts';
import { assumeRoleWithWebIdentity, type Role } from './assumeRole.ts';
import { sendDirectly, type DirectRequest } from './directRequest.ts';
import { parseExpiration } from './expiration.ts';
import { sourceLabel } from '../identity/target.ts';

/**
 * Returns the credentials in the environment
 * (https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html). `profile` is the one whose
 * `credential_source` this is, if any. Throws a `CredentialsError` with the problem `noCredentials` when
 * AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY is not set.
 */
export function environmentCredentials(env: Env, profile?: string): Promise<AwsCredentialIdentity> {
  const accessKeyId = env['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'];
  // The old name counts first, as in botocore (`EnvProvider.TOKENS`).
  const sessionToken = [env['AWS_SECURITY_TOKEN'], env['AWS_SESSION_TOKEN']].find(Boolean);
  if (!accessKeyId || !secretAccessKey) {
    const message = t('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set where VS Code was started.');
    return Promise.reject(new CredentialsError('noCredentials', message, profile === undefined ? {} : { profile }));
  }
  return Promise.resolve({ accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) });
}

/**
 * Returns the credentials of the container that this runs in (ECS, EKS Pod Identity, Greengrass). The address is never
 * reached through a proxy (https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html).
 * `profile` is the one whose `credential_source` this is, if any. Throws a `CredentialsError` with the problem
 * `noCredentials`.
 */
export async function containerCredentials(env: Env, profile?: string): Promise<AwsCredentialIdentity> {
  const relative = env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'];
  const text = relative ? `http://169.254.170.2${relative}` : env['AWS_CONTAINER_CREDENTIALS_FULL_URI'];
  if (!text) throw noCredentialsError(t('the environment names no container credentials endpoint'), profile);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !isContainerHost(url)) {
    throw noCredentialsError(t('the host {0} is not allowed for container credentials', url?.hostname ?? '?'), profile);
  }
  try {
    const token = await containerToken(env);
    const headers = { Accept: 'application/json', ...(token && { Authorization: token }) };
    return parseCredentials(await fetchText({ url, headers, timeoutMs: CONTAINER_TIMEOUT_MS }));
  } catch (error) {
    throw noCredentialsError(errorReason(error), profile);
  }
}

const CONTAINER_TIMEOUT_MS = 2_000;
const INSTANCE_TIMEOUT_MS = 1_000;

/**
 * Returns whether a URL may be requested for credentials: the hosts of ECS and EKS, and this machine (botocore
 * `ContainerMetadataFetcher`).
 */
function isContainerHost({ protocol, hostname }: URL): boolean {
  if (protocol === 'https:') return true;
  return (
    protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\]|169\.254\.170\.(2|23)|\[fd00:ec2::23\])$/.test(hostname)
  );
}

async function containerToken(env: Env): Promise<string | undefined> {
  const file = env['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'];
  return file ? await readFile(file, 'utf8') : env['AWS_CONTAINER_AUTHORIZATION_TOKEN'];
}

/**
 * Returns the credentials of the EC2 instance that this runs on. The address is never reached through a proxy
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-imds-credentials.html, botocore `InstanceMetadataFetcher`).
 * Honors AWS_EC2_METADATA_DISABLED, AWS_EC2_METADATA_V1_DISABLED and AWS_EC2_METADATA_SERVICE_ENDPOINT with its mode.
 * `profile` is the one whose `credential_source` this is, if any. Throws a `CredentialsError` with the problem
 * `noCredentials`.
 */
export async function instanceCredentials(env: Env, profile?: string): Promise<AwsCredentialIdentity> {
  const isOn = (name: string): boolean => env[name]?.toLowerCase() === 'true';
  if (isOn('AWS_EC2_METADATA_DISABLED')) throw noCredentialsError(t('AWS_EC2_METADATA_DISABLED is set'), profile);
  const ipv6 = env['AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE']?.toLowerCase() === 'ipv6';
  const usual = ipv6 ? 'http://[fd00:ec2::254]' : 'http://169.254.169.254';
  const base = [env['AWS_EC2_METADATA_SERVICE_ENDPOINT']].find(Boolean) ?? usual;
  const request = (path: string): Pick<DirectRequest, 'url' | 'timeoutMs'> => ({
    url: new URL(`${base.replace(/\/$/, '')}/latest/${path}`),
    timeoutMs: INSTANCE_TIMEOUT_MS,
  });
  try {
    const token = await metadataToken(request('api/token'), !isOn('AWS_EC2_METADATA_V1_DISABLED'));
    const headers = token === undefined ? {} : { 'x-aws-ec2-metadata-token': token };
    const roles = 'meta-data/iam/security-credentials/';
    const [role = ''] = (await fetchText({ ...request(roles), headers })).trim().split('\n');
    return parseCredentials(await fetchText({ ...request(roles + encodeURIComponent(role)), headers }));
  } catch (error) {
    throw noCredentialsError(errorReason(error), profile);
  }
}

/** Returns the session token of version 2 of the service; undefined where only version 1 is there and may be used. */
async function metadataToken(
  request: Pick<DirectRequest, 'url' | 'timeoutMs'>,
  allowVersion1: boolean,
): Promise<string | undefined> {
  const headers = { 'x-aws-ec2-metadata-token-ttl-seconds': '21600' };
  const { status, body } = await sendDirectly({ ...request, method: 'PUT', headers });
  if (status === 200) return body;
  if (allowVersion1 && [403, 404, 405].includes(status)) return undefined;
  throw new HttpStatusError(status);
}

/** An HTTP status that holds no credentials. */
class HttpStatusError extends Error {
  constructor(status: number) {
    super(t('HTTP status {0}', status));
  }
}

async function fetchText(request: DirectRequest): Promise<string> {
  const { status, body } = await sendDirectly(request);
  if (status !== 200) throw new HttpStatusError(status);
  return body;
}

function parseCredentials(body: string): AwsCredentialIdentity {
  const { AccessKeyId, SecretAccessKey, Token, Expiration } = JSON.parse(body) as Readonly<Record<string, unknown>>;
  const expiration = typeof Expiration === 'string' ? parseExpiration(Expiration) : undefined;
  if (typeof AccessKeyId !== 'string' || typeof SecretAccessKey !== 'string' || expiration === undefined) {
    throw new SyntaxError();
  }
  const session = typeof Token === 'string' ? { sessionToken: Token } : {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, ...session, expiration };
}

/**
 * Returns the credentials that the machine provides, in the order of the SDK's chain: a role by the web identity that
 * the environment names (EKS), those of the container, those of the instance. The first that the machine is set up for
 * counts; when it fails, the next is not tried. `sts` is where STS is reached for a web identity. Throws a
 * `CredentialsError` with the problem `noCredentials`, or why the role could not be assumed.
 */
export function ambientCredentials(env: Env, sts: Pick<Role, 'region' | 'reach'>): Promise<AwsCredentialIdentity> {
  const { AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile, AWS_ROLE_ARN: roleArn, AWS_ROLE_SESSION_NAME: sessionName } = env;
  if (tokenFile && roleArn) {
    const profile = sourceLabel({ kind: 'container' });
    const role: Role = { ...sts, profile, roleArn, sessionName, externalId: undefined, duration: undefined };
    return assumeRoleWithWebIdentity(role, tokenFile);
  }
  return hasContainerEndpoint(env) ? containerCredentials(env) : instanceCredentials(env);
}

function hasContainerEndpoint(env: Env): boolean {
  return ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'].some((name) => env[name]);
}

/** Returns a code, a status or the error's name alone: a message might quote the response. */
function errorReason(error: unknown): string {
  if (error instanceof HttpStatusError) return error.message;
  return errorCode(error) ?? (error instanceof Error ? error.name : 'Error');
}

function noCredentialsError(reason: string, profile?: string): CredentialsError {
  const message = t('This machine has no credentials ({0}): it is no AWS container or instance with a role.', reason);
  return new CredentialsError('noCredentials', message, profile === undefined ? {} : { profile });
}
