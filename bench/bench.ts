import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { ROOT, CliError, print } from '../scripts/lib/run.mjs';
import { isUnderLoad } from './machineLoad.ts';
import { measureActivation } from './activation.ts';
import { measureAwsCli } from './awsCli.ts';
import { readCommitted, regressions, writeCommitted } from './committed.ts';
import { measureDeletions } from './deletions.ts';
import { measureEvidence } from './evidence.ts';
import { summary, tableRow, type Figure } from './measurement.ts';
import { measureFirstRows } from './firstRows.ts';
import { measureJournal } from './journal.ts';
import { measureListing } from './listing.ts';
import { measureLongList } from './longList.ts';
import { measureLongResponse } from './longResponse.ts';
import { measureBulkListing } from './bulkListing.ts';
import { measureBulkListingRows } from './bulkListingRows.ts';
import { measureMemory } from './memory.ts';
import { measureScan } from './scan.ts';
import { measureUsage } from './usage.ts';
import { measureVpc } from './vpc.ts';
import { measureWildcard } from './wildcard.ts';
import { measureSize } from './size.ts';

/** All measurements, by their names on the command line. */
const MEASUREMENTS: Readonly<Record<string, () => Promise<Figure[]>>> = {
  size: measureSize,
  activation: measureActivation,
  memory: measureMemory,
  'first-rows': measureFirstRows,
  'workbench-50000': measureBulkListingRows,
  listing: measureListing,
  'long-list': measureLongList,
  'long-response': measureLongResponse,
  'fifty-thousand': measureBulkListing,
  cli: measureAwsCli,
  deletions: measureDeletions,
  vpc: measureVpc,
  evidence: measureEvidence,
  scan: measureScan,
  usage: measureUsage,
  journal: measureJournal,
  wildcard: measureWildcard,
};

/** Measurements that need a VS Code and a browser. */
const IN_WORKBENCH: ReadonlySet<string> = new Set(['activation', 'memory', 'first-rows', 'workbench-50000']);

/**
 * Takes the named measurements, or all, prints them as a table, and writes build/bench.json. `--check` compares the
 * ratios with bench/committed.json and fails if one is worse; `--write` stores them there. Calls `ensureWorkbench`
 * before the first measurement that needs a VS Code and a browser.
 */
export async function bench(args: readonly string[], ensureWorkbench: () => Promise<void>): Promise<void> {
  const names = args.filter((arg) => !arg.startsWith('--'));
  const unknownOption = args.find((arg) => arg.startsWith('--') && arg !== '--check' && arg !== '--write');
  if (unknownOption !== undefined)
    throw new CliError(`Unknown option ${unknownOption}. Known options: --check, --write.`);
  const unknown = names.find((name) => !(name in MEASUREMENTS));
  if (unknown !== undefined) {
    throw new CliError(
      `Unknown measurement "${unknown}". Known measurements: ${Object.keys(MEASUREMENTS).join(', ')}.`,
    );
  }
  const figures: Figure[] = [];
  for (const [name, measure] of Object.entries(MEASUREMENTS)) {
    if (names.length > 0 && !names.includes(name)) continue;
    if (IN_WORKBENCH.has(name)) await ensureWorkbench();
    print(`Measuring: ${name}`);
    const underLoad = await isUnderLoad();
    if (underLoad) print('Other programs use this machine. The figures are compared with no other run.');
    const measured = await measure();
    figures.push(...measured.map((figure): Figure => (underLoad ? { ...figure, underLoad } : figure)));
  }
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}, ${process.platform}`;
  mkdirSync(path.join(ROOT, 'build'), { recursive: true });
  writeFileSync(
    path.join(ROOT, 'build/bench.json'),
    JSON.stringify({ machine, figures: figures.map(summary) }, null, 2),
  );
  console.log(`\n${machine}\n\n| figure | measured | baseline | ratio | goal |\n| --- | --- | --- | --- | --- |`);
  console.log(figures.map(tableRow).join('\n'));
  if (args.includes('--write')) writeCommitted(figures);
  if (!args.includes('--check')) return;
  const worse = regressions(figures, readCommitted());
  if (worse.length > 0) throw new CliError(`Worse than bench/committed.json:\n${worse.join('\n')}`);
  print('No ratio is worse than in bench/committed.json.');
}
