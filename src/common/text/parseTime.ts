/** A date of ISO 8601, alone or with a time; with or without a zone. */
const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ]+(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9})\d*)?)?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/i;

/** A date with the name of its month, as in HTTP headers: `Sat, 28 Nov 2026 18:00:00 GMT`. */
const NAMED_MONTH =
  /^(?:[A-Za-z]{3,9},? )?(?:\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{4}|[A-Za-z]{3,9} \d{1,2},? \d{4}|[A-Za-z]{3} {1,2}\d{1,2} \d\d:\d\d:\d\d \d{4})(?: \d\d:\d\d(?::\d\d)?)?( ?(?:Z|UTC|GMT|[+-]\d{4}))?$/;

/** Seconds or milliseconds since the epoch. */
const EPOCH = /^-?\d{9,13}(\.\d+)?$/;

/** From here on a number counts milliseconds: in seconds it would be the year 5138. */
const FIRST_MILLISECONDS = 1e11;

/** The times that a `Date` can hold: milliseconds since the epoch. */
const MAX_TIME = 8.64e15;

/**
 * Parses a time as AWS writes it: ISO 8601, a date with the name of its month, or seconds since the epoch. A time
 * without a zone is UTC: EC2 has several such members
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ClientVpnConnection.html, "The date and time, in UTC").
 * Returns undefined where it is not a time.
 */
export function parseTime(value: string | number): Date | undefined {
  if (typeof value === 'number') return fromEpoch(value);
  const text = value.trim();
  const iso = ISO.exec(text);
  if (iso) return fromIso(iso);
  if (EPOCH.test(text)) return fromEpoch(Number(text));
  const named = NAMED_MONTH.exec(text);
  return named ? validDate(Date.parse(named[1] === undefined ? `${text} UTC` : text)) : undefined;
}

function fromEpoch(value: number): Date | undefined {
  return validDate(Math.round(Math.abs(value) >= FIRST_MILLISECONDS ? value : value * 1_000));
}

function fromIso([, ...parts]: readonly (string | undefined)[]): Date | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(0, 6)
    .map((part) => Number(part ?? 0));
  const fraction = Number(`0.${parts[6] ?? '0'}`);
  const zone = parts[7];
  const inRange = month >= 1 && month <= 12 && hour <= 24 && minute <= 59 && second <= 60;
  const day0 = new Date(Date.UTC(year, month - 1, day));
  // `Date.UTC` takes the years 0 to 99 as 1900 to 1999.
  day0.setUTCFullYear(year, month - 1, day);
  if (!inRange || day0.getUTCDate() !== day) return undefined;
  const ms = ((hour * 60 + minute) * 60 + second + fraction) * 1_000;
  return validDate(day0.getTime() + Math.round(ms) - zoneOffset(zone));
}

/** Returns how far a zone is ahead of UTC: milliseconds. */
function zoneOffset(zone: string | undefined): number {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone ?? '') ?? [];
  const ms = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === '-' ? -ms : ms;
}

function validDate(ms: number): Date | undefined {
  return Number.isFinite(ms) && Math.abs(ms) <= MAX_TIME ? new Date(ms) : undefined;
}
