import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../scripts/lib/run.mjs';
import { summary, type Figure } from './measurement.ts';

/** The ratio of a figure to its baseline in a stored run, and the ratio of its slowest reading. */
export interface Committed {
  readonly ratio: number;
  readonly worst: number;
}

const FILE = path.join(ROOT, 'bench/committed.json');

/** Returns the stored ratios by figure. */
export function readCommitted(): Readonly<Record<string, Committed>> {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, Committed>;
}

/** Stores the ratios of figures beside those of all others. Omits figures of a machine under load. */
export function writeCommitted(figures: readonly Figure[]): void {
  const kept: Record<string, Committed> = { ...readCommitted() };
  for (const figure of figures) {
    const own = ratioOf(figure);
    if (own && !figure.underLoad) kept[figure.name] = own;
  }
  writeFileSync(FILE, `${JSON.stringify(kept, null, 2)}\n`);
}

/**
 * Returns a line for each figure that is worse than stored, or cannot be compared. A ratio may reach that of the
 * slowest stored reading. Ignores figures measured under load.
 */
export function regressions(figures: readonly Figure[], committed: Readonly<Record<string, Committed>>): string[] {
  return figures.flatMap((figure) => {
    const now = ratioOf(figure);
    const before = committed[figure.name];
    if (!now || !before) return [];
    if (figure.underLoad) return [`${figure.name}: not compared, the machine was under load.`];
    const { ratio } = now;
    return ratio > before.worst
      ? [
          `${figure.name}: ${ratio.toFixed(2)}×, and it was ${before.ratio.toFixed(2)}× (at most ${before.worst.toFixed(2)}×).`,
        ]
      : [];
  });
}

function ratioOf(figure: Figure): Committed | undefined {
  const { ratio, most, baselineMedian } = summary(figure);
  if (ratio === undefined || most === undefined || baselineMedian === undefined) return undefined;
  const round = (value: number) => Math.round(value * 1_000) / 1_000;
  return { ratio: round(ratio), worst: round(most / baselineMedian) };
}
