import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { JSONReport, JSONReportSpec, JSONReportSuite } from '@playwright/test/reporter';
import { ROOT } from '../../scripts/lib/run.mjs';
import type { Report } from './report.ts';

/** Returns the file of Playwright's own report of a suite. */
export function playwrightReportFile(suite: string): string {
  return path.join(ROOT, 'build/reports', `${suite}.playwright.json`);
}

/** Reads Playwright's report of a suite. Returns undefined if there is none. */
export function readPlaywrightReport(file: string): Report | undefined {
  if (!existsSync(file)) return undefined;
  const { stats, errors, suites } = JSON.parse(readFileSync(file, 'utf8')) as JSONReport;
  const specs = suites.flatMap(specsOf);
  const failures = specs.flatMap(({ title, ok, tests }) => {
    const message = tests.flatMap(({ results }) => results.flatMap(({ error }) => error?.message ?? [])).join('\n');
    return ok ? [] : [{ title, message }];
  });
  // An error outside every test, such as a failed teardown of a worker, fails the run as well.
  const outside = errors.map(({ message = 'an error outside of every test' }) => ({ title: 'outside', message }));
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + outside.length,
    skipped: stats.skipped,
    durationMs: Math.round(stats.duration),
    failures: [...failures, ...outside],
    flaky: specs.filter(({ tests }) => tests.some(({ status }) => status === 'flaky')).map(({ title }) => title),
  };
}

function specsOf({ specs, suites = [] }: JSONReportSuite): JSONReportSpec[] {
  return [...specs, ...suites.flatMap(specsOf)];
}
