import { splitSentences } from '../common/text/sentences.ts';

/** A sentence with placeholders, and its translation. */
interface Pattern {
  readonly matches: RegExp;
  readonly translation: string;
}

/** The sentences of one language. */
interface Texts {
  readonly exact: ReadonlyMap<string, string>;
  readonly patterns: readonly Pattern[];
}

/**
 * The sentences of the display language; empty in English. One for the process, as the texts of `@vscode/l10n` are: the rows of the catalog
 * are constants that exist before the language is set.
 */
let texts: Texts = { exact: new Map(), patterns: [] };

/** Sets the translations of the catalog's sentences, by the English ones with `{0}` for what is filled in. */
export function configureCatalogTexts(contents: Readonly<Record<string, string>>): void {
  const entries = Object.entries(contents);
  const patterns = entries
    .filter(([english]) => english.includes('{0}'))
    .map(([english, translation]) => ({ matches: patternOf(english), translation, literal: english.length }));
  // The most specific one first.
  patterns.sort((a, b) => b.literal - a.literal);
  texts = { exact: new Map(entries), patterns };
}

/** Returns a text of the catalog in the display language, sentence by sentence. What has no translation stays English. */
export function translateCatalogText(text: string): string {
  if (texts.exact.size === 0) return text;
  const sentences = splitSentences(text).map((sentence) => translateSentence(sentence) ?? sentence);
  return texts.exact.get(text) ?? sentences.join(' ');
}

function translateSentence(sentence: string): string | undefined {
  const exact = texts.exact.get(sentence);
  if (exact !== undefined) return exact;
  for (const { matches, translation } of texts.patterns) {
    const found = matches.exec(sentence);
    if (found) return translation.replace(/\{(\d+)\}/g, (_, at: string) => found[Number(at) + 1] ?? '');
  }
  return undefined;
}

function patternOf(english: string): RegExp {
  const parts = english.split(/\{\d+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(.+?)')}$`, 's');
}
