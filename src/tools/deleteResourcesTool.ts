import * as vscode from 'vscode';
import type { Target } from '../aws/identity/target.ts';
import type { DeletionRequestResult, DeletionFlow } from '../commands/deletion/deletionFlow.ts';
import { outcomeMessage } from '../commands/deletion/outcomeMessages.ts';
import type { Outcome } from '../deletion/execution/outcome.ts';
import type { Plan } from '../deletion/planning/plan.ts';
import type { Resource } from '../inventory/resource.ts';
import { toolResultText, UNTRUSTED_DATA_NOTE, targetResult, referenceResult } from './toolResponse.ts';
import { resolveRequest, type PlanDeps } from './planDeletionTool.ts';
import type { RemovalRequest } from './toolInput.ts';

/** What deleting works with. */
export interface DeleteDeps extends PlanDeps {
  readonly removals: DeletionFlow;
}

/** What the end of a question means to whoever asked for it. */
const DECLINE_MESSAGES: Readonly<Record<Exclude<DeletionRequestResult['kind'], 'executed'>, string>> = {
  nothingToDo: 'Nothing was called: they are gone already, or are being removed or asked about by an earlier request.',
  blocked:
    'Nothing was called: it cannot be removed now, and the user was shown why. teardown_plan_deletion tells the blockers.',
  declined: 'Nothing was called: the user was asked, and declined. Do not ask again unless the user wants it.',
  planShown:
    'Nothing was called so far: instead of answering, the user opened the plan to read it, and can still confirm it there. Wait for what the user says.',
  canceled: 'Nothing was called: the request was cancelled before the user had confirmed it.',
};

/**
 * `teardown_delete_resources`: draws up the plan and asks the user, by the same way as the menu. What is removed, and whether, is for
 * the user to say in Teardown's own dialog, whatever VS Code's own confirmation of tools was set to.
 *
 * @param request which resources
 * @param targets where the window works
 * @param parts what it works with
 * @param token cancels: before the confirmation nothing is called, after it nothing more
 * @param signal the same
 * @returns the outcomes, as text, once each resource is gone or has stayed; or that the user did not confirm
 * @throws ToolError where a resource is not found, or not everything that has to go first can be found out
 */
export async function deleteResources(
  request: RemovalRequest,
  targets: readonly Target[],
  deps: DeleteDeps,
  token: vscode.CancellationToken,
  signal: AbortSignal,
): Promise<string> {
  const resources = await resolveRequest(request, targets, deps, signal);
  const description = vscode.l10n.t('An agent asks for this, through a tool of Teardown.');
  const end = await deps.removals.deleteResources(resources, { description, token });
  const place = targetResult(targets, deps.protectionAt);
  if (end.kind !== 'executed') {
    return toolResultText({ removed: 0, result: end.kind, what: DECLINE_MESSAGES[end.kind], target: place });
  }
  const outcomes = await end.outcomes;
  return toolResultText(outcomesAnswer(end.plan, outcomes, resources, place));
}

function outcomesAnswer(
  { items }: Plan,
  outcomes: readonly Outcome[],
  asked: readonly Resource[],
  target: object | undefined,
): object {
  const planned = new Set(items.map(({ resource }) => resource.key));
  const others = asked.filter(({ key }) => !planned.has(key));
  return {
    note: UNTRUSTED_DATA_NOTE,
    removed: outcomes.filter(({ kind }) => kind === 'deleted').length,
    result: 'confirmed',
    what: 'The user confirmed the plan. The outcome "gone" was seen to be gone; nothing else counts as removed.',
    target,
    outcomes: items.flatMap(({ resource, operation }, index) => {
      const outcome = outcomes[index];
      return outcome ? [outcomeAnswer(resource, operation, outcome)] : [];
    }),
    ...(others.length > 0 && {
      notInPlan: {
        why: 'Gone already, or being removed or asked about by an earlier request.',
        resources: others.map(referenceResult),
      },
    }),
  };
}

function outcomeAnswer(resource: Resource, operation: string, outcome: Outcome): object {
  const requestId = outcome.failure?.requestId;
  return {
    ...referenceResult(resource),
    operation,
    outcome: outcome.kind,
    text: outcomeMessage(resource, outcome),
    ...(requestId !== undefined && { requestId }),
  };
}
