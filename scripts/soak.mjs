// npm run soak [-- NAME... --smaller N --write]: many deletions while things go wrong; what must never happen is counted. With `--smaller 20`
// there are a twentieth of them.
import { parseArgs } from 'node:util';
import { ensureModules } from './lib/bootstrap.mjs';
import { Told, enableTypeScript, main } from './lib/run.mjs';

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { smaller: { type: 'string', default: '1' }, write: { type: 'boolean', default: false } },
  });
  const smaller = Number(values.smaller);
  if (!Number.isInteger(smaller) || smaller < 1) throw new Told('--smaller needs a whole number from 1.');
  ensureModules();
  await enableTypeScript();
  const { soak } = await import('../bench/soak.ts');
  if (!(await soak(positionals, { smaller, write: values.write }))) process.exitCode = 1;
});
