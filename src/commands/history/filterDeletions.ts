import * as vscode from 'vscode';
import { outcomeTest, type OutcomeFilter } from '../../deletion/presentation/deletionRuns.ts';
import type { DeletionsTreeProvider } from '../../views/deletions/deletionsTreeProvider.ts';
import { filterLabel } from '../../views/deletions/outcomeFilterSync.ts';

const FILTERS: readonly OutcomeFilter[] = ['deleted', 'failed', 'notDeleted', 'inProgress', 'restorable', 'restored'];

/** Restricts the Deletions view to the outcomes that the user picks: **Filter Deletions…**. */
export async function filterDeletions(deletions: DeletionsTreeProvider): Promise<void> {
  const entries = await deletions.entries();
  const picked = await vscode.window.showQuickPick(
    FILTERS.map((filter) => {
      const count = entries.filter(outcomeTest(new Set([filter]), entries)).length;
      return { filter, label: filterLabel(filter), description: String(count), picked: deletions.filters.has(filter) };
    }),
    {
      title: vscode.l10n.t('Filter deletions by outcome'),
      placeHolder: vscode.l10n.t('Select the outcomes to show. Select none for all'),
      canPickMany: true,
    },
  );
  if (picked) deletions.setFilters(new Set(picked.map(({ filter }) => filter)));
}
