import { readFileSync } from 'node:fs';

/** Returns the rows of a file of facts in this folder, each with its columns: tabs separate them, and lines with `#` are comments. */
export function factRows(file: string): readonly (readonly string[])[] {
  return readFileSync(new URL(file, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));
}
