/**
 * What Python counts as white space, as a class of characters: JavaScript's, without the byte order mark, with the separators U+001C to
 * U+001F and with U+0085 (https://docs.python.org/3/library/stdtypes.html#str.isspace).
 */
const SPACE = '\\t-\\r\\x1C-\\x20\\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000';

const NOT_SPACE = new RegExp(`[^${SPACE}]`);
const START = new RegExp(`^[${SPACE}]+`);
const END_CHARACTER = new RegExp(`[${SPACE}]`);
const COMMENT = new RegExp(`(?:^|[${SPACE}])[#;]`);

/** Where Python's `str.splitlines` ends a line: https://docs.python.org/3/library/stdtypes.html#str.splitlines. */
const LINE_END = /\r\n|[\n\r\v\f\x1C-\x1E\x85\u2028\u2029]/;

/** Returns the text without white space around it, as Python's `str.strip`. */
export function strip(text: string): string {
  return stripEnd(text.replace(START, ''));
}

/** Returns the text without white space at its end, as Python's `str.rstrip`. */
export function stripEnd(text: string): string {
  let end = text.length;
  while (end > 0 && END_CHARACTER.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Returns the number of white space characters before the text. */
export function indentOf(text: string): number {
  return Math.max(0, text.search(NOT_SPACE));
}

/** Returns where a comment begins that stands at the start or after white space; -1 without one. */
export function commentStart(text: string): number {
  return text.search(COMMENT);
}

/** Splits a text into lines, as Python's `str.splitlines`. */
export function splitLines(text: string): readonly string[] {
  return text.split(LINE_END);
}
