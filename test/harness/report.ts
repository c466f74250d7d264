import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../scripts/lib/run.mjs';

/** What became of a suite; written at its end and nowhere else, so that a suite that died has none. */
export interface Report {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly durationMs: number;
  readonly failures: readonly { readonly title: string; readonly message: string }[];
  /** What passed only when it was run once more: counted as passed, and named at the end. */
  readonly flaky?: readonly string[];
}

/** Where a suite's report is kept. */
export function reportFile(suite: string): string {
  return path.join(ROOT, 'build/reports', `${suite}.json`);
}

/** Reads a suite's report; undefined when it wrote none. */
export function readReport(file: string): Report | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined;
}

/** Where the suite `foreign` writes the resource types that it listed and deleted. */
export const TYPES_FILE = path.join(ROOT, 'build/reports/foreign-types.json');
