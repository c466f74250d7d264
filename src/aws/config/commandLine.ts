/**
 * Splits a command line into words as the AWS CLI does, without a shell (botocore `compat_shell_split`). Returns
 * undefined where a quote is not closed, or a backslash is the last character.
 */
export function splitCommandLine(text: string, platform: NodeJS.Platform): readonly string[] | undefined {
  return platform === 'win32' ? splitWindows(text) : splitPosix(text);
}

/**
 * Splits text as Python's `shlex.split` (POSIX mode, no comments) does
 * (https://docs.python.org/3/library/shlex.html#parsing-rules). Returns undefined where a quote is not closed, or a
 * backslash is the last character.
 */
export function splitPosix(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  for (const [part, single, double, escaped] of text.matchAll(POSIX_PART)) {
    if (/^[ \t\r\n]/.test(part)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    const literal = single ?? double?.replace(/\\([\\"])/g, '$1') ?? escaped ?? part;
    if (literal === part && /^['"\\]/.test(part)) return undefined;
    word = (word ?? '') + literal;
  }
  return word === undefined ? words : [...words, word];
}

/** A quoted text, an escaped character, white space, or any other character: a quote there is one that is not closed. */
const POSIX_PART = /'([^']*)'|"((?:\\[^]|[^"\\])*)"|\\([^])|[ \t\r\n]+|[^]/g;

/** Splits as the C runtime of Windows: double quotes only, and backslashes escape only where they lead up to a quote. */
function splitWindows(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quoted = false;
  for (const [part] of text.matchAll(/\\*"|\\+|[^\\"]/g)) {
    if (part.endsWith('"')) {
      const backslashes = part.length - 1;
      word = (word ?? '') + '\\'.repeat(Math.floor(backslashes / 2));
      if (backslashes % 2 === 1) word += '"';
      else quoted = !quoted;
    } else if ((part === ' ' || part === '\t') && !quoted) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + part;
  }
  if (quoted) return undefined;
  return word === undefined ? words : [...words, word];
}
