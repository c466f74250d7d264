// npm run bench [-- NAME...]: measures, prints a table, and compares each figure with its baseline from the same run.
import './lib/failOnLeak.mjs';
import { ensureModules, ensureVSCodeHost } from './lib/bootstrap.mjs';
import { ensureBrowser } from './lib/browser.mjs';
import { enableTypeScript, main } from './lib/run.mjs';

await main(async () => {
  ensureModules();
  await enableTypeScript();
  const { bench } = await import('../bench/bench.ts');
  await bench(process.argv.slice(2), async () => {
    ensureVSCodeHost();
    await ensureBrowser();
  });
});
