import type { Cost } from './cost.ts';
import type { Money } from './money.ts';

/** What several resources cost together. */
export interface CostSum {
  /** One amount for each currency, and none where nothing is known to cost anything. */
  readonly amounts: readonly Money[];
  /** True where an amount is an upper bound. */
  readonly upTo: boolean;
  /** How many resources have no known cost, though their type has prices. */
  readonly unknown: number;
}

/** Adds costs up, by currency. */
export function addUp(costs: readonly Cost[]): CostSum {
  const totals = new Map<string, bigint>();
  let [upTo, unknown] = [false, 0];
  for (const cost of costs) {
    if ('unknown' in cost) {
      unknown += 1;
      continue;
    }
    const { currency, units } = cost.monthly;
    if (units === 0n) continue;
    totals.set(currency, (totals.get(currency) ?? 0n) + units);
    upTo ||= cost.upTo;
  }
  const amounts = [...totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, units]) => ({ currency, units }));
  return { amounts, upTo, unknown };
}
