import * as vscode from 'vscode';
import { literal } from '../text/visible.ts';

/**
 * Notifications, in the one place where they are made: VS Code makes links of `[x](command:…)` in them, and a name from AWS
 * must never become one.
 */
export const notify = {
  /**
   * @param message the sentence
   * @param buttons their labels
   * @returns the button that was taken, or undefined
   */
  info(this: void, message: string, ...buttons: string[]): Thenable<string | undefined> {
    return vscode.window.showInformationMessage(literal(message), ...buttons);
  },

  /**
   * @param message the sentence
   * @param buttons their labels
   * @returns the button that was taken, or undefined
   */
  warn(this: void, message: string, ...buttons: string[]): Thenable<string | undefined> {
    return vscode.window.showWarningMessage(literal(message), ...buttons);
  },

  /**
   * @param message the sentence
   * @param buttons their labels
   * @returns the button that was taken, or undefined
   */
  error(this: void, message: string, ...buttons: string[]): Thenable<string | undefined> {
    return vscode.window.showErrorMessage(literal(message), ...buttons);
  },

  /**
   * A modal dialog: plain text, so nothing in it has to be defused. Its first button is focused, and Enter takes it.
   *
   * @param message the question
   * @param detail the lines under it
   * @param buttons their labels, the harmless one first
   * @returns the button that was taken, or undefined for Cancel and Escape
   */
  ask(this: void, message: string, detail: string, ...buttons: string[]): Thenable<string | undefined> {
    return vscode.window.showWarningMessage(message, { modal: true, detail }, ...buttons);
  },
};
