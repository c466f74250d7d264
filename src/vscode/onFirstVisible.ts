import * as vscode from 'vscode';

/**
 * Calls a listener when one of several views is visible for the first time.
 *
 * Returns a disposable that stops it.
 */
export function onFirstVisible(
  views: readonly Pick<vscode.TreeView<unknown>, 'visible' | 'onDidChangeVisibility'>[],
  listener: () => void,
): vscode.Disposable {
  let waiting = true;
  const check = () => {
    if (!waiting || !views.some(({ visible }) => visible)) return;
    waiting = false;
    listener();
  };
  const subscriptions = views.map((view) => view.onDidChangeVisibility(check));
  check();
  return vscode.Disposable.from(...subscriptions);
}
