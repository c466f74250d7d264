import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { parseDecimal, times, toNumber } from '../../../src/pricing/money.ts';
import { readProduct } from '../../../src/pricing/priceList.ts';
import { SEED } from '../support/seed.ts';

/** Returns an element of GetProducts with changes. */
function element(change: { attributes?: object; dimension?: object; terms?: unknown } = {}): string {
  const dimension = { unit: 'Hrs', beginRange: '0', endRange: 'Inf', pricePerUnit: { USD: '0.0450000000' } };
  const onDemand = { 'X.J': { priceDimensions: { 'X.J.6': { ...dimension, ...change.dimension } } } };
  const attributes = { usagetype: 'EUW2-NatGateway-Hours', locationType: 'AWS Region', regionCode: 'eu-west-2' };
  return JSON.stringify({
    product: { productFamily: 'NAT Gateway', attributes: { ...attributes, ...change.attributes } },
    terms: { OnDemand: change.terms ?? onDemand, Reserved: { Y: { priceDimensions: { Y: { unit: 'Quantity' } } } } },
  });
}

const read = (text: string, currency = 'USD') => readProduct(text, 'eu-west-2', currency);
const dimension = (price: unknown, unit: unknown = 'Hrs') => ({ unit, pricePerUnit: { USD: price } });

describe('an element of the Price List', () => {
  it('is parsed as a product with its On-Demand price, without reservations', () => {
    const expected = { usageType: 'EUW2-NatGateway-Hours', unit: 'hour', price: '0.0450000000' };
    assert.deepEqual(read(element()), expected);
    const yuan = element({ dimension: { pricePerUnit: { CNY: '0.37' } } });
    assert.deepEqual(read(yuan, 'CNY'), { ...expected, price: '0.37' });
    assert.equal(read(yuan), undefined);
  });

  it('has no price for another location, for usage-based prices, or in an undocumented form', () => {
    const hostile: readonly string[] = [
      '',
      'null',
      '[]',
      '{',
      '{"product":null,"terms":[]}',
      '{"__proto__":{"product":{"attributes":{"usagetype":"x"}}}}',
      element({ attributes: { locationType: 'AWS Outposts' } }),
      element({ attributes: { regionCode: 'eu-west-1' } }),
      element({ attributes: { usagetype: 7 } }),
      element({ terms: {} }),
      element({ terms: { 'X.J': { priceDimensions: { a: dimension('1'), b: dimension('2') } } } }),
      element({
        terms: { 'X.J': { priceDimensions: { a: dimension('1') } }, Y: { priceDimensions: { b: dimension('2') } } },
      }),
      ...['-1', '1e3', 'NaN', 'Infinity', '0x10', '', ' 1', '1'.repeat(40), '0.1234567890123', 1, null, {}].map(
        (price) => element({ dimension: dimension(price) }),
      ),
      ...['Quantity', 'constructor', '__proto__', 'GB', null].map((unit) =>
        element({ dimension: dimension('1', unit) }),
      ),
      element({ attributes: { note: 'x'.repeat(1_000_001) } }),
    ];
    for (const text of hostile) assert.equal(read(text), undefined, text.slice(0, 300));
  });

  it('never throws, for any value', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        assert.equal(read(text), undefined);
      }),
      { seed: SEED },
    );
  });
});

describe('an amount', () => {
  it('is exact, unlike floating point', () => {
    const [tenth, fifth] = [parseDecimal('0.1') ?? 0n, parseDecimal('0.2') ?? 0n];
    assert.equal(tenth + fifth, parseDecimal('0.3'));
    assert.equal(times(parseDecimal('40.96') ?? 0n, 125, 1_024), parseDecimal('5'));
  });

  it('is the price times the quantity, rounded to half a unit of the last digit', () => {
    const price = fc.tuple(fc.nat(99_999), fc.nat(9_999_999_999));
    fc.assert(
      fc.property(price, fc.nat(1_000_000), fc.integer({ min: 1, max: 2 ** 31 }), ([whole, rest], quantity, per) => {
        const text = `${whole}.${String(rest).padStart(10, '0')}`;
        const units = parseDecimal(text);
        assert.ok(units !== undefined);
        const twice = 2n * (times(units, quantity, per) * BigInt(per) - units * BigInt(quantity));
        assert.ok(twice <= BigInt(per) && twice >= -BigInt(per));
        assert.ok(Math.abs(toNumber({ currency: 'USD', units }) - Number(text)) < 1e-6);
      }),
      { seed: SEED },
    );
  });
});
