// npm run mutate [-- WORD... --write]: breaks one promise of docs/SAFETY.md at a time in a copy of the source, and
// runs its tests, which must fail. Prints a table; `--write` writes it to docs/RELIABILITY.md.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureModules } from './lib/bootstrap.mjs';
import { writeMeasured } from './lib/measuredParts.mjs';
import { MUTATIONS } from './lib/mutations.mjs';
import { ROOT, CliError, main, print } from './lib/run.mjs';

/** The time limit of the tests. A mutation that keeps them from ending counts as found. */
const LIMIT_MS = 120_000;

/** What a copy shares with the project, because no mutation changes it. */
const SHARED = ['node_modules', 'vscode-host'];

/** What it does not need. */
const LEFT_OUT = new Set(['.git', 'build', 'dist', ...SHARED]);

/**
 * Copies the project into a temporary folder, which is deleted when this process exits: whatever reads the project meanwhile
 * must not see a mutation.
 * @returns {string}
 */
function copyOfProject() {
  const copy = mkdtempSync(path.join(tmpdir(), 'teardown-mutate-'));
  process.on('exit', () => {
    rmSync(copy, { recursive: true, force: true });
  });
  cpSync(ROOT, copy, { recursive: true, filter: (file) => !LEFT_OUT.has(path.relative(ROOT, file)) });
  for (const name of SHARED) symlinkSync(path.join(ROOT, name), path.join(copy, name), 'junction');
  return copy;
}

/**
 * @typedef {object} Run
 * @property {number} passed
 * @property {number} failed
 */

/**
 * Runs a mutation's tests in a copy of the project.
 * @param {string} copy
 * @param {import('./lib/mutations.mjs').Mutation} mutation
 * @returns {Run}
 */
function runTests(copy, { test, grep }) {
  const args = test.startsWith('test/unit/')
    ? ['--import', 'tsx', 'node_modules/mocha/bin/mocha.js', '--timeout', '120000', '--exit', test, '--grep', grep]
    : ['scripts/test.mjs', 'integration', '--grep', grep];
  const options = /** @type {const} */ ({ cwd: copy, encoding: 'utf8', timeout: LIMIT_MS, killSignal: 'SIGKILL' });
  const { stdout, signal } = spawnSync(process.execPath, args, options);
  if (signal) return { passed: 0, failed: 1 };
  const count = (/** @type {RegExp} */ pattern) => Number(pattern.exec(stdout)?.[1] ?? 0);
  return { passed: count(/^ *(\d+) pass(?:ing|ed)/m), failed: count(/(\d+) fail(?:ing|ed)/m) };
}

/** @type {Map<string, Run>} */
const unchanged = new Map();

/**
 * Applies a mutation to a copy of the project, runs its tests, and restores the file.
 * @param {string} copy
 * @param {import('./lib/mutations.mjs').Mutation} mutation
 * @returns {Run}
 */
function mutate(copy, mutation) {
  const { file, from, to, test, grep } = mutation;
  const key = JSON.stringify([test, grep]);
  const before = unchanged.get(key) ?? runTests(copy, mutation);
  unchanged.set(key, before);
  if (before.failed > 0 || before.passed === 0) throw new CliError(`These tests fail without a mutation: ${key}`);
  const full = path.join(copy, file);
  const source = readFileSync(full, 'utf8');
  if (source.split(from).length !== 2) throw new CliError(`${file} must contain this exactly once: ${from}`);
  try {
    writeFileSync(
      full,
      source.replace(from, () => to),
    );
    return runTests(copy, mutation);
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
  const chosen = MUTATIONS.filter((mutation) =>
    positionals.every((word) => JSON.stringify(mutation).toLowerCase().includes(word.toLowerCase())),
  );
  const copy = copyOfProject();
  const results = chosen.map((mutation) => {
    const run = mutate(copy, mutation);
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
