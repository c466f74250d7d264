import { factRows } from './factTable.ts';

/** A product of the Price List in one Region. */
export interface PricedProduct {
  readonly service: string;
  readonly region: string;
  readonly unit: string;
  readonly price: string;
  readonly family: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The Regions with prices: the code of their usage types, and their name. */
const REGIONS = [
  // https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-region-billing-codes.html
  { region: 'us-east-1', code: 'USE1', location: 'US East (N. Virginia)' },
  { region: 'eu-west-1', code: 'EU', location: 'EU (Ireland)' },
] as const;

/** EC2's oldest usage types have no Region code in us-east-1: `BoxUsage:t3.micro`. */
const BARE = /^(AmazonEC2|AmazonVPC us-east-1 VPN-Usage)/;

/** Returns the products of all Regions. */
export function pricedProducts(): readonly PricedProduct[] {
  return factRows('prices.tsv').flatMap(([service = '', usage = '', unit = '', first = '', second = '', text = '']) => {
    const { productFamily: family, ...own } = Object.fromEntries(
      text.split(';').map((pair) => pair.split('=') as [string, string]),
    );
    return REGIONS.map(({ region, code, location }, n) => {
      const isBare = region === 'us-east-1' && BARE.test(`${service} ${region} ${usage}`);
      const attributes = {
        servicecode: service,
        location,
        locationType: 'AWS Region',
        regionCode: region,
        usagetype: isBare ? usage : `${code}-${usage}`,
        operation: '',
        ...own,
      };
      return { service, region, unit, price: n === 0 ? first : second, family, attributes };
    });
  });
}
