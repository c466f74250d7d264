import * as vscode from 'vscode';
import type { Resource } from '../../../inventory/resource.ts';

/** What the icon of a row points out, the gravest first. Tooltip and accessible name have it in words. */
const MARKS = ['protected', 'expiring', 'default'] as const;
/** One of them. */
export type Mark = (typeof MARKS)[number];

/** The codicon of each, in place of the icon of the resource type. */
export const MARK_ICON: Readonly<Record<Mark, string>> = { protected: 'lock', expiring: 'watch', default: 'star-full' };

/** A resource that AWS ends by itself within this time is marked: milliseconds. */
const EXPIRING_WITHIN_MS = 24 * 60 * 60 * 1_000;

/** Returns the marks of a resource, the gravest first. */
export function marksOf({ kind, entry, expires }: Resource, isProtected: boolean, now: number): readonly Mark[] {
  const left = expires && expires.getTime() - now;
  const holds: Readonly<Record<Mark, boolean>> = {
    protected: isProtected,
    expiring: left !== undefined && left > 0 && left <= EXPIRING_WITHIN_MS,
    default: kind.badge?.(entry) === 'default',
  };
  return MARKS.filter((mark) => holds[mark]);
}

/** Returns the words of a mark. */
export function markLabel(mark: Mark): string {
  switch (mark) {
    case 'protected':
      return vscode.l10n.t('protected');
    case 'expiring':
      return vscode.l10n.t('expires within a day');
    case 'default':
      return vscode.l10n.t('default');
  }
}
