import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { authClientConfig } from '../client/clientConfig.ts';
import type { Target } from './target.ts';

/** The result of a policy simulation. Organization and session policies are not part of it. */
export type Simulation = 'allowed' | 'denied' | 'unknown';

/** An assumed role's ARN contains the session's name, but not the role's path. */
const ASSUMED_ROLE = /^arn:[^:]+:sts::\d+:assumed-role\/([^/]+)\//;

/**
 * Simulates whether the caller of a target may perform an action, with IAM SimulatePrincipalPolicy
 * (https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html), which needs a permission of its own.
 *
 * @param action the IAM action: `lightsail:DeleteKeyPair`
 * @returns `unknown` where the simulation is denied or fails
 */
export async function simulate(
  target: Target,
  credentials: AwsCredentialIdentityProvider,
  action: string,
  resourceArn: string | undefined,
  signal: AbortSignal,
): Promise<Simulation> {
  const { GetRoleCommand, IAMClient, SimulatePrincipalPolicyCommand } = await import('@aws-sdk/client-iam');
  const client = new IAMClient({ ...authClientConfig('iam', target.region, target), credentials, maxAttempts: 1 });
  const options = { abortSignal: signal };
  try {
    const { arn } = target.identity;
    const role = ASSUMED_ROLE.exec(arn)?.[1];
    const principal =
      role === undefined ? arn : (await client.send(new GetRoleCommand({ RoleName: role }), options)).Role?.Arn;
    if (principal === undefined) return 'unknown';
    const { EvaluationResults: results } = await client.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: principal,
        ActionNames: [action],
        ...(resourceArn !== undefined && { ResourceArns: [resourceArn] }),
      }),
      options,
    );
    const decision = results?.[0]?.EvalDecision;
    if (decision === undefined) return 'unknown';
    return decision === 'allowed' ? 'allowed' : 'denied';
  } catch {
    return 'unknown';
  } finally {
    client.destroy();
  }
}
