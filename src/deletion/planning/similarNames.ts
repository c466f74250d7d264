/** Names that are shorter differ in one character all the time: `dev` and `den`. */
const MIN_LENGTH = 4;

/** So long names may differ in two characters and still be meant as one. */
const LONG = 8;

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/**
 * Returns whether a key was probably meant as a name: it differs in one character, which is missing, added, swapped or another one, or in
 * two of a long name. Digits do not count as mistyped: `prod1` and `prod2` are two.
 */
export function isMistyped(key: string, name: string): boolean {
  const pair = `${key}\n${name}`;
  const known = RESULTS.get(pair) ?? compare(key, name);
  if (RESULTS.size >= MAX_RESULTS) RESULTS.clear();
  RESULTS.set(pair, known);
  return known;
}

/** Each resource of a plan asks for the same few pairs. */
const RESULTS = new Map<string, boolean>();
const MAX_RESULTS = 10_000;

function compare(key: string, name: string): boolean {
  const [a, b] = [key, name].map((text) => text.normalize('NFC').toLowerCase()) as [string, string];
  if (a === b || Math.min(a.length, b.length) < MIN_LENGTH || digitsOf(a) !== digitsOf(b)) return false;
  const limit = Math.min(a.length, b.length) >= LONG ? 2 : 1;
  return Math.abs(a.length - b.length) <= limit && editDistance(a, b) <= limit;
}

/** Returns how many characters to insert, delete, replace or swap with their neighbor to make one text of the other. */
function editDistance(a: string, b: string): number {
  let before: readonly number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const isEqual = a[row - 1] === b[column - 1];
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(
        Math.min(
          (above[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (above[column - 1] ?? 0) + (isEqual ? 0 : 1),
          isSwapped ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    [before, above] = [above, current];
  }
  return above[b.length] ?? 0;
}
