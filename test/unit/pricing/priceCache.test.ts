import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'mocha';
import { MAX_AGE_MS, PriceCache } from '../../../src/pricing/priceCache.ts';

const PRODUCTS = [{ usageType: 'EU-NatGateway-Hours', unit: 'hour', price: '0.048' }] as const;

describe('the price cache', () => {
  let folder: string;
  let now: number;
  const file = () => path.join(folder, 'prices.json');
  const open = async () => {
    const cache = new PriceCache(folder, () => now);
    await cache.load();
    return cache;
  };
  before(() => (folder = mkdtempSync(path.join(tmpdir(), 'teardown-prices-'))));
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    rmSync(file(), { force: true });
    now = Date.UTC(2026, 10, 28);
  });

  it('serves another window for a week', async () => {
    const cache = await open();
    cache.set('nat', PRODUCTS);
    await cache.save();
    now += MAX_AGE_MS - 1;
    assert.deepEqual((await open()).get('nat'), PRODUCTS);
    now += 1;
    assert.equal((await open()).get('nat'), undefined);
    assert.equal(cache.get('nat'), undefined);
  });

  it('replaces its file atomically, and leaves no other files', async () => {
    const cache = await open();
    cache.set('nat', PRODUCTS);
    await cache.save();
    assert.deepEqual(readdirSync(folder), ['prices.json']);
  });

  it('keeps the prices of two windows', async () => {
    const [first, second] = [await open(), await open()];
    first.set('nat', PRODUCTS);
    await first.save();
    second.set('vpn', PRODUCTS);
    await second.save();
    const third = await open();
    assert.deepEqual([third.get('nat'), third.get('vpn')], [PRODUCTS, PRODUCTS]);
  });

  it('is bounded, and evicts the oldest prices', async () => {
    const cache = await open();
    for (let n = 0; n < 2_100; n++) {
      now += 1;
      cache.set(`key ${n}`, PRODUCTS);
    }
    await cache.save();
    const { entries } = JSON.parse(readFileSync(file(), 'utf8')) as { entries: unknown[] };
    assert.equal(entries.length, 2_000);
    const other = await open();
    assert.deepEqual([other.get('key 99'), other.get('key 2099')], [undefined, PRODUCTS]);
  });

  const good = { at: Date.UTC(2026, 10, 28), products: PRODUCTS };
  const broken: Readonly<Record<string, string>> = {
    empty: '',
    cut: '{"version":1,"entries":[["nat",',
    'of another version': JSON.stringify({ version: 2, entries: [['nat', good]] }),
    'no object': 'null',
    'from the future': JSON.stringify({ version: 1, entries: [['nat', { ...good, at: good.at + 1 }]] }),
    'with another unit': JSON.stringify({
      version: 1,
      entries: [['nat', { ...good, products: [{ ...PRODUCTS[0], unit: 'x' }] }]],
    }),
    'with a price that is none': JSON.stringify({
      version: 1,
      entries: [['nat', { ...good, products: [{ ...PRODUCTS[0], price: '1e9' }] }]],
    }),
    'with entries that are none': JSON.stringify({
      version: 1,
      entries: [null, 7, ['nat'], ['nat', null], [{}, good]],
    }),
  };
  for (const [what, content] of Object.entries(broken)) {
    it(`is ignored if the file is ${what}`, async () => {
      writeFileSync(file(), content);
      const cache = await open();
      assert.equal(cache.get('nat'), undefined);
      cache.set('nat', PRODUCTS);
      await cache.save();
      assert.deepEqual((await open()).get('nat'), PRODUCTS);
    });
  }

  it('serves the same window if it cannot be written', async () => {
    writeFileSync(file(), '');
    const cache = new PriceCache(path.join(file(), 'below a file'), () => now);
    await cache.load();
    cache.set('nat', PRODUCTS);
    await cache.save();
    assert.deepEqual(cache.get('nat'), PRODUCTS);
  });
});
