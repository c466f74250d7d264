// npm run package: builds for production, packs teardown-aws-VERSION.vsix, lists what is in it, and refuses strangers.
import { statSync } from 'node:fs';
import { ensureModules } from './lib/bootstrap.mjs';
import { enableTypeScript, main, say } from './lib/run.mjs';

await main(async () => {
  ensureModules();
  await enableTypeScript();
  const { defaultVsix, pack } = await import('./package.ts');
  say('Building and packing the extension');
  const vsix = defaultVsix();
  await pack(vsix);
  say(`${vsix}: ${statSync(vsix).size} bytes`);
});
