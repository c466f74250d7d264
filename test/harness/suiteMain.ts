// Runs a mocha suite in its own process: node --import tsx test/harness/suiteMain.ts SUITE [GREP]
import { availableParallelism } from 'node:os';
import { main } from '../../scripts/lib/run.mjs';
import { HOSTS } from '../../vscode-host/setup.mjs';
import { reportFile } from './report.ts';
import { runMocha } from './runMocha.ts';
import { SUITE, SUITES, testFiles } from './suites.ts';
import { bundleTests } from './testBundle.ts';

const [, , name, grep] = process.argv;
const suite = SUITES.find((known) => known === name);
if (!suite) throw new Error(`Not a suite: ${String(name)}`);
// Mocha handles unhandled rejections in its command line only. Here too, they fail the running test.
process.on('unhandledRejection', (reason) => {
  throw reason;
});
await main(async () => {
  const { folder, timeoutMs, host } = SUITE[suite];
  // For this process and its children.
  if (host) process.env['VSCODE_HOST_DIR'] = HOSTS[host];
  if (folder === 'integration') {
    const { runIntegration } = await import('./integrationRunner.ts');
    await runIntegration(suite, grep);
  } else {
    // Mocha's processes inherit these. They run bundles, which need no loader.
    process.execArgv.splice(process.execArgv.indexOf('tsx') - 1, 2, '--enable-source-maps');
    await runMocha({
      ...{ files: await bundleTests(testFiles(suite)), report: reportFile(suite), timeoutMs, grep },
      jobs: Math.min(2, availableParallelism()),
    });
  }
});
// A test that leaves a handle open must not hang the run.
process.exit();
