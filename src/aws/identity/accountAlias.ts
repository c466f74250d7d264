import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { authClientConfig } from '../client/clientConfig.ts';
import type { Target } from './target.ts';

/**
 * The alias of an account, as people know it from the sign-in page, with IAM ListAccountAliases
 * (https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccountAliases.html).
 *
 * @param target any target of the account
 * @param credentials the target's credentials
 * @returns the alias; undefined where there is none, or where the call is not allowed or comes to nothing: it is an ornament
 */
export async function accountAlias(
  target: Target,
  credentials: AwsCredentialIdentityProvider,
): Promise<string | undefined> {
  const { IAMClient, ListAccountAliasesCommand } = await import('@aws-sdk/client-iam');
  const client = new IAMClient({ ...authClientConfig('iam', target.region, target), credentials, maxAttempts: 1 });
  try {
    const { AccountAliases: aliases } = await client.send(new ListAccountAliasesCommand({}));
    return aliases?.[0];
  } catch {
    return undefined;
  } finally {
    client.destroy();
  }
}
