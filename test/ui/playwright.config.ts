import { availableParallelism } from 'node:os';
import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { ROOT } from '../../scripts/lib/run.mjs';
import { SUITE, testFiles } from '../harness/suites.ts';
import type { UiOptions } from './support/fixtures.ts';

/** The UI suite to run, which `npm test` sets. */
const suite = process.env['TEARDOWN_SUITE'] === 'ui-lowest' ? 'ui-lowest' : 'ui';

/** Pictures of what failed, and the record of what was done until then: `npx playwright show-trace FILE`. */
const failures = path.join(ROOT, 'build/failures', suite);

export default defineConfig<UiOptions>({
  testDir: '.',
  testMatch: testFiles(suite),
  outputDir: failures,
  globalSetup: './support/globalSetup.ts',
  timeout: SUITE[suite].timeoutMs,
  // A test of one file may run beside another of the same file: none relies on what another left.
  fullyParallel: true,
  // One more than cores: a window often waits, and the suite takes no longer than its processor time then.
  workers: Math.min(3, availableParallelism() + 1),
  forbidOnly: true,
  // What passes only when repeated is named at the end of the run; `npm run test:repeat` repeats nothing, and counts it as failed.
  retries: Number(process.env['TEARDOWN_RETRIES'] ?? 1),
  reporter: [['list'], ['json', { outputFile: path.join(ROOT, 'build/reports', `${suite}.playwright.json`) }]],
  use: {
    screenshot: 'only-on-failure',
    trace: { mode: 'retain-on-failure', snapshots: false, screenshots: false },
  },
});
