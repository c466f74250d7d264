import { t } from '@vscode/l10n';
import { displayName, type Resource } from '../resource.ts';
import { wildcardMatcher } from '../../common/text/wildcard.ts';

/** Whether a resource matches. `unknown`, where its age or tags are not known, is not shown either. */
export type MatchResult = 'yes' | 'no' | 'unknown';

/** One word of a filter. All of them have to match. */
type Term = (resource: Resource, now: number) => MatchResult;

/** A parsed filter. */
export interface Filter {
  /** The filter as it was typed. */
  readonly text: string;
  /** Returns whether a resource matches; `now` is in milliseconds since the epoch. */
  match(resource: Resource, now: number): MatchResult;
  /** Filters an immutable list. The result is cached for a second, because several rows count the same list. */
  apply(resources: readonly Resource[], now: number): FilterResult;
}

/** The result of a filter. */
export interface FilterResult {
  readonly shown: readonly Resource[];
  /** How many resources do not match because their age or tags are not known. */
  readonly unknown: number;
}

/** A filter, or the reason why the text is none. */
export type ParsedFilter = { readonly filter: Filter } | { readonly problem: string };

const DAY_MS = 86_400_000;
/** How long a result is cached, in milliseconds. Ages change. */
const CACHE_MS = 1_000;
/** The units of an age, in milliseconds. */
const UNITS: Readonly<Record<string, number>> = {
  min: 60_000,
  h: 3_600_000,
  d: DAY_MS,
  w: 7 * DAY_MS,
  mo: 30 * DAY_MS,
  y: 365 * DAY_MS,
};

/** Returns the entry of a word. Names that every object has, such as `constructor`, are words like any other. */
function entryOf<Value>(table: Readonly<Record<string, Value>>, word: string): Value | undefined {
  const key = word.toLowerCase();
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

const toMatch = (matches: boolean): MatchResult => (matches ? 'yes' : 'no');

/** Matches texts that contain the value; a value with wildcards matches the whole text. */
function containsMatcher(value: string): (text: string | undefined) => boolean {
  const matches = wildcardMatcher(/[*?]/.test(value) ? value : `*${value}*`, 'insensitive');
  return (text) => text !== undefined && matches(text);
}

function anyFieldContains(value: string, textsOf: (resource: Resource) => readonly (string | undefined)[]): Term {
  const isIn = containsMatcher(value);
  return (resource) => toMatch(textsOf(resource).some(isIn));
}

/** Matches the whole text, with wildcards. */
function fieldEquals(value: string, textOf: (resource: Resource) => string | undefined): Term {
  const matches = wildcardMatcher(value, 'insensitive');
  return (resource) => toMatch(matches(textOf(resource) ?? ''));
}

function tagTerm(value: string): Term {
  const [key = '', ...rest] = value.split('=');
  const isKey = wildcardMatcher(key, 'insensitive');
  const isValue = wildcardMatcher(rest.length === 0 ? '*' : rest.join('='), 'insensitive');
  return ({ tags }) => (tags ? toMatch([...tags].some(([name, text]) => isKey(name) && isValue(text))) : 'unknown');
}

function ageTerm(value: string, isInside: (age: number, limit: number) => boolean): Term | undefined {
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)([a-z]+)$/i.exec(value) ?? [];
  const size = entryOf(UNITS, unit);
  if (size === undefined) return undefined;
  const limit = Number(amount) * size;
  return ({ created }, now) => (created ? toMatch(isInside(now - created.getTime(), limit)) : 'unknown');
}

/** The keys before a colon. Each creates a term from the value, or undefined where the value is invalid. */
const KEYS: Readonly<Record<string, (value: string) => Term | undefined>> = {
  name: (value) => anyFieldContains(value, (resource) => [displayName(resource)]),
  id: (value) => anyFieldContains(value, ({ id, arn }) => [id, arn]),
  tag: tagTerm,
  state: (value) => fieldEquals(value, ({ state }) => state),
  older: (value) => ageTerm(value, (age, limit) => age > limit),
  newer: (value) => ageTerm(value, (age, limit) => age < limit),
  region: (value) => fieldEquals(value, ({ target }) => target.region),
};

/** Matches any text of a resource. */
function freeText(value: string): Term {
  const isIn = containsMatcher(value);
  return ({ id, name, arn, state, tags, kind, target, entry: { parent } }) =>
    toMatch(
      [id, name, arn, state, kind.noun, target.region, parent?.id, parent?.name].some(isIn) ||
        (tags !== undefined && [...tags].some(([key, text]) => isIn(key) || isIn(text))),
    );
}

interface Token {
  /** Without quotation marks, and without the leading dash. */
  readonly text: string;
  readonly negated: boolean;
  /** True where it begins with a quotation mark: then it has no key. */
  readonly quoted: boolean;
}

/** Splits a text at blanks outside quotation marks. Undefined where a quotation mark is not closed. */
function tokenize(text: string): readonly Token[] | undefined {
  const words: Token[] = [];
  for (const [word] of text.matchAll(/(?:"[^"]*"|[^\s"])+|"/g)) {
    if ((word.match(/"/g) ?? []).length % 2 === 1) return undefined;
    const negated = word.startsWith('-') && word.length > 1;
    const rest = negated ? word.slice(1) : word;
    words.push({ text: rest.replaceAll('"', ''), negated, quoted: rest.startsWith('"') });
  }
  return words;
}

function termOf({ text, quoted }: Token): Term | string {
  const [, key = '', value = ''] = quoted ? [] : (/^([a-z]+):(.*)$/is.exec(text) ?? []);
  // An ARN has colons of its own.
  if (key === '' || key.toLowerCase() === 'arn')
    return text === '' ? t('There is nothing between the quotation marks.') : freeText(text);
  const make = entryOf(KEYS, key);
  if (!make) {
    return t('There is no "{0}:". There are {1}. Put quotation marks around a text that has a colon.', key, keyList());
  }
  const isAge = key.toLowerCase() === 'older' || key.toLowerCase() === 'newer';
  if (isAge) return make(value) ?? t('"{0}:" takes an age, as in {0}:30d (min, h, d, w, mo or y).', key);
  if (value === '') return t('"{0}:" needs something after it.', key);
  if (value.startsWith('=')) return t('"tag:" needs a key, as in tag:env=dev.');
  return make(value) ?? t('"{0}:" needs something after it.', key);
}

function keyList(): string {
  return Object.keys(KEYS)
    .map((key) => `${key}:`)
    .join(', ');
}

function negated(term: Term): Term {
  return (resource, now) => {
    const match = term(resource, now);
    return match === 'unknown' ? 'unknown' : toMatch(match === 'no');
  };
}

/**
 * Parses a filter: words that all have to match. A word is `name:`, `id:`, `tag:key=value`, `state:`, `older:30d`, `newer:2h`, `region:`,
 * or any text. A leading `-` negates it; `*` and `?` are wildcards. Undefined where the text is blank.
 */
export function parseFilter(text: string): ParsedFilter | undefined {
  const words = tokenize(text);
  if (!words) return { problem: t('A quotation mark is not closed.') };
  const terms: Term[] = [];
  for (const word of words) {
    const term = termOf(word);
    if (typeof term === 'string') return { problem: term };
    terms.push(word.negated ? negated(term) : term);
  }
  if (terms.length === 0) return undefined;
  const match = (resource: Resource, now: number): MatchResult => {
    const matches = terms.map((term) => term(resource, now));
    if (matches.includes('no')) return 'no';
    return matches.includes('unknown') ? 'unknown' : 'yes';
  };
  return { filter: { text: text.trim(), match, apply: cachedFilter(match) } };
}

function cachedFilter(match: Filter['match']): Filter['apply'] {
  const cache = new WeakMap<readonly Resource[], FilterResult & { readonly at: number }>();
  return (resources, now) => {
    const before = cache.get(resources);
    if (before && Math.abs(now - before.at) < CACHE_MS) return before;
    const shown: Resource[] = [];
    let unknown = 0;
    for (const resource of resources) {
      const matches = match(resource, now);
      if (matches === 'yes') shown.push(resource);
      else if (matches === 'unknown') unknown += 1;
    }
    const result = { shown, unknown, at: now };
    cache.set(resources, result);
    return result;
  };
}
