import { readdirSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../scripts/lib/run.mjs';
import type { HOSTS } from '../../vscode-host/setup.mjs';

/**
 * The suites that `npm test` knows. Those that end with `-lowest` are run in the oldest VS Code that `engines.vscode` allows, the one of the
 * UI as a smoke test; `electron` is the integration suite in a desktop VS Code, and `foreign` runs against moto where Python has it.
 */
export const SUITES = ['unit', 'integration', 'ui', 'integration-lowest', 'ui-lowest', 'electron', 'foreign'] as const;
/** The name of a suite. */
export type Suite = (typeof SUITES)[number];

/** What is done with the test files of a folder, and how. */
interface SuiteOfFiles {
  /** The folder under `test/`. */
  readonly folder: 'unit' | 'integration' | 'ui' | 'foreign';
  /** How long one test may take, unless it says otherwise. */
  readonly timeoutMs: number;
  /** The VS Code server that it needs. */
  readonly host?: keyof typeof HOSTS;
  /** Whether it is skipped where it cannot run, also when it was named. */
  readonly optional?: boolean;
  /** One file of the folder, where the others are left out. */
  readonly only?: string;
  /** The tests that are run, by a part of their titles; all of them where it is left out. */
  readonly grep?: string;
}

const INTEGRATION = { folder: 'integration', timeoutMs: 60_000 } as const;
const UI = { folder: 'ui', timeoutMs: 240_000 } as const;

/** What belongs to each suite. */
export const SUITE: Readonly<Record<Suite, SuiteOfFiles>> = {
  unit: { folder: 'unit', timeoutMs: 30_000 },
  integration: { ...INTEGRATION, host: 'newest' },
  ui: { ...UI, host: 'newest' },
  'integration-lowest': { ...INTEGRATION, host: 'lowest' },
  'ui-lowest': { ...UI, host: 'lowest', only: 'deletion.test.ts', grep: 'a route server peer: seen, confirmed' },
  electron: INTEGRATION,
  foreign: { folder: 'foreign', timeoutMs: 30_000, optional: true },
};

/** The test files of a suite, in the order of their names. */
export function testFiles(suite: Suite): string[] {
  const { folder, only } = SUITE[suite];
  const inFolder = path.join(ROOT, 'test', folder);
  return readdirSync(inFolder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && (only === undefined || file === only))
    .sort()
    .map((file) => path.join(inFolder, file));
}
