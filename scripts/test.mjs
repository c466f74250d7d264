// npm test [-- SUITE... --grep TEXT]: installs what the suites need, runs them, and ends with `N passed, N failed`.
import { parseArgs } from 'node:util';
import {
  ensureChromium,
  ensureModules,
  ensureVSCodeHost,
  whyNoWorkbench,
  workbenchRunsHere,
} from './lib/bootstrap.mjs';
import { whyNoMoto } from './lib/moto.mjs';
import { Told, enableTypeScript, main, say } from './lib/run.mjs';

const DEFAULT = ['unit', 'integration', 'ui', 'integration-lowest', 'ui-lowest'];

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { grep: { type: 'string', short: 'g' } },
  });
  ensureModules();
  await enableTypeScript();
  const { SUITE, SUITES } = await import('../test/harness/suites.ts');
  const wanted = (positionals.length > 0 ? positionals : DEFAULT).map((name) => {
    const suite = SUITES.find((known) => known === name);
    if (!suite) throw new Told(`There is no suite "${name}". There are: ${SUITES.join(', ')}.`);
    return suite;
  });
  const noMoto = wanted.includes('foreign') ? whyNoMoto() : undefined;
  if (noMoto !== undefined) say(`Skipped: foreign. ${noMoto}`);
  const others = wanted.filter((suite) => suite !== 'foreign' || noMoto === undefined);
  if (others.length === 0) {
    console.log('0 passed, 0 failed, 1 suite skipped');
    return;
  }
  const possible = others.filter((suite) => workbenchRunsHere() || !SUITE[suite].host);
  if (possible.length < others.length) {
    say(`Skipped: ${others.filter((suite) => !possible.includes(suite)).join(', ')}. ${whyNoWorkbench()}`);
  }
  const hosts = new Set(possible.map((suite) => SUITE[suite].host));
  for (const host of hosts) if (host) await ensureVSCodeHost(host);
  if (hosts.has('newest') || hosts.has('lowest')) await ensureChromium();
  const { runSuites } = await import('./test.ts');
  if (!(await runSuites(possible, values.grep))) process.exitCode = 1;
});
