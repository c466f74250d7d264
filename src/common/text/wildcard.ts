/**
 * A test for whole texts.
 *
 * @param pattern `*` stands for anything, `?` for any one character
 * @param letters whether upper and lower case are told apart
 * @returns tells whether the pattern fits a text
 */
export function wildcardMatcher(
  pattern: string,
  letters: 'sensitive' | 'insensitive' = 'sensitive',
): (text: string) => boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.');
  const expression = new RegExp(`^${source}$`, letters === 'sensitive' ? 'su' : 'sui');
  return (text) => expression.test(text);
}

/**
 * Whether a pattern fits a whole text, upper and lower case told apart.
 *
 * @param pattern `*` stands for anything, `?` for any one character
 * @param text the text
 * @returns true where it fits
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  return wildcardMatcher(pattern)(text);
}
