import { t } from '@vscode/l10n';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { Env } from '../config/sharedFilePaths.ts';
import { CredentialsError } from './credentialsError.ts';
import { assumeRoleWithWebIdentity, type Role } from './assumeRole.ts';
import { sourceLabel } from '../identity/target.ts';

/**
 * The credentials that stand in the environment
 * (https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html).
 *
 * @param env the environment
 * @param profile the profile whose `credential_source` this is, if any
 * @returns the credentials
 * @throws {CredentialsError} `noCredentials` when AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY is not set
 */
export function environmentCredentials(env: Env, profile?: string): Promise<AwsCredentialIdentity> {
  const accessKeyId = env['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'];
  const sessionToken = env['AWS_SESSION_TOKEN'];
  if (!accessKeyId || !secretAccessKey) {
    const message = t('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set where VS Code was started.');
    return Promise.reject(new CredentialsError('noCredentials', message, profile === undefined ? {} : { profile }));
  }
  return Promise.resolve({ accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) });
}

/**
 * The credentials of the container that this runs in (ECS, EKS Pod Identity, Greengrass)
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html).
 *
 * @param env the environment
 * @param profile the profile whose `credential_source` this is, if any
 * @returns the credentials
 * @throws {CredentialsError} `noCredentials`
 */
export async function containerCredentials(env: Env, profile?: string): Promise<AwsCredentialIdentity> {
  if (!hasContainerEndpoint(env))
    throw noCredentialsError(t('the environment names no container credentials endpoint'), profile);
  const { fromHttp } = await import('@aws-sdk/credential-providers');
  const text = (key: string, name: string): Record<string, string> => (env[name] ? { [key]: env[name] } : {});
  try {
    return await fromHttp({
      ...text('awsContainerCredentialsRelativeUri', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'),
      ...text('awsContainerCredentialsFullUri', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'),
      ...text('awsContainerAuthorizationToken', 'AWS_CONTAINER_AUTHORIZATION_TOKEN'),
      ...text('awsContainerAuthorizationTokenFile', 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'),
    })();
  } catch (error) {
    throw noCredentialsError(errorReason(error), profile);
  }
}

/**
 * The credentials of the EC2 instance that this runs on
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-imds-credentials.html). AWS_EC2_METADATA_DISABLED counts, which the SDK looks at
 * in its chain only; where the service is, is looked up by the SDK in the environment of this process.
 *
 * @param env the environment
 * @param profile the profile whose `credential_source` this is, if any
 * @returns the credentials
 * @throws {CredentialsError} `noCredentials`
 */
export async function instanceCredentials(env: Env, profile?: string): Promise<AwsCredentialIdentity> {
  if (env['AWS_EC2_METADATA_DISABLED']?.toLowerCase() === 'true') {
    throw noCredentialsError(t('AWS_EC2_METADATA_DISABLED is set'), profile);
  }
  const { fromInstanceMetadata } = await import('@aws-sdk/credential-providers');
  try {
    return await fromInstanceMetadata({ timeout: 1000, maxRetries: 1 })();
  } catch (error) {
    throw noCredentialsError(errorReason(error), profile);
  }
}

/**
 * The credentials that the machine gives, in the order of the SDK's chain: a role by the web identity that the environment names (EKS), those of
 * the container, those of the instance. The first that the machine is set up for counts; when it fails, the next is not tried.
 *
 * @param env the environment
 * @param sts where STS is called for a web identity
 * @returns the credentials
 * @throws {CredentialsError} `noCredentials`, or why the role could not be assumed
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
  return Boolean(env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] ?? env['AWS_CONTAINER_CREDENTIALS_FULL_URI']);
}

/** The name alone: a metadata service's answer might be quoted in a message. */
function errorReason(error: unknown): string {
  return error instanceof Error ? error.name : 'Error';
}

function noCredentialsError(reason: string, profile?: string): CredentialsError {
  const message = t('This machine gives no credentials ({0}): it is no AWS container or instance with a role.', reason);
  return new CredentialsError('noCredentials', message, profile === undefined ? {} : { profile });
}
