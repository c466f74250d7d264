import { t } from '@vscode/l10n';
import { displayName, type Resource } from '../resource.ts';
import { wildcardMatcher } from '../../common/text/wildcard.ts';

/**
 * Whether a resource is shown. `unknown` is not shown either: AWS did not tell its age, or its kind has no tags, and what is not
 * known never matches.
 */
export type MatchResult = 'yes' | 'no' | 'unknown';

/** One word of a filter. All words of a filter have to match. */
type Term = (resource: Resource, now: number) => MatchResult;

/** A filter that was understood. */
export interface Filter {
  /** As it was typed. */
  readonly text: string;
  /**
   * @param resource a resource
   * @param now milliseconds since the epoch
   * @returns whether it is shown
   */
  match(resource: Resource, now: number): MatchResult;
  /**
   * @param resources a list that does not change; what it comes to is kept for a moment, for several rows count the same lists
   * @param now milliseconds since the epoch
   * @returns what is shown of it
   */
  apply(resources: readonly Resource[], now: number): FilterResult;
}

/** What a filter lets through of a list. */
export interface FilterResult {
  readonly shown: readonly Resource[];
  /** How many might be shown if their age or tags were known. */
  readonly unknown: number;
}

/** A filter, or what is wrong with the text. */
export type ParsedFilter = { readonly filter: Filter } | { readonly problem: string };

const DAY_MS = 86_400_000;
/** Ages change: so long a list is not looked through again, in milliseconds. */
const SIFTED_MS = 1_000;
/** The units of an age: milliseconds. */
const UNITS: Readonly<Record<string, number>> = {
  min: 60_000,
  h: 3_600_000,
  d: DAY_MS,
  w: 7 * DAY_MS,
  mo: 30 * DAY_MS,
  y: 365 * DAY_MS,
};

const toMatch = (matches: boolean): MatchResult => (matches ? 'yes' : 'no');

/** Fits a text that the value is a part of, or the whole of where it has wildcards. */
function containsMatcher(value: string): (text: string | undefined) => boolean {
  const matches = wildcardMatcher(/[*?]/.test(value) ? value : `*${value}*`, 'insensitive');
  return (text) => text !== undefined && matches(text);
}

function anyFieldContains(value: string, textsOf: (resource: Resource) => readonly (string | undefined)[]): Term {
  const isIn = containsMatcher(value);
  return (resource) => toMatch(textsOf(resource).some(isIn));
}

/** The whole of a text; wildcards may stand for parts of it. */
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
  const size = UNITS[unit.toLowerCase()];
  if (size === undefined) return undefined;
  const limit = Number(amount) * size;
  return ({ created }, now) => (created ? toMatch(isInside(now - created.getTime(), limit)) : 'unknown');
}

/** The words before a colon, each with what it makes of the value; undefined where the value makes no sense. */
const KEYS: Readonly<Record<string, (value: string) => Term | undefined>> = {
  name: (value) => anyFieldContains(value, (resource) => [displayName(resource)]),
  id: (value) => anyFieldContains(value, ({ id, arn }) => [id, arn]),
  tag: tagTerm,
  state: (value) => fieldEquals(value, ({ state }) => state),
  older: (value) => ageTerm(value, (age, limit) => age > limit),
  newer: (value) => ageTerm(value, (age, limit) => age < limit),
  region: (value) => fieldEquals(value, ({ target }) => target.region),
};

/** Everything by which one might know a resource. */
function freeText(value: string): Term {
  const isIn = containsMatcher(value);
  return ({ id, name, arn, state, tags, kind, target, entry: { parent } }) =>
    toMatch(
      [id, name, arn, state, kind.noun, target.region, parent?.id, parent?.name].some(isIn) ||
        (tags !== undefined && [...tags].some(([key, text]) => isIn(key) || isIn(text))),
    );
}

interface Token {
  /** Without its quotation marks, and without the dash before it. */
  readonly text: string;
  /** True where a dash stands before it. */
  readonly negated: boolean;
  /** True where it begins with one: then nothing in it is a key. */
  readonly quoted: boolean;
}

/** The words of a text: blanks divide them, except between quotation marks. Undefined where one is not closed. */
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
  const make = KEYS[key.toLowerCase()];
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
 * Reads what somebody typed into the filter: words that all have to match. `name:`, `id:`, `tag:key=value`, `state:`, `older:30d`,
 * `newer:2h`, `region:`, or any text; `-` before a word turns it round; `*` and `?` are wildcards.
 *
 * @param text what was typed
 * @returns the filter, or what is wrong with the text; undefined where there is nothing in it
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
  return { filter: { text: text.trim(), match, apply: sifting(match) } };
}

function sifting(match: Filter['match']): Filter['apply'] {
  const kept = new WeakMap<readonly Resource[], FilterResult & { readonly at: number }>();
  return (resources, now) => {
    const before = kept.get(resources);
    if (before && Math.abs(now - before.at) < SIFTED_MS) return before;
    const shown: Resource[] = [];
    let unknown = 0;
    for (const resource of resources) {
      const matches = match(resource, now);
      if (matches === 'yes') shown.push(resource);
      else if (matches === 'unknown') unknown += 1;
    }
    const sifted = { shown, unknown, at: now };
    kept.set(resources, sifted);
    return sifted;
  };
}
