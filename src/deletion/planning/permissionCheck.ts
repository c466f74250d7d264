import { t } from '@vscode/l10n';
import { accessDeniedMessage } from '../../aws/errors/accessDenied.ts';
import type { Simulation } from '../../aws/identity/simulatePolicy.ts';
import type { Target } from '../../aws/identity/target.ts';
import { SERVICES } from '../../catalog/model/services.ts';
import type { Resource } from '../../inventory/resource.ts';
import { dryRun, isDryRunEndpoint, type DryRunDeps, type DryRunResult } from './dryRun.ts';
import type { Evidence } from './evidence.ts';

/** What a permission check works with. */
export interface PermissionDeps extends DryRunDeps {
  /** Set where the user has not requested a deletion: then no dry run is sent, because it is a delete request. */
  readonly simulateOnly?: true;
  /** Sends an IAM policy simulation. */
  readonly simulate: (
    target: Target,
    action: string,
    resourceArn: string | undefined,
    signal: AbortSignal,
  ) => Promise<Simulation>;
}

/** A dry run is a delete request: larger plans send none by themselves. */
const MAX_DRY_RUNS = 20;

/**
 * Checks the permission to delete a resource, by a dry run where possible, else by an IAM policy simulation. A plan of many resources
 * (`planned`) sends no dry runs. A simulation is never `ok`, because it does not see every policy.
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
  const sendDryRun = kind.action.dryRun && !deps.simulateOnly && planned <= MAX_DRY_RUNS;
  if (sendDryRun && isDryRunEndpoint(endpoint, deps.allowedEndpoints())) {
    return fromDryRun(await dryRun(resource, deps, signal), resource);
  }
  const action = `${SERVICES[kind.service].iamPrefix}:${operation}`;
  return fromSimulation(await deps.simulate(target, action, arn, signal), action);
}

function fromDryRun(result: DryRunResult, { kind, target }: Resource): Evidence {
  const { operation } = kind.action;
  const piece = { check: 'permission', operation } as const;
  switch (result.kind) {
    case 'allowed':
      return { ...piece, level: 'ok', text: t('You have permission (dry run of {0}).', operation) };
    case 'denied':
      return {
        ...piece,
        level: 'blocker',
        text: t('You do not have permission: {0}', accessDeniedMessage(result.failure, target.identity.arn)),
      };
    case 'executed':
      return {
        ...piece,
        level: 'blocker',
        executed: true,
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

/** Returns the evidence of a permission check that did not finish in time. */
export function permissionTimedOut(operation: string): Evidence {
  return { check: 'permission', operation, level: 'unknown', text: t('Permission could not be checked in time.') };
}
