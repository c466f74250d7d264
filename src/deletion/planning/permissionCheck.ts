import { t } from '@vscode/l10n';
import type { Simulation } from '../../aws/identity/simulatePolicy.ts';
import type { Target } from '../../aws/identity/target.ts';
import { SERVICES } from '../../catalog/model/services.ts';
import type { Resource } from '../../inventory/resource.ts';
import { dryRun, isDryRunEndpoint, type DryRunDeps, type DryRunResult } from './dryRun.ts';
import type { Evidence } from './evidence.ts';

/** What permission is asked with. */
export interface PermissionDeps extends DryRunDeps {
  /** Set where nobody has asked to remove anything: a dry run is a removing call, and so is not sent. */
  readonly simulateOnly?: true;
  /** Asks IAM what it thinks of an action. */
  readonly simulate: (
    target: Target,
    action: string,
    resourceArn: string | undefined,
    signal: AbortSignal,
  ) => Promise<Simulation>;
}

/** A dry run is a removing call: of a large plan it is not sent by itself. */
const MAX_DRY_RUNS = 20;

/**
 * Whether a resource may be removed, as far as AWS tells beforehand.
 *
 * Returns the piece of evidence; a simulation is never shown as `ok`, for it does not see every policy.
 */
export async function checkPermission(
  resource: Resource,
  planned: number,
  deps: PermissionDeps,
  signal: AbortSignal,
): Promise<Evidence> {
  const { kind, target, arn } = resource;
  const { operation } = kind.action;
  const endpoint = target.endpoints[kind.service];
  const mayAsk = kind.action.dryRun && !deps.simulateOnly && planned <= MAX_DRY_RUNS;
  if (mayAsk && isDryRunEndpoint(endpoint, deps.allowedEndpoints())) {
    return fromDryRun(await dryRun(resource, deps), operation);
  }
  const action = `${SERVICES[kind.service].iamPrefix}:${operation}`;
  return fromSimulation(await deps.simulate(target, action, arn, signal), action);
}

function fromDryRun(result: DryRunResult, operation: string): Evidence {
  const piece = { check: 'permission', operation } as const;
  switch (result.kind) {
    case 'allowed':
      return { ...piece, level: 'ok', text: t('You have permission (dry run of {0}).', operation) };
    case 'denied':
      return { ...piece, level: 'blocker', text: t('You do not have permission: {0}', result.reason) };
    case 'executed':
      return {
        ...piece,
        level: 'blocker',
        text: t('The endpoint ignored DryRun and executed {0}. Check what it deleted.', operation),
      };
    case 'failed':
    case 'refused':
      return { ...piece, level: 'unknown', text: t('Permission could not be checked: {0}', result.reason) };
  }
}

function fromSimulation(simulation: Simulation, action: string): Evidence {
  const piece = { check: 'permission', operation: 'SimulatePrincipalPolicy' } as const;
  switch (simulation) {
    case 'allowed':
      return {
        ...piece,
        level: 'unknown',
        text: t('Probably allowed: the IAM policy simulation allows {0}.', action),
      };
    case 'denied':
      return {
        ...piece,
        level: 'warning',
        text: t('Probably denied: the IAM policy simulation does not allow {0}.', action),
      };
    case 'unknown':
      return { ...piece, level: 'unknown', text: t('Permission could not be checked.') };
  }
}

/**
 * What stands for permission when the time was up.
 *
 * Returns the piece of evidence.
 */
export function permissionTimedOut(operation: string): Evidence {
  return { check: 'permission', operation, level: 'unknown', text: t('Permission could not be checked in time.') };
}
