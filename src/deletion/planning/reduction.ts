/** Words that come and go with the grammar of a sentence. */
const GRAMMAR: ReadonlySet<string> = new Set([
  ...[
    'a',
    'an',
    'and',
    'are',
    'be',
    'been',
    'but',
    'by',
    'do',
    'does',
    'for',
    'from',
    'has',
    'have',
    'if',
    'in',
    'is',
    'it',
  ],
  ...[
    'its',
    'keep',
    'keeps',
    'no',
    'none',
    'not',
    'of',
    'on',
    'one',
    'or',
    'that',
    'the',
    'their',
    'them',
    'they',
    'this',
  ],
  ...['those', 'to', 'was', 'were', 'will', 'with'],
]);

/**
 * Returns whether a sentence has nothing that is not in the earlier ones: it names nothing else, and nothing is more. "1 volume: vol-a"
 * adds nothing to "2 volumes: vol-a, vol-b".
 */
export function addsNothing(earlier: readonly string[], sentence: string): boolean {
  if (earlier.includes(sentence)) return true;
  const known = new Set(earlier.flatMap(wordsOf).map(singular));
  const counts = new Map<string, number>();
  for (const [thing, count] of earlier.flatMap(countsIn)) counts.set(thing, Math.max(count, counts.get(thing) ?? 0));
  const isNoMore = countsIn(sentence).every(([thing, count]) => {
    const before = counts.get(thing);
    return before === undefined ? known.has(String(count)) : count <= before;
  });
  return isNoMore && wordsOf(sentence).every((word) => isCount(word) || GRAMMAR.has(word) || known.has(singular(word)));
}

/** Returns the numbers of a sentence, each with the word after it: what there are so many of. */
function countsIn(text: string): readonly (readonly [thing: string, count: number])[] {
  const words = wordsOf(text);
  return words.flatMap((word, index) =>
    isCount(word) ? [[singular(words[index + 1] ?? ''), Number(word)] as const] : [],
  );
}

/** Splits a text into words. Names and ids stay whole: `vol-0a1b`, `10.0.0.0/16`, `arn:aws:…`. */
function wordsOf(text: string): readonly string[] {
  return (text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}_.:/@+=*-]*/gu) ?? []).map((word) => word.replace(/[.:,-]+$/, ''));
}

/** Returns whether a word is a count. Times of day, dates and versions are none. */
function isCount(word: string): boolean {
  return /^\d{1,6}$/.test(word);
}

/** Returns `volume` for `volumes`; a name is compared as it is. */
function singular(word: string): string {
  return /^[A-Za-z]{3,}s$/.test(word) ? word.slice(0, -1) : word;
}
