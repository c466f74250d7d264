import { t } from '@vscode/l10n';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { SharedFilePaths } from '../config/sharedFilePaths.ts';
import { authClientConfig } from '../client/clientConfig.ts';
import { CredentialsError } from './credentialsError.ts';
import type { EndpointSettings } from '../identity/target.ts';

/** Where the sign-in service is called to renew a session. */
export interface SignInAccess {
  readonly reach: EndpointSettings;
  readonly region: string;
}

/** The names that the SDK's own reader of the files can see. */
const SEEN_BY_SDK = /^[\w\-@+.%:/]+$/;

/**
 * The credentials of a console login, for the session that `aws login` left on disk
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-login-credentials.html). Renewing it takes a proof of possession (DPoP), which
 * is left to the SDK's provider; that one reads the files by itself, and the session from AWS_LOGIN_CACHE_DIRECTORY or the home folder of this
 * process.
 *
 * @param profile the profile
 * @param files the paths
 * @param access how the chosen profile reaches the services, and the Region of a session that names none
 * @returns the credentials
 * @throws {CredentialsError} `signInNeeded`, `unreachable`, `invalidProfile`
 */
export async function consoleCredentials(
  profile: string,
  files: SharedFilePaths,
  access: SignInAccess,
): Promise<AwsCredentialIdentity> {
  if (!SEEN_BY_SDK.test(profile)) {
    const message = t(
      'Profile "{0}" uses console login, for which its name may only have ASCII letters, digits and _-@+.%:/ in it. Rename it.',
      profile,
    );
    throw new CredentialsError('invalidProfile', message, { profile });
  }
  const { fromLoginCredentials } = await import('@aws-sdk/credential-providers');
  try {
    return await fromLoginCredentials({
      profile,
      filepath: files.credentials,
      configFilepath: files.config,
      ignoreCache: true,
      clientConfig: authClientConfig('signin', access.region, access.reach),
    })();
  } catch (error) {
    throw failure(error, profile);
  }
}

/** The provider tells its reasons in prose only; its message is not passed on. */
function failure(error: unknown, profile: string): CredentialsError {
  const network = /E[A-Z]{4,}|TimeoutError/.exec(error instanceof Error ? error.message : '')?.[0];
  if (network !== undefined && NETWORK.has(network)) {
    const message = t(
      'The console login of profile "{0}" could not be renewed: no answer ({1}). Check the network, the proxy settings and the endpoint of the profile.',
      profile,
      network,
    );
    return new CredentialsError('unreachable', message, { profile });
  }
  const message = t(
    'Profile "{0}" is not signed in, or the sign-in has expired. Sign in: aws login --profile "{0}"',
    profile,
  );
  return new CredentialsError('signInNeeded', message, { profile, signIn: 'console' });
}

const NETWORK: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  'TimeoutError',
]);
