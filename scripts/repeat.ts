import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import path from 'node:path';
import { playwrightReportFile, readPlaywrightReport } from '../test/harness/playwrightReport.ts';
import { ROOT, print } from './lib/run.mjs';

const PAGE = path.join(ROOT, 'docs/UI-RUNS.md');
/** The end of the table. */
const END = '\n\n<!-- prettier-ignore-end -->';
const LOAD_EVERY_MS = 5000;

/** How often the UI suite runs, and beside how many busy processes in each second run. */
export interface Repetition {
  readonly runs: number;
  readonly busy: number;
}

/**
 * Runs the UI suite repeatedly, each second time beside processes that keep a core busy. Adds a row to
 * docs/UI-RUNS.md after each run, so that stopping a later run loses nothing. Returns whether all runs passed.
 */
export async function repeatUiSuite({ runs, busy }: Repetition): Promise<boolean> {
  let isGreen = true;
  for (let run = 1; run <= runs; run++) {
    const beside = run % 2 === 0 ? busy : 0;
    print(`Run ${run} of ${runs}, beside ${beside} busy processes`);
    const others = Array.from({ length: beside }, () =>
      spawn(process.execPath, ['-e', 'for(;;);'], { stdio: 'ignore' }),
    );
    try {
      isGreen = (await oneRun(beside)) && isGreen;
    } finally {
      await Promise.all(others.map(ended));
    }
  }
  return isGreen;
}

async function oneRun(beside: number): Promise<boolean> {
  const file = playwrightReportFile('ui');
  rmSync(file, { force: true });
  const loads: number[] = [];
  const sampling = setInterval(() => loads.push(loadavg()[0] ?? 0), LOAD_EVERY_MS);
  const started = new Date();
  const child = spawn(process.execPath, [path.join(ROOT, 'scripts/test.mjs'), 'ui'], {
    cwd: ROOT,
    env: { ...process.env, TEARDOWN_RETRIES: '0' },
    stdio: 'inherit',
  });
  await once(child, 'exit');
  clearInterval(sampling);
  const minutes = (Date.now() - started.getTime()) / 60_000;
  const report = readPlaywrightReport(file);
  const result = report ? `${report.passed} passed, ${report.failed} failed` : 'ended before it wrote a report';
  const load = loads.reduce((sum, one) => sum + one, 0) / Math.max(loads.length, 1);
  const cells = [
    started.toISOString().slice(0, 16).replace('T', ' '),
    execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim(),
    `${availableParallelism()} cores, ${beside} busy processes`,
    load.toFixed(1),
    minutes.toFixed(1),
    result,
    report?.failures.map(({ title }) => title).join('<br>') ?? '',
  ];
  const page = readFileSync(PAGE, 'utf8');
  writeFileSync(
    PAGE,
    page.replace(END, () => `\n| ${cells.join(' | ')} |${END}`),
  );
  return report?.failed === 0;
}

async function ended(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}
