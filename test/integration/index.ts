import { appendFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import { runMocha } from '../harness/runMocha.ts';
import { SUITE } from '../harness/suites.ts';

/**
 * Runs the suite inside the extension host: VS Code calls this. The output of Mocha goes to a file that the runner
 * outside shows, because the console of an extension host also carries lines of VS Code.
 */
export async function run(): Promise<void> {
  const { TEARDOWN_TEST_REPORT: report, TEARDOWN_TEST_OUTPUT: output, TEARDOWN_TEST_GREP: grep } = process.env;
  if (!report || !output) throw new Error('Run me through `npm run test:integration`.');
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
    appendFileSync(output, `${format(...args)}\n`);
  };
  const files = readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.test.mjs'))
    .sort()
    .map((file) => path.join(import.meta.dirname, file));
  const { failed } = await runMocha({ files, report, timeoutMs: SUITE.integration.timeoutMs, grep });
  if (failed > 0) throw new Error(`${failed} failed`);
}
