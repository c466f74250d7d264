// npm run soak [-- NAME... --small --write]: many deletions while things go wrong; what must never happen is counted.
import { parseArgs } from 'node:util';
import { ensureModules } from './lib/bootstrap.mjs';
import { enableTypeScript, main } from './lib/run.mjs';

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { small: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } },
  });
  ensureModules();
  await enableTypeScript();
  const { soak } = await import('../bench/soak.ts');
  if (!(await soak(positionals, values))) process.exitCode = 1;
});
