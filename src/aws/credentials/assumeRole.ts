import { readFile } from 'node:fs/promises';
import { t } from '@vscode/l10n';
import type { AwsCredentialIdentity } from '@smithy/types';
import { authClientConfig } from '../client/clientConfig.ts';
import { CredentialsError } from './credentialsError.ts';
import { toCredentialsError } from './toCredentialsError.ts';
import { errorCode } from '../../common/errors.ts';
import type { EndpointSettings } from '../identity/target.ts';

/** A role to assume, with the settings of its profile. */
export interface Role {
  readonly profile: string;
  readonly roleArn: string;
  readonly sessionName: string | undefined;
  readonly externalId: string | undefined;
  /** Seconds. */
  readonly duration: number | undefined;
  /** The Region of the STS request. */
  readonly region: string;
  readonly reach: EndpointSettings;
}

/**
 * The name of role sessions where the profile sets none. It appears in the ARN and in CloudTrail. The SDK derives one from the time, so
 * that no two sessions of a role have the same ARN.
 */
const SESSION_NAME = 'teardown-for-aws';

interface StsCredentials {
  readonly AccessKeyId?: string | undefined;
  readonly SecretAccessKey?: string | undefined;
  readonly SessionToken?: string | undefined;
  readonly Expiration?: Date | undefined;
}

/**
 * Assumes a role with STS AssumeRole (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html).
 * `source` signs the request; `mfa` is needed where the profile names a device. Throws a `CredentialsError` with the
 * problem `roleDenied`, `mfaRejected`, `expired`, `invalidCredentials`, `unreachable` or `failed`.
 */
export async function assumeRole(
  role: Role,
  source: AwsCredentialIdentity,
  mfa?: { readonly serial: string; readonly code: string },
): Promise<AwsCredentialIdentity> {
  const { AssumeRoleCommand, STSClient } = await import('@aws-sdk/client-sts');
  const client = new STSClient({ ...authClientConfig('sts', role.region, role.reach), credentials: source });
  try {
    const { Credentials } = await client.send(
      new AssumeRoleCommand({
        RoleArn: role.roleArn,
        RoleSessionName: role.sessionName ?? SESSION_NAME,
        ExternalId: role.externalId,
        DurationSeconds: role.duration,
        ...(mfa && { SerialNumber: mfa.serial, TokenCode: mfa.code }),
      }),
    );
    return toCredentials(Credentials, role);
  } catch (error) {
    throw toCredentialsError(error, {
      operation: describeAttempt(role),
      profile: role.profile,
      secrets: [source.secretAccessKey, source.sessionToken, mfa?.code],
    });
  } finally {
    client.destroy();
  }
}

/**
 * Assumes a role with STS AssumeRoleWithWebIdentity and the token in a file
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html). The request is not signed.
 * Throws a `CredentialsError` with the problem `invalidProfile` when the file cannot be read; else as {@link
 * assumeRole}.
 */
export async function assumeRoleWithWebIdentity(role: Role, tokenFile: string): Promise<AwsCredentialIdentity> {
  const token = await readToken(role.profile, tokenFile);
  const { AssumeRoleWithWebIdentityCommand, STSClient } = await import('@aws-sdk/client-sts');
  const client = new STSClient(authClientConfig('sts', role.region, role.reach));
  try {
    const { Credentials } = await client.send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: role.roleArn,
        RoleSessionName: role.sessionName ?? SESSION_NAME,
        DurationSeconds: role.duration,
        WebIdentityToken: token,
      }),
    );
    return toCredentials(Credentials, role);
  } catch (error) {
    throw toCredentialsError(error, { operation: describeAttempt(role), profile: role.profile, secrets: [token] });
  } finally {
    client.destroy();
  }
}

function describeAttempt(role: Role): string {
  return t('Assuming the role {0} for profile "{1}" in {2}', role.roleArn, role.profile, role.region);
}

async function readToken(profile: string, path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    const message = t(
      'Profile "{0}" reads a web identity token from {1}, which cannot be read ({2}). Correct web_identity_token_file, or the file.',
      profile,
      path,
      errorCode(error) ?? '?',
    );
    throw new CredentialsError('invalidProfile', message, { profile });
  }
}

function toCredentials(answer: StsCredentials | undefined, role: Role): AwsCredentialIdentity {
  if (!answer?.AccessKeyId || !answer.SecretAccessKey) {
    throw new CredentialsError('failed', t('{0}: the response has no credentials.', describeAttempt(role)), {
      profile: role.profile,
    });
  }
  return {
    accessKeyId: answer.AccessKeyId,
    secretAccessKey: answer.SecretAccessKey,
    ...(answer.SessionToken !== undefined && { sessionToken: answer.SessionToken }),
    ...(answer.Expiration !== undefined && { expiration: answer.Expiration }),
  };
}
