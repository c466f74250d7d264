import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../scripts/lib/run.mjs';

/** The result of a suite. It is written at the end only, so that a crashed suite has none. */
export interface Report {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly durationMs: number;
  readonly failures: readonly { readonly title: string; readonly message: string }[];
  /** The tests that passed only when repeated. They count as passed, and are listed at the end. */
  readonly flaky?: readonly string[];
}

/** Returns the file of a suite's report. */
export function reportFile(suite: string): string {
  return path.join(ROOT, 'build/reports', `${suite}.json`);
}

/** Reads a suite's report. Returns undefined if there is none. */
export function readReport(file: string): Report | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined;
}

/** Where the suite `foreign` writes the resource types that it listed and deleted. */
export const TYPES_FILE = path.join(ROOT, 'build/reports/foreign-types.json');
