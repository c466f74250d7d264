import type { NoPrice, PricePart, Pricing } from '../catalog/model/price.ts';
import { parseDecimal, times, type Money } from './money.ts';
import type { PricedProduct } from './priceList.ts';

/** Why a cost is not known. */
export type UnknownCost =
  | NoPrice
  /** No price was requested yet. */
  | 'notLoaded'
  /** The caller may not read prices. */
  | 'denied'
  /** The request for prices failed. */
  | 'failed'
  /** The partition has no Price List. */
  | 'noPriceList'
  /** The Price List has no product for it, or several with different prices. */
  | 'notListed';

/** What a resource costs in a month by list prices, without usage, discounts and tax. */
export type Cost = { readonly monthly: Money; readonly upTo: boolean } | { readonly unknown: UnknownCost };

/** "The Calculator assumes 730 hours in a month": https://aws.amazon.com/calculator/calculator-assumptions/. */
export const HOURS_PER_MONTH = 730;

/** What the prices of a part were found to be. */
export type PartPrices = readonly PricedProduct[] | { readonly unknown: UnknownCost };

/** Adds up the parts of a price. One part without a price leaves the whole without one. */
export function computeCost(
  pricing: Pricing,
  currency: string | undefined,
  pricesOf: (part: PricePart) => PartPrices,
): Cost {
  if ('none' in pricing) return { unknown: pricing.none };
  if (currency === undefined) return { unknown: 'noPriceList' };
  let units = 0n;
  for (const part of pricing.parts) {
    const found = 'usd' in part ? parseDecimal(part.usd) : unitPrice(part, pricesOf(part));
    if (typeof found !== 'bigint') return { unknown: found?.unknown ?? 'notListed' };
    units += times(
      found,
      part.quantity * ('product' in part && part.product.unit === 'hour' ? HOURS_PER_MONTH : 1),
      part.per,
    );
  }
  return { monthly: { currency, units }, upTo: pricing.upTo === true };
}

interface Unknown {
  readonly unknown: UnknownCost;
}

/** Returns the price of one unit. Several products are one price only where they agree. */
function unitPrice(part: Exclude<PricePart, { readonly usd: string }>, prices: PartPrices): bigint | Unknown {
  if ('unknown' in prices) return prices;
  const matches = prices.filter((product) =>
    'product' in part
      ? product.unit === part.product.unit && hasUsageType(product, part.product.usageType)
      : product.usageType === part.bundle,
  );
  const amounts = new Set(matches.map(({ price }) => parseDecimal(price)));
  const [amount] = amounts;
  return amounts.size === 1 && amount !== undefined ? amount : { unknown: 'notListed' };
}

/**
 * Returns whether a product has a usage type, which begins with its Region's code except for the oldest ones of us-east-1. Locations differ
 * in case.
 */
function hasUsageType(product: PricedProduct, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  const [found, suffix] = [product.usageType.toLowerCase(), wanted.toLowerCase()];
  if (found === suffix) return true;
  return found.endsWith(`-${suffix}`) && /^[a-z]{2,4}\d{0,2}$/.test(found.slice(0, -suffix.length - 1));
}
