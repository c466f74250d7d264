import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { Inventory } from '../../../src/inventory/inventory.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { DEV, kindOf, TestEnvironment } from '../support/testEnvironment.ts';

const PEERS = kindOf('ec2.routeServerPeer');
const PAIRS = kindOf('lightsail.keyPair');
const LIST = 'DescribeRouteServerPeers';

describe('the inventory', () => {
  let world: TestEnvironment;
  let dev: Target;
  let inventory: Inventory;
  before(async () => {
    world = await TestEnvironment.start();
    dev = await world.target();
  });
  after(() => world.close());
  beforeEach(async () => {
    await world.reset();
    ({ inventory } = world.createCore());
  });

  const shown = (): string[] => (inventory.state(PEERS, dev).listing?.resources ?? []).map(({ id }) => id);

  /** Starts a listing with a slow response, and returns it with a peer. */
  const startSlowListing = async (): Promise<{ listing: Promise<unknown>; peer: Resource }> => {
    const peer = await world.find('ec2.routeServerPeer', 'edge-fw-1');
    await world.control.clearRequests();
    await world.control.addFault({ operation: LIST }, { type: 'slow', ms: 80 }, { to: 1 });
    const listing = inventory.list(PEERS, dev);
    while ((await world.requests()).length === 0);
    return { listing, peer };
  };

  it('has no listing and sends no request before the first call of list', async () => {
    assert.deepEqual(inventory.state(PEERS, dev), { loading: false });
    assert.deepEqual(await world.operations(), []);
  });

  it('sends one request for concurrent calls, and another one for later calls', async () => {
    const [first, second] = await Promise.all([inventory.list(PEERS, dev), inventory.list(PEERS, dev)]);
    assert.equal(first, second);
    assert.deepEqual(await world.operations(), [LIST]);
    assert.equal(inventory.state(PEERS, dev).listing, first);
    assert.notEqual(await inventory.list(PEERS, dev), first);
    assert.equal((await world.operations()).length, 2);
  });

  it('is not what a plan waits for while it loads: the plan reads a list of its own', async () => {
    const core = world.createCore();
    const { resources } = await core.inventory.list(PEERS, dev);
    await world.control.clearRequests();
    const held = await world.control.addFault({ operation: LIST }, { type: 'heldBack' }, { to: 1 });
    const listing = core.inventory.list(PEERS, dev);
    while ((await world.requests()).length === 0);
    const { plan } = await core.deletion.plan(resources.slice(0, 2));
    assert.equal(core.inventory.state(PEERS, dev).loading, true);
    assert.equal((await world.operations()).filter((operation) => operation === LIST).length, 2);
    assert.deepEqual(
      plan.items.flatMap(({ evidence }) => evidence.filter(({ check }) => check === 'fresh')),
      [],
    );
    await world.control.removeFaults(held);
    await listing;
  });

  it('fires a change at the start and the end of loading', async () => {
    const states: boolean[] = [];
    const end = inventory.onDidChange(({ kind, target }) => states.push(inventory.state(kind, target).loading));
    const listing = inventory.list(PEERS, dev);
    assert.equal(inventory.state(PEERS, dev).loading, true);
    await listing;
    await Promise.resolve();
    assert.deepEqual(states, [true, false]);
    end();
    await inventory.list(PEERS, dev);
    assert.equal(states.length, 2);
  });

  it('keeps the old listing while a new one is loading', async () => {
    const old = await inventory.list(PEERS, dev);
    const next = inventory.list(PEERS, dev);
    assert.deepEqual(inventory.state(PEERS, dev), { loading: true, listing: old });
    await next;
  });

  it('has the first page while the rest is loading, without resources that are deleted meanwhile', async () => {
    await world.control.configure({ pageSizes: { ec2: 100 } });
    await world.control.addMany({ ...DEV, kind: 'ec2.routeServerPeer' }, 300);
    await world.control.addFault({ operation: LIST }, { type: 'hang' }, { from: 3, to: 3 });
    const counts: (number | undefined)[] = [];
    inventory.onDidChange(() => counts.push(inventory.state(PEERS, dev).partial?.length));
    await inventory.listFirstPage(PEERS, dev);
    const { partial = [], loading, listing } = inventory.state(PEERS, dev);
    assert.deepEqual([partial.length, loading, listing], [100, true, undefined]);
    const [peer] = partial;
    assert.ok(peer);
    inventory.update(peer, undefined);
    assert.equal(inventory.state(PEERS, dev).partial?.includes(peer), false);
    while (!counts.includes(199)) await new Promise((resolve) => setImmediate(resolve));
    inventory.evict();
    assert.deepEqual(inventory.state(PEERS, dev), { loading: false });

    await world.control.removeFaults();
    await inventory.listFirstPage(PEERS, dev);
    const whole = await inventory.list(PEERS, dev);
    const keys = new Set(whole.resources.map(({ key }) => key));
    assert.equal(keys.size, whole.resources.length);
    assert.ok(keys.size >= 300);
    assert.equal(inventory.state(PEERS, dev).partial, undefined);
  });

  it('returns at once from listFirstPage with a cached listing, and otherwise after a short or failed listing', async () => {
    await inventory.listFirstPage(PEERS, dev);
    assert.ok(inventory.state(PEERS, dev).listing);
    const requestCount = (await world.operations()).length;
    await inventory.listFirstPage(PEERS, dev);
    assert.equal((await world.operations()).length, requestCount);
    await world.control.addFault({ operation: 'GetKeyPairs' }, { type: 'accessDenied' });
    await inventory.listFirstPage(PAIRS, dev);
    assert.equal(inventory.state(PAIRS, dev).listing?.failures.length, 1);
  });

  it('separates resource types and targets', async () => {
    const prod = await world.target('prod');
    await inventory.list(PEERS, dev);
    assert.deepEqual(inventory.state(PEERS, prod), { loading: false });
    assert.deepEqual(inventory.state(PAIRS, dev), { loading: false });
    await inventory.list(PEERS, prod);
    const accounts = inventory.state(PEERS, prod).listing?.resources.map(({ target }) => target.identity.accountId);
    assert.deepEqual([...new Set(accounts)], ['444455556666']);
  });

  it('evicts the listings of one resource type or of all', async () => {
    await Promise.all([inventory.list(PEERS, dev), inventory.list(PAIRS, dev)]);
    inventory.evict(PEERS);
    assert.equal(inventory.state(PEERS, dev).listing, undefined);
    assert.ok(inventory.state(PAIRS, dev).listing);
    inventory.evict();
    assert.equal(inventory.state(PAIRS, dev).listing, undefined);
  });

  it('cancels the requests of an evicted listing, and ignores their responses', async () => {
    await world.control.addFault({ operation: LIST }, { type: 'hang' });
    const changes: unknown[] = [];
    const listing = inventory.list(PEERS, dev);
    while ((await world.requests()).length === 0);
    inventory.onDidChange((change) => changes.push(change));
    inventory.evict();
    assert.deepEqual(
      (await listing).failures.map(({ cause }) => cause),
      ['canceled'],
    );
    assert.deepEqual(inventory.state(PEERS, dev), { loading: false });
    assert.deepEqual(changes, []);
  });

  it('cancels a listing after all its callers have aborted, and keeps the old one', async () => {
    const before = await inventory.list(PEERS, dev);
    const first = new AbortController();
    const second = new AbortController();
    await world.control.addFault({ operation: LIST }, { type: 'slow', ms: 60_000 }, { to: 1 });
    const listings = [inventory.list(PEERS, dev, first.signal), inventory.list(PEERS, dev, second.signal)];
    first.abort();
    assert.equal(inventory.state(PEERS, dev).loading, true);
    second.abort();
    assert.deepEqual(inventory.state(PEERS, dev), { loading: false, listing: before });
    for (const { failures } of await Promise.all(listings))
      assert.deepEqual(
        failures.map(({ cause }) => cause),
        ['canceled'],
      );
    assert.deepEqual(inventory.state(PEERS, dev), { loading: false, listing: before });
    await world.control.removeFaults();
    assert.deepEqual((await inventory.list(PEERS, dev)).failures, []);
  });

  it('sends new requests after an eviction, also while the old ones are being canceled', async () => {
    await world.control.addFault({ operation: LIST }, { type: 'hang' }, { to: 1 });
    const old = inventory.list(PEERS, dev);
    while ((await world.requests()).length === 0);
    inventory.evict();
    const listing = await inventory.list(PEERS, dev);
    await old;
    assert.equal(inventory.state(PEERS, dev).listing, listing);
    assert.ok(listing.resources.length >= 4);
  });

  it('applies updates of a resource: another state, or its deletion', async () => {
    await inventory.list(PEERS, dev);
    const peer = await world.find('ec2.routeServerPeer', 'edge-fw-1');
    await world.control.patch({ ...DEV, kind: 'ec2.routeServerPeer' }, peer.id, { State: 'deleting' });
    inventory.update(peer, await world.find('ec2.routeServerPeer', 'edge-fw-1'));
    const [now] = inventory.state(PEERS, dev).listing?.resources.filter(({ id }) => id === peer.id) ?? [];
    assert.equal(now?.state, 'deleting');
    inventory.update(peer, undefined);
    assert.ok(!shown().includes(peer.id));
  });

  it('excludes a resource that was deleted while a listing was loading', async () => {
    await inventory.list(PEERS, dev);
    const { listing, peer } = await startSlowListing();
    inventory.update(peer, undefined);
    await listing;
    assert.ok(!shown().includes(peer.id));
    assert.ok(shown().length >= 4);
  });

  it('excludes a resource that was deleted while the first listing was loading', async () => {
    const { listing, peer } = await startSlowListing();
    inventory.update(peer, undefined);
    await listing;
    assert.ok(!shown().includes(peer.id));
    assert.ok(shown().length >= 4);
  });

  it('includes a deleted resource again if a later listing has it', async () => {
    await inventory.list(PEERS, dev);
    const peer = await world.find('ec2.routeServerPeer', 'edge-fw-1');
    inventory.update(peer, undefined);
    assert.ok(!shown().includes(peer.id));
    const deletedAt = Date.now();
    while (Date.now() === deletedAt);
    await inventory.list(PEERS, dev);
    assert.ok(shown().includes(peer.id));
  });

  it('ignores the update of a resource that is not listed', async () => {
    const peer = await world.find('ec2.routeServerPeer', 'edge-fw-1');
    inventory.update(peer, undefined);
    assert.deepEqual(inventory.state(PEERS, dev), { loading: false });
  });
});
