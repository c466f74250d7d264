import { targetKey, type Target } from '../aws/identity/target.ts';
import { kindById } from '../catalog/index.ts';
import { DependentsError } from '../deletion/planning/expandDependents.ts';
import type { Evidence } from '../deletion/planning/evidence.ts';
import type { DeletionService } from '../deletion/deletionService.ts';
import { confirmationLevel, type ConfirmationSetting } from '../deletion/presentation/confirmationLevel.ts';
import type { Plan, PlanItem } from '../deletion/planning/plan.ts';
import { scriptCalls, scriptText } from '../deletion/scripts/planScripts.ts';
import { restorabilityOf } from '../deletion/restore/restorePlan.ts';
import { actionTitle, displayLabel } from '../deletion/presentation/phrases.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { displayName, type Resource } from '../inventory/resource.ts';
import { toolResultText, UNTRUSTED_DATA_NOTE, targetResult, referenceResult } from './toolResponse.ts';
import { findResources } from './resolveReferences.ts';
import { ToolError } from './toolError.ts';
import type { RemovalRequest } from './toolInput.ts';

/** What planning works with. */
export interface PlanDeps {
  readonly inventory: Inventory;
  readonly deletion: DeletionService;
  readonly protectionAt: DeletionService['protectionAt'];
  readonly confirmation: () => ConfirmationSetting;
}

/** Nobody waits before a dialog here: what takes longer than there is asked for all the same. Milliseconds. */
const TIME_LIMIT_MS = 10_000;

/** How long the resources of a plan may be together, and the commands: characters. */
const MAX_CHARS = 30_000;
const LONGEST_COMMANDS = 10_000;

/**
 * `teardown_plan_deletion`: what would be removed, what speaks against it, and with which calls. Nothing that removes is called, not even
 * as a dry run: permission is asked of IAM alone.
 *
 * @param request which resources
 * @param targets where the window works
 * @param parts what it works with
 * @param signal ends the asking
 * @returns the answer, as text
 * @throws ToolError where a resource is not found, or not everything that has to go first can be found out
 */
export async function planDeletion(
  request: RemovalRequest,
  targets: readonly Target[],
  deps: PlanDeps,
  signal: AbortSignal,
): Promise<string> {
  const resources = await resolveRequest(request, targets, deps, signal);
  const options = { timeLimitMs: TIME_LIMIT_MS, simulateOnly: true };
  const { plan, alreadyDeleted } = await deps.deletion.plan(resources, options);
  if (signal.aborted) throw new ToolError('Cancelled: nothing was called that removes.');
  return toolResultText(planAnswer(plan, alreadyDeleted, targets, deps));
}

/**
 * The resources that a request means: those it names, and what has to go before them where it says so.
 *
 * @param request the request
 * @param targets where the window works
 * @param parts what is asked
 * @param signal ends the asking
 * @returns the resources, each once
 * @throws ToolError where one is not found, or not everything that has to go first can be found out
 */
export async function resolveRequest(
  request: RemovalRequest,
  targets: readonly Target[],
  deps: Pick<PlanDeps, 'inventory' | 'deletion'>,
  signal: AbortSignal,
): Promise<readonly Resource[]> {
  const named = await findResources(request.references, targets, deps.inventory, signal);
  if (signal.aborted) throw new ToolError('Cancelled: nothing was called that removes.');
  if (!request.withDependents) return named;
  try {
    return await deps.deletion.withDependents(named, signal);
  } catch (error) {
    if (error instanceof DependentsError) throw new ToolError(error.message);
    throw error;
  }
}

function planAnswer(plan: Plan, gone: readonly Resource[], targets: readonly Target[], deps: PlanDeps): object {
  const { items } = plan;
  const rows = items.map((item) => itemAnswer(item, items, deps.inventory));
  let length = 0;
  const shown = rows.filter((row) => (length += toolResultText(row).length) <= MAX_CHARS);
  const blocked = items.filter(isBlocked);
  return {
    note: UNTRUSTED_DATA_NOTE,
    target: targetResult(targets, deps.protectionAt),
    nothingWasRemoved: true,
    resourcesInPlan: items.length,
    ...(gone.length > 0 && { goneAlready: gone.map(referenceResult) }),
    ...(blocked.length > 0 && {
      blocked: `${blocked.length} of ${items.length} cannot be removed now, and no question would offer it: see their blockers. With "withDependents": true what stands in the way goes first, where it can be deleted.`,
    }),
    ...(items.length > 0 && {
      confirmation:
        confirmationLevel(items, deps.confirmation()) === 'typed'
          ? 'The user is asked in a dialog, and has to type something that the dialog shows.'
          : 'The user is asked in a dialog.',
    }),
    order: 'The resources are in the order in which they would be removed.',
    resources: shown,
    ...(shown.length < rows.length && {
      truncated: `${rows.length - shown.length} resources of the plan are left out for their length. Plan fewer at a time.`,
    }),
    ...commandsAnswer(items),
  };
}

function isBlocked({ evidence }: PlanItem): boolean {
  return evidence.some(({ level }) => level === 'blocker');
}

function itemAnswer(item: PlanItem, items: readonly PlanItem[], inventory: Inventory): object {
  const { resource, operation, input, evidence, protection, dependsOn = [] } = item;
  const { level, text } = restorabilityOf(resource.kind, resource.entry);
  const before = items.filter((other) => dependsOn.includes(other.resource.key));
  return {
    ...referenceResult(resource),
    does: actionTitle(resource.kind, displayLabel(resource)),
    operation,
    input,
    ...(protection && { protection }),
    evidence: evidence.map((piece) => evidenceAnswer(piece, resource, inventory)),
    ...(before.length > 0 && { goesAfter: before.map((other) => referenceResult(other.resource)) }),
    wayBack: { level, text },
  };
}

/** What was found out, with what stands in the way by its name where that is known. */
function evidenceAnswer(
  { level, text, check, operation, blockers, severe }: Evidence,
  { target }: Resource,
  inventory: Inventory,
): object {
  const named = (blockers ?? []).map(({ kind: kindId, id }) => {
    const kind = kindById(kindId);
    const known = kind && inventory.state(kind, target).listing?.resources;
    const name = known?.find((one) => one.id === id && targetKey(one.target) === targetKey(target));
    return { kind: kindId, id, region: target.region, ...(name && { name: displayName(name) }) };
  });
  return { level, text, check, operation, ...(severe && { severe }), ...(named.length > 0 && { inTheWay: named }) };
}

/** A script is whole or it is not there: half of one would do something else. */
function commandsAnswer(items: readonly PlanItem[]): object {
  const calls = scriptCalls(items);
  if (calls.length === 0) return {};
  const script = scriptText(calls, 'cli');
  if (script.length > LONGEST_COMMANDS) {
    return { commandsLeftOut: 'The AWS CLI commands are too long for an answer. Plan fewer resources at a time.' };
  }
  return {
    commands: {
      what: 'The same as AWS CLI commands, for the user to read. Do not run them: they ask nobody and leave nothing in the journal. Use teardown_delete_resources.',
      lines: script.trimEnd().split('\n'),
    },
  };
}
