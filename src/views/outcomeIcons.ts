import type * as vscode from 'vscode';
import type { StoredOutcomeKind } from '../deletion/journal/entry.ts';
import { rowIcon, type RowColor } from './rowColors.ts';

/** The codicon and color of each outcome; the word stands in the row. */
const ICONS: Readonly<Record<StoredOutcomeKind, readonly [string, RowColor | undefined]>> = {
  deleted: ['pass', 'good'],
  alreadyDeleted: ['pass', 'muted'],
  restored: ['discard', 'good'],
  allowed: ['check', 'good'],
  deleting: ['clock', undefined],
  reverted: ['debug-step-back', 'warning'],
  changed: ['diff', 'warning'],
  blocked: ['circle-slash', 'warning'],
  denied: ['warning', 'warning'],
  canceled: ['close', 'muted'],
  failed: ['error', 'error'],
  executed: ['error', 'error'],
  unknown: ['question', 'warning'],
};

/** Returns the icon of an outcome. */
export function outcomeIcon(kind: StoredOutcomeKind): vscode.ThemeIcon {
  return rowIcon(...ICONS[kind]);
}
