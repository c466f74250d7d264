import { escapeInvisible } from './displayText.ts';

/** Returns the longest run of backticks in a text. */
const longestBacktickRun = (text: string) => Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));

/** Returns a fenced block that nothing in the text can end, as lines. */
export function fencedBlock(language: string, text: string): readonly string[] {
  const fence = '`'.repeat(Math.max(3, longestBacktickRun(text) + 1));
  return [fence + language, text.replace(/\n$/, ''), fence, ''];
}

/**
 * Returns a text as Markdown in which it stands for itself: what could form syntax or a link is written as an entity, and what cannot be
 * seen is written out. It is for the middle of a line.
 *
 * The signs: https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references. A colon or a dot before a letter can make
 * a link of a plain address. A number with a dot or a parenthesis behind it begins a list.
 */
export function escapeMarkdown(text: string): string {
  return escapeInvisible(text).replace(
    /[\\`*_{}[\]<>#!|~&$@/^=+]|[:.](?=\S)|^[-\s]|^\d(?=\d{0,8}[.)])/g,
    (sign) => `&#${sign.charCodeAt(0)};`,
  );
}
