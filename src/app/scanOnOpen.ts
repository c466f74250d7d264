import * as vscode from 'vscode';
import { targetKey } from '../aws/identity/target.ts';
import { scanResources } from '../commands/resources/scanResources.ts';
import type { Core } from '../core.ts';
import type { Node } from '../views/resources/nodes.ts';
import type { Views } from './views.ts';
import { settings } from '../vscode/settings.ts';

/**
 * Scans an account when the view shows it for the first time in a window, where the setting `teardown.scanOnOpen` is `always`.
 *
 * Returns a disposable that stops it.
 */
export function scanOnOpen(
  view: vscode.TreeView<Node>,
  { session, inventory }: Pick<Core, 'session' | 'inventory'>,
  { tree, accountLabel }: Pick<Views, 'tree' | 'accountLabel'>,
): vscode.Disposable {
  const scanned = new Set<string>();
  const update = () => {
    const { state } = session;
    if (!view.visible || state.kind !== 'ready' || settings.scanOnOpen() !== 'always') return;
    const key = state.targets.map(targetKey).join('\n');
    if (scanned.has(key)) return;
    scanned.add(key);
    void scanResources(undefined, { session, inventory, tree, accountLabel });
  };
  const endSession = session.onDidChange(update);
  const endVisibility = view.onDidChangeVisibility(update);
  return new vscode.Disposable(() => {
    endSession();
    endVisibility.dispose();
  });
}
