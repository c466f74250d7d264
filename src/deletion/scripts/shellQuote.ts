import { INVISIBLE_CHARACTERS } from '../../common/text/displayText.ts';
import { UnrepresentableValueError } from './scriptCall.ts';

/** Words that no shell reads anything into, wherever they stand. A leading `=` is a path to zsh, a leading `-` an option. */
const UNQUOTED = /^[A-Za-z0-9_@%+:,./][A-Za-z0-9_@%+:,./=-]*$/;

/** What cannot be in an argument: the end of strings in C, and halves of characters, which have no UTF-8. */
const UNREPRESENTABLE = /[\0\p{Cs}]/u;

/** Returns whether a text has invisible characters. */
export const hasInvisible = (text: string): boolean => text.search(INVISIBLE_CHARACTERS) >= 0;

/** Returns a visible text as one word of a POSIX shell, in single quotes where it needs any. */
export function shellQuote(text: string): string {
  return UNQUOTED.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Returns the bytes of a character as escapes in a format of `printf`. */
const octal = (text: string) =>
  [...Buffer.from(text, 'utf8')].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');

/**
 * Returns a text as a format of `printf`, in single quotes. Quotes and invisible characters are escaped, as is a dash at the start,
 * which `printf` would read as an option. Characters with a meaning in a format are doubled.
 */
function printfFormat(text: string): string {
  const format = text
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')
    .replaceAll("'", octal("'"))
    .replace(/^-/, octal('-'))
    .replace(INVISIBLE_CHARACTERS, octal);
  return `'${format}'`;
}

/** Writes texts of any kind as shell words. Those with invisible characters are made by `printf`, in variables of their own. */
export class ShellQuoter {
  readonly #variables = new Map<string, string>();

  /** Returns a text as one word of a POSIX shell. Throws UnrepresentableValueError when no argument can hold it. */
  word(text: string, what: string): string {
    if (UNREPRESENTABLE.test(text)) throw new UnrepresentableValueError(what);
    if (!hasInvisible(text)) return shellQuote(text);
    let name = this.#variables.get(text);
    if (name === undefined) this.#variables.set(text, (name = `text${this.#variables.size + 1}`));
    return `"$${name}"`;
  }

  /** Returns the lines that have to stand before the words; `$(…)` drops line breaks at the end, hence the `_`. */
  get lines(): readonly string[] {
    return [...this.#variables].map(
      ([text, name]) => `${name}=$(printf ${printfFormat(`${text}_`)}); ${name}=\${${name}%_}`,
    );
  }
}
