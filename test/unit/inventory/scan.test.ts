import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { AwsClient } from '../../../src/aws/client/sdkClient.ts';
import { AwsCallError } from '../../../src/aws/errors/callError.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import { AimdLimiter } from '../../../src/aws/throttling/aimdLimiter.ts';
import { LISTED_KINDS } from '../../../src/catalog/index.ts';
import type { Inventory } from '../../../src/inventory/inventory.ts';
import { LimitedClient } from '../../../src/inventory/listing/limitedClient.ts';
import { scan, type ScanProgress, type ScanStep } from '../../../src/inventory/scan.ts';
import { kindOf, TestEnvironment } from '../support/testEnvironment.ts';

const KINDS = ['ec2.routeServerPeer', 'lightsail.keyPair', 'lightsail.bucketAccessKey', 'directconnect.macSecKey'].map(
  kindOf,
);

/** Counts the maximum number of simultaneous requests. */
class RequestCounter {
  most = 0;
  #now = 0;

  count(client: AwsClient): AwsClient {
    return {
      call: async (...request) => {
        this.most = Math.max(this.most, ++this.#now);
        try {
          return await client.call(...request);
        } finally {
          this.#now -= 1;
        }
      },
    };
  }
}

/** Returns a client whose responses come in the next turn of the event loop. */
function immediateClient(): AwsClient {
  return { call: () => nextTurn({ output: {}, status: 200, attempts: 1, durationMs: 0 }) };
}

function failingClient(cause: 'throttled' | 'denied'): AwsClient {
  const failure = { cause, name: cause, message: '', action: '', region: '', attempts: 1, durationMs: 0, details: {} };
  return { call: () => Promise.reject(new AwsCallError(failure)) };
}

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

  it('lists no resource again that was deleted since its first response', async () => {
    const [kind] = KINDS;
    assert.ok(kind);
    const lister = inventory.batchLister();
    const { signal } = new AbortController();
    const [deleted, ...others] = (await lister.list(kind, dev, signal)).resources;
    assert.ok(deleted);
    inventory.update(deleted, undefined);
    const deletedAt = Date.now();
    while (Date.now() === deletedAt) await nextTurn();
    const { resources } = await lister.list(kind, dev, signal);
    assert.deepEqual(
      resources.map(({ key }) => key),
      others.map(({ key }) => key),
    );
  });

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

  it('sends at most 16 requests at once to a service in a Region, and as many in the end', async () => {
    const requests = new RequestCounter();
    ({ inventory } = world.createCore({ interceptClient: (client) => requests.count(client) }));
    steps = LISTED_KINDS.filter(({ service }) => service === 'ec2').map((kind) => ({ kind, target: dev }));
    const { done } = await run();
    assert.equal(done, steps.length);
    assert.equal(requests.most, 16);
  });

  it('sends the requests for the children of many parents with the same limit', async () => {
    const children = Array.from({ length: 40 }, (_, index) => `bucket-${index}`);
    const requests = new RequestCounter();
    const limiter = new AimdLimiter({ initial: 4, max: 4, increase: 1 });
    const client = new LimitedClient(requests.count(immediateClient()), () => limiter);
    await Promise.all(
      children.map((bucketName) => client.call(dev, 'lightsail', 'GetBucketAccessKeys', { bucketName })),
    );
    assert.equal(requests.most, 4);
  });

  it('sends half as many at once after a throttled response, and more after each full round without one', async () => {
    const limiter = new AimdLimiter({ initial: 8, max: 8, increase: 1 });
    const all = (client: AwsClient, count: number) =>
      Promise.allSettled(Array.from({ length: count }, () => client.call(dev, 'ec2', 'DescribeVpcs', {})));
    await all(new LimitedClient(failingClient('throttled'), () => limiter), 1);
    const requests = new RequestCounter();
    const client = new LimitedClient(requests.count(immediateClient()), () => limiter);
    await all(client, 4);
    assert.equal(requests.most, 4);
    await all(client, 40);
    assert.equal(requests.most, 8);
    // An error that is not about throttling shows nothing about how many may run at once.
    await all(new LimitedClient(failingClient('denied'), () => limiter), 1);
    await all(client, 8);
    assert.equal(requests.most, 8);
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
