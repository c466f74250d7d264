import * as vscode from 'vscode';
import { CONTEXT_KEYS } from '../../../contributions.ts';
import type { ViewState } from '../viewState.ts';

/**
 * Keeps the context that shows the one of **Show Empty Types** and **Hide Empty Types** that changes something.
 *
 * Returns a disposable that stops it.
 */
export function syncEmptyKindsContext(choices: ViewState): vscode.Disposable {
  const update = () =>
    void vscode.commands.executeCommand('setContext', CONTEXT_KEYS.showsEmpty, choices.showsEmpty || undefined);
  update();
  return new vscode.Disposable(choices.onDidChange(update));
}
