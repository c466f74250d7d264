// npm run soak [-- NAME... --smaller N --write]: runs many deletions under faults and counts violations. `--smaller
// 20` runs a twentieth of them.
import { parseArgs } from 'node:util';
import { ensureModules } from './lib/bootstrap.mjs';
import { CliError, enableTypeScript, main } from './lib/run.mjs';

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { smaller: { type: 'string', default: '1' }, write: { type: 'boolean', default: false } },
  });
  const smaller = Number(values.smaller);
  if (!Number.isInteger(smaller) || smaller < 1) throw new CliError('--smaller needs a whole number from 1.');
  ensureModules();
  await enableTypeScript();
  const { soak } = await import('../bench/soak.ts');
  if (!(await soak(positionals, { smaller, write: values.write }))) process.exitCode = 1;
});
