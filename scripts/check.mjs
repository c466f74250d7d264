// npm run check: all checks that need no test to run, also after the first that fails.
import { ensureModules } from './lib/bootstrap.mjs';
import { Told, main, run, say } from './lib/run.mjs';

/** @type {Record<string, string[]>} */
const CHECKS = {
  types: ['node_modules/typescript/bin/tsc', '-p', '.'],
  lint: ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'],
  format: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
  unused: ['node_modules/knip/bin/knip.js'],
  onlyTested: ['node_modules/knip/bin/knip.js', '--production', '--config', 'knip.production.json'],
  documents: ['--import', 'tsx', 'scripts/checks/docs.ts'],
  readme: ['--import', 'tsx', 'scripts/checks/readmeTables.ts'],
  package: ['--import', 'tsx', 'scripts/checks/package.ts'],
  languages: ['--import', 'tsx', 'scripts/checks/l10n.ts'],
};

await main(() => {
  ensureModules();
  /** @type {string[]} */
  const failed = [];
  for (const [name, args] of Object.entries(CHECKS)) {
    try {
      run(process.execPath, args);
    } catch (error) {
      if (!(error instanceof Told)) throw error;
      failed.push(name);
    }
  }
  if (failed.length > 0) throw new Told(`Failed: ${failed.join(', ')}.`);
  say(`In order: ${Object.keys(CHECKS).join(', ')}`);
});
