import { setMaxListeners } from 'node:events';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { authClientConfig } from '../client/clientConfig.ts';
import type { Target } from './target.ts';

/** The path of all roles that are linked to a service: `/aws-service-role/autoscaling.amazonaws.com/`. */
const PATH = '/aws-service-role/';

const MAX_PAGES = 10;

/** The services that have a role in an account, by their principals, or the name of the error. */
export type ServiceRoles = { readonly principals: ReadonlySet<string> } | { readonly failed: string };

/**
 * Returns the services that have a service-linked role in the account of a target, with IAM ListRoles
 * (https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html). A service creates its role when it is first
 * used, and AWS deletes the role only after the service's resources
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html).
 */
export async function serviceLinkedRoles(
  target: Target,
  credentials: AwsCredentialIdentityProvider,
  signal: AbortSignal,
): Promise<ServiceRoles> {
  const { IAMClient, paginateListRoles } = await import('@aws-sdk/client-iam');
  const client = new IAMClient({ ...authClientConfig('iam', target.region, target), credentials, maxAttempts: 3 });
  setMaxListeners(0, signal);
  const principals = new Set<string>();
  let pageCount = 0;
  try {
    const pages = paginateListRoles({ client, pageSize: 1_000 }, { PathPrefix: PATH }, { abortSignal: signal });
    for await (const { Roles: roles } of pages) {
      // A response without the list, or of more pages than there are services, is none of IAM's: it proves nothing.
      if (!Array.isArray(roles) || ++pageCount > MAX_PAGES) return { failed: 'MalformedResponse' };
      for (const { Path: path } of roles) {
        if (path === undefined) return { failed: 'MalformedResponse' };
        if (path.startsWith(PATH)) principals.add(path.slice(PATH.length).replace(/\/.*$/, ''));
      }
    }
    return { principals };
  } catch (error) {
    return { failed: error instanceof Error ? error.name : String(error) };
  } finally {
    client.destroy();
  }
}
