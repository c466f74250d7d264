const SEPARATOR = ' · ';

/** A modal dialog of VS Code shows about this many characters in a line; more where letters are narrow. */
const LINE_LENGTH = 48;

/** The title of a modal is bold, and its first line ends at the button that closes it. */
const TITLE_LENGTH = 44;

/** An id, an address, a Region or a name with a number: VS Code breaks lines at their hyphens. */
const HYPHENATED = /(?=\S*\d)\S*\w-\w\S*/;

/**
 * Breaks long lines of facts between the facts. VS Code would break them anywhere, also at the hyphens of `eu-west-1`. Sentences stay as
 * they are, because a dialog of the system is wider than one of VS Code.
 */
export function wrapFacts(text: string): string {
  return text
    .split('\n')
    .map((line) => join(line.split(SEPARATOR), SEPARATOR, LINE_LENGTH))
    .join('\n');
}

/**
 * Breaks the title of a modal between words, if it is long and has an id, at whose hyphens VS Code would break it. No character of a word
 * changes. The blank stays at the end of a line, where nothing shows it.
 */
export function wrapTitle(text: string): string {
  return text.length > TITLE_LENGTH && HYPHENATED.test(text) ? join(text.split(' '), ' ', TITLE_LENGTH) : text;
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
