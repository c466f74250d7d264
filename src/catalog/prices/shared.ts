import type { NoPrice, PriceListService, PricePart, PricePlace, PriceRule, Pricing } from '../model/price.ts';
import type { Structure } from '../model/structure.ts';

/** Costs nothing by itself. */
export const FREE: Pricing = { parts: [] };

/** Returns a price that cannot be known. */
export const none = (reason: NoPrice): Pricing => ({ none: reason });

/** Returns a rule whose description has the members of an SDK's type. */
export function rule<Item extends object>(price: (item: Partial<Item>, place: PricePlace) => Pricing): PriceRule {
  return (item: Structure, place) => price(item as Partial<Item>, place);
}

/** Returns a count that AWS returned; undefined for anything else than a whole number from 0. */
export function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** Returns a part that is billed by the hour. */
export function hourly(
  service: PriceListService,
  attributes: Readonly<Record<string, string>>,
  usageType: string | undefined,
  quantity = 1,
): PricePart {
  return {
    product: { service, attributes, ...(usageType !== undefined && { usageType }), unit: 'hour' },
    quantity,
  };
}

/** Returns whether a zone is one of a Region itself: `eu-west-1a`, not `us-west-2-lax-1a`. */
export function isZoneOf(zone: string | undefined, region: string): boolean {
  return zone?.startsWith(region) === true && /^[a-z]$/.test(zone.slice(region.length));
}
