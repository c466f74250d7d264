import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Resource } from '../../../src/inventory/resource.ts';
import { sortResources, SORT_ORDERS, type SortOrder } from '../../../src/inventory/query/sort.ts';

const make = (id: string, members: Partial<Resource> = {}) => ({ id, ...members }) as unknown as Resource;
const at = (day: number) => ({ created: new Date(Date.UTC(2026, 0, day)) });

describe('the order of resources', () => {
  const resources = [
    make('web-10', { state: 'running', ...at(3) }),
    make('i-1', { name: 'Web-2', state: 'available' }),
    make('api', { ...at(1) }),
    make('db', { state: 'available', ...at(2) }),
  ];
  const ordered = (order: SortOrder) => sortResources(resources, order).map(({ id }) => id);

  it("is AWS's own, or by name with numbers as people count, by age or by state; what is not known comes last", () => {
    assert.deepEqual(ordered('listed'), ['web-10', 'i-1', 'api', 'db']);
    assert.deepEqual(ordered('name'), ['api', 'db', 'i-1', 'web-10']);
    assert.deepEqual(ordered('oldest'), ['api', 'db', 'web-10', 'i-1']);
    assert.deepEqual(ordered('newest'), ['web-10', 'db', 'api', 'i-1']);
    assert.deepEqual(ordered('state'), ['db', 'i-1', 'web-10', 'api']);
  });

  it('is by list price, highest first, where one is known', () => {
    const costs: Readonly<Record<string, number | 'unknown'>> = { 'web-10': 'unknown', 'i-1': 3, db: 12.5 };
    assert.deepEqual(
      sortResources(resources, 'cost', ({ id }) => costs[id]).map(({ id }) => id),
      ['db', 'i-1', 'api', 'web-10'],
    );
  });

  it('loses nothing', () => {
    for (const order of SORT_ORDERS) assert.equal(new Set(ordered(order)).size, resources.length);
  });
});
