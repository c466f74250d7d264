/** The tokens of a pattern: a character, or a wildcard. */
type Token = string | typeof ANY | typeof ONE;

const ANY = Symbol('any');
const ONE = Symbol('one');

/** Folds a text for comparison: NFC, because AWS and keyboards write `é` as one character or as two. */
function fold(text: string, letters: 'sensitive' | 'insensitive'): string {
  const normal = text.normalize('NFC');
  return letters === 'sensitive' ? normal : normal.toLowerCase().normalize('NFC');
}

function tokensOf(pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const character of pattern) {
    const token = character === '*' ? ANY : character === '?' ? ONE : character;
    if (token !== ANY || tokens.at(-1) !== ANY) tokens.push(token);
  }
  return tokens;
}

/**
 * Returns a test for whole texts: `*` matches any characters, `?` one. The time is at most the length of the pattern times the length of
 * the text: it goes back to the last `*` only.
 */
export function wildcardMatcher(
  pattern: string,
  letters: 'sensitive' | 'insensitive' = 'sensitive',
): (text: string) => boolean {
  const tokens = tokensOf(fold(pattern, letters));
  return (text) => matches(tokens, Array.from(fold(text, letters)));
}

function matches(tokens: readonly Token[], characters: readonly string[]): boolean {
  let token = 0;
  let position = 0;
  let lastAny = -1;
  let resumeAt = 0;
  while (position < characters.length) {
    const wanted = tokens[token];
    if (wanted === ANY) {
      lastAny = token++;
      resumeAt = position;
    } else if (wanted !== undefined && (wanted === ONE || wanted === characters[position])) {
      token++;
      position++;
    } else if (lastAny >= 0) {
      token = lastAny + 1;
      position = ++resumeAt;
    } else {
      return false;
    }
  }
  while (tokens[token] === ANY) token++;
  return token === tokens.length;
}

/** Returns whether a pattern matches a whole text, case-sensitively. */
export function matchesWildcard(pattern: string, text: string): boolean {
  return wildcardMatcher(pattern)(text);
}
