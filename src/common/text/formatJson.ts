import { INVISIBLE_CHARACTERS } from './displayText.ts';

/**
 * Formats a plain structure as JSON for people: indented, dates as ISO 8601, and with every character that cannot be
 * seen written as its escape, so that a right-to-left override in a name cannot turn the text round. Parsed, it gives
 * the same value. There is no line break at its end.
 */
export function formatJson(value: unknown): string {
  return escapeInvisibleJson(JSON.stringify(value, undefined, 2));
}

/** Returns the same in one line. */
export function formatCompactJson(value: unknown): string {
  return escapeInvisibleJson(JSON.stringify(value));
}

function escapeInvisibleJson(json: string): string {
  return json.replace(INVISIBLE_CHARACTERS, (character) =>
    character === '\n' ? character : character.split('').map(escapeCodeUnit).join(''),
  );
}

/** Escapes one UTF-16 code unit as JSON does: a character beyond U+FFFF takes two. */
const escapeCodeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
