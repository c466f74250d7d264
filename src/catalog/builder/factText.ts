import { parseTime } from '../../common/text/parseTime.ts';

/** A value that a row or tooltip shows. */
export type FactValue = string | number | boolean | Date;

/** What a label calls the unit of its number, where the label itself is none. EC2 sizes are GiB, Lightsail's are GB. */
const UNITS: readonly (readonly [label: RegExp, unit: string])[] = [
  [/^(?:volume )?size$|size gib$|in gib$|disk image size$/i, 'GiB'],
  [/size in gb$|in gb$/i, 'GB'],
  [/^IOPS$/, 'IOPS'],
  [/throughput$/i, 'MiB/s'],
  [/progress$|percent(age)?$/i, '%'],
  [/seconds$/i, 's'],
];

const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;
const BOOLEAN = /^(true|false)$/i;
const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;
/** The words that end the label of a time: `Created`, `Expiration time`. */
const TIME_WORD = / (time|date|timestamp|on|at)$/i;

/**
 * Returns a value that makes sense without a label beside it; undefined where there is no value. A name or id needs no label. Numbers get a
 * unit or their label, booleans and times their label: `8 GiB`, `VLAN 101`, `Public: yes`, `expires 2026-11-28`.
 */
export function factText(label: string, value: FactValue | undefined): string | undefined {
  if (value instanceof Date) return timeText(label, value);
  const text = typeof value === 'string' ? value.trim() : value;
  if (text === undefined || text === '' || Number.isNaN(text)) return undefined;
  if (typeof text === 'boolean') return `${label}: ${text ? 'yes' : 'no'}`;
  if (typeof text === 'number' || NUMBER.test(text)) return numberText(label, String(text));
  if (BOOLEAN.test(text)) return `${label}: ${text.toLowerCase() === 'true' ? 'yes' : 'no'}`;
  const time = timeIn(text);
  if (time) return timeText(label, time);
  // A date that is none is not lost, and does not stand alone either.
  return TIME.test(text) ? `${label} ${text}` : text;
}

/** Returns the day of a time, behind what happens on it. */
function timeText(label: string, time: Date): string | undefined {
  return Number.isNaN(time.getTime()) ? undefined : `${lowerFirst(label.replace(TIME_WORD, ''))} ${dayOf(time)}`;
}

/** Returns a text that is a date with a time of day as a date. Undefined for all other texts. */
function timeIn(text: string): Date | undefined {
  return TIME.test(text) ? parseTime(text) : undefined;
}

/** Returns a value as it can be shown: a time as a date. Undefined where it is blank, or a number or date that is none. */
export function knownValue(value: FactValue | undefined): FactValue | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' ? (timeIn(value) ?? (value.trim() === '' ? undefined : value)) : value;
}

/** Puts a text of AWS that reads like a number, a boolean or a time into quotation marks: the name `4` of a thing is a name. */
export function quoteBare(text: string | undefined): string | undefined {
  return text !== undefined && [NUMBER, BOOLEAN, TIME].some((pattern) => pattern.test(text.trim()))
    ? JSON.stringify(text)
    : text;
}

function numberText(label: string, text: string): string {
  const unit = UNITS.find(([pattern]) => pattern.test(label))?.[1];
  if (unit === undefined) return `${label} ${text}`;
  return unit === '%' ? `${text}%` : `${text} ${unit}`;
}

/** Returns the date in ISO 8601. Years beyond 9999 have a sign and six digits. */
const dayOf = (time: Date): string => time.toISOString().replace(/T.*$/, '');

/** Leaves acronyms alone: `VLAN`, `CIDR block`. */
const lowerFirst = (text: string): string =>
  /^[A-Z](?![A-Z])/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
