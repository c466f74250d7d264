import * as vscode from 'vscode';
import type { Inventory } from '../../../inventory/inventory.ts';
import type { ScanStep } from '../../../inventory/scan.ts';
import type { Node } from '../nodes.ts';
import type { ResourceTreeProvider } from '../resourceTreeProvider.ts';
import { listAgain, type ListAgainDeps } from './listAgain.ts';

/** A listing older than this is asked for again when the view comes back: milliseconds. */
const STALE_AFTER_MS = 10 * 60_000;

/** How often the ages in the rows are drawn anew while the view is visible: milliseconds. */
const AGE_TICK_MS = 60_000;

/** What refreshes a view. */
interface AutoRefreshDeps extends ListAgainDeps {
  readonly inventory: Pick<Inventory, 'state' | 'batchLister'>;
  readonly tree: Pick<ResourceTreeProvider, 'kinds' | 'refreshRows'>;
}

/**
 * Refreshes when the view is shown again after a long time, and keeps the ages in its rows current. While the view is hidden, nothing is
 * requested and no timer runs.
 *
 * Returns a disposable that stops it.
 */
export function autoRefresh(view: vscode.TreeView<Node>, deps: AutoRefreshDeps): vscode.Disposable {
  let refreshing: Promise<void> | undefined;
  let ticking: ReturnType<typeof setInterval> | undefined;
  const stop = () => {
    clearInterval(ticking);
    ticking = undefined;
  };
  const onVisibility = (isVisible: boolean) => {
    if (!isVisible) {
      stop();
      return;
    }
    const steps = staleSteps(deps);
    // A view that is hidden and shown again meanwhile needs no second refresh.
    if (steps.length > 0)
      refreshing ??= listAgain(steps, deps).finally(() => {
        refreshing = undefined;
      });
    ticking ??= setInterval(() => {
      deps.tree.refreshRows();
    }, AGE_TICK_MS);
  };
  onVisibility(view.visible);
  const subscription = view.onDidChangeVisibility((event) => {
    onVisibility(event.visible);
  });
  return new vscode.Disposable(() => {
    stop();
    subscription.dispose();
  });
}

/** Returns what was listed, but a long time ago. */
function staleSteps({ tree, inventory }: AutoRefreshDeps): readonly ScanStep[] {
  const oldest = Date.now() - STALE_AFTER_MS;
  const steps = tree.kinds.flatMap(({ kind, targets }) => targets.map((target) => ({ kind, target })));
  return steps.filter(({ kind, target }) => {
    const { listing } = inventory.state(kind, target);
    return listing !== undefined && listing.listedAt < oldest;
  });
}
