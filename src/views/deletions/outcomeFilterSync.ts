import * as vscode from 'vscode';
import { CONTEXT_KEYS } from '../../contributions.ts';
import type { OutcomeFilter } from '../../deletion/presentation/deletionRuns.ts';
import { savingsOf, savingsText } from './savings.ts';
import type { DeletionsTreeProvider, ShownEntries } from './deletionsTreeProvider.ts';

/** Returns the words of an outcome filter. */
export function filterLabel(filter: OutcomeFilter): string {
  switch (filter) {
    case 'deleted':
      return vscode.l10n.t('Deleted');
    case 'failed':
      return vscode.l10n.t('Failed');
    case 'notDeleted':
      return vscode.l10n.t('Not deleted');
    case 'inProgress':
      return vscode.l10n.t('In progress');
    case 'restorable':
      return vscode.l10n.t('Can be restored');
    case 'restored':
      return vscode.l10n.t('Restored');
  }
}

/**
 * Shows at the top of the view which outcomes it is kept to, how many entries that are and what the deletions save, and lets the title
 * bar offer to show all.
 *
 * Returns a disposable that stops it.
 */
export function syncOutcomeFilter(
  view: Pick<vscode.TreeView<unknown>, 'message'>,
  deletions: DeletionsTreeProvider,
): vscode.Disposable {
  let wasFiltered = false;
  return deletions.onDidCount((counts) => {
    const { filters } = deletions;
    const isFiltered = filters.size > 0;
    if (isFiltered !== wasFiltered)
      void vscode.commands.executeCommand('setContext', CONTEXT_KEYS.deletionsFiltered, isFiltered || undefined);
    wasFiltered = isFiltered;
    const message = [
      isFiltered ? filterMessage([...filters], counts) : undefined,
      savingsText(savingsOf(counts.entries, Date.now())),
    ]
      .filter((part) => part !== undefined)
      .join(' ');
    if ((view.message ?? '') !== message) view.message = message;
  });
}

function filterMessage(filters: readonly OutcomeFilter[], { shown, total }: ShownEntries): string {
  const words = filters.map(filterLabel).join(', ');
  return vscode.l10n.t('Outcome filter {0}: showing {1} of {2}', words, shown, total);
}
