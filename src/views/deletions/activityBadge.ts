import * as vscode from 'vscode';
import type { DeletionService } from '../../deletion/deletionService.ts';

/**
 * Shows the number of running deletions in the badge of the view container.
 *
 * Returns a disposable that stops it.
 */
export function showActivityBadge(
  view: Pick<vscode.TreeView<unknown>, 'badge'>,
  deletion: DeletionService,
): vscode.Disposable {
  const inProgress = new Set<string>();
  const end = deletion.onProgress(({ resource, outcome }) => {
    if (outcome) inProgress.delete(resource.key);
    else inProgress.add(resource.key);
    const { size } = inProgress;
    view.badge =
      size === 0
        ? undefined
        : {
            value: size,
            tooltip:
              size === 1 ? vscode.l10n.t('1 deletion in progress') : vscode.l10n.t('{0} deletions in progress', size),
          };
  });
  return new vscode.Disposable(end);
}
