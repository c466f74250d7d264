import assert from 'node:assert/strict';
import { PromiseCache } from '../../../src/common/promiseCache.ts';

describe('PromiseCache', () => {
  it('creates the value of a key once, also while it is created', async () => {
    const cache = new PromiseCache<string, object>();
    const [first, second, other] = await Promise.all([
      cache.get('a', () => Promise.resolve({})),
      cache.get('a', () => Promise.resolve({})),
      cache.get('b', () => Promise.resolve({})),
    ]);
    assert.equal(first, second);
    assert.notEqual(first, other);
  });

  it('creates a value again after a creation that failed', async () => {
    const cache = new PromiseCache<string, number>();
    await assert.rejects(
      cache.get('a', () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(await cache.get('a', () => Promise.resolve(1)), 1);
  });

  it('ends all values when it is cleared, also those that are still created', async () => {
    const cache = new PromiseCache<string, number>();
    let finish: (value: number) => void = () => undefined;
    void cache.get('a', () => Promise.resolve(1));
    void cache.get('b', () => new Promise((resolve) => (finish = resolve)));
    cache.get('c', () => Promise.reject(new Error('no'))).catch(() => undefined);
    const ended: number[] = [];
    cache.clear((value) => ended.push(value));
    finish(2);
    await new Promise(setImmediate);
    assert.deepEqual(ended, [1, 2]);
    assert.equal(await cache.get('a', () => Promise.resolve(3)), 3);
  });
});
