import * as vscode from 'vscode';
import { escapeLabelMarkup } from '../../common/text/displayText.ts';
import { actionLabel } from '../../deletion/presentation/phrases.ts';
import { displayLabel } from '../../deletion/presentation/resourceLabels.ts';
import type { Resource } from '../../inventory/resource.ts';

/** Prompts for one of several actions, for example a fleet alone or with its instances. */
export async function pickAction(resource: Resource, actionsOf: readonly Resource[]): Promise<Resource | undefined> {
  const picked = await vscode.window.showQuickPick(
    actionsOf.map((form) => ({ form, label: actionLabel(form.kind), description: form.kind.action.operation })),
    {
      title: escapeLabelMarkup(displayLabel(resource)),
      placeHolder: vscode.l10n.t('Choose an action. You will be asked to confirm'),
    },
  );
  return picked?.form;
}
