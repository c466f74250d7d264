import * as vscode from 'vscode';

/** Returns the sentence on listings that failed, wholly or in part; none where all are complete. */
export function failedListings(failed: number): readonly string[] {
  if (failed === 0) return [];
  return [
    failed === 1
      ? vscode.l10n.t('1 listing failed or is incomplete. Its row shows the error.')
      : vscode.l10n.t('{0} listings failed or are incomplete. Their rows show the error.', failed),
  ];
}
