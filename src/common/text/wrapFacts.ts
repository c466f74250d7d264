const SEPARATOR = ' · ';

/** A modal dialog of VS Code shows about this many characters in a line; more where letters are narrow. */
const LINE_LENGTH = 48;

/** The title of a modal is bold, and its first line ends at the button that closes it. */
const TITLE_LENGTH = 44;

/** An id, an address, a Region or a name with a number: VS Code breaks lines at their hyphens. */
const HYPHENATED = /(?=\S*\d)\S*\w-\w\S*/;

/**
 * Breaks long lines of facts between the facts, and long sentences with an id between their words: VS Code would break them anywhere,
 * also at the hyphens of `eu-west-1` and of an id. No character of a word changes: a copied id is still the id.
 */
export function wrapFacts(text: string): string {
  return text.split('\n').map(wrapLine).join('\n');
}

/** Breaks the title of a modal like a sentence of {@link wrapFacts}. */
export function wrapTitle(text: string): string {
  return wrapWords(text, TITLE_LENGTH);
}

function wrapLine(line: string): string {
  if (!line.includes(SEPARATOR)) return wrapWords(line, LINE_LENGTH);
  return join(line.split(SEPARATOR), SEPARATOR, LINE_LENGTH);
}

/** Breaks a line that VS Code may break within a word. The blank stays at the end of a line, where nothing shows it. */
function wrapWords(line: string, length: number): string {
  return line.length > length && HYPHENATED.test(line) ? join(line.split(' '), ' ', length) : line;
}

/** Joins parts, with a line break behind a separator where the line would be too long. */
function join(parts: readonly string[], separator: string, length: number): string {
  const [first = '', ...rest] = parts;
  const lines = [first];
  for (const part of rest) {
    const joined = `${lines.at(-1) ?? ''}${separator}${part}`;
    if (joined.length <= length) lines[lines.length - 1] = joined;
    else lines.push(part);
  }
  return lines.join(separator === ' ' ? ' \n' : `${separator.trimEnd()}\n`);
}
