import * as vscode from 'vscode';

/**
 * Says when one of several views is visible for the first time.
 *
 * @param views the views
 * @param seen called once
 * @returns ends the waiting
 */
export function onFirstVisible(
  views: readonly Pick<vscode.TreeView<unknown>, 'visible' | 'onDidChangeVisibility'>[],
  seen: () => void,
): vscode.Disposable {
  let waiting = true;
  const look = () => {
    if (!waiting || !views.some(({ visible }) => visible)) return;
    waiting = false;
    seen();
  };
  const subscriptions = views.map((view) => view.onDidChangeVisibility(look));
  look();
  return vscode.Disposable.from(...subscriptions);
}
