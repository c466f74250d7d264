// Checks that the generated pages are up to date. `--write` (npm run docs) writes them.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { GENERATED_PAGES } from '../docs/pages.ts';
import { ROOT, CliError, main, print } from '../lib/run.mjs';

await main(() => {
  const stale: string[] = [];
  for (const [name, page] of Object.entries(GENERATED_PAGES)) {
    const file = path.join(ROOT, name);
    const current = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const wanted = page(current);
    if (process.argv.includes('--write')) writeFileSync(file, wanted);
    else if (current !== wanted) stale.push(name);
  }
  if (stale.length > 0) throw new CliError(`Out of date: ${stale.join(', ')}. Write with: npm run docs`);
  print(`Generated pages: ${Object.keys(GENERATED_PAGES).join(', ')}`);
});
