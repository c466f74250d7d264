import { t } from '@vscode/l10n';
import { displayLanguage } from '../../common/text/relativeTime.ts';
import type { JournalEntry } from '../../deletion/journal/entry.ts';
import { restoredTest } from '../../deletion/presentation/deletionRuns.ts';
import { HOURS_PER_MONTH } from '../../pricing/cost.ts';
import { listPriceNote, moneyText } from '../../pricing/costText.ts';
import { parseDecimal, type Money } from '../../pricing/money.ts';

const MONTH_MS = HOURS_PER_MONTH * 3_600_000;

/** What deleted resources would have cost since their deletions, by the list prices of then. One amount for each currency. */
export interface Savings {
  /** The first deletion that counts: milliseconds since the epoch. */
  readonly since: number;
  readonly monthly: readonly Money[];
  readonly total: readonly Money[];
}

/** Returns what deletions save; undefined where no price is known. What was restored no longer saves anything. */
export function savingsOf(entries: readonly JournalEntry[], now: number): Savings | undefined {
  const isRestored = restoredTest(entries);
  const monthly = new Map<string, bigint>();
  const total = new Map<string, bigint>();
  let since = Infinity;
  for (const entry of entries) {
    const { action, outcome, monthlyListPrice: price } = entry;
    const units = price && parseDecimal(price.amount);
    if (!price || units === undefined || action !== 'delete' || outcome?.kind !== 'deleted' || isRestored(entry))
      continue;
    since = Math.min(since, outcome.at);
    add(monthly, price.currency, units);
    // A clock that was wrong saves nothing.
    add(total, price.currency, (units * BigInt(Math.max(0, Math.round(now - outcome.at)))) / BigInt(MONTH_MS));
  }
  return monthly.size === 0 ? undefined : { since, monthly: toMoney(monthly), total: toMoney(total) };
}

/** Returns savings for people: `Since May 3, 2026 about $1,240 saved, $312 a month.` */
export function savingsText(savings: Savings | undefined): string | undefined {
  if (!savings) return undefined;
  const date = new Intl.DateTimeFormat(displayLanguage(), { dateStyle: 'medium' }).format(savings.since);
  const amounts = (some: readonly Money[]) => some.map((amount) => moneyText(amount)).join(' + ');
  const saved = t('Since {0} about {1} saved, {2} a month.', date, amounts(savings.total), amounts(savings.monthly));
  return `${saved} ${listPriceNote()}.`;
}

function add(sums: Map<string, bigint>, currency: string, units: bigint): void {
  sums.set(currency, (sums.get(currency) ?? 0n) + units);
}

function toMoney(sums: ReadonlyMap<string, bigint>): readonly Money[] {
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, units]) => ({ currency, units }));
}
