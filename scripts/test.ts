import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { playwrightReportFile, readPlaywrightReport } from '../test/harness/playwrightReport.ts';
import { readReport, reportFile, TYPES_FILE, type Report } from '../test/harness/report.ts';
import { SUITE, testFiles, type Suite } from '../test/harness/suites.ts';
import { HOSTS } from '../vscode-host/setup.mjs';
import { screenFor, thisMachine } from './lib/machine.mjs';
import { ROOT, print } from './lib/run.mjs';

/** The result of a suite: its report, or the reason for having none. */
type Result = Report | { readonly broken: string };

/** How suites run. */
export interface SuitesRun {
  readonly grep: string | undefined;
  /** The suites that cannot run on this machine, with the reason and a remedy. */
  readonly unavailable: ReadonlyMap<Suite, string>;
  /** Whether an unavailable suite fails instead of being skipped. */
  readonly mustRun: boolean;
}

/**
 * Runs suites in sequence, each in its own process, and prints one line of totals at the end. Returns whether
 * everything passed.
 */
export async function runSuites(suites: readonly Suite[], { grep, unavailable, mustRun }: SuitesRun): Promise<boolean> {
  const results: Result[] = [];
  const durations: string[] = [];
  const left: string[] = [];
  for (const suite of suites) {
    const reason = unavailable.get(suite);
    if (reason !== undefined && (!mustRun || SUITE[suite].optional)) {
      left.push(`Skipped the suite ${suite}. ${reason}`);
      continue;
    }
    print(`Suite ${suite}`);
    if (suite === 'foreign') rmSync(TYPES_FILE, { force: true });
    const started = performance.now();
    const result = reason === undefined ? await runSuite(suite, grep) : { broken: reason };
    durations.push(`${suite} ${inMinutes(performance.now() - started)}`);
    if ('broken' in result) console.log(`The suite ${suite} failed as a whole: ${result.broken}`);
    results.push(result);
  }
  const passed = total(results, 'passed');
  const skipped = total(results, 'skipped') + left.length;
  // A suite without a report counts as one failure, so that the summary agrees with the exit code.
  let failed = total(results, 'failed') + results.filter((result) => 'broken' in result).length;
  if (passed + failed === 0 && !suites.every((suite) => SUITE[suite].optional)) {
    console.log('No test was run.');
    failed = 1;
  }
  console.log(`\nTime taken (m:ss): ${durations.join(', ')}`);
  for (const line of left) console.log(`\n${line}`);
  for (const title of results.flatMap((result) => ('broken' in result ? [] : (result.flaky ?? []))))
    console.log(`\nPassed only when repeated, which is a bug: ${title}`);
  console.log(
    `\n${passed} passed, ${failed} failed, ${skipped} skipped${typesOf(suites.filter((suite) => !unavailable.has(suite)))}`,
  );
  return failed === 0;
}

async function runSuite(suite: Suite, grep: string | undefined): Promise<Result> {
  if (testFiles(suite).length === 0) return { broken: 'it has no test files' };
  const { command, env, file, read } = SUITE[suite].folder === 'ui' ? inPlaywright(suite, grep) : inMocha(suite, grep);
  rmSync(file, { force: true });
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: 'inherit' });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  const report = read(file);
  if (!report) return { broken: `it exited (${signal ?? `exit code ${String(code)}`}) before it wrote a report` };
  // With a filter, a suite may have no matching test.
  if (report.passed + report.failed + report.skipped === 0 && grep === undefined) return { broken: 'it ran no test' };
  return report;
}

/** The process of a suite, and its report. */
interface Runner {
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly file: string;
  readonly read: (file: string) => Report | undefined;
}

function inMocha(suite: Suite, grep: string | undefined): Runner {
  const entry = path.join(ROOT, 'test/harness/suiteMain.ts');
  const leaks = path.join(ROOT, 'scripts/lib/failOnLeak.mjs');
  const node = [process.execPath, '--import', 'tsx', '--import', pathToFileURL(leaks).href];
  const command = [
    ...[...screenFor(thisMachine(), suite), ...node, entry, suite],
    ...(grep === undefined ? [] : [grep]),
  ];
  return { command, env: {}, file: reportFile(suite), read: readReport };
}

function inPlaywright(suite: Suite, grep: string | undefined): Runner {
  const { host, grep: ofSuite } = SUITE[suite];
  const wanted = grep ?? ofSuite;
  const cli = path.join(ROOT, 'node_modules/@playwright/test/cli.js');
  const config = path.join(ROOT, 'test/ui/playwright.config.ts');
  return {
    command: [
      ...[process.execPath, cli, 'test', '--config', config, '--pass-with-no-tests'],
      ...(wanted === undefined ? [] : ['--grep', wanted]),
    ],
    env: { TEARDOWN_SUITE: suite, ...(host && { VSCODE_HOST_DIR: HOSTS[host] }) },
    file: playwrightReportFile(suite),
    read: readPlaywrightReport,
  };
}

/** Returns the part of the last line about the resource types that moto listed and deleted. */
function typesOf(suites: readonly Suite[]): string {
  if (!suites.includes('foreign')) return '';
  const types = existsSync(TYPES_FILE) ? (JSON.parse(readFileSync(TYPES_FILE, 'utf8')) as unknown[]) : [];
  return `, ${types.length} resource types listed and deleted`;
}

/** Returns a duration as minutes and seconds. */
function inMinutes(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function total(results: readonly Result[], member: 'passed' | 'failed' | 'skipped'): number {
  return results.reduce((sum, result) => sum + ('broken' in result ? 0 : result[member]), 0);
}
