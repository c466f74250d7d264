import { SERVICES } from '../catalog/model/services.ts';
import type { PriceListService, PricePart } from '../catalog/model/price.ts';
import type { Structure } from '../catalog/model/structure.ts';
import type { Target } from '../aws/identity/target.ts';

/** A Price List that an account's credentials reach. */
export interface PriceListPlace {
  readonly region: string;
  readonly currency: string;
}

/**
 * The Price List of each partition; the others have none
 * (https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html,
 * https://docs.amazonaws.cn/en_us/aws/latest/userguide/billing.html).
 */
const PRICE_LISTS: Readonly<Record<string, PriceListPlace>> = {
  aws: { region: 'us-east-1', currency: 'USD' },
  'aws-cn': { region: 'cn-northwest-1', currency: 'CNY' },
};

/** Returns the Price List for a target; undefined where its partition has none. */
export function priceListFor({ identity: { partition } }: Target): PriceListPlace | undefined {
  return Object.hasOwn(PRICE_LISTS, partition) ? PRICE_LISTS[partition] : undefined;
}

/** A request for prices. Equal keys stand for equal responses, in every account. */
export type PriceQuery = { readonly key: string } & (
  | {
      readonly list: PriceListPlace;
      readonly service: PriceListService;
      readonly region: string;
      readonly attributes: Readonly<Record<string, string>>;
    }
  | { readonly operation: string; readonly input: Structure; readonly items: string; readonly id: string }
);

/** Returns the request that a part needs; undefined where it needs none, or where there is no Price List. */
export function queryFor(part: PricePart, target: Target): PriceQuery | undefined {
  const { endpoints, region } = target;
  if ('bundles' in part) {
    const { bundles } = part;
    const key = keyOf([SERVICES.lightsail.id, endpoints.lightsail ?? '', region, bundles.operation]);
    return { key, ...bundles };
  }
  const list = priceListFor(target);
  if (!('product' in part) || !list) return undefined;
  const { service, attributes } = part.product;
  const sorted = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  const key = keyOf([list.region, endpoints.pricing ?? '', service, region, ...sorted.flat()]);
  return { key, list, service, region, attributes };
}

/** Returns the key of a query. It includes the endpoint: one that replaces AWS has prices of its own. */
const keyOf = (parts: readonly string[]): string => JSON.stringify(parts);
