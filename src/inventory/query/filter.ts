import { t } from '@vscode/l10n';
import { displayName, type Resource } from '../resource.ts';
import { ageOf, containsMatcher, entryOf, toMatch, type MatchResult, type Term } from './matchers.ts';
import {
  costTerm,
  managerTerm,
  NO_CONTEXT,
  ownerTerm,
  unusedForTerm,
  USAGE_WORDS,
  usageTerm,
  type FilterContext,
} from './usageTerms.ts';
import { FilterResults, type FilterResult } from './filterResults.ts';
import { textMatcher } from './resourceTexts.ts';
import { wildcardMatcher } from '../../common/text/wildcard.ts';

export type { FilterResult } from './filterResults.ts';
export type { MatchResult } from './matchers.ts';

/** A parsed filter. */
export interface Filter {
  /** The filter as it was typed. */
  readonly text: string;
  /** True where it asks for the use of resources: more has to be listed then. */
  readonly asksUsage: boolean;
  /** True where it asks for the cost of resources: their prices have to be requested then. */
  readonly asksCost: boolean;
  /** How many words it has. */
  readonly terms: number;
  /** Returns whether a resource matches; `now` is in milliseconds since the epoch. */
  match(resource: Resource, now: number): MatchResult;
  /** Filters an immutable list. The result is cached for a second, because several rows count the same list. */
  apply(resources: readonly Resource[], now: number): FilterResult;
  /** Does the work of {@link apply} in slices, between which other work runs. The signal ends it early. */
  prepare(resources: readonly Resource[], now: number, signal: AbortSignal): Promise<void>;
}

/** A filter, or the reason why the text is none. */
export type ParsedFilter = { readonly filter: Filter } | { readonly problem: string };

/** The keys that take an age. */
const AGE_KEYS: ReadonlySet<string> = new Set(['older', 'newer', 'unused-for']);

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
  const limit = ageOf(value);
  if (limit === undefined) return undefined;
  return ({ created }, now) => (created ? toMatch(isInside(now - created.getTime(), limit)) : 'unknown');
}

/** The keys that ask for the use of a resource. */
const USAGE_KEYS: ReadonlySet<string> = new Set(['is', 'unused-for']);

/** The keys before a colon. Each creates a term from the value, or undefined where the value is invalid. */
const KEYS: Readonly<Record<string, (value: string, context: FilterContext, isNegated: boolean) => Term | undefined>> =
  {
    name: (value) => anyFieldContains(value, (resource) => [displayName(resource)]),
    id: (value) => anyFieldContains(value, ({ id, arn }) => [id, arn]),
    tag: tagTerm,
    state: (value) => fieldEquals(value, ({ state }) => state),
    older: (value) => ageTerm(value, (age, limit) => age > limit),
    newer: (value) => ageTerm(value, (age, limit) => age < limit),
    region: (value) => fieldEquals(value, ({ target }) => target.region),
    is: usageTerm,
    'unused-for': unusedForTerm,
    'managed-by': managerTerm,
    owner: ownerTerm,
    cost: costTerm,
  };

/** The keys that a word may begin with. */
export const FILTER_KEYS: readonly string[] = Object.keys(KEYS);

/** Matches any text of a resource: what its row and its tooltip show, and its identifiers. */
function freeText(value: string): Term {
  const isIn = textMatcher(value);
  return (resource, now) => toMatch(isIn(resource, now));
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

/** Returns what a key takes, where only some values are valid. */
function expectedValue(key: string): string | undefined {
  const word = key.toLowerCase();
  if (word === 'is') return t('"is:" takes one of {0}.', USAGE_WORDS.join(', '));
  if (word === 'cost') return t('"cost:" takes an amount a month, as in cost:>10 or cost:<0.5.');
  if (AGE_KEYS.has(word)) return t('"{0}:" takes an age, as in {0}:30d (min, h, d, w, mo or y).', key);
  return undefined;
}

function termOf({ text, negated: isNegated, quoted }: Token, context: FilterContext): Term | string {
  const [, key = '', value = ''] = quoted ? [] : (/^([a-z]+(?:-[a-z]+)*):(.*)$/is.exec(text) ?? []);
  // An ARN has colons of its own, and so has an IPv6 address: `fe::1`.
  if (/^(?:arn|[a-f]*)$/i.test(key))
    return text === '' ? t('There is nothing between the quotation marks.') : freeText(text);
  const make = entryOf(KEYS, key);
  if (!make) {
    return t('There is no "{0}:". There are {1}. Put quotation marks around a text that has a colon.', key, keyList());
  }
  const expected = expectedValue(key);
  if (expected !== undefined) return make(value, context, isNegated) ?? expected;
  if (value === '') return t('"{0}:" needs something after it.', key);
  if (value.startsWith('=')) return t('"tag:" needs a key, as in tag:env=dev.');
  return make(value, context, isNegated) ?? t('"{0}:" needs something after it.', key);
}

/** Returns the key of a word in lower case; empty where it has none. */
function keyOf({ text, quoted }: Token): string {
  return quoted ? '' : (/^([a-z]+(?:-[a-z]+)*):/i.exec(text)?.[1] ?? '').toLowerCase();
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
 * Parses a filter: words that all have to match. A word is `name:`, `id:`, `tag:key=value`, `state:`, `older:30d`,
 * `newer:2h`, `region:`, `is:unused`, `unused-for:30d`, `managed-by:terraform`, `owner:`, `cost:>10`, or any text. A
 * leading `-` negates it; `*` and `?` are wildcards. Undefined where the text is blank. `context` has what the words
 * about use and owners rest on.
 */
export function parseFilter(text: string, context: FilterContext = NO_CONTEXT): ParsedFilter | undefined {
  const words = tokenize(text);
  if (!words) return { problem: t('A quotation mark is not closed.') };
  const terms: Term[] = [];
  for (const word of words) {
    const term = termOf(word, context);
    if (typeof term === 'string') return { problem: term };
    terms.push(word.negated ? negated(term) : term);
  }
  if (terms.length === 0) return undefined;
  const match = (resource: Resource, now: number): MatchResult => {
    const matches = terms.map((term) => term(resource, now));
    if (matches.includes('no')) return 'no';
    return matches.includes('unknown') ? 'unknown' : 'yes';
  };
  const asksUsage = words.some((word) => USAGE_KEYS.has(keyOf(word)));
  const asksCost = words.some((word) => keyOf(word) === 'cost');
  const facts = { text: text.trim(), asksUsage, asksCost, terms: terms.length };
  const results = new FilterResults(match, context.version);
  return {
    filter: {
      ...facts,
      match,
      apply: (resources, now) => results.apply(resources, now),
      prepare: (resources, now, signal) => results.prepare(resources, now, signal),
    },
  };
}
