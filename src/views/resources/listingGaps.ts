import * as vscode from 'vscode';
import type { ListingGaps } from './categorySummary.ts';

/** Returns how many resource types were not listed yet; undefined where all were. */
export function notListedNote(notListed: number): string | undefined {
  if (notListed === 0) return undefined;
  return notListed === 1
    ? vscode.l10n.t('1 resource type not listed yet')
    : vscode.l10n.t('{0} resource types not listed yet', notListed);
}

/** Returns what the counts lack, one text for each reason: types that were not listed, and types whose list failed. */
export function gapNotes({ notListed, incomplete }: ListingGaps): readonly string[] {
  const failed =
    incomplete === 1
      ? vscode.l10n.t('1 resource type could not be listed completely')
      : vscode.l10n.t('{0} resource types could not be listed completely', incomplete);
  return [...(incomplete > 0 ? [failed] : []), ...[notListedNote(notListed)].filter((note) => note !== undefined)];
}
