// npm run sandbox [-- --port N --latency MS --files FOLDER]: the stand-in for AWS by itself, until Ctrl-C.
import { ensureModules } from './lib/bootstrap.mjs';
import { enableTypeScript, main } from './lib/run.mjs';

await main(async () => {
  ensureModules();
  await enableTypeScript();
  // It reads the arguments itself, and prints one line of JSON when it is ready.
  await import('../sandbox/main.ts');
});
