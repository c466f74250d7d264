import { t } from '@vscode/l10n';
import type { Cost, UnknownCost } from './cost.ts';
import type { CostSum } from './costSum.ts';
import { toNumber, type Money } from './money.ts';

/** What something costs, as short as a row needs it, and in words for screen readers. */
export interface CostLabel {
  readonly short: string;
  readonly words: string;
}

/** Returns what all costs are: shown once wherever there are some. */
export function listPriceNote(): string {
  return t('List price, without usage, discounts and tax');
}

/** Returns an amount for people, in whole units from `whole` on: `$4.38`, `$312`, `CN¥26.00`. */
export function moneyText(money: Money, whole = 100): string {
  const amount = toNumber(money);
  const { currency } = money;
  if (amount > 0 && amount < 0.01) return t('less than {0}', format(0.01, currency, 2));
  return format(amount, currency, amount >= whole ? 0 : 2);
}

/** Formats an amount as AWS's English pages do, in every language: one format cannot be misread as another amount. */
function format(amount: number, currency: string, digits: number): string {
  const options = {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  } as const;
  return new Intl.NumberFormat('en-US', options).format(amount);
}

/** Returns a cost in words: `$4.38 a month`. Undefined where it is not known, or nothing. */
export function costText(cost: Cost): string | undefined {
  if ('unknown' in cost || cost.monthly.units === 0n) return undefined;
  const amount = moneyText(cost.monthly);
  return cost.upTo ? t('up to {0} a month', amount) : t('{0} a month', amount);
}

/** Returns a cost for a row: `$4.38/mo`. Undefined where it is not known, or nothing. */
export function costLabel(cost: Cost): CostLabel | undefined {
  const words = costText(cost);
  if (words === undefined || 'unknown' in cost) return undefined;
  return { short: shortText(moneyText(cost.monthly), cost.upTo), words };
}

const shortText = (amount: string, upTo: boolean) => (upTo ? t('up to {0}/mo', amount) : t('{0}/mo', amount));

/** Returns a cost for a file, the same in every language: `4.38 USD`, `<= 4.38 USD`. Undefined where it is not known. */
export function exportedPrice(cost: Cost | undefined): string | undefined {
  if (!cost || 'unknown' in cost) return undefined;
  return `${cost.upTo ? '<= ' : ''}${toNumber(cost.monthly).toFixed(2)} ${cost.monthly.currency}`;
}

/** Returns a sum for a row, in whole units from 10 on: `~$312/mo, 3 not known`. Undefined where nothing is known to cost anything. */
export function sumLabel(sum: CostSum): CostLabel | undefined {
  const words = sumText(sum);
  if (words === undefined) return undefined;
  const { amounts, upTo, unknown } = sum;
  const known = shortText(`~${amounts.map((amount) => moneyText(amount, 10)).join(' + ')}`, upTo);
  return { short: unknown === 0 ? known : t('{0}, {1} not known', known, unknown), words };
}

/** Returns a sum: `about $312 a month, 3 not known`. Undefined where nothing is known to cost anything. */
export function sumText({ amounts, upTo, unknown }: CostSum): string | undefined {
  if (amounts.length === 0) return undefined;
  const amount = amounts.map((amount) => moneyText(amount)).join(' + ');
  const known = upTo ? t('up to about {0} a month', amount) : t('about {0} a month', amount);
  return unknown === 0 ? known : t('{0}, {1} not known', known, unknown);
}

/** Returns what a deletion ends: `Ends about $312 a month.` Undefined where nothing is known to cost anything. */
export function endsText(sum: CostSum): string | undefined {
  const amount = sumText(sum);
  return amount === undefined ? undefined : `${t('Ends {0}.', amount)} ${listPriceNote()}.`;
}

/** Returns what a deletion has ended: `Ended about $312 a month.` Undefined where nothing is known to cost anything. */
export function endedText(sum: CostSum): string | undefined {
  const amount = sumText(sum);
  return amount === undefined ? undefined : `${t('Ended {0}.', amount)} ${listPriceNote()}.`;
}

/** Returns a cost for a tooltip, or why there is none. Undefined where it was not requested. */
export function costDetail(cost: Cost): string | undefined {
  if ('unknown' in cost) return cost.unknown === 'notLoaded' ? undefined : unknownCostText(cost.unknown);
  return costText(cost) ?? t('{0} a month', moneyText(cost.monthly));
}

/** Returns why a cost is not known. */
function unknownCostText(reason: Exclude<UnknownCost, 'notLoaded'>): string {
  switch (reason) {
    case 'otherPlace':
      return t('no list price: it is in a Local Zone, a Wavelength Zone or an Outpost');
    case 'otherAccount':
      return t('no list price: another account pays for it');
    case 'prepaid':
      return t('no list price: it is paid in advance or covered by a reservation');
    case 'variant':
      return t('no list price for this variant');
    case 'marketplace':
      return t('no list price: its AWS Marketplace software has a price of its own');
    case 'undescribed':
      return t('no list price: AWS does not return what the price depends on');
    case 'denied':
      return t('no permission to read list prices');
    case 'failed':
      return t('list price could not be requested');
    case 'noPriceList':
      return t('no list price: this AWS partition has no Price List');
    case 'notListed':
      return t('no list price found');
  }
}
