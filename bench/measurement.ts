/** One measured figure. Nothing is asserted on it: it is for people to read and compare. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  /** All readings; their median counts. None where it could not be measured. */
  readonly readings: readonly number[];
  /** The same of the thing compared with, taken in turns with the readings. */
  readonly baseline?: { readonly what: string; readonly readings: readonly number[] };
  /** What we want to reach, in words. */
  readonly goal: string;
  /** Why there are no readings, or what must be known to understand them. */
  readonly note?: string;
  /** Set where other programs used the machine: such a figure is compared with no other run. */
  readonly underLoad?: true;
}

/** A figure with what follows from its readings, as it is kept in JSON. */
export interface Summary extends Figure {
  readonly median: number | undefined;
  readonly least: number | undefined;
  readonly most: number | undefined;
  readonly baselineMedian: number | undefined;
  /** Median to median of the baseline. */
  readonly ratio: number | undefined;
}

/** Readings of a thing and of what it is compared with. */
export interface Turns {
  readonly readings: readonly number[];
  readonly baseline: readonly number[];
}

/** The middle of some readings. */
export function median(readings: readonly number[]): number {
  const sorted = [...readings].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = NaN, high = NaN] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}

/**
 * Takes readings of two things in turns, so that a machine that becomes slower becomes so for both.
 *
 * @param times how many of each
 * @param reading takes one of the thing
 * @param baseline takes one of what it is compared with
 * @returns the readings
 */
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

/**
 * How long something takes.
 *
 * @param work what is done
 * @returns milliseconds
 */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/**
 * How something grows: the exponent `b` of `y = a·x^b` that fits best, by least squares of the logarithms.
 *
 * @param points pairs of x and y, above zero
 * @returns the exponent; 1 is linear
 */
export function growthExponent(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(logs.map(([x]) => x)), mean(logs.map(([, y]) => y))];
  const across = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return across / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

/** A figure with what follows from its readings. */
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

/** A figure as a line of a Markdown table: name, median and spread, baseline, ratio, goal. */
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

/** Three digits say all that such a reading tells; whole numbers stay as they are. */
function rounded(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 1_000) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}
