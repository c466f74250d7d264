// npm run check: runs all checks that need no tests, as many at once as there are processors. A failure does not stop
// the others.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { ensureModules } from './lib/bootstrap.mjs';
import { ROOT, CliError, main, npmEnvironment, print } from './lib/run.mjs';

/**
 * The slowest first.
 * @type {Record<string, string[]>}
 */
const CHECKS = {
  lint: ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'],
  package: ['--import', 'tsx', 'scripts/checks/package.ts'],
  types: ['node_modules/typescript/bin/tsc', '-p', '.'],
  format: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
  unused: ['node_modules/knip/bin/knip.js'],
  onlyTested: ['node_modules/knip/bin/knip.js', '--production', '--config', 'knip.production.json'],
  members: ['--import', 'tsx', 'scripts/checks/members.ts'],
  imports: ['--import', 'tsx', 'scripts/checks/imports.ts'],
  documents: ['--import', 'tsx', 'scripts/checks/docs.ts'],
  promises: ['--import', 'tsx', 'scripts/checks/promises.ts'],
  generatedDocs: ['--import', 'tsx', 'scripts/checks/generatedDocs.ts'],
  readme: ['--import', 'tsx', 'scripts/checks/readmeTables.ts'],
  toolSchemas: ['--import', 'tsx', 'scripts/checks/toolSchemas.ts'],
  languages: ['--import', 'tsx', 'scripts/checks/l10n.ts'],
};

/**
 * Runs a check and prints its output.
 * @param {string} name
 * @returns {Promise<boolean>} whether it passed
 */
async function passes(name) {
  const args = CHECKS[name] ?? [];
  const child = spawn(process.execPath, args, { cwd: ROOT, env: npmEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output += text;
    });
  }
  await once(child, 'close');
  print(`${name}: ${args.join(' ')}`);
  process.stdout.write(output);
  return child.exitCode === 0;
}

await main(async () => {
  ensureModules();
  const left = Object.keys(CHECKS);
  print(`Checking: ${left.join(', ')}`);
  /** @type {string[]} */
  const failed = [];
  const work = async () => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) {
      if (!(await passes(name))) failed.push(name);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  if (failed.length > 0) throw new CliError(`Failed: ${failed.join(', ')}.`);
  print(`Passed: ${Object.keys(CHECKS).join(', ')}`);
});
