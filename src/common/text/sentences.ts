/** Splits a text after each full stop that a capital letter, a digit or a placeholder follows. */
export function splitSentences(text: string): readonly string[] {
  return text.split(/(?<=(?<!\b(?:e\.g|i\.e))\.) (?=[A-Z{\d])/);
}

/** Returns the sentences at the start of a text that fit, none of them cut; undefined where the first one is longer than `limit`. */
export function leadingSentences(text: string, limit: number): string | undefined {
  let fitting: string | undefined;
  for (const sentence of splitSentences(text)) {
    const more = fitting === undefined ? sentence : `${fitting} ${sentence}`;
    if (more.length > limit) break;
    fitting = more;
  }
  return fitting;
}
