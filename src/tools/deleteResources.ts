import * as vscode from 'vscode';
import type { Target } from '../aws/target.ts';
import type { RemovalEnd, Removals } from '../commands/removals.ts';
import { outcomeSentence } from '../commands/tellOutcome.ts';
import type { Outcome } from '../deletion/outcome.ts';
import type { Plan } from '../deletion/plan.ts';
import type { Resource } from '../inventory/resource.ts';
import { answerText, DATA_NOTE, placeAnswer, referenceAnswer } from './answer.ts';
import { wantedResources, type PlanParts } from './planDeletion.ts';
import type { RemovalRequest } from './toolInput.ts';

/** What deleting works with. */
export interface DeleteParts extends PlanParts {
  readonly removals: Removals;
}

/** What the end of a question means to whoever asked for it. */
const ENDS: Readonly<Record<Exclude<RemovalEnd['kind'], 'carriedOut'>, string>> = {
  nothing: 'Nothing was called: they are gone already, or are being removed or asked about by an earlier request.',
  blocked:
    'Nothing was called: it cannot be removed now, and the user was shown why. teardown_plan_deletion tells the blockers.',
  declined: 'Nothing was called: the user was asked, and declined. Do not ask again unless the user wants it.',
  shown:
    'Nothing was called so far: instead of answering, the user opened the plan to read it, and can still confirm it there. Wait for what the user says.',
  cancelled: 'Nothing was called: the request was cancelled before the user had confirmed it.',
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
  parts: DeleteParts,
  token: vscode.CancellationToken,
  signal: AbortSignal,
): Promise<string> {
  const resources = await wantedResources(request, targets, parts, signal);
  const by = vscode.l10n.t('An agent asks for this, through a tool of Teardown.');
  const end = await parts.removals.removeResources(resources, { by, token });
  const place = placeAnswer(targets, parts.protectionAt);
  if (end.kind !== 'carriedOut') {
    return answerText({ removed: 0, result: end.kind, what: ENDS[end.kind], target: place });
  }
  const outcomes = await end.outcomes;
  return answerText(outcomesAnswer(end.plan, outcomes, resources, place));
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
    note: DATA_NOTE,
    removed: outcomes.filter(({ kind }) => kind === 'gone').length,
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
        resources: others.map(referenceAnswer),
      },
    }),
  };
}

function outcomeAnswer(resource: Resource, operation: string, outcome: Outcome): object {
  const requestId = outcome.failure?.requestId;
  return {
    ...referenceAnswer(resource),
    operation,
    outcome: outcome.kind,
    text: outcomeSentence(resource, outcome),
    ...(requestId !== undefined && { requestId }),
  };
}
