// The parts of docs/RELIABILITY.md that commands measure and write: each from its marker to the next one, or to the
// end of the page.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, CliError } from './run.mjs';

const PAGE = path.join(ROOT, 'docs/RELIABILITY.md');
const END = '<!-- prettier-ignore-end -->';
const START = '<!-- Measured by npm run ';

/** @param {string} command @returns {string} */
const marker = (command) => `${START}${command} -- --write -->`;

/**
 * Returns the measured parts of a page, to its end.
 * @param {string} page
 * @returns {string}
 */
export function measuredParts(page) {
  const start = page.indexOf(START);
  return start < 0 ? `${marker('mutate')}\n\n${marker('soak')}\n\n${END}\n` : page.slice(start);
}

/**
 * Replaces a measured part of docs/RELIABILITY.md.
 * @param {'mutate' | 'soak'} command
 * @param {string} text
 */
export function writeMeasured(command, text) {
  const page = readFileSync(PAGE, 'utf8');
  const [before, after] = page.split(marker(command));
  if (before === undefined || after === undefined) throw new CliError(`docs/RELIABILITY.md has no ${marker(command)}`);
  const rest = after.slice(after.search(/<!-- (?:Measured|prettier-ignore-end)/));
  writeFileSync(PAGE, `${before}${marker(command)}\n\n${text}\n\n${rest}`);
}
