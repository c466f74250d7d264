import { readdirSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../scripts/lib/run.mjs';

/** The suites that `npm test` knows; `electron` is the integration suite in a desktop VS Code. */
export const SUITES = ['unit', 'integration', 'ui', 'electron'] as const;
/** The name of a suite. */
export type Suite = (typeof SUITES)[number];

/** How long one test may take, unless it says otherwise. */
export const TIMEOUT_MS: Readonly<Record<Suite, number>> = {
  unit: 10_000,
  integration: 20_000,
  electron: 20_000,
  ui: 90_000,
};

/** The test files of a suite, in the order of their names. */
export function testFiles(suite: Suite): string[] {
  const folder = path.join(ROOT, 'test', suite === 'electron' ? 'integration' : suite);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .sort()
    .map((file) => path.join(folder, file));
}
