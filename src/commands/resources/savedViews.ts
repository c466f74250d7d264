import * as vscode from 'vscode';
import { escapeInvisible, escapeLabelMarkup } from '../../common/text/displayText.ts';
import type { ResourceTreeProvider } from '../../views/resources/resourceTreeProvider.ts';
import { MAX_NAME_LENGTH, type SavedView, type SavedViews } from '../../views/resources/savedViews.ts';
import type { ViewState } from '../../views/resources/viewState.ts';
import { notify } from '../../vscode/notifications.ts';
import { groupingLabel } from './groupResources.ts';
import { orderLabel } from './sortResources.ts';

/** Dependencies of the commands on saved views. */
export interface SavedViewDeps {
  readonly viewState: ViewState;
  readonly savedViews: SavedViews;
  readonly tree: Pick<ResourceTreeProvider, 'grouping'>;
}

/** Saves the filter, the grouping and the order under a name, for this workspace: **Save View…**. */
export async function saveView({ viewState, savedViews, tree }: SavedViewDeps): Promise<void> {
  const settings = { filter: viewState.filter?.text ?? '', grouping: tree.grouping, order: viewState.order };
  const name = await promptForName(savedViews, vscode.l10n.t('Save view'), '', describe(settings));
  if (name === undefined) return;
  await savedViews.save({ name, ...settings });
  void notify.info(vscode.l10n.t('Saved the view "{0}". Choose Open View… to return to it.', shown(name)));
}

/** Opens what was saved under a name: **Open View…**. The list also renames and deletes views. */
export async function openView(deps: SavedViewDeps): Promise<void> {
  const { savedViews, viewState } = deps;
  if (savedViews.all.length === 0) {
    void notify.info(
      vscode.l10n.t('No view is saved in this workspace. Filter, group or sort the resources, then choose Save View….'),
    );
    return;
  }
  const choice = await pickView(savedViews);
  if (!choice) return;
  if (!choice.renames) {
    await viewState.show(choice.view);
    return;
  }
  const { name } = choice.view;
  const to = await promptForName(savedViews, vscode.l10n.t('Rename view'), name, describe(choice.view));
  if (to !== undefined) await savedViews.rename(name, to);
  await openView(deps);
}

interface ViewItem extends vscode.QuickPickItem {
  readonly view: SavedView;
}

/** A view, and whether another name is wanted for it. */
interface Choice {
  readonly view: SavedView;
  readonly renames: boolean;
}

/** Lists the views. A deleted one leaves the list, which stays open while there is another. */
async function pickView(savedViews: SavedViews): Promise<Choice | undefined> {
  const rename = { iconPath: new vscode.ThemeIcon('edit'), tooltip: vscode.l10n.t('Rename View…') };
  const remove = { iconPath: new vscode.ThemeIcon('trash'), tooltip: vscode.l10n.t('Delete View') };
  const input = vscode.window.createQuickPick<ViewItem>();
  input.title = vscode.l10n.t('Open view');
  input.matchOnDescription = true;
  // The input box of a new name gives the focus back when the list is already open again.
  input.ignoreFocusOut = true;
  const list = () => {
    input.items = savedViews.all.map((view) => ({
      view,
      label: shown(view.name),
      description: describe(view),
      buttons: [rename, remove],
    }));
  };
  let choice: Choice | undefined;
  const choose = (view: SavedView | undefined, renames: boolean) => {
    choice = view && { view, renames };
    input.hide();
  };
  input.onDidAccept(() => {
    choose(input.selectedItems[0]?.view, false);
  });
  input.onDidTriggerItemButton(async ({ button, item }) => {
    if (button === rename) {
      choose(item.view, true);
      return;
    }
    await savedViews.delete(item.view.name);
    list();
    if (savedViews.all.length === 0) input.hide();
  });
  list();
  const hidden = new Promise<void>((resolve) => input.onDidHide(resolve));
  input.show();
  await hidden;
  input.dispose();
  return choice;
}

async function promptForName(
  savedViews: SavedViews,
  title: string,
  value: string,
  prompt: string,
): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title,
    value,
    prompt,
    placeHolder: vscode.l10n.t('Name of the view'),
    ignoreFocusOut: true,
    validateInput(text) {
      if (text.trim() === '') return vscode.l10n.t('A view needs a name.');
      if (text.trim().length > MAX_NAME_LENGTH)
        return vscode.l10n.t('A name has {0} characters at most.', MAX_NAME_LENGTH);
      if (text.trim() === value || !savedViews.get(text)) return undefined;
      return {
        message: vscode.l10n.t('The view that has this name is replaced.'),
        severity: vscode.InputBoxValidationSeverity.Warning,
      };
    },
  });
  return name?.trim();
}

/** Returns what a view shows, in a line. */
function describe({ filter, grouping, order }: Omit<SavedView, 'name'>): string {
  return [
    filter === '' ? vscode.l10n.t('All resources') : shown(filter),
    vscode.l10n.t('Grouped by {0}', groupingLabel(grouping)),
    orderLabel(order),
  ].join(' · ');
}

/** Escapes what the user typed for a quick pick. */
const shown = (text: string) => escapeLabelMarkup(escapeInvisible(text));
