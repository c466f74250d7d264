import { setMaxListeners } from 'node:events';
import type { EvaluationResult, IAMClient, SimulatePrincipalPolicyCommandOutput } from '@aws-sdk/client-iam';
import { perObject } from '../../common/perObject.ts';
import { PromiseCache } from '../../common/promiseCache.ts';
import { isSameServer } from '../client/endpoints.ts';
import type { Target } from './target.ts';

/** The result of a policy simulation. Organization and session policies are not part of it. */
export type Simulation = 'allowed' | 'denied' | 'unknown';

/** An assumed role's ARN contains the session's name, but not the role's path. */
const ASSUMED_ROLE = /^arn:[^:]+:sts::\d+:assumed-role\/([^/]+)\//;

/** What IAM decides: https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html. Other words are none of its own. */
const DECISIONS: ReadonlyMap<string, Simulation> = new Map([
  ['allowed', 'allowed'],
  ['explicitDeny', 'denied'],
  ['implicitDeny', 'denied'],
]);

/** So many resources are in one request: IAM returns 100 results at once. */
const MAX_ARNS = 50;

/** One action of a target's caller, and the resources that it is about: `undefined` stands for a resource without an ARN. */
export interface SimulationRequest {
  readonly target: Target;
  /** The client of the target, which stays open. */
  readonly client: IAMClient;
  /** The IAM action: `lightsail:DeleteKeyPair`. */
  readonly action: string;
  readonly arns: readonly (string | undefined)[];
  readonly signal: AbortSignal;
}

/**
 * Simulates whether the caller of a target may perform an action on each of some resources, with IAM
 * SimulatePrincipalPolicy, which needs a permission of its own. IAM evaluates and reports each combination of action
 * and resource (https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html). A resource that
 * the results do not name is simulated alone. Returns a result for each ARN; `unknown` where the simulation is denied
 * or fails, and where IAM is another server than STS, which has other callers.
 */
export async function simulateAll(request: SimulationRequest): Promise<ReadonlyMap<string | undefined, Simulation>> {
  const { arns, signal } = request;
  setMaxListeners(0, signal);
  const results = new Map<string | undefined, Simulation>(arns.map((arn) => [arn, 'unknown']));
  if (!isSameServer(request.target.endpoints, 'sts', 'iam')) return results;
  try {
    const principal = await principalOf(request);
    if (principal !== undefined) await simulateInto(results, principal, request);
  } catch {
    // Nothing is known then.
  }
  return results;
}

/** The principals of the clients that the simulations of one plan use. */
const principalsOf = perObject<AbortSignal, PromiseCache<IAMClient, string | undefined>>(() => new PromiseCache());

/** Returns the ARN of the caller's user or role, which is requested once for all actions of a plan. */
function principalOf({ client, target, signal }: SimulationRequest): Promise<string | undefined> {
  return principalsOf(signal).get(client, () => readPrincipal(client, target, signal));
}

async function readPrincipal(
  client: IAMClient,
  { identity }: Target,
  signal: AbortSignal,
): Promise<string | undefined> {
  const role = ASSUMED_ROLE.exec(identity.arn)?.[1];
  if (role === undefined) return identity.arn;
  const { GetRoleCommand } = await import('@aws-sdk/client-iam');
  const { Role } = await client.send(new GetRoleCommand({ RoleName: role }), { abortSignal: signal });
  return Role?.Arn;
}

async function simulateInto(
  results: Map<string | undefined, Simulation>,
  principal: string,
  { client, action, signal }: SimulationRequest,
): Promise<void> {
  const { SimulatePrincipalPolicyCommand } = await import('@aws-sdk/client-iam');
  const send = async (arns: readonly (string | undefined)[]) => {
    const ResourceArns = arns.filter((arn) => arn !== undefined);
    const command = new SimulatePrincipalPolicyCommand({
      PolicySourceArn: principal,
      ActionNames: [action],
      ...(ResourceArns.length > 0 && { ResourceArns }),
    });
    return client.send(command, { abortSignal: signal });
  };
  const sendAlone = async (arn: string | undefined) => {
    const { EvaluationResults: evaluated = [] } = await send([arn]).catch(noResults);
    const decisions = new Set(evaluated.filter(isOf(action)).map(({ EvalDecision }) => decisionOf(EvalDecision)));
    const [only = 'unknown', ...others] = decisions;
    results.set(arn, others.length === 0 ? only : 'unknown');
  };
  const all = [...results.keys()];
  const withArn = all.filter((arn) => arn !== undefined);
  const chunks = Array.from({ length: Math.ceil(withArn.length / MAX_ARNS) }, (_, n) =>
    withArn.slice(n * MAX_ARNS, (n + 1) * MAX_ARNS),
  );
  await Promise.all([
    ...all.filter((arn) => arn === undefined).map(sendAlone),
    ...chunks.map(async ([first, ...others]) => {
      if (others.length === 0) return sendAlone(first);
      const chunk = [first, ...others].filter((arn) => arn !== undefined);
      // One ARN that IAM does not accept fails them all.
      const { EvaluationResults: evaluated = [] } = await send(chunk).catch(noResults);
      const left = chunk.filter((arn) => {
        const found = attributed(evaluated, action, arn);
        if (found) results.set(arn, found);
        return found === undefined;
      });
      await Promise.all(left.map(sendAlone));
    }),
  ]);
}

const noResults = (): Pick<SimulatePrincipalPolicyCommandOutput, 'EvaluationResults'> => ({});

const decisionOf = (decision: string | undefined): Simulation => DECISIONS.get(decision ?? '') ?? 'unknown';

const isOf =
  (action: string) =>
  ({ EvalActionName: name = '' }: EvaluationResult): boolean =>
    name.toLowerCase() === action.toLowerCase();

/**
 * Returns the decision on one resource among the results; undefined where they do not name it, or contradict each
 * other.
 */
function attributed(results: readonly EvaluationResult[], action: string, arn: string): Simulation | undefined {
  const found = results
    .filter(isOf(action))
    .flatMap(({ EvalResourceName, EvalDecision, ResourceSpecificResults = [] }) => [
      ...ResourceSpecificResults.filter((one) => one.EvalResourceName === arn).map((one) => one.EvalResourceDecision),
      ...(EvalResourceName === arn ? [EvalDecision] : []),
    ]);
  const decisions = new Set(found.map(decisionOf));
  return decisions.size === 1 ? [...decisions][0] : undefined;
}
