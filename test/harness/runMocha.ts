import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import type { Report } from './report.ts';

/** How test files run. */
export interface MochaRun {
  readonly files: readonly string[];
  /** The file of the {@link Report}. */
  readonly report: string;
  readonly timeoutMs: number;
  readonly grep?: string | undefined;
  /** The number of files that run at the same time, each in its own process. The default 1 is this process. */
  readonly jobs?: number;
}

/**
 * Runs test files and writes the report. Prints each test, or each file if several run at once. The same for every
 * suite.
 */
export async function runMocha({ files, report, timeoutMs, grep, jobs = 1 }: MochaRun): Promise<Report> {
  const parallel = jobs > 1;
  const mocha = new Mocha({
    ...{ ui: 'bdd', timeout: timeoutMs, forbidOnly: true, color: false, parallel, jobs },
    ...(grep ? { grep } : {}),
  });
  for (const file of files) mocha.addFile(file);
  // With several at once, each process loads its own files.
  if (!parallel) await mocha.loadFilesAsync();
  const started = Date.now();
  const failures: { title: string; message: string }[] = [];
  const stats = await new Promise<Mocha.Stats | undefined>((resolve) => {
    const runner: Mocha.Runner = mocha.run(() => {
      resolve(runner.stats);
    });
    runner.on('fail', (test: Mocha.Runnable, error: Error) => {
      failures.push({ title: test.fullTitle(), message: error.stack ?? error.message });
    });
  });
  const result: Report = {
    passed: stats?.passes ?? 0,
    failed: failures.length,
    skipped: stats?.pending ?? 0,
    durationMs: Date.now() - started,
    failures,
  };
  mkdirSync(path.dirname(report), { recursive: true });
  writeFileSync(report, JSON.stringify(result, null, 2));
  return result;
}
