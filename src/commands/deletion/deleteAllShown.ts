import * as vscode from 'vscode';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Resource } from '../../inventory/resource.ts';
import { knownResources, listingStates } from '../../views/resources/kindCounts.ts';
import type { ResourceTreeProvider } from '../../views/resources/resourceTreeProvider.ts';
import type { ViewState } from '../../views/resources/viewState.ts';
import { notify } from '../../vscode/notifications.ts';
import { kindsUnder } from '../kindsUnder.ts';
import type { DeletionFlow } from './deletionFlow.ts';

/** Dependencies of **Delete All Shown…**. */
export interface DeleteAllDeps {
  readonly inventory: Inventory;
  readonly tree: ResourceTreeProvider;
  readonly viewState: Pick<ViewState, 'isHidden'>;
  readonly deletionFlow: DeletionFlow;
}

/**
 * **Delete All Shown…**: one plan of all listed resources under a row that the filter shows; of the whole view, where there is no row.
 * What was not listed is not part of it, and is counted.
 */
export async function deleteAllShown(node: unknown, deps: DeleteAllDeps): Promise<void> {
  const { inventory, tree, viewState, deletionFlow } = deps;
  const found = new Map<string, Resource>();
  let notListed = 0;
  for (const kind of kindsUnder(node, tree)) {
    const known = listingStates(kind, inventory).map((state) => knownResources(state, kind));
    if (known.some((resources) => resources === undefined)) notListed += 1;
    for (const resource of known.flatMap((resources) => resources ?? [])) {
      if (!viewState.isHidden(resource)) found.set(resource.key, resource);
    }
  }
  if (found.size === 0) {
    void notify.info(vscode.l10n.t('No listed resources are shown here. Scan for resources first.'));
    return;
  }
  if (notListed > 0) {
    void notify.info(
      notListed === 1
        ? vscode.l10n.t('1 resource type is not listed, and not part of the plan.')
        : vscode.l10n.t('{0} resource types are not listed, and not part of the plan.', notListed),
    );
  }
  await deletionFlow.deleteResources([...found.values()]);
}
