import path from 'node:path';
import * as vscode from 'vscode';
import { serializeResources, type ExportFormat } from '../../inventory/serializeResources.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { exportedPrice } from '../../pricing/costText.ts';
import type { PriceService } from '../../pricing/priceService.ts';
import { knownResources, listingStates } from '../../views/resources/kindCounts.ts';
import type { ResourceTreeProvider } from '../../views/resources/resourceTreeProvider.ts';
import type { ViewState } from '../../views/resources/viewState.ts';
import { kindsUnder } from '../kindsUnder.ts';
import { notify } from '../../vscode/notifications.ts';

/** Dependencies of an export. */
export interface ExportDeps {
  readonly tree: ResourceTreeProvider;
  readonly inventory: Inventory;
  readonly viewState: ViewState;
  readonly prices: Pick<PriceService, 'costOf'>;
}

/**
 * Exports what is listed and not filtered out, under a row or in the whole view, as JSON or CSV into a file that the
 * user names: **Export Resources…**. Lists nothing, and reports what could not be listed.
 */
export async function exportResources(
  node: unknown,
  { tree, inventory, viewState, prices }: ExportDeps,
): Promise<void> {
  const listed = kindsUnder(node, tree).flatMap((kind) =>
    listingStates(kind, inventory).flatMap((state) =>
      state.listing ? [{ listing: state.listing, resources: knownResources(state, kind) ?? [] }] : [],
    ),
  );
  const listings = listed.map(({ listing }) => listing);
  const resources = listed.flatMap((one) => one.resources).filter((one) => !viewState.isHidden(one));
  if (resources.length === 0) {
    void notify.info(vscode.l10n.t('There is nothing to export. Expand a resource type or scan for resources first.'));
    return;
  }
  const uri = await promptForFile();
  if (!uri) return;
  const form: ExportFormat = path.extname(uri.path).toLowerCase() === '.csv' ? 'csv' : 'json';
  const text = serializeResources(resources, form, (resource) => exportedPrice(prices.costOf(resource)));
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  const incomplete = listings.filter(({ failures }) => failures.length > 0).length;
  const exported =
    resources.length === 1
      ? vscode.l10n.t('Exported 1 resource.')
      : vscode.l10n.t('Exported {0} resources.', resources.length);
  void notify.info(
    incomplete === 0
      ? exported
      : `${exported} ${vscode.l10n.t('{0} listings are incomplete. The tree shows their errors.', incomplete)}`,
  );
}

async function promptForFile(): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export resources'),
    filters: { JSON: ['json'], CSV: ['csv'] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, 'teardown-resources.json') }),
  });
}
