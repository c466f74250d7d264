import { wildcardMatcher } from '../../common/text/wildcard.ts';
import type { Resource } from '../resource.ts';

/** Whether a resource matches. `unknown`, where its age or tags are not known, is not shown either. */
export type MatchResult = 'yes' | 'no' | 'unknown';

/** One word of a filter. All of them have to match. */
export type Term = (resource: Resource, now: number) => MatchResult;

const DAY_MS = 86_400_000;
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
export function entryOf<Value>(table: Readonly<Record<string, Value>>, word: string): Value | undefined {
  const key = word.toLowerCase();
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Returns a definite result. */
export const toMatch = (matches: boolean): MatchResult => (matches ? 'yes' : 'no');

/** Matches texts that contain the value; a value with wildcards matches the whole text. */
export function containsMatcher(value: string): (text: string | undefined) => boolean {
  const matches = wildcardMatcher(/[*?]/.test(value) ? value : `*${value}*`, 'insensitive');
  return (text) => text !== undefined && matches(text);
}

/** Reads an age, as in `30d`. Returns milliseconds. */
export function ageOf(value: string): number | undefined {
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)([a-z]+)$/i.exec(value) ?? [];
  const size = entryOf(UNITS, unit);
  return size === undefined ? undefined : Number(amount) * size;
}
