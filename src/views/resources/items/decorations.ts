import * as vscode from 'vscode';
import type { Resource } from '../../../inventory/resource.ts';

/** What the end of a row points out, the gravest first: each is a letter, a word in the tooltip and in the accessible name. */
const DECORATIONS = ['deleting', 'protected', 'expiring', 'default'] as const;
/** One of them. */
export type Decoration = (typeof DECORATIONS)[number];

/** The scheme of the rows that have marks: `teardown-row:/protected,default`. It is known to this file alone, and opens nothing. */
const SCHEME = 'teardown-row';

/** From so long before its end on, what AWS ends by itself is marked: milliseconds. */
const EXPIRING_WITHIN_MS = 24 * 60 * 60 * 1_000;

/** What the marks of a resource are known by. */
export interface DecorationInput {
  /** Whether its removal is under way. */
  readonly isDeleting: boolean;
  /** Whether a tag, a rule or the protection of its profile keeps it. */
  readonly isProtected: boolean;
}

/** Returns its marks, the gravest first. */
export function decorationsOf(resource: Resource, facts: DecorationInput, now: number): readonly Decoration[] {
  const { kind, entry, expires } = resource;
  const left = expires && expires.getTime() - now;
  const holds: Readonly<Record<Decoration, boolean>> = {
    deleting: facts.isDeleting,
    protected: facts.isProtected,
    expiring: left !== undefined && left > 0 && left <= EXPIRING_WITHIN_MS,
    default: kind.badge?.(entry) === 'default',
  };
  return DECORATIONS.filter((decoration) => holds[decoration]);
}

/** Returns its word. */
export function decorationLabel(decoration: Decoration): string {
  switch (decoration) {
    case 'deleting':
      return vscode.l10n.t('deletion in progress');
    case 'protected':
      return vscode.l10n.t('protected');
    case 'expiring':
      return vscode.l10n.t('expires within a day');
    case 'default':
      return vscode.l10n.t('default');
  }
}

/** Returns the address by which VS Code asks for its decoration; undefined where there is none. */
export function decorationUri(decorations: readonly Decoration[]): vscode.Uri | undefined {
  return decorations.length === 0 ? undefined : vscode.Uri.from({ scheme: SCHEME, path: `/${decorations.join(',')}` });
}

/** What stands at the end of the row, and its colour. */
const DECORATION_STYLE: Readonly<Record<Decoration, readonly [badge: string, colour: string | undefined]>> = {
  deleting: ['…', 'disabledForeground'],
  protected: ['P', 'list.warningForeground'],
  expiring: ['E', 'list.warningForeground'],
  default: ['D', undefined],
};

/** Draws the marks. All that it needs stands in the address, so that nothing is kept and nothing has to be told anew. */
export const ResourceDecorationProvider: vscode.FileDecorationProvider = {
  provideFileDecoration({ scheme, path }) {
    if (scheme !== SCHEME) return undefined;
    const names: ReadonlySet<string> = new Set(path.slice(1).split(','));
    const decorations = DECORATIONS.filter((decoration) => names.has(decoration));
    const [first] = decorations;
    if (first === undefined) return undefined;
    const [badge, colour] = DECORATION_STYLE[first];
    const words = decorations.map(decorationLabel).join(', ');
    return new vscode.FileDecoration(badge, words, colour === undefined ? undefined : new vscode.ThemeColor(colour));
  },
};
