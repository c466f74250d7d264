// npm run build [-- --production]: bundles the extension into dist/.
import { ensureModules } from './lib/bootstrap.mjs';
import { enableTypeScript, main, print } from './lib/run.mjs';

await main(async () => {
  ensureModules();
  await enableTypeScript();
  const { buildExtension, builtFiles } = await import('./build.ts');
  const production = process.argv.includes('--production');
  await buildExtension({ production });
  const [extension, ...chunks] = builtFiles();
  print(`dist/${extension?.file}: ${extension?.bytes} bytes, and ${chunks.length} chunks loaded when needed`);
});
