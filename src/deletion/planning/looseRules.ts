import { INVISIBLE_CHARACTERS } from '../../common/text/displayText.ts';
import { wildcardMatcher } from '../../common/text/wildcard.ts';

/** A negation, an exception or a word for all may mean everything. */
export const NEGATION =
  /(?:^|[:=\s])[!-]|~|!=|<>|[\u2260\u2248]|(?<![\p{L}\d])(?:not?|none?|except|excluding|exclude[sd]?|without|unless|but|other\s+than|all|any\p{L}*|each|every\p{L}*|nicht|kein\p{L}*|außer|ohne|alle[rs]?|sauf|salvo|menos|excepto|tranne|todos?|tout|tutto)(?![\p{L}\d])/iu;

/** Returns the words of a text: each may be a name. */
export function wordsOf(text: string): readonly string[] {
  const words = text.normalize('NFKC').split(/[^\p{L}\p{N}\p{M}*?_.-]+/u);
  const parts = words.flatMap((word) => [word, ...word.split('.')]);
  return parts
    .map((word) => word.replace(/^[._-]+|[._-]+$/g, ''))
    .filter((word) => /[\p{L}\p{N}].*[\p{L}\p{N}]/u.test(word));
}

/** Returns whether a text has characters that cannot be seen. */
export function hasInvisible(text: string): boolean {
  return text.search(INVISIBLE_CHARACTERS) >= 0;
}

/** Returns a test for several texts. An empty variant may mean anything. */
export function looseMatcher(variants: readonly string[]): (texts: readonly string[]) => boolean {
  if (variants.includes('')) return () => true;
  const matchers = variants.map((variant) => wildcardMatcher(variant, 'insensitive'));
  return (texts) => texts.some((text) => matchers.some((isMatch) => isMatch(text) || isMatch(clean(text))));
}

/** Returns what a text may mean: without what surrounds it, its parts, and each of them without its prefixes. */
export function variantsOf(text: string): readonly string[] {
  const found = new Set<string>();
  const add = (part: string) => {
    const plain = clean(part);
    if (found.has(plain)) return;
    found.add(plain);
    add(asWildcards(part));
    for (const separator of plain.matchAll(/[:=/]/g)) add(plain.slice(separator.index + 1));
    const spaced = /^(?:name|tag|tags)\s+(.*)$/is.exec(plain)?.[1];
    if (spaced !== undefined) add(spaced);
  };
  const parts = text.split(/[,;|\n]|\s#|\s(?:and|or|&&)\s|\s(?=(?:name|tag):)/i).filter((part) => clean(part) !== '');
  for (const part of [text, ...parts]) add(part);
  return [...found];
}

/** Returns a text without invisible characters, and without spaces, quotation marks and signs of negation around it. */
function clean(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u00a0\u1680\u2000-\u200a\u202f\u205f]/gu, ' ')
    .replace(INVISIBLE_CHARACTERS, '')
    .replace(/^[\s"'\u2018\u2019\u201c-\u201e`!^=([{-]+(?=.)|[\s"'\u2018\u2019\u201c\u201d`$)\]}]+$/gu, '')
    .trim();
}

/** Returns a text with `*` and `?` in place of what regular expressions, globs and SQL write for any characters. */
export function asWildcards(text: string): string {
  return text
    .replace(/^\/(.*)\/i?$/s, '$1')
    .replace(/\\([.\-/])/g, '$1')
    .replace(/(?:\\\w|\[[^\][]*\]|\.)[*+]|\([^()]*\)[*+?]?|\{[^{}]*\}|%/g, '*')
    .replace(/\\\w|\[[^\][]*\]/g, '?')
    .replace(/^\^|\$$/g, '');
}

/** Returns tests for a tag's key and value, one for each place at which a text may be divided. */
export function pairsIn(text: string): readonly ((key: string, value: string) => boolean)[] {
  return [...text.matchAll(/[:=]/g)].map(({ index }) => {
    const isKey = wildcardMatcher(clean(text.slice(0, index)), 'insensitive');
    const isValue = wildcardMatcher(clean(text.slice(index + 1)) || '*', 'insensitive');
    return (key, value) => isKey(key) && isValue(value);
  });
}

/** Returns account ids that a text may mean: with separators, without leading zeros, or inside an ARN. */
export function accountsIn(text: string): readonly string[] {
  const plain = text.normalize('NFKC');
  const digits = plain.replace(/[^\d*?]/g, '');
  const inside = plain.match(/(?<!\d)\d{12}(?!\d)/g) ?? [];
  return [...inside, ...(!/\d/.test(digits) ? [] : [/[*?]/.test(digits) ? digits : digits.padStart(12, '0')])];
}
