/** A measured figure. It is reported, and nothing is asserted on it. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  /** All readings; their median counts. Empty if it could not be measured. */
  readonly readings: readonly number[];
  /** The readings of the baseline, taken in turns with these. */
  readonly baseline?: { readonly what: string; readonly readings: readonly number[] };
  /** The goal in words. */
  readonly goal: string;
  /** Why there are no readings, or how to interpret them. */
  readonly note?: string;
  /** Set if other programs used the machine. Such a figure is not compared with other runs. */
  readonly underLoad?: true;
}

/** A figure with derived values, as stored in JSON. */
export interface Summary extends Figure {
  readonly median: number | undefined;
  readonly least: number | undefined;
  readonly most: number | undefined;
  readonly baselineMedian: number | undefined;
  /** The ratio of the medians. */
  readonly ratio: number | undefined;
}

/** The readings of a subject and of its baseline. */
export interface Turns {
  readonly readings: readonly number[];
  readonly baseline: readonly number[];
}

/** Returns the median. */
export function median(readings: readonly number[]): number {
  const sorted = [...readings].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = NaN, high = NaN] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}

/** Takes readings of a subject and its baseline in turns, so that a machine that slows down affects both. */
export async function inTurns(
  times: number,
  reading: () => Promise<number>,
  baseline: () => Promise<number>,
): Promise<Turns> {
  const turns = { readings: [] as number[], baseline: [] as number[] };
  for (let turn = 0; turn < times; turn++) {
    turns.readings.push(await reading());
    turns.baseline.push(await baseline());
  }
  return turns;
}

/** Returns how long work takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/**
 * Returns the exponent `b` of the best-fitting `y = a·x^b`, by least squares of the logarithms. 1 is linear. The
 * points must be above zero.
 */
export function growthExponent(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(logs.map(([x]) => x)), mean(logs.map(([, y]) => y))];
  const across = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return across / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

/** Returns a figure with derived values. */
export function summary(figure: Figure): Summary {
  const { readings, baseline } = figure;
  const any = readings.length > 0;
  const baselineMedian = baseline && baseline.readings.length > 0 ? median(baseline.readings) : undefined;
  return {
    ...figure,
    median: any ? median(readings) : undefined,
    least: any ? Math.min(...readings) : undefined,
    most: any ? Math.max(...readings) : undefined,
    baselineMedian,
    ratio: any && baselineMedian !== undefined ? median(readings) / baselineMedian : undefined,
  };
}

/** Returns a figure as a line of a Markdown table: name, median and spread, baseline, ratio, goal. */
export function tableRow(figure: Figure): string {
  const { name, unit, readings, baseline, goal, note, underLoad } = figure;
  const { ratio } = summary(figure);
  const spread = (of: readonly number[]) => {
    if (of.length === 0) return 'not measured';
    const middle = `${rounded(median(of))} ${unit}`.trim();
    return of.length > 1 ? `${middle} (${rounded(Math.min(...of))} to ${rounded(Math.max(...of))})` : middle;
  };
  const cells = [
    underLoad ? `${name} (**under load**)` : name,
    note === undefined ? spread(readings) : `${spread(readings)}: ${note}`,
    baseline ? `${spread(baseline.readings)}, ${baseline.what}` : 'none',
    ratio === undefined ? '' : `${ratio.toFixed(2)}×`,
    goal,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Rounds to three digits, which is all the precision of a reading. Integers stay as they are. */
function rounded(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 1_000) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}
