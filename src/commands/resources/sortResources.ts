import * as vscode from 'vscode';
import { SORT_ORDERS, type SortOrder } from '../../inventory/query/sort.ts';
import type { ViewState } from '../../views/resources/viewState.ts';

/** Sorts the resources under their kind: **Sort Resources…**. */
export async function sortResources(choices: ViewState): Promise<void> {
  const picked = await vscode.window.showQuickPick(
    SORT_ORDERS.map((order) => ({
      order,
      label: orderLabel(order),
      ...(order === choices.order && { description: vscode.l10n.t('now') }),
    })),
    { title: vscode.l10n.t('Sort resources') },
  );
  if (picked) await choices.setOrder(picked.order);
}

/** Returns what people call an order. */
export function orderLabel(order: SortOrder): string {
  return labels()[order];
}

function labels(): Readonly<Record<SortOrder, string>> {
  return {
    listed: vscode.l10n.t('In AWS order'),
    name: vscode.l10n.t('By name'),
    oldest: vscode.l10n.t('By age, oldest first'),
    newest: vscode.l10n.t('By age, newest first'),
    state: vscode.l10n.t('By state'),
    cost: vscode.l10n.t('By list price, highest first'),
  };
}
