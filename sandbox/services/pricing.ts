import { createHash } from 'node:crypto';
import type * as Pricing from '@aws-sdk/client-pricing';
import { pricedProducts, type PricedProduct } from '../facts/prices.ts';
import { AwsError } from '../wire/awsError.ts';
import type { Handlers } from './handlers.ts';

/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html: MaxResults. */
const MAX_PAGE = 100;

const products = pricedProducts();

/** Returns the value of a filter's field: an attribute, the service code or the family. */
function fieldOf({ service, family, attributes }: PricedProduct, field: string): string {
  if (field === 'ServiceCode') return service;
  return (field === 'productFamily' ? family : attributes[field]) ?? '';
}

/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_Filter.html */
function passes(product: PricedProduct, { Type: type, Field: field = '', Value: value = '' }: Pricing.Filter): boolean {
  const found = fieldOf(product, field);
  switch (type) {
    case 'CONTAINS':
      return found.includes(value);
    case 'ANY_OF':
      return value.split(',').includes(found);
    case 'NONE_OF':
      return !value.split(',').includes(found);
    default:
      return found === value;
  }
}

/** Returns an element of `PriceList`: a product with its terms, as a string of JSON. */
function elementOf({ service, region, unit, price, family, attributes }: PricedProduct): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([service, region, attributes]))
    .digest('hex');
  const sku = digest.slice(0, 16).toUpperCase();
  const [offer, rate] = ['JRTCKXETXF', '6YS6EN2CT7'];
  const dimension = {
    unit,
    endRange: 'Inf',
    description: `$${price} per ${unit} ${attributes['usagetype'] ?? ''}`,
    appliesTo: [],
    rateCode: `${sku}.${offer}.${rate}`,
    beginRange: '0',
    pricePerUnit: { USD: Number(price).toFixed(10) },
  };
  const term = {
    priceDimensions: { [dimension.rateCode]: dimension },
    sku,
    effectiveDate: '2026-11-01T00:00:00Z',
    offerTermCode: offer,
    termAttributes: {},
  };
  return JSON.stringify({
    product: { ...(family !== undefined && { productFamily: family }), attributes, sku },
    serviceCode: service,
    terms: { OnDemand: { [`${sku}.${offer}`]: term } },
    version: '20261120190000',
    publicationDate: '2026-11-20T19:00:00Z',
  });
}

/**
 * The Price List
 * (https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_Operations_AWS_Price_List_Service.html).
 */
export const pricing: Handlers<typeof Pricing> = {
  GetProducts: (input) => {
    const {
      ServiceCode: service = '',
      Filters: filters = [],
      NextToken: token = '0',
      MaxResults: size = MAX_PAGE,
    } = input;
    const ofService = products.filter((product) => product.service === service);
    if (ofService.length === 0)
      throw new AwsError('NotFoundException', `The requested service code ${service} was not found.`);
    if (!/^\d+$/.test(token)) throw new AwsError('InvalidNextTokenException', 'The pagination token is invalid.');
    const found = ofService.filter((product) => filters.every((filter) => passes(product, filter)));
    const [from, to] = [Number(token), Number(token) + Math.min(size, MAX_PAGE)];
    return {
      FormatVersion: 'aws_v1',
      PriceList: found.slice(from, to).map(elementOf),
      ...(to < found.length && { NextToken: String(to) }),
    };
  },
};
