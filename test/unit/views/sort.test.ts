import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Resource } from '../../../src/inventory/resource.ts';
import { firstInOrder, SORT_ORDERS, type SortOrder } from '../../../src/inventory/query/sort.ts';
import { SEED } from '../support/seed.ts';

const make = (id: string, members: Partial<Resource> = {}) => ({ id, ...members }) as unknown as Resource;
const at = (day: number) => ({ created: new Date(Date.UTC(2026, 0, day)) });

describe('the order of resources', () => {
  const resources = [
    make('web-10', { state: 'running', ...at(3) }),
    make('i-1', { name: 'Web-2', state: 'available' }),
    make('api', { ...at(1) }),
    make('db', { state: 'available', ...at(2) }),
  ];
  const ordered = (order: SortOrder) => firstInOrder(resources, order, 10).map(({ id }) => id);

  it('is that of AWS, or by name with numeric comparison, by age or by state, with unknown values last', () => {
    assert.deepEqual(ordered('listed'), ['web-10', 'i-1', 'api', 'db']);
    assert.deepEqual(ordered('name'), ['api', 'db', 'i-1', 'web-10']);
    assert.deepEqual(ordered('oldest'), ['api', 'db', 'web-10', 'i-1']);
    assert.deepEqual(ordered('newest'), ['web-10', 'db', 'api', 'i-1']);
    assert.deepEqual(ordered('state'), ['db', 'i-1', 'web-10', 'api']);
  });

  it('is by list price, highest first, with unknown prices last', () => {
    const costs: Readonly<Record<string, number | 'unknown'>> = { 'web-10': 'unknown', 'i-1': 3, db: 12.5 };
    assert.deepEqual(
      firstInOrder(resources, 'cost', 10, ({ id }) => costs[id]).map(({ id }) => id),
      ['db', 'i-1', 'api', 'web-10'],
    );
  });

  it('has all resources', () => {
    for (const order of SORT_ORDERS) assert.equal(new Set(ordered(order)).size, resources.length);
  });

  it('has the first resources of a stable sort for any limit', () => {
    const one = fc.record({
      name: fc.constantFrom('a', 'B', 'b', 'c10', 'c9'),
      state: fc.constantFrom(undefined, 'available', 'running'),
      created: fc.option(fc.date({ min: new Date(0), max: new Date(5), noInvalidDate: true }), { nil: undefined }),
    });
    fc.assert(
      fc.property(
        fc.array(one, { maxLength: 60 }),
        fc.nat(70),
        fc.constantFrom(...SORT_ORDERS),
        (made, limit, order) => {
          const all = made.map((members, index) => make(String(index), members as Partial<Resource>));
          const sorted = firstInOrder(all, order, all.length);
          assert.deepEqual(firstInOrder(all, order, limit), sorted.slice(0, limit));
        },
      ),
      { seed: SEED },
    );
  });
});
