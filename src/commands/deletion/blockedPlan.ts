import * as vscode from 'vscode';
import { kindById } from '../../catalog/index.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import { truncateMiddle } from '../../common/text/displayText.ts';
import { VIEWS } from '../../contributions.ts';
import type { Plan, PlanItem } from '../../deletion/planning/plan.ts';
import { listingFailure } from '../../deletion/presentation/listingFailure.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { referenceKey, referenceTarget } from '../../inventory/resource.ts';
import type { PlanNode } from '../../views/plan/planNodes.ts';
import type { PlanTreeProvider } from '../../views/plan/planTreeProvider.ts';
import { notify } from '../../vscode/notifications.ts';
import { revealResource, type RevealDeps } from '../resources/revealResource.ts';

/** What leads on from a dialog that is blocked. */
export interface BlockedPlanDeps extends RevealDeps {
  readonly inventory: Pick<Inventory, 'list'>;
  readonly plan: PlanTreeProvider;
  readonly planView: vscode.TreeView<PlanNode>;
  /** **Copy IAM Policy…** for some resource types. */
  readonly copyPolicy: (kinds: readonly Kind[]) => Promise<void>;
}

/** A button of the dialog, and where it leads. */
export interface BlockedAction {
  readonly label: string;
  run(): Promise<void>;
}

/** The maximum length of an id in a message. */
const ID_LIMIT = 128;

/** The check of a blocker that no row shows. */
const PERMISSION = 'permission';

/** Returns the buttons of a dialog that is blocked: **Show Blocker**, and **Copy IAM Policy…** where permission is missing. */
export function blockedActions(plan: Plan, isInView: boolean, deps: BlockedPlanDeps): readonly BlockedAction[] {
  const blocked = plan.items.filter(({ evidence }) => evidence.some(({ level }) => level === 'blocker'));
  const denied = blocked.filter((item) => blockersOf(item).some(({ check }) => check === PERMISSION));
  const [first] = [...blocked.filter((item) => !denied.includes(item)), ...blocked];
  const hasMore = first && blockersOf(first).some(({ check }) => check !== PERMISSION);
  const actions: BlockedAction[] = [];
  if (first && (isInView || hasMore)) {
    actions.push({
      label: vscode.l10n.t('Show Blocker'),
      run: () => (isInView ? showInPlan(first, deps) : showBlocker(first, deps)),
    });
  }
  if (denied.length > 0) {
    const kinds = [...new Set(denied.map(({ resource }) => resource.kind))];
    actions.push({ label: vscode.l10n.t('Copy IAM Policy…'), run: () => deps.copyPolicy(kinds) });
  }
  return actions;
}

const blockersOf = ({ evidence }: PlanItem) => evidence.filter(({ level }) => level === 'blocker');

/** Selects the row of a blocked resource in the Plan view, which has its findings under it. */
async function showInPlan(item: PlanItem, { plan, planView }: BlockedPlanDeps): Promise<void> {
  await vscode.commands.executeCommand(`${VIEWS.plan}.focus`);
  const node = plan.nodeOf(item.resource.key);
  if (node) await planView.reveal(node, { select: true, focus: true, expand: true });
}

/** Leads to the resource that blocks, to the setting that protects, or else to the row of the blocked resource, which has its state. */
async function showBlocker(item: PlanItem, deps: BlockedPlanDeps): Promise<void> {
  const { target } = item.resource;
  const [reference] = blockersOf(item).flatMap(({ blockers }) => blockers ?? []);
  const kind = reference && kindById(reference.kind);
  const key = reference && referenceKey(reference, target);
  if (reference && kind && key !== undefined) {
    const listing = await deps.inventory.list(kind, referenceTarget(reference, target));
    const found = listing.resources.find((resource) => resource.key === key);
    const failure = listingFailure(listing);
    if (found) await revealResource(found, deps);
    else if (failure !== undefined) void notify.warn(failure);
    else
      void notify.info(
        vscode.l10n.t(
          'AWS no longer lists the {0} {1}. Start the deletion again.',
          kind.noun,
          truncateMiddle(reference.id, ID_LIMIT),
        ),
      );
    return;
  }
  const setting = blockersOf(item).find((blocker) => blocker.setting !== undefined)?.setting;
  if (setting !== undefined) await vscode.commands.executeCommand('workbench.action.openSettings', setting);
  else {
    // The row may still show the state of the last listing.
    await deps.inventory.list(item.resource.kind, target);
    await revealResource(item.resource, deps);
  }
}
