import * as vscode from 'vscode';

/**
 * The colors of icons in our rows, contributed in package.json. VS Code's own tokens for these meanings have less than
 * 4.5:1 against some default theme; a test computes the contrast of ours (https://www.w3.org/TR/WCAG21/#contrast-minimum).
 */
export const ROW_COLORS = {
  good: 'teardown.goodForeground',
  muted: 'teardown.mutedForeground',
  warning: 'teardown.warningForeground',
  error: 'teardown.errorForeground',
} as const;

/** The name of such a color. */
export type RowColor = keyof typeof ROW_COLORS;

/** Returns an icon in one of these colors; in the color of the text where there is none. */
export function rowIcon(codicon: string, color: RowColor | undefined): vscode.ThemeIcon {
  return new vscode.ThemeIcon(codicon, color && new vscode.ThemeColor(ROW_COLORS[color]));
}
