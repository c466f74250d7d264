import * as vscode from 'vscode';
import { USAGE_RULES } from '../../catalog/usage/index.ts';
import { listingTargets, mayExistInRegion } from '../../inventory/regionAvailability.ts';
import type { Resource } from '../../inventory/resource.ts';
import { scan } from '../../inventory/scan.ts';
import type { UsageService } from '../../inventory/usage/usageService.ts';
import { listPriceNote, sumText } from '../../pricing/costText.ts';
import type { PriceService } from '../../pricing/priceService.ts';
import type { ViewState } from '../../views/resources/viewState.ts';
import { duringTargets } from '../../session/duringTargets.ts';
import { toAbortSignal } from '../../vscode/abortSignal.ts';
import { notify } from '../../vscode/notifications.ts';
import type { DeletionFlow } from '../deletion/deletionFlow.ts';
import { kindsUnder } from '../kindsUnder.ts';
import { failedListings } from './failedListings.ts';
import type { ScanDeps } from './scanResources.ts';

/** Dependencies of the search. */
export interface FindUnusedDeps extends ScanDeps {
  readonly usage: UsageService;
  readonly prices: PriceService;
  readonly viewState: ViewState;
  readonly deletionFlow: Pick<DeletionFlow, 'deleteResources'>;
}

/** What a search has found. */
interface Found {
  readonly unused: readonly Resource[];
  readonly unknown: number;
  /** How many lists failed, wholly or in part. */
  readonly failed: number;
}

/**
 * Finds unused resources: **Find Unused Resources**. Lists what the verdicts rest on, under a row or, without one, for
 * all kinds. Then it requests from AWS what the lists lack on resources that nothing in them uses, and shows only what
 * nothing uses. A canceled search changes nothing in the view.
 */
export async function findUnused(node: unknown, deps: FindUnusedDeps): Promise<void> {
  const { session, tree, viewState } = deps;
  if (session.state.kind === 'idle') await session.start();
  const rows = kindsUnder(node, tree).filter(({ kind }) => USAGE_RULES.has(kind.id));
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  const targets = [...new Set(rows.flatMap((row) => row.targets))];
  if (kinds.length === 0 || targets.length === 0) {
    void notify.info(vscode.l10n.t('There is nothing to search: AWS does not return what uses these resource types.'));
    return;
  }
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Finding unused resources'),
    cancellable: true,
  };
  const found = await vscode.window.withProgress(options, (progress, token) => {
    const work = (signal: AbortSignal) => search(deps, { kinds, targets }, progress, signal);
    return tree.freezeVisibility(duringTargets(session, work, toAbortSignal(token)));
  });
  if (!found) {
    void notify.info(vscode.l10n.t('The search was canceled. The view shows what it showed before.'));
    return;
  }
  await viewState.setFilter('is:unused');
  await offerNext(found, deps);
}

/** Searches for unused resources, and requests their list prices. Returns undefined where it was canceled. */
async function search(
  { usage, inventory, prices }: FindUnusedDeps,
  {
    kinds,
    targets,
  }: { readonly kinds: Parameters<UsageService['steps']>[0]; readonly targets: Parameters<UsageService['steps']>[1] },
  progress: vscode.Progress<{ message?: string; increment?: number }>,
  signal: AbortSignal,
): Promise<Found | undefined> {
  const isCanceled = () => signal.aborted;
  const steps = usage.steps(kinds, targets);
  const { failed } = await scan(steps, inventory.batchLister(), signal, (now, { kind, target }) => {
    const message = vscode.l10n.t('{0} of {1} listings, {2} found', now.done, now.total, now.found);
    progress.report({ message: `${message} · ${kind.label}, ${target.region}`, increment: 100 / now.total });
  });
  if (isCanceled()) return undefined;
  await usage.lookUp(kinds, targets, signal, (done, total) => {
    progress.report({ message: vscode.l10n.t('{0} of {1} checked for other accounts', done, total) });
  });
  if (isCanceled()) return undefined;
  const resources = kinds.flatMap((kind) =>
    listingTargets(
      kind,
      targets.filter(({ region }) => mayExistInRegion(kind, region)),
    ).flatMap((target) => inventory.state(kind, target).listing?.resources ?? []),
  );
  const words = resources.map((resource) => usage.usageOf(resource)?.word ?? 'unknown');
  const unused = resources.filter((_, index) => words[index] === 'unused');
  progress.report({ message: vscode.l10n.t('requesting list prices') });
  await prices.load(unused, signal);
  return { unused, unknown: words.filter((word) => word === 'unknown').length, failed };
}

/** Shows what was found, and what could not be determined, with the next step for each. */
async function offerNext(
  { unused, unknown, failed }: Found,
  { viewState, deletionFlow, prices }: FindUnusedDeps,
): Promise<void> {
  const types = new Set(unused.map(({ kind }) => kind)).size;
  const plan = vscode.l10n.t('Plan Deletion…');
  const showUnknown = vscode.l10n.t('Show Unknown');
  const found =
    unused.length === 0
      ? vscode.l10n.t('Nothing unused was found.')
      : vscode.l10n.t('{0} unused resources of {1} resource types.', unused.length, types);
  const open = unknown === 0 ? [] : [vscode.l10n.t('Of {0} more it is not known whether anything uses them.', unknown)];
  const sum = sumText(prices.sum(unused));
  const costs = sum === undefined ? [] : [`${listPriceNote()}: ${sum}.`];
  const buttons = [...(unused.length > 0 ? [plan] : []), ...(unknown > 0 ? [showUnknown] : [])];
  const answer = await notify.info([found, ...costs, ...open, ...failedListings(failed)].join(' '), ...buttons);
  if (answer === showUnknown) await viewState.setFilter('is:unknown');
  else if (answer === plan) await deletionFlow.deleteResources(unused);
}
