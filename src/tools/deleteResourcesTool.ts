import * as vscode from 'vscode';
import type { Target } from '../aws/identity/target.ts';
import type { DeletionFlow } from '../commands/deletion/deletionFlow.ts';
import type { DeletionRequestResult } from '../commands/deletion/planConfirmation.ts';
import { outcomeMessage } from '../deletion/presentation/outcomeMessages.ts';
import type { Outcome } from '../deletion/execution/outcome.ts';
import type { Plan } from '../deletion/planning/plan.ts';
import type { Resource } from '../inventory/resource.ts';
import { toolResultText, UNTRUSTED_DATA_NOTE, targetResult, referenceResult } from './toolResponse.ts';
import { resolveRequest, type PlanDeps } from './planDeletionTool.ts';
import type { DeletionRequest } from './toolInput.ts';

/** What the deletion tool depends on. */
export interface DeleteDeps extends PlanDeps {
  readonly flow: DeletionFlow;
}

/** What the model receives where no plan was executed. */
const DECLINE_MESSAGES: Readonly<Record<Exclude<DeletionRequestResult['kind'], 'executed'>, string>> = {
  nothingToDo:
    'Nothing was sent: the resources are already deleted, or an earlier deletion is running or awaiting confirmation.',
  blocked:
    'Nothing was sent: the deletion is blocked, and the user was shown why. teardown_plan_deletion returns the blockers.',
  declined: 'Nothing was sent: the user declined. Do not ask again unless the user wants it.',
  planShown:
    'Nothing was sent so far: the user opened the plan to read it, and can still confirm it there. Wait for the user.',
  canceled: 'Nothing was sent: the request was canceled before the user confirmed it.',
};

/**
 * Runs `teardown_delete_resources`: creates the plan and asks the user, the same way as the menu. Only Teardown's own dialog confirms a
 * deletion, whatever the user has allowed for tools in VS Code.
 *
 * Returns JSON once every deletion has ended, or once the user has not confirmed. `signal` ends the search for the resources, and
 * `token` what follows: before the confirmation nothing is sent, after it nothing more. Throws ToolError where a resource is not found, or
 * its dependencies cannot be listed completely.
 */
export async function deleteResources(
  request: DeletionRequest,
  targets: readonly Target[],
  deps: DeleteDeps,
  token: vscode.CancellationToken,
  signal: AbortSignal,
): Promise<string> {
  const resources = await resolveRequest(request, targets, deps, signal);
  const description = vscode.l10n.t('An agent asks for this, through a tool of Teardown.');
  const end = await deps.flow.deleteResources(resources, { requester: { description, token } });
  const place = targetResult(targets, deps);
  if (end.kind !== 'executed') {
    return toolResultText({ deleted: 0, result: end.kind, what: DECLINE_MESSAGES[end.kind], target: place });
  }
  const outcomes = await end.outcomes;
  return toolResultText(outcomesResult(end.plan, outcomes, resources, place));
}

function outcomesResult(
  { items }: Plan,
  outcomes: readonly Outcome[],
  asked: readonly Resource[],
  target: object | undefined,
): object {
  const planned = new Set(items.map(({ resource }) => resource.key));
  const others = asked.filter(({ key }) => !planned.has(key));
  return {
    note: UNTRUSTED_DATA_NOTE,
    deleted: outcomes.filter(({ kind }) => kind === 'deleted').length,
    result: 'confirmed',
    what: 'The user confirmed the plan. Only the outcome "deleted" means that the deletion was observed.',
    target,
    outcomes: items.flatMap(({ resource, operation }, index) => {
      const outcome = outcomes[index];
      return outcome ? [outcomeResult(resource, operation, outcome)] : [];
    }),
    ...(others.length > 0 && {
      notInPlan: {
        why: 'Already deleted, or an earlier deletion is running or awaiting confirmation.',
        resources: others.map(referenceResult),
      },
    }),
  };
}

function outcomeResult(resource: Resource, operation: string, outcome: Outcome): object {
  const requestId = outcome.failure?.requestId;
  return {
    ...referenceResult(resource),
    operation,
    outcome: outcome.kind,
    text: outcomeMessage(resource, outcome),
    ...(requestId !== undefined && { requestId }),
  };
}
