import * as vscode from 'vscode';
import { COMMANDS } from '../../contributions.ts';
import { displayLabel } from '../../deletion/presentation/resourceLabels.ts';
import { availableActions, type Resource } from '../../inventory/resource.ts';
import { ResourceNode, type Node } from '../../views/resources/nodes.ts';
import type { ResourceTreeProvider } from '../../views/resources/resourceTreeProvider.ts';
import { notify } from '../../vscode/notifications.ts';

/** Where a resource is revealed. */
export interface RevealDeps {
  readonly tree: ResourceTreeProvider;
  readonly view: vscode.TreeView<Node>;
}

/** Selects the row of a listed resource in the Resources view. Notifies of the reason where it has no row. */
export async function revealResource(resource: Resource, { tree, view }: RevealDeps): Promise<void> {
  const kindNode = tree.kindNodeOf(resource);
  const rows = kindNode ? await tree.getChildren(kindNode) : [];
  const row = rows.find(
    (one) => one instanceof ResourceNode && availableActions(one.resource).some(({ key }) => key === resource.key),
  );
  if (row) {
    await view.reveal(row, { select: true, focus: true });
    return;
  }
  const name = displayLabel(resource);
  if (!kindNode) {
    const choose = vscode.l10n.t('Choose Resource Types…');
    const message = vscode.l10n.t(
      '{0} is not shown: its resource type is not chosen. Choose {1} to see it.',
      name,
      resource.kind.label,
    );
    if ((await notify.info(message, choose)) === choose) await vscode.commands.executeCommand(COMMANDS.chooseKinds);
    return;
  }
  const clear = vscode.l10n.t('Clear Filter');
  const message = vscode.l10n.t('{0} is not shown: the filter hides it, or it is on a later page of its list.', name);
  if ((await notify.info(message, clear)) === clear) await vscode.commands.executeCommand(COMMANDS.clearFilter);
}
