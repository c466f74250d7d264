import * as vscode from 'vscode';
import { LISTED_KINDS } from '../../catalog/index.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import { SERVICES } from '../../catalog/model/services.ts';
import type { ViewState } from '../../views/resources/viewState.ts';

/** An entry of the pick: a kind, or the heading of a category. */
interface KindItem extends vscode.QuickPickItem {
  readonly kindId?: string;
}

/** Restricts the tree, the scan and the IAM policy to the kinds that this workspace is about: **Choose Resource Types…**. */
export async function chooseKinds(choices: ViewState): Promise<void> {
  const chosen = new Set(choices.kinds.map(({ id }) => id));
  const picked = await vscode.window.showQuickPick(kindItems(chosen), {
    title: vscode.l10n.t('Resource types for this workspace'),
    placeHolder: vscode.l10n.t('Select the resource types to show and scan. Select none for all'),
    canPickMany: true,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (!picked) return;
  await choices.setKinds(picked.flatMap(({ kindId }) => kindId ?? []));
}

function kindItems(chosen: ReadonlySet<string>): KindItem[] {
  let previous = '';
  return LISTED_KINDS.flatMap((kind): KindItem[] => {
    const above = headingOf(kind);
    const entry = { label: kind.label, description: above, picked: chosen.has(kind.id), kindId: kind.id };
    if (above === previous) return [entry];
    previous = above;
    return [{ label: above, kind: vscode.QuickPickItemKind.Separator }, entry];
  });
}

const headingOf = ({ service, category }: Kind) => `${SERVICES[service].label} · ${category}`;
