import * as vscode from 'vscode';
import { completeFilter, filterExamples, type FilterCompletion } from '../../inventory/query/filterCompletion.ts';
import { FILTER_KEYS } from '../../inventory/query/filter.ts';
import { escapeInvisible, escapeLabelMarkup } from '../../common/text/displayText.ts';
import type { ResourceTreeProvider } from '../../views/resources/resourceTreeProvider.ts';
import { gapNotes } from '../../views/resources/listingGaps.ts';
import { filterSummary } from '../../views/resources/sync/filterMessage.ts';
import type { ViewState } from '../../views/resources/viewState.ts';

/** How long typing has to pause before the tree follows: milliseconds. */
const DEBOUNCE_MS = 200;

/** An entry of the list: the filter as it is typed, or what completes it. */
interface FilterItem extends vscode.QuickPickItem {
  readonly completion?: FilterCompletion;
}

/**
 * Shows only some of what is listed: **Filter Resources…**. The tree follows the typing, Enter keeps the filter, and
 * Escape returns to the one before. The list completes keys, tags and values.
 */
export async function filterResources(choices: ViewState, tree: ResourceTreeProvider): Promise<void> {
  const input = vscode.window.createQuickPick<FilterItem>();
  input.title = vscode.l10n.t('Filter resources');
  input.placeholder = vscode.l10n.t('Any text of a row, or a word such as tag:env=dev. All words must match');
  input.value = choices.filter?.text ?? '';
  /** The text that the list was made for: an entry of an older one completes nothing. */
  let listedFor = '';
  const list = () => {
    listedFor = input.value;
    input.items = itemsFor(input.value, choices, tree);
  };
  const preview = async () => {
    const { value } = input;
    await choices.previewFilter(value);
    if (input.value === value) list();
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hidden = new Promise<void>((resolve) => input.onDidHide(resolve));
  let accepted: string | undefined;
  input.onDidChangeValue(() => {
    clearTimeout(timer);
    timer = setTimeout(() => void preview(), DEBOUNCE_MS);
  });
  input.onDidAccept(() => {
    const completion = listedFor === input.value ? input.selectedItems[0]?.completion : undefined;
    if (completion && completion.text !== input.value) {
      input.value = completion.text;
      void preview();
      return;
    }
    const parsed = choices.parse(input.value);
    if (parsed && 'problem' in parsed) {
      list();
      return;
    }
    accepted = input.value;
    input.hide();
  });
  list();
  input.show();
  await hidden;
  clearTimeout(timer);
  input.dispose();
  if (accepted === undefined) await choices.endPreview();
  else await choices.setFilter(accepted);
}

function itemsFor(text: string, choices: ViewState, tree: ResourceTreeProvider): readonly FilterItem[] {
  const isBlank = text.trim() === '';
  const completions = section(vscode.l10n.t('Complete with'), completeFilter(text, tree.resources(), FILTER_KEYS));
  if (isBlank)
    return [
      { label: vscode.l10n.t('Show all resources'), iconPath: new vscode.ThemeIcon('clear-all'), alwaysShow: true },
      ...section(vscode.l10n.t('Examples'), filterExamples()),
      ...completions,
    ];
  const parsed = choices.parse(text);
  // A word that something completes is not finished, rather than wrong: Enter takes the first that does.
  const isUnfinished = parsed !== undefined && 'problem' in parsed && completions.length > 0;
  return isUnfinished ? completions : [typedItem(text, choices, tree), ...completions];
}

/** The gaps have a line of their own. */
const NO_GAPS = { notListed: 0, incomplete: 0 };

/** Returns the item of the filter as it is typed: what it shows, or what is wrong with it. */
function typedItem(text: string, choices: ViewState, tree: ResourceTreeProvider): FilterItem {
  const parsed = choices.parse(text);
  const item = { label: plain(text), alwaysShow: true };
  if (!parsed || 'problem' in parsed)
    return { ...item, iconPath: new vscode.ThemeIcon('error'), detail: plain(parsed?.problem ?? '') };
  const notes = gapNotes(tree.gaps);
  return {
    ...item,
    iconPath: new vscode.ThemeIcon('filter'),
    description: filterSummary(tree.counts(parsed.filter), NO_GAPS, parsed.filter.asksUsage),
    ...(notes.length > 0 && { detail: notes.join('. ') }),
  };
}

function section(label: string, completions: readonly FilterCompletion[]): readonly FilterItem[] {
  if (completions.length === 0) return [];
  return [
    { label, kind: vscode.QuickPickItemKind.Separator },
    ...completions.map((completion) => ({
      label: plain(completion.label),
      description: completion.description,
      alwaysShow: true,
      completion,
    })),
  ];
}

/** Escapes a name from AWS for a quick pick. */
const plain = (text: string) => escapeLabelMarkup(escapeInvisible(text));
