import * as vscode from 'vscode';
import type { Filter, ParsedFilter } from '../../inventory/query/filter.ts';
import type { ResourceTreeProvider } from '../../views/resources/resourceTreeProvider.ts';
import { filterSummary } from '../../views/resources/sync/filterMessage.ts';
import type { ViewState } from '../../views/resources/viewState.ts';

/** **Filter Resources…**: shows only some of what is listed. While it is typed it says what is wrong, or how many match. */
export async function filterResources(choices: ViewState, tree: ResourceTreeProvider): Promise<void> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Filter resources'),
    value: choices.filter?.text ?? '',
    placeHolder: 'tag:env=dev older:30d',
    prompt: vscode.l10n.t(
      'Any text, or name: id: tag:key=value state: older:30d newer:2h region: is:unused unused-for:30d managed-by: owner: (all terms must match; - negates a term; * matches anything)',
    ),
    validateInput: (typed) => validate(choices.parse(typed), tree),
  });
  if (text !== undefined) await choices.setFilter(text);
}

function validate(
  parsed: ParsedFilter | undefined,
  tree: ResourceTreeProvider,
): vscode.InputBoxValidationMessage | string | undefined {
  if (!parsed) return undefined;
  if ('problem' in parsed) return parsed.problem;
  return { message: matchCount(parsed.filter, tree), severity: vscode.InputBoxValidationSeverity.Info };
}

const matchCount = (filter: Filter, tree: ResourceTreeProvider) =>
  filterSummary(tree.counts(filter), 0, filter.asksUsage);
