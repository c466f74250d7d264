import { t } from '@vscode/l10n';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { SharedFilePaths } from '../config/sharedFilePaths.ts';
import { authClientConfig } from '../client/clientConfig.ts';
import type { GuardedHandler } from '../client/guardedHandler.ts';
import { CredentialsError } from './credentialsError.ts';
import { toCredentialsError } from './toCredentialsError.ts';
import { hasSignInEnded, rejectedRenewal } from './signInEnded.ts';
import type { EndpointSettings } from '../identity/target.ts';

/** The endpoint and Region of the sign-in service. */
export interface SignInAccess {
  readonly reach: EndpointSettings;
  readonly region: string;
}

/** The profile names that the SDK's own reader of the files accepts. */
const SEEN_BY_SDK = /^[\w\-@+.%:/]+$/;

/**
 * Returns the credentials of a console login, by the session that `aws login` left on disk
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-login-credentials.html). The SDK's provider renews it,
 * because that takes a proof of possession (DPoP). It reads the files by itself, and the session from
 * AWS_LOGIN_CACHE_DIRECTORY or the home folder of this process. Throws a `CredentialsError` with the problem
 * `signInNeeded`, `unreachable`, `invalidProfile` or `failed`.
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
  const config = authClientConfig('signin', access.region, access.reach);
  const handler = config.requestHandler;
  // The provider puts a failed request into prose that does not name the cause, so the request's own error is kept here.
  let failure: unknown;
  const requestHandler: Pick<GuardedHandler, 'handle' | 'metadata' | 'destroy'> = {
    metadata: handler.metadata,
    destroy: () => {
      handler.destroy();
    },
    handle: async (...request) => {
      failure = undefined;
      try {
        const result = await handler.handle(...request);
        failure = rejectedRenewal(result.response);
        return result;
      } catch (error) {
        failure = error;
        throw error;
      }
    },
  };
  try {
    const found = await fromLoginCredentials({
      profile,
      filepath: files.credentials,
      configFilepath: files.config,
      ignoreCache: true,
      clientConfig: { ...config, requestHandler },
    })();
    // The provider does not check the dates in the file.
    if (Number.isNaN(found.expiration?.getTime())) throw signInNeeded(profile);
    return found;
  } catch {
    if (failure === undefined || hasSignInEnded(failure)) throw signInNeeded(profile);
    const operation = t('Renewing the console login of profile "{0}"', profile);
    throw toCredentialsError(failure, { operation, profile });
  }
}

function signInNeeded(profile: string): CredentialsError {
  const message = t(
    'Profile "{0}" is not signed in, or the sign-in has expired. Sign in: aws login --profile "{0}"',
    profile,
  );
  return new CredentialsError('signInNeeded', message, { profile, signIn: 'console' });
}
