import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { PRICE_EXAMPLES } from '../../../scripts/docs/priceExamples.ts';
import { exampleParts, priceSources } from '../../../scripts/docs/pricesPage.ts';
import { pricedProducts } from '../../../sandbox/facts/prices.ts';
import type { PriceUnit, Product } from '../../../src/catalog/model/price.ts';
import { PRICE_RULES } from '../../../src/catalog/prices/index.ts';

/** Resource types without costs of their own, in every state. */
const FREE = ['directconnect.lag'];

/** The units of AWS's Price List. */
const SPELLED: Readonly<Record<PriceUnit, string>> = {
  hour: 'Hrs',
  gbMonth: 'GB-Mo',
  iopsMonth: 'IOPS-Mo',
  gibpsMonth: 'GiBps-mo',
};

describe('the page of list prices', () => {
  it('has an example and a page of AWS for each rule with costs', () => {
    assert.deepEqual(Object.keys(PRICE_EXAMPLES).sort(), [...PRICE_RULES.keys()].sort());
    const sources = priceSources();
    for (const id of PRICE_RULES.keys()) {
      assert.equal(exampleParts(id).length > 0, !FREE.includes(id), id);
      const pages = sources.get(id) ?? [];
      assert.ok(pages.length > 0, `${id} names no page of AWS`);
      for (const page of pages) assert.match(page, /^https:\/\/(docs\.)?aws\.amazon\.com\//);
    }
  });

  it('has the units that AWS uses for these products', () => {
    const facts = pricedProducts().filter(({ region }) => region === 'us-east-1');
    const isProduct = ({ service, attributes, usageType }: Product) =>
      facts.filter((fact) => {
        const own: Readonly<Record<string, string | undefined>> = { ...fact.attributes, productFamily: fact.family };
        const usage = fact.attributes['usagetype'] ?? '';
        const isNamed = usageType === undefined || usage === usageType || usage.endsWith(`-${usageType}`);
        return (
          fact.service === service && isNamed && Object.entries(attributes).every(([key, value]) => own[key] === value)
        );
      });
    let checked = 0;
    for (const id of PRICE_RULES.keys()) {
      for (const part of exampleParts(id)) {
        if (!('product' in part)) continue;
        const [fact, ...others] = isProduct(part.product);
        assert.ok(fact && others.length === 0, `${id}: ${others.length} more of ${JSON.stringify(part.product)}`);
        assert.equal(fact.unit, SPELLED[part.product.unit], `${id} ${part.product.usageType ?? ''}`);
        checked++;
      }
    }
    assert.ok(checked > 25, String(checked));
  });
});
