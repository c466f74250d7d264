import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { ROOT, Told, say } from '../scripts/lib/run.mjs';
import { measureActivation } from './activation.ts';
import { tableRow, type Figure } from './figure.ts';
import { measureSize } from './size.ts';

/** All measurements, by the names that the command line takes. */
const MEASUREMENTS: Readonly<Record<string, () => Promise<Figure[]>>> = {
  size: measureSize,
  activation: measureActivation,
};

/** Takes the named measurements, or all, prints them as a table, and keeps them under build/bench.json. */
export async function bench(names: readonly string[]): Promise<void> {
  const unknown = names.find((name) => !(name in MEASUREMENTS));
  if (unknown !== undefined) {
    throw new Told(`There is no measurement "${unknown}". There are: ${Object.keys(MEASUREMENTS).join(', ')}.`);
  }
  const figures: Figure[] = [];
  for (const [name, measure] of Object.entries(MEASUREMENTS)) {
    if (names.length > 0 && !names.includes(name)) continue;
    say(`Measuring: ${name}`);
    figures.push(...(await measure()));
  }
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}, ${process.platform}`;
  mkdirSync(path.join(ROOT, 'build'), { recursive: true });
  writeFileSync(path.join(ROOT, 'build/bench.json'), JSON.stringify({ machine, figures }, null, 2));
  console.log(`\n${machine}\n\n| figure | measured | baseline | ratio | goal |\n| --- | --- | --- | --- | --- |`);
  console.log(figures.map(tableRow).join('\n'));
}
