import assert from 'node:assert/strict';
import { before, after, describe, it } from 'mocha';
import { ArrivedResources } from '../../../src/inventory/listing/cacheEntry.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { kindOf, TestEnvironment } from '../support/testEnvironment.ts';

describe('the resources of a list that has arrived in part', () => {
  let world: TestEnvironment;
  let resources: readonly Resource[];
  before(async () => {
    world = await TestEnvironment.start();
    const { inventory } = world.createCore();
    ({ resources } = await inventory.list(kindOf('ec2.routeServerPeer'), await world.target()));
    assert.ok(resources.length >= 3);
  });
  after(() => world.close());

  it('are in the order of their pages, in the same array until more arrive', () => {
    const arrived = new ArrivedResources();
    assert.deepEqual([arrived.count, arrived.all], [0, []]);
    arrived.add(resources.slice(0, 1));
    arrived.add(resources.slice(1, 2));
    const { all } = arrived;
    assert.deepEqual(all, resources.slice(0, 2));
    assert.equal(arrived.all, all);
    arrived.add(resources.slice(2));
    assert.equal(arrived.count, resources.length);
    assert.deepEqual(arrived.all, resources);
    // The earlier array does not change.
    assert.equal(all.length, 2);
  });

  it('lack those that were deleted meanwhile, also of pages that were not requested yet', () => {
    const arrived = new ArrivedResources();
    arrived.add(resources.slice(0, 2));
    arrived.update((all) => all.slice(1));
    arrived.add(resources.slice(2));
    assert.deepEqual(arrived.all, resources.slice(1));
    assert.equal(arrived.count, resources.length - 1);
  });
});
