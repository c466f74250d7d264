// npm run package: builds for production, packs teardown-aws-VERSION.vsix, and rejects unexpected files.
import { statSync } from 'node:fs';
import { ensureModules } from './lib/bootstrap.mjs';
import { enableTypeScript, main, print } from './lib/run.mjs';

await main(async () => {
  ensureModules();
  await enableTypeScript();
  const { defaultVsix, pack } = await import('./package.ts');
  print('Building and packing the extension');
  const vsix = defaultVsix();
  await pack(vsix);
  print(`${vsix}: ${statSync(vsix).size} bytes`);
});
