const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The end of a text that holds a date: a time of day, a fraction of a second, and a time zone. */
const TIME = String.raw`(\d{2})(?::?(\d{2}))?(?::?(\d{2})(?:[.,](\d+))?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)`;
const ISO = new RegExp(String.raw`^(\d{4})-?(\d{2})-?(\d{2})(?:T|\s+)${TIME}$`, 'i');
/** `Sat, 28 Nov 2026 14:00:00 GMT`, as in RFC 2822. */
const DAY_FIRST = new RegExp(
  String.raw`^(?:[a-z]{3,9},?\s+)?(\d{1,2})[\s-]+([a-z]{3})[a-z]*[\s-]+(\d{4})(?:T|\s+)${TIME}$`,
  'i',
);
/** `Nov 28 2026 14:00:00 UTC`. */
const MONTH_FIRST = new RegExp(
  String.raw`^(?:[a-z]{3,9},?\s+)?([a-z]{3})[a-z]*\s+(\d{1,2}),?\s+(\d{4})(?:T|\s+)${TIME}$`,
  'i',
);

/**
 * Parses the `Expiration` of a credential process in the forms that botocore accepts (`dateutil.parser.parse`): ISO
 * 8601, extended or basic, and dates with the name of a month. A time zone is needed: without one botocore fails.
 * Returns undefined where the text is no such date.
 */
export function parseExpiration(text: string): Date | undefined {
  const trimmed = text.trim();
  const iso = ISO.exec(trimmed);
  if (iso !== null) return dateOf([iso[1], iso[2], iso[3]], iso.slice(4));
  const dayFirst = DAY_FIRST.exec(trimmed);
  if (dayFirst !== null) return dateOf([dayFirst[3], monthOf(dayFirst[2]), dayFirst[1]], dayFirst.slice(4));
  const monthFirst = MONTH_FIRST.exec(trimmed);
  return monthFirst === null
    ? undefined
    : dateOf([monthFirst[3], monthOf(monthFirst[1]), monthFirst[2]], monthFirst.slice(4));
}

function monthOf(name = ''): string {
  return String(MONTHS.indexOf(name.toLowerCase()) + 1);
}

/**
 * Returns the date of matched parts. Those of `time` are the members of {@link TIME}: hours, minutes, seconds,
 * fraction, zone.
 */
function dateOf(date: readonly (string | undefined)[], time: readonly (string | undefined)[]): Date | undefined {
  const [hours = '', minutes = '00', seconds = '00', fraction = '', zone = ''] = time;
  const [year = '', month = '', day = ''] = date.map((part) => part?.padStart(2, '0'));
  const offset = /^[+-]/.test(zone)
    ? zone.replace(/^(.\d\d):?(\d\d)?$/, (_, hour: string, rest = '00') => `${hour}:${String(rest)}`)
    : 'Z';
  const text = `${year}-${month}-${day}T${hours}:${minutes}:${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}${offset}`;
  const parsed = new Date(text);
  // Date takes the 31st of a short month for the first of the next.
  const isReal = Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number.isNaN(parsed.getTime()) || !isReal ? undefined : parsed;
}
