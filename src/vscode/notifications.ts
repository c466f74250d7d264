import * as vscode from 'vscode';
import { escapeLabelMarkup } from '../common/text/displayText.ts';
import { wrapFacts, wrapTitle } from '../common/text/wrapFacts.ts';

/**
 * Notifications, in the one place where they are made: VS Code makes links of `[x](command:…)` in them, and a name from AWS
 * must never become one.
 */
export const notify = {
  /** Returns the button that was taken, or undefined. */
  info(this: void, message: string, ...buttons: string[]): Thenable<string | undefined> {
    return vscode.window.showInformationMessage(escapeLabelMarkup(message), ...buttons);
  },

  /** Returns the button that was taken, or undefined. */
  warn(this: void, message: string, ...buttons: string[]): Thenable<string | undefined> {
    return vscode.window.showWarningMessage(escapeLabelMarkup(message), ...buttons);
  },

  /** Returns the button that was taken, or undefined. */
  error(this: void, message: string, ...buttons: string[]): Thenable<string | undefined> {
    return vscode.window.showErrorMessage(escapeLabelMarkup(message), ...buttons);
  },

  /**
   * Shows a modal dialog in plain text, whose first button is focused. Returns the button that was chosen; undefined for Cancel and Escape.
   */
  confirmModal(this: void, message: string, detail: string, ...buttons: string[]): Thenable<string | undefined> {
    return vscode.window.showWarningMessage(wrapTitle(message), { modal: true, detail: wrapFacts(detail) }, ...buttons);
  },

  /** Shows a modal dialog that can only be closed, or left by a button. Returns the button that was taken, or undefined. */
  async blockedModal(this: void, message: string, detail: string, ...buttons: string[]): Promise<string | undefined> {
    const close = { title: vscode.l10n.t('Close'), isCloseAffordance: true };
    const items = buttons.map((title) => ({ title }));
    const answer = await vscode.window.showWarningMessage(
      wrapTitle(message),
      { modal: true, detail: wrapFacts(detail) },
      ...items,
      close,
    );
    return answer === close ? undefined : answer?.title;
  },
};
