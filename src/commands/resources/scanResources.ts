import * as vscode from 'vscode';
import type { Session } from '../../session/session.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { isListedInRegion } from '../../inventory/regionAvailability.ts';
import { scan, type ScanProgress, type ScanStep } from '../../inventory/scan.ts';
import { availability } from '../../views/resources/kindCounts.ts';
import type { ResourceTreeProvider } from '../../views/resources/resourceTreeProvider.ts';
import type { AccountLabel } from '../../deletion/presentation/placeLines.ts';
import { duringTargets } from '../../session/duringTargets.ts';
import { toAbortSignal } from '../../vscode/abortSignal.ts';
import { COMMANDS } from '../../contributions.ts';
import { kindsUnder } from '../kindsUnder.ts';
import { commandAction, offer } from '../nextActions.ts';
import { notify } from '../../vscode/notifications.ts';
import { failedListings } from './failedListings.ts';

/** Dependencies of a scan. */
export interface ScanDeps {
  readonly session: Session;
  readonly inventory: Inventory;
  readonly tree: ResourceTreeProvider;
  readonly accountLabel: AccountLabel;
}

/**
 * Lists every chosen kind in every chosen Region, or those under a row, and so fills the counts: **Scan for
 * Resources**.
 */
export async function scanResources(node: unknown, deps: ScanDeps): Promise<void> {
  const { session, inventory, tree } = deps;
  // From the palette the view may not have been seen yet: then nothing is known of the target.
  if (session.state.kind === 'idle') await session.start();
  const steps = kindsUnder(node, tree).flatMap((row): readonly ScanStep[] =>
    availability(row)
      .available.filter(({ region }) => isListedInRegion(row.kind, region))
      .map((target) => ({ kind: row.kind, target })),
  );
  if (steps.length === 0) {
    void notify.info(
      vscode.l10n.t(
        'No scan is possible yet: no account or no Region is available. Follow the step that the Resources view shows.',
      ),
    );
    return;
  }
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Scanning for resources'),
    cancellable: true,
  };
  const result = await vscode.window.withProgress(options, (progress, token) => {
    const report = (now: ScanProgress, { kind, target }: ScanStep) => {
      const message = vscode.l10n.t('{0} of {1} listings, {2} found', now.done, now.total, now.found);
      progress.report({
        message: `${message} · ${kind.label}, ${target.region}`,
        increment: 100 / now.total,
      });
    };
    const work = (signal: AbortSignal) => scan(steps, inventory.batchLister(), signal, report);
    return tree.freezeVisibility(duringTargets(session, work, toAbortSignal(token)));
  });
  // VS Code cuts off a notification without a button after one line.
  void offer(notify.info, scanSummary(result, scopeOf(steps, deps.accountLabel)), [
    commandAction(vscode.l10n.t('Find Unused Resources'), COMMANDS.findUnused),
  ]);
}

/** Returns the account and the Regions of a scan: `account example-dev (111122223333), eu-west-1`. */
function scopeOf(steps: readonly ScanStep[], accountLabel: AccountLabel): string {
  const accounts = new Set(steps.map(({ target }) => target.identity.accountId));
  const regions = new Set(steps.map(({ target }) => target.region));
  return vscode.l10n.t('account {0}, {1}', [...accounts].map(accountLabel).join(', '), [...regions].join(', '));
}

function scanSummary({ done, total, found, kinds, failed }: ScanProgress, scope: string): string {
  const deps = [vscode.l10n.t('Found {0} resources of {1} resource types in {2}.', found, kinds, scope)];
  deps.push(...failedListings(failed));
  if (done < total) deps.push(vscode.l10n.t('The scan was canceled after {0} of {1} listings.', done, total));
  return deps.join(' ');
}
