// npm run screenshots: takes the pictures of the README and the docs, from the real workbench against the sandbox.
import { ensureModules, ensureVSCodeHost } from './lib/bootstrap.mjs';
import { enableTypeScript, main } from './lib/run.mjs';

await main(async () => {
  ensureModules();
  await ensureVSCodeHost();
  await enableTypeScript();
  await import('./screenshots.ts');
});
