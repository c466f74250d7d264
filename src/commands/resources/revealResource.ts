import * as vscode from 'vscode';
import { COMMANDS } from '../../contributions.ts';
import type { AccountLabel } from '../../deletion/presentation/placeLines.ts';
import { displayLabel } from '../../deletion/presentation/resourceLabels.ts';
import { availableActions, type Resource } from '../../inventory/resource.ts';
import { ResourceNode, type Node } from '../../views/resources/nodes.ts';
import type { ResourceTreeProvider } from '../../views/resources/resourceTreeProvider.ts';
import { notify } from '../../vscode/notifications.ts';
import { commandAction, offer, type NotificationAction } from '../nextActions.ts';

/** Where a resource is revealed. */
export interface RevealDeps {
  readonly tree: ResourceTreeProvider;
  readonly view: vscode.TreeView<Node>;
  /** Returns an account with its alias, where that is known. */
  readonly accountLabel: AccountLabel;
}

/** Returns that this window does not use the account and the Region of a resource, and what to do. */
export function notUsedHere(accountId: string, region: string, label: AccountLabel): string {
  return vscode.l10n.t(
    'The resource is in account {0}, {1}, which this window does not use. Switch the profile or choose the Region first.',
    label(accountId),
    region,
  );
}

/** Selects the row of a listed resource in the Resources view. Notifies of the reason where it has no row. */
export async function revealResource(resource: Resource, { tree, view, accountLabel }: RevealDeps): Promise<void> {
  const kindNode = tree.kindNodeOf(resource);
  const rows = kindNode ? await tree.getChildren(kindNode) : [];
  const row = rows.find(
    (one) => one instanceof ResourceNode && availableActions(one.resource).some(({ key }) => key === resource.key),
  );
  if (row) {
    await view.reveal(row, { select: true, focus: true });
    return;
  }
  const [message, action] = whyNoRow(resource, kindNode !== undefined, { tree, accountLabel });
  await offer(notify.info, message, [action]);
}

/** Returns why a resource has no row, and what shows it. `isTypeShown`: its type has a row for its account and Region. */
function whyNoRow(
  resource: Resource,
  isTypeShown: boolean,
  { tree, accountLabel }: Pick<RevealDeps, 'tree' | 'accountLabel'>,
): readonly [message: string, action: NotificationAction] {
  const { kind, target } = resource;
  const name = displayLabel(resource);
  if (isTypeShown) {
    return [
      vscode.l10n.t('{0} is not shown: the filter hides it, or it is on a later page of its list.', name),
      commandAction(vscode.l10n.t('Clear Filter'), COMMANDS.clearFilter),
    ];
  }
  if (tree.kinds.some((shown) => shown.kind.id === (kind.baseKind ?? kind.id))) {
    return [
      notUsedHere(target.identity.accountId, target.region, accountLabel),
      commandAction(vscode.l10n.t('Choose Regions…'), COMMANDS.chooseRegions),
    ];
  }
  return [
    vscode.l10n.t('{0} is not shown: its resource type is not chosen. Choose {1} to see it.', name, kind.label),
    commandAction(vscode.l10n.t('Choose Resource Types…'), COMMANDS.chooseKinds),
  ];
}
