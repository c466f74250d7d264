import { t } from '@vscode/l10n';
import type { AwsCredentialIdentity } from '@smithy/types';
import { authClientConfig } from '../client/clientConfig.ts';
import { CredentialsError } from './credentialsError.ts';
import { toCredentialsError } from './toCredentialsError.ts';
import type { ProfileSettings, SharedConfig } from '../config/sharedConfig.ts';
import { ssoAccessToken } from './ssoToken.ts';
import type { EndpointSettings } from '../identity/target.ts';

/** What a profile says about its role in IAM Identity Center. */
interface SsoRole {
  readonly accountId: string;
  readonly roleName: string;
  readonly startUrl: string;
  readonly region: string;
}

/**
 * The credentials of a role in IAM Identity Center, for the sign-in that `aws sso login` left on disk: SSO GetRoleCredentials
 * (https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html).
 *
 * @param profile the profile
 * @param settings its settings, with an `sso_session` or, legacy, with the members of one
 * @param shared both files, read
 * @param reach how the chosen profile reaches the services
 * @returns the credentials
 * @throws {CredentialsError} `signInNeeded` when nobody is signed in any more, `roleDenied`, `invalidProfile`, `unreachable`
 */
export async function ssoCredentials(
  profile: string,
  settings: ProfileSettings,
  shared: SharedConfig,
  reach: EndpointSettings,
): Promise<AwsCredentialIdentity> {
  const session = settings.get('sso_session')?.value;
  const role = ssoRole(profile, settings, session, shared);
  const accessToken = await ssoAccessToken({
    files: shared.files,
    cacheKey: session ?? role.startUrl,
    region: role.region,
    reach,
    renewable: session !== undefined,
  });
  if (accessToken === undefined) throw signInNeeded(profile);
  const { GetRoleCredentialsCommand, SSOClient } = await import('@aws-sdk/client-sso');
  const client = new SSOClient(authClientConfig('sso', role.region, reach));
  try {
    const { roleCredentials: given } = await client.send(
      new GetRoleCredentialsCommand({ accountId: role.accountId, roleName: role.roleName, accessToken }),
    );
    if (!given?.accessKeyId || !given.secretAccessKey || !given.sessionToken) {
      throw new CredentialsError('failed', t('IAM Identity Center gave no credentials for profile "{0}".', profile), {
        profile,
      });
    }
    return {
      accessKeyId: given.accessKeyId,
      secretAccessKey: given.secretAccessKey,
      sessionToken: given.sessionToken,
      ...(given.expiration !== undefined && { expiration: new Date(given.expiration) }),
    };
  } catch (error) {
    throw ssoFailure(error, profile, role, accessToken);
  } finally {
    client.destroy();
  }
}

function ssoRole(
  profile: string,
  settings: ProfileSettings,
  session: string | undefined,
  shared: SharedConfig,
): SsoRole {
  const of = session === undefined ? settings : shared.ssoSessions.get(session);
  const broken = (what: string): CredentialsError =>
    new CredentialsError(
      'invalidProfile',
      t('Profile "{0}" signs in by IAM Identity Center, but {1}.', profile, what),
      {
        profile,
      },
    );
  if (of === undefined) throw broken(t('[sso-session {0}] is not in {1}', session ?? '', shared.files.config));
  const need = (from: ProfileSettings, key: string): string => {
    const value = from.get(key)?.value;
    if (value === undefined) throw broken(t('{0} is missing', key));
    return value;
  };
  return {
    accountId: need(settings, 'sso_account_id'),
    roleName: need(settings, 'sso_role_name'),
    startUrl: need(of, 'sso_start_url'),
    region: need(of, 'sso_region'),
  };
}

function signInNeeded(profile: string): CredentialsError {
  const message = t(
    'Profile "{0}" is not signed in, or the sign-in has expired. Sign in: aws sso login --profile "{0}"',
    profile,
  );
  return new CredentialsError('signInNeeded', message, { profile, signIn: 'sso' });
}

function ssoFailure(error: unknown, profile: string, role: SsoRole, accessToken: string): CredentialsError {
  const name = error instanceof Error ? error.name : '';
  if (name === 'UnauthorizedException') return signInNeeded(profile);
  const operation = t(
    'Asking IAM Identity Center in {0} for the role {1} in account {2} (profile "{3}")',
    role.region,
    role.roleName,
    role.accountId,
    profile,
  );
  if (name === 'ForbiddenException' || name === 'ResourceNotFoundException') {
    const message = t(
      '{0}: this sign-in does not have that role. Choose another profile, or have the role assigned.',
      operation,
    );
    return new CredentialsError('roleDenied', message, { profile });
  }
  return toCredentialsError(error, { operation, profile, secrets: [accessToken] });
}
