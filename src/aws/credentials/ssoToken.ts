import { createHash, randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SharedFilePaths } from '../config/sharedFilePaths.ts';
import { authClientConfig } from '../client/clientConfig.ts';
import type { EndpointSettings } from '../identity/target.ts';
import type { CredentialsError } from './credentialsError.ts';
import { hasSignInEnded } from './signInEnded.ts';
import { toCredentialsError } from './toCredentialsError.ts';

/** Milliseconds before its end at which a token is renewed: what the SDKs use. */
const EARLY_MS = 5 * 60 * 1000;

/** A sign-in as `aws sso login` keeps it on disk. All of it is secret. */
interface CachedToken {
  readonly accessToken: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly renewal?: { readonly clientId: string; readonly clientSecret: string; readonly refreshToken: string };
  /** The whole file, to be written back with what has changed. */
  readonly file: Readonly<Record<string, unknown>>;
}

/** Where a sign-in is kept, and where it is renewed. */
export interface SsoSignIn {
  readonly files: SharedFilePaths;
  /** The name of the `sso-session`; for a legacy profile its start URL. The name of the file is made from it. */
  readonly cacheKey: string;
  /** The Region of IAM Identity Center. */
  readonly region: string;
  readonly reach: EndpointSettings;
  /** Whether the token may be renewed: not that of a legacy profile. */
  readonly renewable: boolean;
  /** The renewal, as the start of an error message. */
  readonly operation: string;
  readonly profile: string;
}

/**
 * Returns the access token of a sign-in, renewed when its end is near
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html). Undefined where the user has to sign
 * in. Throws a `CredentialsError` with the problem `unreachable` or `failed` when the token has ended and the renewal
 * failed for another reason.
 */
export async function ssoAccessToken(signIn: SsoSignIn): Promise<string | undefined> {
  const token = await readCachedToken(signIn);
  if (token === undefined) return undefined;
  if (token.expiresAt - Date.now() > EARLY_MS) return token.accessToken;
  const renewed = signIn.renewable ? await refreshToken(signIn, token) : undefined;
  if (typeof renewed === 'string') return renewed;
  // Another window, or the AWS CLI, may have been faster: a refresh token works once.
  const latest = (await readCachedToken(signIn)) ?? token;
  if (latest.expiresAt > Date.now()) return latest.accessToken;
  if (renewed !== undefined) throw renewed;
  return undefined;
}

/** Returns the file in which the AWS CLI and the SDKs keep a sign-in. */
function ssoTokenFile(files: SharedFilePaths, cacheKey: string): string {
  return join(files.ssoCache, `${createHash('sha1').update(cacheKey).digest('hex')}.json`);
}

async function readCachedToken({ files, cacheKey }: SsoSignIn): Promise<CachedToken | undefined> {
  const file = await readJson(ssoTokenFile(files, cacheKey));
  if (file === undefined) return undefined;
  const { accessToken, expiresAt, clientId, clientSecret, refreshToken } = file;
  if (!isText(accessToken) || !isText(expiresAt)) return undefined;
  // Old versions of the AWS CLI wrote "…UTC" instead of "…Z".
  const end = Date.parse(expiresAt.replace(/UTC$/, 'Z'));
  if (Number.isNaN(end)) return undefined;
  const renewable = isText(clientId) && isText(clientSecret) && isText(refreshToken);
  return { accessToken, expiresAt: end, file, ...(renewable && { renewal: { clientId, clientSecret, refreshToken } }) };
}

async function readJson(path: string): Promise<Record<string, unknown> | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Renews a token by SSO OIDC CreateToken with the refresh token
 * (https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html). The new token is kept for
 * the AWS CLI too.
 */
async function refreshToken(signIn: SsoSignIn, token: CachedToken): Promise<string | CredentialsError | undefined> {
  if (token.renewal === undefined) return undefined;
  const { CreateTokenCommand, SSOOIDCClient } = await import('@aws-sdk/client-sso-oidc');
  const client = new SSOOIDCClient(authClientConfig('sso-oidc', signIn.region, signIn.reach));
  try {
    const { accessToken, expiresIn, refreshToken } = await client.send(
      new CreateTokenCommand({ ...token.renewal, grantType: 'refresh_token' }),
    );
    if (!accessToken || expiresIn === undefined) return undefined;
    const expiresAt = new Date(Date.now() + expiresIn * 1000).toISOString();
    const file = { ...token.file, accessToken, expiresAt, ...(refreshToken && { refreshToken }) };
    await writeFileAtomic(ssoTokenFile(signIn.files, signIn.cacheKey), JSON.stringify(file, null, 2));
    return accessToken;
  } catch (error) {
    const { renewal } = token;
    const secrets = [token.accessToken, renewal.clientSecret, renewal.refreshToken];
    const failure = toCredentialsError(error, { operation: signIn.operation, profile: signIn.profile, secrets });
    return hasSignInEnded(error) ? undefined : failure;
  } finally {
    client.destroy();
  }
}

/** Writes a file atomically, readable by this user alone. Where it cannot be written the token serves this once. */
async function writeFileAtomic(path: string, content: string): Promise<void> {
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(draft, content, { mode: 0o600, flag: 'wx' });
    await rename(draft, path);
  } catch {
    await rm(draft, { force: true });
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
