import type { Structure } from './structure.ts';

/** The services of the Price List (https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html). */
export type PriceListService = 'AmazonEC2' | 'AmazonVPC' | 'AWSDirectConnect' | 'AmazonLightsail';

/** The unit of a price. The Price List spells some of them in several ways. */
export type PriceUnit = 'hour' | 'gbMonth' | 'iopsMonth' | 'gibpsMonth';

/** Which product of the Price List is meant. */
export interface Product {
  readonly service: PriceListService;
  /** The attributes that select products, beside the Region: each distinct set is one request. */
  readonly attributes: Readonly<Record<string, string>>;
  /**
   * The usage type without the Region's prefix: `NatGateway-Hours` stands for `EUW2-NatGateway-Hours`
   * (https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-region-billing-codes.html). Left out where the attributes
   * select one product.
   */
  readonly usageType?: string;
  readonly unit: PriceUnit;
}

/** A list of Lightsail's own prices, each by the id of a bundle. */
export interface BundleList {
  readonly operation: string;
  readonly input: Structure;
  /** The member of the response with the bundles, and that of each bundle with its id. */
  readonly items: string;
  readonly id: string;
}

/** A part of what a resource costs: so many units of something. */
export type PricePart = (
  | { readonly product: Product }
  | { readonly bundles: BundleList; readonly bundle: string }
  /** A documented price that no API returns: US dollars a month, as a decimal. */
  | { readonly usd: string }
) & {
  /** A whole number. */
  readonly quantity: number;
  /** What the quantity is divided by: 1024 for MiB/s of a product in GiB/s. Default: 1. */
  readonly per?: number;
};

/** Why a resource has no price. */
export type NoPrice =
  /** It is outside the zones of a Region: in a Local Zone, a Wavelength Zone or an Outpost. */
  | 'otherPlace'
  /** Another account pays for it. */
  | 'otherAccount'
  /** It was paid in advance, or a reservation covers it. */
  | 'prepaid'
  /** It is of a variant for which Teardown has no price rule. */
  | 'variant'
  /** Software of AWS Marketplace has a price of its own. */
  | 'marketplace'
  /** AWS does not return what the price depends on. */
  | 'undescribed';

/** What a resource costs, in parts. None means that it costs nothing by itself. */
export type Pricing = { readonly parts: readonly PricePart[]; readonly upTo?: true } | { readonly none: NoPrice };

/** Where a resource is. */
export interface PricePlace {
  readonly region: string;
  readonly accountId: string;
}

/** Returns what a resource costs, from its description. */
export type PriceRule = (item: Structure, place: PricePlace) => Pricing;
