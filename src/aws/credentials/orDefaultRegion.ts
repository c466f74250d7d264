import { CredentialsError } from './credentialsError.ts';
import { DEFAULT_REGION, mustBeEnabled } from '../regions/optInRegions.ts';

/**
 * Sends a request to STS, and sends it to a Region that every account has where it was rejected by one that the account may not have
 * enabled: such a Region rejects valid credentials as wrong ones. The second rejection counts.
 */
export async function orDefaultRegion<Access extends { readonly region: string }, Response>(
  access: Access,
  send: (access: Access) => Promise<Response>,
): Promise<Response> {
  try {
    return await send(access);
  } catch (error) {
    if (!mustBeEnabled(access.region) || !mayBeDisabled(error)) throw error;
    return send({ ...access, region: DEFAULT_REGION });
  }
}

/**
 * Returns whether a Region that is not enabled may be the reason. STS names the Region where it is the role's account that has not enabled
 * it (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html).
 */
function mayBeDisabled(error: unknown): boolean {
  if (!(error instanceof CredentialsError)) return false;
  const { problem, cause } = error;
  if (problem === 'invalidCredentials') return true;
  return typeof cause === 'object' && cause !== null && 'name' in cause && cause.name === 'RegionDisabledException';
}
