// npm run sandbox [-- --port N --latency MS --files FOLDER]: runs the stand-in for AWS until Ctrl-C.
import { ensureModules } from './lib/bootstrap.mjs';
import { enableTypeScript, main } from './lib/run.mjs';

await main(async () => {
  ensureModules();
  await enableTypeScript();
  // It parses the arguments itself, and prints one line of JSON when it is ready.
  await import('../sandbox/main.ts');
});
