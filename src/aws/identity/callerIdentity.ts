import { t } from '@vscode/l10n';
import type { AwsCredentialIdentity } from '@smithy/types';
import { authClientConfig } from '../client/clientConfig.ts';
import { CredentialsError } from '../credentials/credentialsError.ts';
import { orDefaultRegion } from '../credentials/orDefaultRegion.ts';
import { toCredentialsError } from '../credentials/toCredentialsError.ts';
import { sourceLabel, type CredentialSource, type Identity, type EndpointSettings } from './target.ts';

/** The Region and endpoint of requests to STS. */
export interface StsEndpoint extends EndpointSettings {
  /** A Region of the account's partition that is enabled in it. */
  readonly region: string;
}

/** The partition and the account in a caller's ARN: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html. */
const CALLER = /^arn:([\w-]+):(?:iam|sts)::(\d{12}):\S+$/;

/**
 * Returns the account and caller of credentials, frozen, with STS GetCallerIdentity, which needs no permission
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html). A Region that is not enabled for
 * the account rejects valid credentials as wrong ones. What is rejected there is therefore sent to a Region that every
 * account has, whose rejection counts. Throws a `CredentialsError` with the problem `expired`, `invalidCredentials`,
 * `unreachable` or `failed`.
 */
export function getCallerIdentity(
  source: CredentialSource,
  credentials: AwsCredentialIdentity,
  access: StsEndpoint,
): Promise<Identity> {
  return orDefaultRegion(access, (at) => callerIdentityIn(source, credentials, at));
}

async function callerIdentityIn(
  source: CredentialSource,
  credentials: AwsCredentialIdentity,
  access: StsEndpoint,
): Promise<Identity> {
  const { GetCallerIdentityCommand, STSClient } = await import('@aws-sdk/client-sts');
  const client = new STSClient({ ...authClientConfig('sts', access.region, access), credentials });
  const operation = t('Identifying the credentials of "{1}" in {0}', access.region, sourceLabel(source));
  const profile = source.kind === 'profile' ? { profile: source.name } : {};
  try {
    const { Account: accountId = '', Arn: arn = '' } = await client.send(new GetCallerIdentityCommand({}));
    const [, partition, account] = CALLER.exec(arn) ?? [];
    if (partition === undefined || account !== accountId)
      throw new CredentialsError('failed', t('{0}: the response has no account.', operation), profile);
    return Object.freeze({
      source: Object.freeze({ ...source }),
      accountId,
      arn,
      partition,
      accessKeyId: credentials.accessKeyId,
    });
  } catch (error) {
    const secrets = [credentials.secretAccessKey, credentials.sessionToken];
    throw toCredentialsError(error, { operation, ...profile, secrets });
  } finally {
    client.destroy();
  }
}

/**
 * Returns whether two identities have the same account and caller. For an assumed role the caller is the role: with some credential
 * processes the session's name, the last part of the ARN, differs each time.
 */
export function isSameCaller(a: Identity, b: Identity): boolean {
  return a.accountId === b.accountId && callerOf(a.arn) === callerOf(b.arn);
}

function callerOf(arn: string): string {
  return arn.replace(/^(arn:[^:]+:sts::\d+:assumed-role\/[^/]+)\/.*$/, '$1');
}
