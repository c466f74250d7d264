// npm test [-- SUITE... --grep TEXT]: installs what the suites need, runs them, and ends with `N passed, N failed, N
// skipped`.
import { parseArgs } from 'node:util';
import { ensureDesktopVSCode, ensureModules, ensureVSCodeHost } from './lib/bootstrap.mjs';
import { ensureBrowser } from './lib/browser.mjs';
import { defaultSuites, thisMachine } from './lib/machine.mjs';
import { motoProblem } from './lib/moto.mjs';
import { CliError, enableTypeScript, main } from './lib/run.mjs';

/** @type {Map<string, Promise<string | undefined>>} */
const checked = new Map();

/**
 * Makes sure, once, that a requirement of suites is met. `ensure` throws a `CliError` if it cannot.
 * @param {string} name
 * @param {() => unknown} ensure
 * @returns {Promise<string | undefined>} the reason for not having it
 */
function requirementProblem(name, ensure) {
  const before = checked.get(name);
  if (before) return before;
  const result = (async () => {
    try {
      await ensure();
      return undefined;
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      return error.message;
    }
  })();
  checked.set(name, result);
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
    if (!suite) throw new CliError(`Unknown suite "${name}". Known suites: ${SUITES.join(', ')}.`);
    return suite;
  });
  const suites = named.length > 0 ? named : defaultSuites(thisMachine());
  /** @type {Map<import('../test/harness/suites.ts').Suite, string>} */
  const unavailable = new Map();
  for (const suite of suites) {
    const { host } = SUITE[suite];
    const reason =
      (host &&
        ((await requirementProblem(host, () => {
          ensureVSCodeHost(host);
        })) ??
          (await requirementProblem('browser', () => ensureBrowser())))) ??
      (suite === 'electron' ? await requirementProblem('desktop', ensureDesktopVSCode) : undefined) ??
      (suite === 'foreign' ? motoProblem() : undefined);
    if (reason !== undefined) unavailable.set(suite, reason);
  }
  const { runSuites } = await import('./test.ts');
  // A suite that was named must run.
  const passed = await runSuites(suites, { grep: values.grep, unavailable, mustRun: named.length > 0 });
  if (!passed) process.exitCode = 1;
});
