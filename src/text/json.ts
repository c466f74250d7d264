import { INVISIBLE } from './visible.ts';

/**
 * A value as JSON for people: indented, dates as ISO 8601, and with every character that cannot be seen written as its
 * escape, so that a right-to-left override in a name cannot turn the text round. Parsed, it gives the same value.
 *
 * @param value a plain structure
 * @returns the text, without a line break at its end
 */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(INVISIBLE, (character) =>
    character === '\n' ? character : `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
