import * as vscode from 'vscode';
import { CONTEXT_KEYS } from '../contributions.ts';
import { visible } from '../text/visible.ts';
import type { Filter } from './filter.ts';
import type { Counts } from './kindRows.ts';
import type { Node } from './nodes.ts';
import type { ResourceTree } from './resourceTree.ts';
import type { ViewChoices } from './viewChoices.ts';

/**
 * Says at the top of the view how much of what is listed the filter lets through, and lets the title bar offer to clear it.
 *
 * @param view the view
 * @param tree its rows
 * @param choices the filter
 * @returns ends it
 */
export function showFilter(view: vscode.TreeView<Node>, tree: ResourceTree, choices: ViewChoices): vscode.Disposable {
  const draw = () => {
    const { filter } = choices;
    // VS Code shows no welcome content beside a message.
    const message =
      filter && !tree.nothing
        ? `${vscode.l10n.t('Filter {0}', visible(filter.text))}: ${filteredText(tree.counts())}`
        : '';
    // Whatever is set is told to the window, and rows that change within 200 ms after that wait for those to pass.
    if (view.message !== message) view.message = message;
  };
  const tell = (filter: Filter | undefined) =>
    void vscode.commands.executeCommand('setContext', CONTEXT_KEYS.filtered, filter !== undefined || undefined);
  draw();
  tell(choices.filter);
  const endChoices = choices.onDidChange(() => {
    tell(choices.filter);
  });
  // Whatever changes the counts changes rows; and the filter is drawn with them.
  const endRows = tree.onDidChangeTreeData(draw);
  return new vscode.Disposable(() => {
    endChoices();
    endRows.dispose();
  });
}

/**
 * How much a filter lets through.
 *
 * @param counts what is listed; undefined where nothing is
 * @returns for instance `showing 12 of 480`
 */
export function filteredText(counts: Counts | undefined): string {
  if (!counts) return vscode.l10n.t('nothing is listed yet');
  const { shown, total, unknown } = counts;
  const text = vscode.l10n.t('showing {0} of {1}', shown, total);
  if (unknown === 0) return text;
  return `${text}. ${vscode.l10n.t('{0} not shown because AWS does not tell their age or tags', unknown)}`;
}
