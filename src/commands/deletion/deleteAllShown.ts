import * as vscode from 'vscode';
import { COMMANDS } from '../../contributions.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Resource } from '../../inventory/resource.ts';
import { gapsIn } from '../../views/resources/categorySummary.ts';
import { knownResources, listingStates } from '../../views/resources/kindCounts.ts';
import { gapNotes } from '../../views/resources/listingGaps.ts';
import type { ResourceTreeProvider } from '../../views/resources/resourceTreeProvider.ts';
import type { ViewState } from '../../views/resources/viewState.ts';
import { notify } from '../../vscode/notifications.ts';
import { kindsUnder } from '../kindsUnder.ts';
import { commandAction, offer } from '../nextActions.ts';
import type { DeletionFlow } from './deletionFlow.ts';

/** Dependencies of **Delete All Shown…**. */
export interface DeleteAllDeps {
  readonly inventory: Inventory;
  readonly tree: ResourceTreeProvider;
  readonly viewState: Pick<ViewState, 'isHidden'>;
  readonly deletionFlow: DeletionFlow;
}

/**
 * Plans the deletion of all listed resources under a row that the filter shows, or of the whole view without a row:
 * **Delete All Shown…**. Counts what was not listed, or not completely.
 */
export async function deleteAllShown(node: unknown, deps: DeleteAllDeps): Promise<void> {
  const { inventory, tree, viewState, deletionFlow } = deps;
  const found = new Map<string, Resource>();
  const scan = commandAction(
    vscode.l10n.t('Scan for Resources'),
    node === undefined ? COMMANDS.scanAccount : COMMANDS.scanResources,
    node,
  );
  const kinds = kindsUnder(node, tree);
  for (const kind of kinds) {
    const known = listingStates(kind, inventory).map((state) => knownResources(state, kind));
    for (const resource of known.flatMap((resources) => resources ?? [])) {
      if (!viewState.isHidden(resource)) found.set(resource.key, resource);
    }
  }
  if (found.size === 0) {
    void offer(notify.info, vscode.l10n.t('No listed resources are shown here. Scan for resources first.'), [scan]);
    return;
  }
  const gaps = gapNotes(gapsIn(kinds, inventory));
  if (gaps.length > 0) {
    const missing = vscode.l10n.t(
      'The plan has only what is listed. {0}. To include the rest, scan and choose Delete All Shown… again.',
      gaps.join('. '),
    );
    void offer(notify.info, missing, [scan]);
  }
  await deletionFlow.deleteResources([...found.values()]);
}
