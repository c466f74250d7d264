// npm run screenshots: takes the pictures of the README and the docs in the real workbench against the sandbox.
import { ensureModules, ensureVSCodeHost } from './lib/bootstrap.mjs';
import { ensureBrowser } from './lib/browser.mjs';
import { enableTypeScript, main } from './lib/run.mjs';

await main(async () => {
  ensureModules();
  ensureVSCodeHost();
  await ensureBrowser();
  await enableTypeScript();
  await import('./screenshots.ts');
});
