import * as vscode from 'vscode';
import type { CommandHandler } from '../runCommand.ts';

/** Two clicks on a row within this time are a double click: milliseconds, as VS Code's lists have it at most. */
const DOUBLE_CLICK_MS = 500;

/**
 * Creates the command behind a click and behind Enter on a row. VS Code runs it for each click alike, without a count:
 * the details open on the second one. Enter takes the row as VS Code does, and then opens it.
 */
export function createRowOpener(open: (node: unknown) => Promise<void>, now = () => performance.now()): CommandHandler {
  let last: { readonly node: unknown; readonly at: number } | undefined;
  let enteredAt = Number.NEGATIVE_INFINITY;
  return async (node) => {
    const at = now();
    if (node === undefined) {
      enteredAt = at;
      await vscode.commands.executeCommand('list.select');
      return;
    }
    const isEntered = at - enteredAt <= DOUBLE_CLICK_MS;
    const isSecond = last?.node === node && at - last.at <= DOUBLE_CLICK_MS;
    enteredAt = Number.NEGATIVE_INFINITY;
    // With this setting VS Code reports double clicks alone.
    const opensOnce = vscode.workspace.getConfiguration('workbench.list').get('openMode') === 'doubleClick';
    last = isSecond ? undefined : { node, at };
    if (isEntered || isSecond || opensOnce) await open(node);
  };
}
