import { setMaxListeners } from 'node:events';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { authClientConfig } from '../aws/client/clientConfig.ts';
import type { AwsClient } from '../aws/client/sdkClient.ts';
import { isDenied } from '../aws/errors/isDenied.ts';
import type { Target } from '../aws/identity/target.ts';
import { getListPath, textAt } from '../inventory/listing/memberPath.ts';
import { parseDecimal } from './money.ts';
import { readProduct, type PricedProduct } from './priceList.ts';
import type { PriceQuery } from './priceQuery.ts';

/** What requests for prices need. */
export interface PriceRequestDeps {
  readonly client: AwsClient;
  readonly credentials: (target: Target) => AwsCredentialIdentityProvider;
}

/** The products of a response, or why there are none. */
export type PriceResponse = { readonly products: readonly PricedProduct[] } | { readonly failed: 'denied' | 'failed' };

/** How many pages of 100 products are read. The longest list, of Direct Connect's ports in a Region, has about 300. */
const MAX_PAGES = 10;

/** Sends a request for prices, with all its pages. */
export async function requestPrices(
  { client, credentials }: PriceRequestDeps,
  query: PriceQuery,
  target: Target,
  signal: AbortSignal,
): Promise<PriceResponse> {
  try {
    if ('list' in query) return { products: await getProducts(query, target, credentials(target), signal) };
    return { products: await getBundles(query, client, target, signal) };
  } catch (error) {
    return { failed: isDenied(error) ? 'denied' : 'failed' };
  }
}

/**
 * Sends GetProducts with one filter for each attribute
 * (https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html).
 */
async function getProducts(
  { list, service, region, attributes }: Extract<PriceQuery, { readonly list: object }>,
  target: Target,
  credentials: AwsCredentialIdentityProvider,
  signal: AbortSignal,
): Promise<readonly PricedProduct[]> {
  // One signal ends the requests for all prices.
  setMaxListeners(0, signal);
  const { GetProductsCommand, PricingClient } = await import('@aws-sdk/client-pricing');
  const client = new PricingClient({ ...authClientConfig('pricing', list.region, target), credentials });
  const filters = Object.entries({ regionCode: region, ...attributes });
  const Filters = filters.map(([Field, Value]) => ({ Type: 'TERM_MATCH', Field, Value }) as const);
  const products: PricedProduct[] = [];
  try {
    let NextToken: string | undefined;
    for (let page = 0; page < MAX_PAGES; page++) {
      const input = { ServiceCode: service, FormatVersion: 'aws_v1', Filters, MaxResults: 100, NextToken };
      const output = await client.send(new GetProductsCommand(input), { abortSignal: signal });
      // A response without the list is none of AWS's: it proves nothing.
      if (!Array.isArray(output.PriceList)) throw new Error('The response has no price list.');
      for (const element of output.PriceList) {
        const product = readProduct(String(element), region, list.currency);
        if (product) products.push(product);
      }
      NextToken = output.NextToken;
      if (NextToken === undefined || NextToken === '') return products;
    }
    throw new Error('The price list is too long.');
  } finally {
    client.destroy();
  }
}

/** Sends a request for the prices of Lightsail's bundles. */
async function getBundles(
  { operation, input, items, id }: Extract<PriceQuery, { readonly operation: string }>,
  client: AwsClient,
  target: Target,
  signal: AbortSignal,
): Promise<readonly PricedProduct[]> {
  const products: PricedProduct[] = [];
  let pageToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const request = { ...input, ...(pageToken !== undefined && { pageToken }) };
    const { output } = await client.call(target, 'lightsail', operation, request, { signal });
    for (const bundle of getListPath(output, items)) {
      const [usageType, price] = [textAt(bundle, id), textAt(bundle, 'price')];
      if (usageType !== undefined && price !== undefined && parseDecimal(price) !== undefined)
        products.push({ usageType, unit: 'month', price });
    }
    pageToken = textAt(output, 'nextPageToken');
    if (pageToken === undefined) return products;
  }
  throw new Error('The price list is too long.');
}
