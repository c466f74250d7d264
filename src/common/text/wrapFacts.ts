const SEPARATOR = ' · ';

/** A modal dialog of VS Code shows about this many characters in a line; more where letters are narrow. */
const LINE_LENGTH = 48;

/**
 * Breaks long lines of facts between the facts: VS Code would break them anywhere, also at the hyphens of `eu-west-1` and of an id.
 * No character of a fact changes: a copied id is still the id. Sentences stay as they are.
 */
export function wrapFacts(text: string): string {
  return text.split('\n').map(wrapLine).join('\n');
}

function wrapLine(line: string): string {
  const [first = '', ...rest] = line.split(SEPARATOR);
  const lines = [first];
  for (const fact of rest) {
    const joined = `${lines.at(-1) ?? ''}${SEPARATOR}${fact}`;
    if (joined.length <= LINE_LENGTH) lines[lines.length - 1] = joined;
    else lines.push(fact);
  }
  return lines.join(`${SEPARATOR.trimEnd()}\n`);
}
