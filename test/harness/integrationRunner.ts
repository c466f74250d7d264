import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSandbox } from '../../sandbox/server.ts';
import { buildExtension, buildIntegrationTests } from '../../scripts/build.ts';
import { CliError } from '../../scripts/lib/run.mjs';
import { runInDesktop } from './desktopHost.ts';
import { readReport, reportFile } from './report.ts';
import { sandboxEnvironment, sandboxSettings } from './sandboxed.ts';
import type { Suite } from './suites.ts';
import { runInWorkbench } from './workbenchHost.ts';

/**
 * Runs the integration suite in an extension host against its own sandbox, and prints its output. The report shows
 * whether it passed, because VS Code reports success when the extension host crashes.
 */
export async function runIntegration(suite: Suite, grep: string | undefined): Promise<void> {
  await buildExtension({ production: false });
  const tests = await buildIntegrationTests();
  const folder = mkdtempSync(path.join(tmpdir(), 'td-report-'));
  const output = path.join(folder, 'output.txt');
  const report = reportFile(suite);
  mkdirSync(path.dirname(report), { recursive: true });
  const sandbox = await startSandbox();
  const env = {
    ...sandboxEnvironment(sandbox),
    TEARDOWN_TEST_REPORT: report,
    TEARDOWN_TEST_OUTPUT: output,
    ...(grep ? { TEARDOWN_TEST_GREP: grep } : {}),
  };
  try {
    await (suite === 'electron' ? runInDesktop : runInWorkbench)({ tests, env, settings: sandboxSettings(sandbox) });
  } finally {
    await sandbox.close();
    try {
      process.stdout.write(readFileSync(output));
    } catch {
      console.log('The suite printed nothing.');
    }
    rmSync(folder, { recursive: true, force: true });
  }
  if (!readReport(report)) throw new CliError('The extension host ended before the suite did.');
}
