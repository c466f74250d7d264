import type { Target } from '../aws/identity/target.ts';
import { kindById } from '../catalog/index.ts';
import { DependentsError } from '../deletion/planning/expandDependents.ts';
import type { Evidence } from '../deletion/planning/evidence.ts';
import type { DeletionService } from '../deletion/deletionService.ts';
import { confirmationLevel, type ConfirmationSetting } from '../deletion/presentation/confirmationLevel.ts';
import type { Plan, PlanItem } from '../deletion/planning/plan.ts';
import { scriptCalls, scriptText } from '../deletion/scripts/planScripts.ts';
import { restorabilityOf } from '../deletion/restore/restorePlan.ts';
import { actionTitle } from '../deletion/presentation/phrases.ts';
import { displayLabel } from '../deletion/presentation/resourceLabels.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { displayName, referenceKey, referenceTarget, type Resource } from '../inventory/resource.ts';
import {
  toolResultText,
  UNTRUSTED_DATA_NOTE,
  targetResult,
  referenceResult,
  type TargetFacts,
} from './toolResponse.ts';
import { findResources } from './resolveReferences.ts';
import { ToolError } from './toolError.ts';
import { MAX_PLAN_SIZE } from './toolSchemas.ts';
import type { DeletionRequest } from './toolInput.ts';

/** What the planning tool depends on. */
export interface PlanDeps extends TargetFacts {
  readonly inventory: Inventory;
  readonly deletion: DeletionService;
  readonly confirmation: () => ConfirmationSetting;
}

/** The time limit for evidence. It is longer than a dialog's, as no user waits for this one. Milliseconds. */
const TIME_LIMIT_MS = 10_000;

/** How long the resources of a plan, and the commands, may be in a result, in characters. */
const MAX_CHARS = 30_000;
const MAX_COMMAND_CHARS = 10_000;

/**
 * Runs `teardown_plan_deletion`: returns the plan as JSON. No delete request is sent, not even as a dry run: IAM alone checks the
 * permission. Throws ToolError where a resource is not found, or its dependencies cannot be listed completely.
 */
export async function planDeletion(
  request: DeletionRequest,
  targets: readonly Target[],
  deps: PlanDeps,
  signal: AbortSignal,
): Promise<string> {
  const resources = await resolveRequest(request, targets, deps, signal);
  const options = { timeLimitMs: TIME_LIMIT_MS, simulateOnly: true };
  const { plan, alreadyDeleted } = await deps.deletion.plan(resources, options);
  checkNotCanceled(signal);
  return toolResultText(planResult(plan, alreadyDeleted, targets, deps));
}

/**
 * Returns the resources that a request names, each once, with their dependencies where the request includes them. Throws ToolError where
 * one is not found, or the dependencies cannot be listed completely.
 */
export async function resolveRequest(
  request: DeletionRequest,
  targets: readonly Target[],
  deps: Pick<PlanDeps, 'inventory' | 'deletion'>,
  signal: AbortSignal,
): Promise<readonly Resource[]> {
  const named = await findResources(request.references, targets, deps.inventory, signal);
  checkNotCanceled(signal);
  if (!request.withDependents) return named;
  try {
    const all = await deps.deletion.withDependents(named, signal);
    checkNotCanceled(signal);
    if (all.length <= MAX_PLAN_SIZE) return all;
    throw new ToolError(
      `With their dependencies these are ${all.length} resources, and one plan of an agent may have ${MAX_PLAN_SIZE}. Plan fewer at a time.`,
    );
  } catch (error) {
    checkNotCanceled(signal);
    if (error instanceof DependentsError) throw new ToolError(error.message);
    throw error;
  }
}

/** Throws ToolError where a request was canceled. */
function checkNotCanceled(signal: AbortSignal): void {
  if (signal.aborted) throw new ToolError('Canceled: no delete request was sent.');
}

function planResult(
  plan: Plan,
  alreadyDeleted: readonly Resource[],
  targets: readonly Target[],
  deps: PlanDeps,
): object {
  const { items } = plan;
  const rows = items.map((item) => itemResult(item, items, deps.inventory));
  let length = 0;
  const shown = rows.filter((row) => (length += toolResultText(row).length) <= MAX_CHARS);
  const blocked = items.filter(isBlocked);
  return {
    note: UNTRUSTED_DATA_NOTE,
    target: targetResult(targets, deps),
    nothingDeleted: true,
    resourcesInPlan: items.length,
    ...(alreadyDeleted.length > 0 && { alreadyDeleted: alreadyDeleted.map(referenceResult) }),
    ...(blocked.length > 0 && {
      blocked: `${blocked.length} of ${items.length} cannot be deleted now: see their blockers. With "withDependents": true the plan includes the dependencies that block them, where those can be deleted.`,
    }),
    ...(items.length > 0 && {
      confirmation:
        confirmationLevel(items, deps.confirmation()) === 'typed'
          ? 'The user confirms in a dialog, and must type a text that the dialog shows.'
          : 'The user confirms in a dialog.',
    }),
    order: 'The resources are in the order in which they would be deleted.',
    resources: shown,
    ...(shown.length < rows.length && {
      truncated: `${rows.length - shown.length} resources of the plan do not fit into this result. Plan fewer at a time.`,
    }),
    ...commandsResult(items),
  };
}

function isBlocked({ evidence }: PlanItem): boolean {
  return evidence.some(({ level }) => level === 'blocker');
}

function itemResult(item: PlanItem, items: readonly PlanItem[], inventory: Inventory): object {
  const { resource, operation, input, evidence, protection, dependsOn = [] } = item;
  const { level, text } = restorabilityOf(resource.kind, resource.entry);
  const before = items.filter((other) => dependsOn.includes(other.resource.key));
  return {
    ...referenceResult(resource),
    action: actionTitle(resource.kind, displayLabel(resource)),
    operation,
    input,
    ...(protection && { protection }),
    evidence: evidence.map((piece) => evidenceResult(piece, resource, inventory)),
    ...(before.length > 0 && { deletedAfter: before.map((other) => referenceResult(other.resource)) }),
    restorability: { level, text },
  };
}

/** Returns a piece of evidence. Blockers have names where those are known. */
function evidenceResult(
  { level, text, check, operation, blockers, severe }: Evidence,
  { target }: Resource,
  inventory: Inventory,
): object {
  const named = (blockers ?? []).map((reference) => {
    const kind = kindById(reference.kind);
    const key = referenceKey(reference, target);
    const there = referenceTarget(reference, target);
    const name = (kind && inventory.state(kind, there).listing?.resources)?.find((one) => one.key === key);
    const { kind: kindId, id, parent } = reference;
    return {
      ...{ kind: kindId, id, region: there.region },
      ...(parent !== undefined && { parentId: parent }),
      ...(name && { name: displayName(name) }),
    };
  });
  return { level, text, check, operation, ...(severe && { severe }), ...(named.length > 0 && { blockedBy: named }) };
}

/** Returns the plan as AWS CLI commands, all or none: a part of a script would do something else. */
function commandsResult(items: readonly PlanItem[]): object {
  const calls = scriptCalls(items);
  if (calls.length === 0) return {};
  const script = scriptText(calls, 'cli');
  if (script.length > MAX_COMMAND_CHARS) {
    return { commandsOmitted: 'The AWS CLI commands do not fit into this result. Plan fewer resources at a time.' };
  }
  return {
    commands: {
      what: 'The same requests as AWS CLI commands, for the user to read. Do not run them: they skip the confirmation and the journal. Use teardown_delete_resources.',
      lines: script.trimEnd().split('\n'),
    },
  };
}
