// npm run mutate [-- WORD...]: breaks one promise of docs/SAFETY.md at a time in the source, and runs its test, which must fail. Prints a table.
// Needs a worktree without changes below src/, and puts every file back.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureModules } from './lib/bootstrap.mjs';
import { ROOT, Told, main, say } from './lib/run.mjs';
import { MUTATIONS } from './lib/mutations.mjs';

/**
 * @param {string} grep
 * @returns {'failed' | 'passed' | 'no test'} what the tests did
 */
function runTests(grep) {
  const { stdout } = spawnSync(process.execPath, ['scripts/test.mjs', 'unit', '--grep', grep], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const [, passed = '0', failed = '0'] = /^(\d+) passed, (\d+) failed/m.exec(stdout) ?? [];
  if (failed !== '0') return 'failed';
  return passed === '0' ? 'no test' : 'passed';
}

/**
 * @param {import('./lib/mutations.mjs').Mutation} mutation
 * @returns {string} what the tests did with the mutation
 */
function mutate({ file, from, to, grep }) {
  if (runTests(grep) !== 'passed') throw new Told(`Without a mutation these tests do not pass: ${grep}`);
  const full = path.join(ROOT, file);
  const source = readFileSync(full, 'utf8');
  if (source.split(from).length !== 2) throw new Told(`${file} does not have once: ${from}`);
  try {
    writeFileSync(
      full,
      source.replace(from, () => to),
    );
    return runTests(grep);
  } finally {
    writeFileSync(full, source);
  }
}

await main(() => {
  ensureModules();
  const words = process.argv.slice(2);
  const changed = spawnSync('git', ['status', '--porcelain', 'src'], { cwd: ROOT, encoding: 'utf8' }).stdout;
  if (changed !== '') throw new Told(`Commit first: this changes files below src/.\n${changed}`);
  const chosen = MUTATIONS.filter(({ promise }) => words.every((word) => promise.includes(word)));
  const rows = chosen.map((mutation) => {
    const result = mutate(mutation);
    say(`${result === 'failed' ? 'found' : 'NOT FOUND'}: ${mutation.promise}`);
    return { ...mutation, result };
  });
  console.log(`| promise | mutation | found by |\n| --- | --- | --- |`);
  for (const { promise, file, result, grep } of rows) {
    console.log(`| ${promise} | \`${file}\` | ${result === 'failed' ? grep : `nothing: ${result}`} |`);
  }
  if (rows.some(({ result }) => result !== 'failed')) process.exitCode = 1;
});
