import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
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

/** A suite that ran, with its duration. */
interface Finished {
  readonly suite: Suite;
  readonly result: Result;
  readonly ms: number;
}

/** How suites run. */
export interface SuitesRun {
  readonly grep: string | undefined;
  /** The suites that cannot run on this machine, with the reason and a remedy. */
  readonly unavailable: ReadonlyMap<Suite, string>;
  /** Whether an unavailable suite fails instead of being skipped. */
  readonly mustRun: boolean;
}

/**
 * Runs suites, each in its own process, and prints one line of totals at the end. Small suites run one after another
 * beside the large ones, if there is a second core, and print what they printed when they end. Returns whether everything
 * passed.
 */
export async function runSuites(suites: readonly Suite[], { grep, unavailable, mustRun }: SuitesRun): Promise<boolean> {
  const left: string[] = [];
  const toRun = suites.filter((suite) => {
    const reason = unavailable.get(suite);
    if (reason === undefined || (mustRun && !SUITE[suite].optional)) return true;
    left.push(`Skipped the suite ${suite}. ${reason}`);
    return false;
  });
  const { large, small } = besideEachOther(toRun, availableParallelism());
  const finished: Finished[] = [];
  const runAll = async (some: readonly Suite[], shown: boolean) => {
    for (const suite of some) {
      const started = performance.now();
      const result = await runAndPrint(suite, { grep, reason: unavailable.get(suite), shown });
      finished.push({ suite, result, ms: performance.now() - started });
    }
  };
  await Promise.all([runAll(large, true), runAll(small, false)]);
  finished.sort((a, b) => suites.indexOf(a.suite) - suites.indexOf(b.suite));
  const results = finished.map(({ result }) => result);
  const passed = total(results, 'passed');
  const skipped = total(results, 'skipped') + left.length;
  // A suite without a report counts as one failure, so that the summary agrees with the exit code.
  let failed = total(results, 'failed') + results.filter((result) => 'broken' in result).length;
  if (passed + failed === 0 && !suites.every((suite) => SUITE[suite].optional)) {
    console.log('No test was run.');
    failed = 1;
  }
  const durations = finished.map(({ suite, ms }) => `${suite} ${inMinutes(ms)}`);
  const besides = small.length > 0 ? ` (${small.join(', ')} beside the others)` : '';
  console.log(`\nTime taken (m:ss): ${durations.join(', ')}${besides}`);
  for (const line of left) console.log(`\n${line}`);
  for (const title of results.flatMap((result) => ('broken' in result ? [] : (result.flaky ?? []))))
    console.log(`\nPassed only when repeated, which is a bug: ${title}`);
  console.log(
    `\n${passed} passed, ${failed} failed, ${skipped} skipped${typesOf(suites.filter((suite) => !unavailable.has(suite)))}`,
  );
  return failed === 0;
}

/**
 * Divides suites into those that run one after another, and the small ones that run beside them, if there are two cores. The small ones
 * start with the first large one, which is the one that waits most.
 */
export function besideEachOther(suites: readonly Suite[], cores: number): Record<'large' | 'small', readonly Suite[]> {
  const [large, small] = [false, true].map((size) => suites.filter((suite) => (SUITE[suite].small ?? false) === size));
  if (cores < 2 || !large?.length || !small) return { large: suites, small: [] };
  const waits = (suite: Suite) => Number(SUITE[suite].waits ?? false);
  return { large: large.sort((a, b) => waits(b) - waits(a)), small };
}

/** How one suite runs. */
interface SuiteRun {
  readonly grep: string | undefined;
  /** The reason why it cannot run, if it cannot. */
  readonly reason: string | undefined;
  /** Whether it prints while it runs. Otherwise its output is printed when it ends. */
  readonly shown: boolean;
}

async function runAndPrint(suite: Suite, { grep, reason, shown }: SuiteRun): Promise<Result> {
  if (shown) print(`Suite ${suite}`);
  if (suite === 'foreign') rmSync(TYPES_FILE, { force: true });
  const kept: Buffer[] = [];
  const result =
    reason === undefined
      ? await runSuite(suite, grep, shown ? undefined : (chunk) => kept.push(chunk))
      : { broken: reason };
  if (!shown) {
    print(`Suite ${suite}`);
    process.stdout.write(Buffer.concat(kept));
  }
  if ('broken' in result) console.log(`The suite ${suite} failed as a whole: ${result.broken}`);
  return result;
}

/** Runs a suite, whose output goes to this process's or to `keep`. */
async function runSuite(suite: Suite, grep: string | undefined, keep?: (chunk: Buffer) => void): Promise<Result> {
  if (testFiles(suite).length === 0) return { broken: 'it has no test files' };
  const { command, env, file, read } = SUITE[suite].folder === 'ui' ? inPlaywright(suite, grep) : inMocha(suite, grep);
  rmSync(file, { force: true });
  const [program = '', ...args] = command;
  const stdio = keep ? 'pipe' : 'inherit';
  const child = spawn(program, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['inherit', stdio, stdio] });
  if (keep) for (const stream of [child.stdout, child.stderr]) stream?.on('data', keep);
  // Not "close": a process that a test left behind would keep the output open.
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
