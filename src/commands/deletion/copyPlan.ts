import * as vscode from 'vscode';
import { iamPolicy } from '../../catalog/iamPolicy.ts';
import type { Plan } from '../../deletion/planning/plan.ts';
import { planJson } from '../../deletion/presentation/planJson.ts';
import { scriptCalls, scriptText } from '../../deletion/scripts/planScripts.ts';
import type { PlanBoard } from '../../views/plan/planBoard.ts';
import { notify } from '../../vscode/notifications.ts';

/** A form in which a plan can be copied. */
interface PlanForm extends vscode.QuickPickItem {
  readonly write: (plan: Plan) => string;
}

/** Copies what is chosen of the plan in the view, in a form that the user picks, to the clipboard: **Copy as…**. */
export async function copyPlan({ current }: Pick<PlanBoard, 'current'>): Promise<void> {
  if (!current) {
    void notify.info(vscode.l10n.t('There is no plan to copy. Select resources and choose Delete… first.'));
    return;
  }
  const picked = await vscode.window.showQuickPick(forms(), { title: vscode.l10n.t('Copy the plan as') });
  if (!picked) return;
  await vscode.env.clipboard.writeText(picked.write(current.plan));
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) {0} copied', picked.label), 2_000);
}

function forms(): readonly PlanForm[] {
  return [
    {
      label: 'JSON',
      detail: vscode.l10n.t('Each request, its findings, and the description of its resource.'),
      write: (plan) => planJson(plan.items),
    },
    {
      label: vscode.l10n.t('AWS CLI script'),
      detail: vscode.l10n.t('The requests in order. It checks the account first.'),
      write: ({ items }) => scriptText(scriptCalls(items), 'cli'),
    },
    {
      label: vscode.l10n.t('boto3 program'),
      detail: vscode.l10n.t('The requests in order. It checks the account first.'),
      write: ({ items }) => scriptText(scriptCalls(items), 'boto3'),
    },
    {
      label: vscode.l10n.t('IAM policy'),
      detail: vscode.l10n.t('The permissions that the plan needs.'),
      write: ({ items }) =>
        JSON.stringify(iamPolicy([...new Set(items.map(({ resource }) => resource.kind))], 'delete'), null, 2),
    },
  ];
}
