/** One measured figure. Nothing is asserted on it: it is for people to read and compare. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  /** All readings; their median counts. */
  readonly readings: readonly number[];
  /** The same of the thing compared with, taken in turns with the readings. */
  readonly baseline?: { readonly what: string; readonly readings: readonly number[] };
  /** What we want to reach, in words. */
  readonly goal: string;
}

/** The middle of some readings. */
export function median(readings: readonly number[]): number {
  const sorted = [...readings].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = NaN, high = NaN] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}

/** A figure as a line of a Markdown table: name, median, spread, baseline, ratio, goal. */
export function tableRow({ name, unit, readings, baseline, goal }: Figure): string {
  const spread = (of: readonly number[]) =>
    of.length > 1 ? `${median(of)} ${unit} (${Math.min(...of)} to ${Math.max(...of)})` : `${median(of)} ${unit}`;
  const cells = [
    name,
    spread(readings),
    baseline ? `${spread(baseline.readings)}, ${baseline.what}` : 'none',
    baseline ? `${(median(readings) / median(baseline.readings)).toFixed(2)}×` : '',
    goal,
  ];
  return `| ${cells.join(' | ')} |`;
}
