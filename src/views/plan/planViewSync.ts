import * as vscode from 'vscode';
import { CONTEXT_KEYS } from '../../contributions.ts';
import { planTitle, placeSummary } from '../../deletion/presentation/planSummary.ts';
import type { PlanItem } from '../../deletion/planning/plan.ts';
import type { AccountLabel } from '../../deletion/presentation/placeLines.ts';
import type { Resource } from '../../inventory/resource.ts';
import { reportSentence } from '../../deletion/presentation/planReport.ts';
import type { PlanBoard } from './planBoard.ts';
import type { PlanNode } from './planNodes.ts';
import type { ShownPlan } from './shownPlan.ts';

/** What the texts of the view need: accounts with their alias, and which costs a deletion ends, or has ended, where they are known. */
interface PlanTexts {
  readonly accountLabel: AccountLabel;
  readonly ends: (resources: readonly Resource[]) => string | undefined;
  readonly ended: (resources: readonly Resource[]) => string | undefined;
}

/**
 * Shows the Plan view while there is a plan, with its title, and lets its title bar offer what the plan allows.
 *
 * Returns a disposable that stops it.
 */
export function syncPlanView(view: vscode.TreeView<PlanNode>, board: PlanBoard, about: PlanTexts): vscode.Disposable {
  const context = new Map<string, unknown>();
  const set = (key: string, value: unknown) => {
    if (context.get(key) === value) return;
    context.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  };
  const sync = () => {
    const shown = board.current;
    set(CONTEXT_KEYS.plan, shown?.status);
    set(CONTEXT_KEYS.planHasLeft, (shown?.status === 'ended' && shown.left.length > 0) || undefined);
    set(CONTEXT_KEYS.planHasRestorable, (shown?.status === 'ended' && shown.hasRestorable) || undefined);
    const { description, message } = shown ? texts(shown, about) : { description: '', message: '' };
    if (view.description !== description) view.description = description;
    if (view.message !== message) view.message = message;
  };
  sync();
  return new vscode.Disposable(board.onDidChange(sync));
}

function texts(
  shown: ShownPlan,
  { accountLabel, ...costs }: PlanTexts,
): { readonly description: string; readonly message: string } {
  const { plan, items, status, asked } = shown;
  const title = planTitle(plan.items, asked);
  const description = placeSummary(items, accountLabel);
  const resources = (some: readonly PlanItem[]) => some.map(({ resource }) => resource);
  switch (status) {
    case 'open':
      return {
        description,
        message: withCost(
          plan.items.length === items.length
            ? vscode.l10n.t('{0}? No request has been sent yet.', title)
            : vscode.l10n.t(
                '{0}? {1} left out. No request has been sent yet.',
                title,
                items.length - plan.items.length,
              ),
          costs.ends(resources(plan.items)),
        ),
      };
    case 'running':
      return {
        description,
        message: vscode.l10n.t('{0}: {1} of {2} deleted', title, shown.deleted.length, plan.items.length),
      };
    case 'ended':
      return {
        description,
        message: withCost(
          // In a low view, a message of many lines leaves no room for the rows, which have the reasons.
          reportSentence(plan, shown.outcomes, asked, accountLabel, true),
          costs.ended(resources(shown.deleted)),
        ),
      };
  }
}

function withCost(sentence: string, cost: string | undefined): string {
  return cost === undefined ? sentence : `${sentence} ${cost}`;
}
