import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { authClientConfig } from '../client/clientConfig.ts';
import { isSameServer } from '../client/endpoints.ts';
import type { Target } from './target.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccountAlias.html */
const ALIAS = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

/**
 * Returns the alias of an account that its sign-in page shows, with IAM ListAccountAliases
 * (https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccountAliases.html). Undefined where there is none. Throws
 * why the request failed, also where the caller may not read the alias, and where IAM is another server than STS, whose
 * alias would be that of another account: there may be an alias.
 */
export async function accountAlias(
  target: Target,
  credentials: AwsCredentialIdentityProvider,
): Promise<string | undefined> {
  if (!isSameServer(target.endpoints, 'sts', 'iam')) throw new Error('IAM is another server than STS.');
  const { IAMClient, ListAccountAliasesCommand } = await import('@aws-sdk/client-iam');
  const client = new IAMClient({ ...authClientConfig('iam', target.region, target), credentials });
  try {
    const { AccountAliases: aliases } = await client.send(new ListAccountAliasesCommand({}));
    if (!Array.isArray(aliases)) throw new Error('The response has no list of aliases.');
    const [alias] = aliases as readonly unknown[];
    return typeof alias === 'string' && ALIAS.test(alias) ? alias : undefined;
  } finally {
    client.destroy();
  }
}
