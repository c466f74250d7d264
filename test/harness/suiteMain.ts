// Runs one suite in a process of its own: node --import tsx test/harness/suiteMain.ts SUITE [GREP]
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { ROOT, main } from '../../scripts/lib/run.mjs';
import { HOSTS } from '../../vscode-host/setup.mjs';
import { reportFile } from './report.ts';
import { runMocha } from './runMocha.ts';
import { SUITE, SUITES, testFiles } from './suites.ts';

const [, , name, grep] = process.argv;
const suite = SUITES.find((known) => known === name);
if (!suite) throw new Error(`Not a suite: ${String(name)}`);
// Mocha leaves a promise that nobody waited for to its command line: here too, it fails the test that runs.
process.on('unhandledRejection', (reason) => {
  throw reason;
});
await main(async () => {
  const { folder, timeoutMs, host, grep: ofSuite } = SUITE[suite];
  // For this process and those that it starts.
  if (host) process.env['VSCODE_HOST_DIR'] = HOSTS[host];
  if (folder === 'integration') {
    const { runIntegration } = await import('./integrationRunner.ts');
    await runIntegration(suite, grep);
  } else {
    const vsix = path.join(ROOT, `build/ui-${process.pid}.vsix`);
    if (folder === 'ui') {
      const { pack } = await import('../../scripts/package.ts');
      await pack(vsix);
      process.env['TEARDOWN_VSIX'] = vsix;
      if (suite === 'ui') forgetFailures();
    }
    try {
      await runMocha({
        ...{ files: testFiles(suite), report: reportFile(suite), timeoutMs, grep: grep ?? ofSuite },
        // More than two windows at once would keep each other waiting for longer than a test waits.
        jobs: Math.min(2, availableParallelism()),
      });
    } finally {
      rmSync(vsix, { force: true });
    }
  }
});
// Not left to the last open handle: a test that forgot to close something must not hang the run.
process.exit();

/** Removes the pictures of an earlier run's failures, which would pass for this one's. */
function forgetFailures(): void {
  const pictures = path.join(ROOT, 'build/screenshots');
  if (!existsSync(pictures)) return;
  for (const name of readdirSync(pictures)) if (name.startsWith('FAILED-')) rmSync(path.join(pictures, name));
}
