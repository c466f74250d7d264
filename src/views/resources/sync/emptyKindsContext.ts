import * as vscode from 'vscode';
import { CONTEXT_KEYS } from '../../../contributions.ts';
import type { ViewState } from '../viewState.ts';

/**
 * Lets the menu offer the one of **Show Empty Kinds** and **Hide Empty Kinds** that changes something.
 *
 * Returns a disposable that stops it.
 */
export function syncEmptyKindsContext(choices: ViewState): vscode.Disposable {
  const update = () =>
    void vscode.commands.executeCommand('setContext', CONTEXT_KEYS.showsEmpty, choices.showsEmpty || undefined);
  update();
  return new vscode.Disposable(choices.onDidChange(update));
}
