import { readdirSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../scripts/lib/run.mjs';
import type { HOSTS } from '../../vscode-host/setup.mjs';

/**
 * The suites of `npm test`. Those with `-lowest` run in the oldest VS Code of `engines.vscode`, the UI's as a smoke
 * test. `electron` is the integration suite in a desktop VS Code, and `foreign` runs against moto if Python has it.
 */
export const SUITES = ['unit', 'integration', 'ui', 'integration-lowest', 'ui-lowest', 'electron', 'foreign'] as const;
/** The name of a suite. */
export type Suite = (typeof SUITES)[number];

/** How the test files of a folder run. */
interface SuiteOfFiles {
  /** The folder under `test/`. */
  readonly folder: 'unit' | 'integration' | 'ui' | 'foreign';
  /** The time limit of a test, unless it sets its own. */
  readonly timeoutMs: number;
  /** The VS Code server that it needs. */
  readonly host?: keyof typeof HOSTS;
  /** Whether it is skipped if it cannot run, even when named. */
  readonly optional?: boolean;
  /** Whether it mostly uses one core, and for a short time, so that it runs beside a large suite. */
  readonly small?: boolean;
  /** Whether it waits for a fifth of its time, so that small suites take little beside it. It runs first. */
  readonly waits?: boolean;
  /** The only file that runs, instead of the whole folder. */
  readonly only?: string;
  /** The tests that run, by a part of their titles, instead of all. */
  readonly grep?: string;
}

const INTEGRATION = { folder: 'integration', timeoutMs: 60_000 } as const;
const UI = { folder: 'ui', timeoutMs: 480_000 } as const;

/** The properties of each suite. */
export const SUITE: Readonly<Record<Suite, SuiteOfFiles>> = {
  unit: { folder: 'unit', timeoutMs: 30_000 },
  integration: { ...INTEGRATION, host: 'newest', small: true },
  ui: { ...UI, host: 'newest', waits: true },
  'integration-lowest': { ...INTEGRATION, host: 'lowest', small: true },
  'ui-lowest': { ...UI, host: 'lowest', small: true, only: 'deletion.test.ts', grep: 'a route server peer is listed' },
  electron: INTEGRATION,
  foreign: { folder: 'foreign', timeoutMs: 30_000, small: true, optional: true },
};

/** Returns the test files of a suite, sorted by name. */
export function testFiles(suite: Suite): string[] {
  const { folder, only } = SUITE[suite];
  const inFolder = path.join(ROOT, 'test', folder);
  return readdirSync(inFolder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && (only === undefined || file === only))
    .sort()
    .map((file) => path.join(inFolder, file));
}
