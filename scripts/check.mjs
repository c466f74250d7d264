// npm run check: types, lint, format, manifest. All of them, also after the first that fails.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ensureModules } from './lib/bootstrap.mjs';
import { ROOT, Told, main, run, say } from './lib/run.mjs';

/** @type {Record<string, string[]>} */
const CHECKS = {
  types: ['node_modules/typescript/bin/tsc', '-p', '.'],
  lint: ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'],
  format: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
  manifest: ['--import', 'tsx', 'scripts/checkManifest.ts'],
};

await main(() => {
  ensureModules();
  /** @type {string[]} */
  const failed = [];
  for (const [name, args] of Object.entries(CHECKS)) {
    const script = args.find((arg) => /\.(ts|js|cjs)$|tsc$/.test(arg)) ?? '';
    if (!existsSync(path.join(ROOT, script))) continue;
    try {
      run(process.execPath, args);
    } catch (error) {
      if (!(error instanceof Told)) throw error;
      failed.push(name);
    }
  }
  if (failed.length > 0) throw new Told(`Failed: ${failed.join(', ')}.`);
  say('Types, lint, format and manifest are in order');
});
