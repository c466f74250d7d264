// npm run test:repeat [-- --runs 10 --busy 8]: runs the UI suite repeatedly, half of the runs beside busy processes.
import { parseArgs } from 'node:util';
import { ensureModules } from './lib/bootstrap.mjs';
import { enableTypeScript, main } from './lib/run.mjs';

await main(async () => {
  const { values } = parseArgs({
    options: { runs: { type: 'string', default: '10' }, busy: { type: 'string', default: '8' } },
  });
  ensureModules();
  await enableTypeScript();
  const { repeatUiSuite } = await import('./repeat.ts');
  if (!(await repeatUiSuite({ runs: Number(values.runs), busy: Number(values.busy) }))) process.exitCode = 1;
});
