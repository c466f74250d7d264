import { t } from '@vscode/l10n';
import type { AwsCredentialIdentity } from '@smithy/types';
import { authClientConfig } from '../client/clientConfig.ts';
import { CredentialsError } from './credentialsError.ts';
import { toCredentialsError } from './toCredentialsError.ts';
import { ssoRole, type SsoRole } from '../config/credentialMethod.ts';
import type { ProfileSettings, SharedConfig } from '../config/sharedConfig.ts';
import { ssoAccessToken } from './ssoToken.ts';
import type { EndpointSettings } from '../identity/target.ts';

/**
 * Returns the credentials of a role in IAM Identity Center, by the sign-in that `aws sso login` left on disk: SSO
 * GetRoleCredentials (https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html).
 * `reach` is that of the chosen profile. Throws a `CredentialsError` with the problem `signInNeeded` when the sign-in
 * is missing or has ended, `roleDenied`, `invalidProfile` or `unreachable`.
 */
export async function ssoCredentials(
  profile: string,
  settings: ProfileSettings,
  shared: SharedConfig,
  reach: EndpointSettings,
): Promise<AwsCredentialIdentity> {
  const role = requireRole(profile, settings, shared);
  const accessToken = await ssoAccessToken({
    files: shared.files,
    cacheKey: role.session ?? role.startUrl,
    region: role.region,
    reach,
    renewable: role.session !== undefined,
    operation: t('Renewing the sign-in of profile "{0}" at IAM Identity Center in {1}', profile, role.region),
    profile,
  });
  if (accessToken === undefined) throw signInNeeded(profile);
  const { GetRoleCredentialsCommand, SSOClient } = await import('@aws-sdk/client-sso');
  const client = new SSOClient(authClientConfig('sso', role.region, reach));
  try {
    const { roleCredentials: given } = await client.send(
      new GetRoleCredentialsCommand({ accountId: role.accountId, roleName: role.roleName, accessToken }),
    );
    if (!given?.accessKeyId || !given.secretAccessKey || !given.sessionToken) {
      throw new CredentialsError(
        'failed',
        t('IAM Identity Center returned no credentials for profile "{0}".', profile),
        {
          profile,
        },
      );
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

function requireRole(profile: string, settings: ProfileSettings, shared: SharedConfig): SsoRole {
  const found = ssoRole(settings, shared);
  if ('role' in found) return found.role;
  const reasons = found.problems.map(({ message }) => message).join(' ');
  const message = t('Profile "{0}" cannot sign in with IAM Identity Center. {1}', profile, reasons);
  throw new CredentialsError('invalidProfile', message, { profile });
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
    'Requesting the role {1} in account {2} from IAM Identity Center in {0} (profile "{3}")',
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
