import { t } from '@vscode/l10n';
import { USAGE_WORDS } from './usageTerms.ts';
import type { Resource } from '../resource.ts';

/** A filter that can be taken instead of the one that is typed. */
export interface FilterCompletion {
  /** The whole filter. */
  readonly text: string;
  /** The word that is completed. */
  readonly label: string;
  /** What it does, or how many resources have it. */
  readonly description: string;
}

/** The most values that are offered. */
const MAX_VALUES = 30;

/** Returns filters as examples, with what they show. */
export function filterExamples(): readonly FilterCompletion[] {
  const example = (text: string, description: string) => ({ text, label: text, description });
  return [
    example('tag:env=dev', t('a tag and its value')),
    example('-tag:owner', t('without a tag')),
    example('is:unused', t('nothing uses it')),
    example('cost:>10', t('a list price of more than 10 a month')),
    example('older:30d', t('created more than 30 days ago')),
    example('state:available', t('in a state')),
    example('10.0.1.*', t('an address, an ID or any other text of a row')),
  ];
}

/**
 * Completes the last word of a filter, as it is typed, with the keys that a filter understands, and tags and values of
 * the resources that are listed.
 */
export function completeFilter(
  text: string,
  resources: Iterable<Resource>,
  keys: readonly string[],
): readonly FilterCompletion[] {
  const [word = ''] = /(?:"[^"]*"?|[^\s"])*$/.exec(text) ?? [];
  const head = text.slice(0, text.length - word.length);
  const sign = word.startsWith('-') ? '-' : '';
  const typed = word.slice(sign.length).replaceAll('"', '');
  const { words, typedValue } = candidates(typed, resources, keys);
  return words
    .filter(({ label }) => label.toLowerCase().startsWith(typed.toLowerCase()) && label !== typed)
    .slice(0, typedValue ? MAX_VALUES : keys.length)
    .map(({ label, description }) => ({ text: `${head}${sign}${quoted(label)}`, label: sign + label, description }));
}

interface Candidates {
  readonly words: readonly { readonly label: string; readonly description: string }[];
  readonly typedValue: boolean;
}

function candidates(typed: string, resources: Iterable<Resource>, keys: readonly string[]): Candidates {
  const [, key = '', value = ''] = /^([a-z-]+):(.*)$/i.exec(typed) ?? [];
  switch (key.toLowerCase()) {
    case 'tag':
      return { words: counted(tagWords(resources, value)), typedValue: true };
    case 'is':
      return { words: USAGE_WORDS.map((word) => ({ label: `is:${word}`, description: '' })), typedValue: true };
    case 'state':
      return { words: counted(valuesOf(resources, key, ({ state }) => state)), typedValue: true };
    case 'region':
      return { words: counted(valuesOf(resources, key, ({ target }) => target.region)), typedValue: true };
    case '':
      return {
        words: keys.map((name) => ({ label: `${name}:`, description: keyDescription(name) })),
        typedValue: false,
      };
    default:
      return { words: [], typedValue: true };
  }
}

/** Yields the keys of tags, and the values of one whose key is typed. */
function* tagWords(resources: Iterable<Resource>, typed: string): Generator<string> {
  const at = typed.indexOf('=');
  for (const { tags } of resources) {
    for (const [key, value] of tags ?? []) {
      if (at < 0) yield `tag:${key}`;
      else if (key.toLowerCase() === typed.slice(0, at).toLowerCase()) yield `tag:${key}=${value}`;
    }
  }
}

function* valuesOf(
  resources: Iterable<Resource>,
  key: string,
  valueOf: (resource: Resource) => string | undefined,
): Generator<string> {
  for (const resource of resources) {
    const value = valueOf(resource);
    if (value !== undefined) yield `${key}:${value}`;
  }
}

/** Returns each word once, the most frequent first. */
function counted(words: Iterable<string>): Candidates['words'] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
    .map(([label, count]) => ({
      label,
      description: count === 1 ? t('1 resource') : t('{0} resources', count),
    }));
}

function keyDescription(key: string): string {
  switch (key) {
    case 'name':
      return t('a part of the name');
    case 'id':
      return t('a part of the ID or ARN');
    case 'tag':
      return t('a tag, as in tag:env=dev');
    case 'state':
      return t('the state that AWS returns');
    case 'older':
      return t('created before, as in older:30d');
    case 'newer':
      return t('created since, as in newer:2h');
    case 'region':
      return t('the Region');
    case 'is':
      return t('whether anything uses it, as in is:unused');
    case 'unused-for':
      return t('not used since, as in unused-for:30d');
    case 'managed-by':
      return t('the tool that created it');
    case 'owner':
      return t('the owner that its tags name');
    default:
      return '';
  }
}

/** Returns a word as a filter takes it: with quotation marks around spaces. A quotation mark inside is any character. */
function quoted(word: string): string {
  const plain = word.replaceAll('"', '?');
  if (!/\s/.test(plain)) return plain;
  const at = plain.indexOf(':') + 1;
  return `${plain.slice(0, at)}"${plain.slice(at)}"`;
}
