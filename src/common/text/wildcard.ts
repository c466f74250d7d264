/** A run of a pattern between two `*`: one entry for each character, undefined for `?`. */
interface Run {
  readonly characters: readonly (string | undefined)[];
  /** Returns where the run is found first at or after a position; -1 where it is not. */
  readonly find: (text: ArrayLike<string>, from: number, end: number) => number;
}

/** How many positions of a run one number of the bit-parallel search holds. */
const BITS = 30;

/** Folds a text for comparison: NFKC, because keyboards write `é` as one character or as two, and letters in full width. */
export function fold(text: string, letters: 'sensitive' | 'insensitive'): string {
  const normal = text.normalize('NFKC');
  return letters === 'sensitive' ? normal : normal.toLowerCase().normalize('NFKC');
}

/**
 * Returns a test for whole texts: `*` matches any characters, `?` one. Each character of the text is read a bounded number of times,
 * whatever the pattern is.
 */
export function wildcardMatcher(
  pattern: string,
  letters: 'sensitive' | 'insensitive' = 'sensitive',
): (text: string) => boolean {
  const matches = characterMatcher(fold(pattern, letters));
  return (text) => matches(Array.from(fold(text, letters)));
}

/** Returns the test of `wildcardMatcher` for a text that is divided into characters. */
export function characterMatcher(pattern: string): (text: ArrayLike<string>) => boolean {
  const runs = pattern.split('*').map(runOf);
  const [first, ...others] = runs;
  const last = others.pop();
  const least = runs.reduce((sum, { characters }) => sum + characters.length, 0);
  return (text) => {
    if (first === undefined || text.length < least || !isAt(first, text, 0)) return false;
    if (last === undefined) return text.length === first.characters.length;
    const end = text.length - last.characters.length;
    let position = first.characters.length;
    // The first place of each run leaves the most for the next ones.
    for (const run of others) {
      const found = run.find(text, position, end);
      if (found < 0) return false;
      position = found + run.characters.length;
    }
    return isAt(last, text, end);
  };
}

function runOf(text: string): Run {
  const characters = Array.from(text, (character) => (character === '?' ? undefined : character));
  return { characters, find: characters.includes(undefined) ? shiftAnd(characters) : knuthMorrisPratt(characters) };
}

function isAt({ characters }: Run, text: ArrayLike<string>, at: number): boolean {
  return characters.every((character, index) => character === undefined || character === text[at + index]);
}

/** Finds a run without `?`: Knuth, Morris and Pratt (https://en.wikipedia.org/wiki/Knuth–Morris–Pratt_algorithm). */
function knuthMorrisPratt(run: readonly (string | undefined)[]): Run['find'] {
  const borders = [0];
  for (let index = 1, length = 0; index < run.length; index++) {
    while (length > 0 && run[index] !== run[length]) length = borders[length - 1] ?? 0;
    if (run[index] === run[length]) length++;
    borders.push(length);
  }
  return (text, from, end) => {
    if (run.length === 0) return from;
    let length = 0;
    for (let index = from; index < end; index++) {
      const character = text[index];
      while (length > 0 && character !== run[length]) length = borders[length - 1] ?? 0;
      if (character === run[length]) length++;
      if (length === run.length) return index - length + 1;
    }
    return -1;
  };
}

/** Finds a run with `?`: all its prefixes at once, as bits (https://en.wikipedia.org/wiki/Bitap_algorithm). */
function shiftAnd(run: readonly (string | undefined)[]): Run['find'] {
  const words = Math.ceil(run.length / BITS);
  const anywhere = new Int32Array(words);
  const places = new Map<string, Int32Array>();
  const setBit = (bits: Int32Array, index: number) => {
    const word = Math.floor(index / BITS);
    bits[word] = (bits[word] ?? 0) | (1 << (index % BITS));
  };
  for (const [index, character] of run.entries()) {
    if (character === undefined) setBit(anywhere, index);
    else {
      const bits = places.get(character) ?? new Int32Array(words);
      setBit(bits, index);
      places.set(character, bits);
    }
  }
  const lastWord = words - 1;
  const lastBit = 1 << ((run.length - 1) % BITS);
  return (text, from, end) => {
    const prefixes = new Int32Array(words);
    for (let index = from; index < end; index++) {
      const bits = places.get(text[index] ?? '');
      let carry = 1;
      for (let word = 0; word < words; word++) {
        const shifted = ((prefixes[word] ?? 0) << 1) | carry;
        carry = (shifted >>> BITS) & 1;
        prefixes[word] = shifted & ((anywhere[word] ?? 0) | (bits?.[word] ?? 0));
      }
      if (((prefixes[lastWord] ?? 0) & lastBit) !== 0) return index - run.length + 1;
    }
    return -1;
  };
}

/** Returns whether a pattern matches a whole text, case-sensitively. */
export function matchesWildcard(pattern: string, text: string): boolean {
  return wildcardMatcher(pattern)(text);
}
