import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { Target } from '../../../src/aws/identity/target.ts';
import type { Inventory } from '../../../src/inventory/inventory.ts';
import { scan, type ScanProgress, type ScanStep } from '../../../src/inventory/scan.ts';
import { kindOf, TestEnvironment } from '../support/testEnvironment.ts';

const KINDS = ['ec2.routeServerPeer', 'lightsail.keyPair', 'lightsail.bucketAccessKey', 'directconnect.macSecKey'].map(
  kindOf,
);

describe('a scan', () => {
  let world: TestEnvironment;
  let dev: Target;
  let inventory: Inventory;
  let steps: ScanStep[];
  before(async () => {
    world = await TestEnvironment.start();
    dev = await world.target();
  });
  after(() => world.close());
  beforeEach(async () => {
    await world.reset();
    ({ inventory } = world.createCore());
    steps = KINDS.map((kind) => ({ kind, target: dev }));
  });

  const run = (signal = new AbortController().signal, onProgress: (now: ScanProgress) => void = () => undefined) =>
    scan(steps, inventory.batchLister(), signal, onProgress);

  it('lists every resource type, caches the listings, and reports its progress', async () => {
    const seen: number[] = [];
    const result = await run(undefined, ({ done }) => seen.push(done));
    assert.deepEqual(seen, [1, 2, 3, 4]);
    const known = steps.map(({ kind, target }) => inventory.state(kind, target).listing?.resources.length ?? 0);
    assert.deepEqual(result, { done: 4, total: 4, found: known.reduce((a, b) => a + b), kinds: 4, failed: 0 });
    assert.ok(known.every((count) => count > 0));
  });

  it('retries after throttling, and counts failures', async () => {
    // The SDK itself sends three requests.
    await world.control.addFault({ operation: 'DescribeRouteServerPeers' }, { type: 'throttled' }, { to: 4 });
    await world.control.addFault({ operation: 'GetKeyPairs' }, { type: 'accessDenied' });
    const { done, failed } = await run();
    assert.deepEqual([done, failed], [4, 1]);
    const [peers] = KINDS;
    assert.ok(peers);
    assert.deepEqual(inventory.state(peers, dev).listing?.failures, []);
  });

  it('sends one request for the shared source of several resource types, and another one after a failure', async () => {
    steps = ['ec2.routeServer', 'ec2.routeServerAssociation', 'ec2.routeServerPropagation'].map((id) => ({
      kind: kindOf(id),
      target: dev,
    }));
    await run();
    assert.equal((await world.operations({ operation: 'DescribeRouteServers' })).length, 1);
    await world.reset();
    await world.control.addFault({ operation: 'DescribeRouteServers' }, { type: 'accessDenied' }, { to: 1 });
    const { done, failed } = await run();
    assert.deepEqual([done, failed], [3, 1]);
    assert.equal((await world.operations({ operation: 'DescribeRouteServers' })).length, 2);
  });

  it('counts a resource type as failed when throttling never ends', async () => {
    await world.control.addFault({ operation: 'DescribeRouteServerPeers' }, { type: 'throttled' });
    const { done, failed } = await run();
    assert.deepEqual([done, failed], [4, 1]);
  });

  it('sends nothing when it is canceled before', async () => {
    const abort = new AbortController();
    abort.abort();
    assert.deepEqual(await run(abort.signal), { done: 0, total: 4, found: 0, kinds: 0, failed: 0 });
    assert.deepEqual(await world.operations(), []);
  });

  it('cancels requests in progress when it is canceled, and counts only the listings before', async () => {
    const abort = new AbortController();
    await world.control.addFault({ operation: 'DescribeRouteServerPeers' }, { type: 'slow', ms: 60_000 });
    const result = await run(abort.signal, ({ done }) => {
      if (done === 3) abort.abort();
    });
    assert.deepEqual([result.done, result.total, result.failed], [3, 4, 0]);
    const [peers] = KINDS;
    assert.ok(peers);
    assert.deepEqual(inventory.state(peers, dev), { loading: false });
  });
});
