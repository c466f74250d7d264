/**
 * The printable characters of ASCII in the order of CLDR's root collation, which ICU uses for English: letters of both cases are equal.
 * (https://www.unicode.org/charts/collation/)
 */
const ORDER = ' _-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz';

/** The places of characters in {@link ORDER}, by their codes. */
const RANKS = Uint8Array.from({ length: 128 }, (_, code) => ORDER.indexOf(String.fromCharCode(code).toLowerCase()));

const [ZERO, NINE] = [0x30, 0x39];

/** ICU compares longer numbers in parts. */
const PLAIN = /^[ -~]{0,200}$/;

let collator: Intl.Collator | undefined;

/**
 * Compares texts for people: numbers by their value, letters of both cases and with accents as equal. The result is that of
 * `Intl.Collator('en', { numeric: true, sensitivity: 'base' })`, which only texts beyond ASCII need: it takes 3 MiB of ICU's data into memory.
 */
export function compareNaturally(a: string, b: string): number {
  if (PLAIN.test(a) && PLAIN.test(b)) return comparePlain(a, b);
  collator ??= new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  return collator.compare(a, b);
}

function comparePlain(a: string, b: string): number {
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (isDigit(a, i) && isDigit(b, j)) {
      const [one, other] = [digitsAt(a, i), digitsAt(b, j)];
      if (one.value !== other.value) return one.value.length - other.value.length || (one.value < other.value ? -1 : 1);
      [i, j] = [one.end, other.end];
    } else {
      const order = rankAt(a, i++) - rankAt(b, j++);
      if (order !== 0) return order;
    }
  }
  return a.length - i - (b.length - j);
}

const rankAt = (text: string, index: number): number => RANKS[text.charCodeAt(index)] ?? 0;

function isDigit(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= ZERO && code <= NINE;
}

/** Returns the digits from an index on, without leading zeros, and where they end. */
function digitsAt(text: string, start: number): { readonly value: string; readonly end: number } {
  let first = start;
  while (text.charCodeAt(first) === ZERO) first++;
  let end = first;
  while (isDigit(text, end)) end++;
  return { value: text.slice(first, end), end };
}
