import * as vscode from 'vscode';

/** Returns how many resource types were not listed yet; undefined where all were. */
export function notListedNote(notListed: number): string | undefined {
  if (notListed === 0) return undefined;
  return notListed === 1
    ? vscode.l10n.t('1 resource type not listed yet')
    : vscode.l10n.t('{0} resource types not listed yet', notListed);
}
