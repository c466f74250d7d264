import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { ROOT, Told, say } from '../scripts/lib/run.mjs';
import { measureActivation } from './activation.ts';
import { measureAwsCli } from './awsCli.ts';
import { measureDeletions } from './deletions.ts';
import { measureEvidence } from './evidence.ts';
import { summary, tableRow, type Figure } from './measurement.ts';
import { measureFirstRows } from './firstRows.ts';
import { measureJournal } from './journal.ts';
import { measureListing } from './listing.ts';
import { measureLongList } from './longList.ts';
import { measureLongResponse } from './longResponse.ts';
import { measureMany } from './bulkDelete.ts';
import { measureManyRows } from './bulkDeleteRows.ts';
import { measureMemory } from './memory.ts';
import { measureScan } from './scan.ts';
import { measureUsage } from './usage.ts';
import { measureSize } from './size.ts';

/** All measurements, by the names that the command line takes. */
const MEASUREMENTS: Readonly<Record<string, () => Promise<Figure[]>>> = {
  size: measureSize,
  activation: measureActivation,
  memory: measureMemory,
  'first-rows': measureFirstRows,
  'workbench-50000': measureManyRows,
  listing: measureListing,
  'long-list': measureLongList,
  'long-response': measureLongResponse,
  'fifty-thousand': measureMany,
  cli: measureAwsCli,
  deletions: measureDeletions,
  evidence: measureEvidence,
  scan: measureScan,
  usage: measureUsage,
  journal: measureJournal,
};

/** Those that need a VS Code and a browser. */
const IN_WORKBENCH: ReadonlySet<string> = new Set(['activation', 'memory', 'first-rows', 'workbench-50000']);

/**
 * Takes the named measurements, or all, prints them as a table, and keeps them under build/bench.json.
 *
 * @param names of measurements; all where there are none
 * @param ensureWorkbench sees to it that there is a VS Code and a browser; called when the first one needs them
 */
export async function bench(names: readonly string[], ensureWorkbench: () => Promise<void>): Promise<void> {
  const unknown = names.find((name) => !(name in MEASUREMENTS));
  if (unknown !== undefined) {
    throw new Told(`There is no measurement "${unknown}". There are: ${Object.keys(MEASUREMENTS).join(', ')}.`);
  }
  const figures: Figure[] = [];
  for (const [name, measure] of Object.entries(MEASUREMENTS)) {
    if (names.length > 0 && !names.includes(name)) continue;
    if (IN_WORKBENCH.has(name)) await ensureWorkbench();
    say(`Measuring: ${name}`);
    figures.push(...(await measure()));
  }
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}, ${process.platform}`;
  mkdirSync(path.join(ROOT, 'build'), { recursive: true });
  writeFileSync(
    path.join(ROOT, 'build/bench.json'),
    JSON.stringify({ machine, figures: figures.map(summary) }, null, 2),
  );
  console.log(`\n${machine}\n\n| figure | measured | baseline | ratio | goal |\n| --- | --- | --- | --- | --- |`);
  console.log(figures.map(tableRow).join('\n'));
}
