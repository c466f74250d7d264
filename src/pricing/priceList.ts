import type { PriceUnit } from '../catalog/model/price.ts';
import { parseDecimal } from './money.ts';

/** A product of the Price List with its On-Demand price; a bundle is a product by its id. Nothing in it belongs to an account. */
export interface PricedProduct {
  /** The usage type with the Region's prefix, or the id of a bundle. */
  readonly usageType: string;
  readonly unit: PriceUnit | 'month';
  /** A decimal. */
  readonly price: string;
}

/** The spellings of units in the Price List: https://docs.aws.amazon.com/cur/latest/userguide/pricing-columns.html. */
const UNITS: Readonly<Record<string, PriceUnit>> = {
  hrs: 'hour',
  hour: 'hour',
  hours: 'hour',
  'gb-mo': 'gbMonth',
  'gb-month': 'gbMonth',
  'iops-mo': 'iopsMonth',
  'iops-month': 'iopsMonth',
  'gibps-mo': 'gibpsMonth',
  'gibps-month': 'gibpsMonth',
};

/** The longest element that is parsed: one with all reserved terms has about 60 kB. */
const MAX_ELEMENT = 1_000_000;

/**
 * Returns a product from an element of `PriceList` of GetProducts, which is JSON as text
 * (https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html). Undefined for what is malformed, not
 * in the Region, or has no single On-Demand price in `currency`, that of the partition.
 */
export function readProduct(text: string, region: string, currency: string): PricedProduct | undefined {
  const root = parse(text);
  const attributes = at(root, 'product', 'attributes');
  const [usageType, location, code] = ['usagetype', 'locationType', 'regionCode'].map((name) => at(attributes, name));
  if (typeof usageType !== 'string') return undefined;
  if (location !== undefined && location !== 'AWS Region') return undefined;
  if (code !== undefined && code !== region) return undefined;
  const dimensions = values(at(root, 'terms', 'OnDemand')).flatMap((term) => values(at(term, 'priceDimensions')));
  const [dimension, ...others] = dimensions;
  // Tiers depend on usage, which is not known here.
  if (dimension === undefined || others.length > 0) return undefined;
  const [unit, price] = [at(dimension, 'unit'), at(dimension, 'pricePerUnit', currency)];
  const known = typeof unit === 'string' ? own(UNITS, unit.toLowerCase()) : undefined;
  if (typeof known !== 'string' || typeof price !== 'string' || parseDecimal(price) === undefined) return undefined;
  return { usageType, unit: known as PriceUnit, price };
}

function parse(text: string): unknown {
  if (text.length > MAX_ELEMENT) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Returns a member of an object's own; undefined for what every object has, such as `constructor`. */
function own(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce(own, value);
}

function values(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}
