// Runs one suite in a process of its own: node --import tsx test/harness/suiteMain.ts SUITE [GREP]
import { main } from '../../scripts/lib/run.mjs';
import { reportFile } from './report.ts';
import { runMocha } from './runMocha.ts';
import { SUITES, testFiles, TIMEOUT_MS } from './suites.ts';

const [, , name, grep] = process.argv;
const suite = SUITES.find((known) => known === name);
if (!suite) throw new Error(`Not a suite: ${String(name)}`);
await main(async () => {
  if (suite === 'integration' || suite === 'electron') {
    const { runIntegration } = await import('./integrationRunner.ts');
    await runIntegration(suite, grep);
  } else {
    const report = reportFile(suite);
    await runMocha({ files: testFiles(suite), report, timeoutMs: TIMEOUT_MS[suite], grep });
  }
});
// Not left to the last open handle: a test that forgot to close something must not hang the run.
process.exit();
