// The pages that are made of the catalogue are up to date. `--write` (npm run docs) writes them.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { GENERATED_PAGES } from '../docs/pages.ts';
import { ROOT, Told, main, say } from '../lib/run.mjs';

await main(() => {
  const stale: string[] = [];
  for (const [name, page] of Object.entries(GENERATED_PAGES)) {
    const file = path.join(ROOT, name);
    if (process.argv.includes('--write')) writeFileSync(file, page());
    else if (readFileSync(file, 'utf8') !== page()) stale.push(name);
  }
  if (stale.length > 0) throw new Told(`Out of date: ${stale.join(', ')}. Write with: npm run docs`);
  say(`Generated pages: ${Object.keys(GENERATED_PAGES).join(', ')}`);
});
