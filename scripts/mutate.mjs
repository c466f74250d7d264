// npm run mutate [-- WORD... --write]: breaks one promise of docs/SAFETY.md at a time in the source, and runs its
// tests, which must fail. Prints a table; `--write` writes it to docs/RELIABILITY.md. Needs a worktree without
// changes below src/, and restores every file.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureModules } from './lib/bootstrap.mjs';
import { writeMeasured } from './lib/measuredParts.mjs';
import { MUTATIONS } from './lib/mutations.mjs';
import { ROOT, CliError, main, print } from './lib/run.mjs';

/** The time limit of the tests. A mutation that keeps them from ending counts as found. */
const LIMIT_MS = 120_000;

/**
 * @typedef {object} Run
 * @property {number} passed
 * @property {number} failed
 */

/**
 * Runs a mutation's tests.
 * @param {import('./lib/mutations.mjs').Mutation} mutation
 * @returns {Run}
 */
function runTests({ test, grep }) {
  const args = test.startsWith('test/unit/')
    ? ['--import', 'tsx', 'node_modules/mocha/bin/mocha.js', '--timeout', '120000', '--exit', test, '--grep', grep]
    : ['scripts/test.mjs', 'integration', '--grep', grep];
  const options = /** @type {const} */ ({ cwd: ROOT, encoding: 'utf8', timeout: LIMIT_MS, killSignal: 'SIGKILL' });
  const { stdout, signal } = spawnSync(process.execPath, args, options);
  if (signal) return { passed: 0, failed: 1 };
  const count = (/** @type {RegExp} */ pattern) => Number(pattern.exec(stdout)?.[1] ?? 0);
  return { passed: count(/^ *(\d+) pass(?:ing|ed)/m), failed: count(/(\d+) fail(?:ing|ed)/m) };
}

/** @type {Map<string, Run>} */
const unchanged = new Map();

/**
 * Applies a mutation, runs its tests, and restores the file.
 * @param {import('./lib/mutations.mjs').Mutation} mutation
 * @returns {Run}
 */
function mutate(mutation) {
  const { file, from, to, test, grep } = mutation;
  const key = JSON.stringify([test, grep]);
  const before = unchanged.get(key) ?? runTests(mutation);
  unchanged.set(key, before);
  if (before.failed > 0 || before.passed === 0) throw new CliError(`These tests fail without a mutation: ${key}`);
  const full = path.join(ROOT, file);
  const source = readFileSync(full, 'utf8');
  if (source.split(from).length !== 2) throw new CliError(`${file} must contain this exactly once: ${from}`);
  try {
    writeFileSync(
      full,
      source.replace(from, () => to),
    );
    return runTests(mutation);
  } finally {
    writeFileSync(full, source);
  }
}

/**
 * Returns a cell of a table as code.
 * @param {string} text
 * @returns {string}
 */
function code(text) {
  const line = text.replaceAll(/\s+/g, ' ').trim().replaceAll('|', '\\|');
  return line === '' ? '(nothing)' : `\`\` ${line} \`\``;
}

await main(() => {
  ensureModules();
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { write: { type: 'boolean' } } });
  if (values.write && positionals.length > 0) throw new CliError('--write needs a run of all mutations.');
  const changed = spawnSync('git', ['status', '--porcelain', 'src'], { cwd: ROOT, encoding: 'utf8' }).stdout;
  if (changed !== '') throw new CliError(`Commit first, because this changes files below src/.\n${changed}`);
  const chosen = MUTATIONS.filter((mutation) =>
    positionals.every((word) => JSON.stringify(mutation).toLowerCase().includes(word.toLowerCase())),
  );
  const results = chosen.map((mutation) => {
    const run = mutate(mutation);
    print(`${run.failed > 0 ? 'found' : 'NOT FOUND'}: ${mutation.file}: ${mutation.promise}`);
    return { ...mutation, ...run };
  });
  const found = results.filter(({ failed }) => failed > 0);
  const table = [
    '## Attacks on the promises',
    '',
    `\`npm run mutate\`, ${new Date().toISOString().slice(0, 10)}: each row breaks one promise of [SAFETY.md](SAFETY.md) in the source. Tests found ${found.length} of ${results.length}. The last column counts the named tests that failed.`,
    '',
    '| promise | mutation | test that found it | failed |',
    '| --- | --- | --- | --- |',
    ...results.map(({ promise, file, from, to, test, grep, passed, failed }) => {
      const where = failed > 0 ? `\`${test}\`: ${grep}` : 'none';
      return `| ${promise} | \`${file}\`: ${code(from)} → ${code(to)} | ${where} | ${failed} of ${passed + failed} |`;
    }),
  ].join('\n');
  console.log(`\n${table}`);
  if (values.write) writeMeasured('mutate', table);
  if (found.length < results.length) process.exitCode = 1;
});
