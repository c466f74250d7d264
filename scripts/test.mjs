// npm test [-- SUITE... --grep TEXT]: installs what the suites need, runs them, and ends with `N passed, N failed, N skipped`.
import { parseArgs } from 'node:util';
import { ensureDesktopVSCode, ensureModules, ensureVSCodeHost } from './lib/bootstrap.mjs';
import { ensureBrowser } from './lib/browser.mjs';
import { defaultSuites, thisMachine } from './lib/machine.mjs';
import { whyNoMoto } from './lib/moto.mjs';
import { Told, enableTypeScript, main } from './lib/run.mjs';

/** @type {Map<string, Promise<string | undefined>>} */
const tried = new Map();

/**
 * Brings something that suites need, once.
 * @param {string} name
 * @param {() => unknown} ensure throws what to do where it cannot
 * @returns {Promise<string | undefined>} why it could not be had
 */
function whyNot(name, ensure) {
  const before = tried.get(name);
  if (before) return before;
  const result = (async () => {
    try {
      await ensure();
      return undefined;
    } catch (error) {
      if (!(error instanceof Told)) throw error;
      return error.message;
    }
  })();
  tried.set(name, result);
  return result;
}

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { grep: { type: 'string', short: 'g' } },
  });
  ensureModules();
  await enableTypeScript();
  const { SUITE, SUITES } = await import('../test/harness/suites.ts');
  const named = positionals.map((name) => {
    const suite = SUITES.find((known) => known === name);
    if (!suite) throw new Told(`There is no suite "${name}". There are: ${SUITES.join(', ')}.`);
    return suite;
  });
  const suites = named.length > 0 ? named : defaultSuites(thisMachine());
  /** @type {Map<import('../test/harness/suites.ts').Suite, string>} */
  const unavailable = new Map();
  for (const suite of suites) {
    const { host } = SUITE[suite];
    const reason =
      (host &&
        ((await whyNot(host, () => {
          ensureVSCodeHost(host);
        })) ??
          (await whyNot('browser', () => ensureBrowser())))) ??
      (suite === 'electron' ? await whyNot('desktop', ensureDesktopVSCode) : undefined) ??
      (suite === 'foreign' ? whyNoMoto() : undefined);
    if (reason !== undefined) unavailable.set(suite, reason);
  }
  const { runSuites } = await import('./test.ts');
  // A suite that was named must run.
  const passed = await runSuites(suites, { grep: values.grep, unavailable, mustRun: named.length > 0 });
  if (!passed) process.exitCode = 1;
});
