import * as vscode from 'vscode';
import { CONTEXT_KEYS } from '../../../contributions.ts';
import { escapeInvisible } from '../../../common/text/displayText.ts';
import type { ProtectionProblem } from '../../../deletion/planning/protection.ts';
import type { Filter } from '../../../inventory/query/filter.ts';
import type { ListingGaps } from '../categorySummary.ts';
import type { ResourceCounts } from '../kindCounts.ts';
import { gapNotes } from '../listingGaps.ts';
import type { Node } from '../nodes.ts';
import type { ResourceTreeProvider } from '../resourceTreeProvider.ts';
import type { ViewState } from '../viewState.ts';

/**
 * Shows at the top of the view which protection rules are not understood, and how much the filter shows, and lets the title bar offer to
 * clear the filter.
 *
 * Returns a disposable that stops it.
 */
export function syncFilterMessage(
  view: vscode.TreeView<Node>,
  tree: ResourceTreeProvider,
  choices: ViewState,
  protectionProblems: () => readonly ProtectionProblem[],
): vscode.Disposable {
  const updateMessage = () => {
    const { filter } = choices;
    // VS Code shows no welcome content beside a message.
    const problems = protectionProblems().map(({ text }) => text);
    const filtered = filter
      ? [
          `${vscode.l10n.t('Filter {0}', escapeInvisible(filter.text))}: ${filterSummary(tree.counts(), tree.gaps, filter.asksUsage)}`,
        ]
      : [];
    // Without an account there is nothing to filter, and the welcome content shows what to do.
    const isEmpty = tree.emptyReason !== undefined || tree.kinds.length === 0;
    // The welcome content cannot have numbers: the message has how much is unknown.
    const message = isEmpty && !saysMore(filter, tree.counts()) ? '' : [...problems, ...filtered].join(' ');
    // Each assignment is sent to the window, and rows that change within 200 ms after that wait for those to pass.
    if (view.message !== message) view.message = message;
  };
  const updateContext = (filter: Filter | undefined) =>
    void vscode.commands.executeCommand('setContext', CONTEXT_KEYS.filtered, filter !== undefined || undefined);
  updateMessage();
  updateContext(choices.filter);
  const endChoices = choices.onDidChange(() => {
    updateContext(choices.filter);
  });
  // Whatever changes the counts changes rows; and the filter is drawn with them.
  const endRows = tree.onDidChangeTreeData(updateMessage);
  return new vscode.Disposable(() => {
    endChoices();
    endRows.dispose();
  });
}

/** Returns whether a filter for use hides everything, and some of it only because its use is not known. */
function saysMore(filter: Filter | undefined, counts: ResourceCounts | undefined): boolean {
  return filter?.asksUsage === true && counts !== undefined && counts.unknown > 0;
}

/**
 * Returns how much a filter lets through. Example: `showing 12 of 480`. `counts` is undefined where nothing is listed;
 * `gaps` are what the filter has not seen; `asksUsage` is whether it asks for the use of resources.
 */
export function filterSummary(counts: ResourceCounts | undefined, gaps: ListingGaps, asksUsage: boolean): string {
  if (!counts) return vscode.l10n.t('no resources listed yet');
  const { shown, total, unknown } = counts;
  const notes = [vscode.l10n.t('showing {0} of {1}', shown, total)];
  if (unknown > 0 && asksUsage)
    notes.push(vscode.l10n.t('{0} not shown because it is not known what uses them: see is:unknown', unknown));
  else if (unknown > 0)
    notes.push(vscode.l10n.t('{0} not shown because AWS does not return their age or tags', unknown));
  return [...notes, ...gapNotes(gaps)].join('. ');
}
