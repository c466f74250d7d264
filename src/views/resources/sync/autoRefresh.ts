import * as vscode from 'vscode';
import type { Inventory } from '../../../inventory/inventory.ts';
import type { Node } from '../nodes.ts';
import type { ResourceTreeProvider } from '../resourceTreeProvider.ts';

/** A listing older than this is asked for again when the view comes back: milliseconds. */
const STALE_AFTER_MS = 10 * 60_000;

/** How often the ages in the rows are drawn anew while the view is visible: milliseconds. */
const AGE_TICK_MS = 60_000;

/**
 * Refreshes when the view is shown again after a long time, and keeps the ages in its rows current. While the view is hidden, nothing is
 * requested and no timer runs.
 *
 * Returns a disposable that stops it.
 */
export function autoRefresh(
  view: vscode.TreeView<Node>,
  tree: ResourceTreeProvider,
  inventory: Inventory,
): vscode.Disposable {
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
    refreshStale(tree, inventory);
    ticking ??= setInterval(() => {
      tree.refreshRows();
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

function refreshStale(tree: ResourceTreeProvider, inventory: Inventory): void {
  const now = Date.now();
  for (const { kind, targets } of tree.kinds) {
    for (const target of targets) {
      const { listing } = inventory.state(kind, target);
      if (listing && now - listing.listedAt > STALE_AFTER_MS) void inventory.list(kind, target);
    }
  }
}
