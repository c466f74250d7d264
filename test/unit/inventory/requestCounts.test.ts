import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { Resource } from '../../../src/inventory/resource.ts';
import { CASES, DeletionHarness, type Case } from '../deletion/support/deletionHarness.ts';
import { DEV, kindOf, TestEnvironment } from '../support/testEnvironment.ts';

/** The requests that list each resource type once; `*` is sent once for each bucket. */
const LISTING: Readonly<Record<Case['kind'], readonly string[]>> = {
  'ec2.routeServerPeer': ['DescribeRouteServerPeers'],
  'ec2.ipamExternalResourceVerificationToken': ['DescribeIpamExternalResourceVerificationTokens'],
  'lightsail.bucketAccessKey': ['GetBucketAccessKeys*', 'GetBuckets'],
  'lightsail.keyPair': ['GetInstances', 'GetKeyPairs', 'GetKeyPairs'],
  'directconnect.macSecKey': ['DescribeConnections', 'DescribeInterconnects', 'DescribeLags'],
};

/** Right before a request that deletes or tries it: the sandbox's STS is none of AWS's, so that it may name another caller now. */
const CALLER = ['GetCallerIdentity'];

describe('the minimum of requests is sent', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(async () => {
    await world.reset();
    await world.target();
    await world.control.clearRequests();
  });

  /** Returns the requests since the last reset, including those to STS. */
  const sentOperations = async (): Promise<string[]> =>
    (await world.control.requests()).map(({ operation }) => operation ?? '?').sort();

  for (const { kind } of CASES) {
    it(`for opening a resource type: ${kind}`, async () => {
      const buckets = await world.control.rows({ ...DEV, kind: 'lightsail.bucket' });
      const { inventory } = world.createCore();
      const target = await world.target();
      // The tree requests the first rows, the count and the rest at the same time.
      await Promise.all([inventory.listFirstPage(kindOf(kind), target), inventory.list(kindOf(kind), target)]);
      await inventory.listFirstPage(kindOf(kind), target);
      const expected = LISTING[kind].flatMap((operation) =>
        operation.endsWith('*') ? buckets.map(() => operation.slice(0, -1)) : [operation],
      );
      assert.deepEqual(await sentOperations(), expected.sort());
    });
  }

  for (const its of CASES) {
    it(`for the evidence of one deletion: ${its.kind}`, async () => {
      const resource = await found(its);
      await world.core.deletion.plan([resource], { timeLimitMs: 60_000 });
      const permission = its.kind.startsWith('ec2.') ? [its.operation, ...CALLER] : ['SimulatePrincipalPolicy'];
      assert.deepEqual(await sentOperations(), [...its.look, ...permission].sort());
    });

    it(`for one deletion: ${its.kind}`, async () => {
      const resource = await found(its);
      // AWS deletes it at once: the first read shows it, and a second one confirms it.
      await world.control.configure({ settling: { inProgress: { ms: 0 }, deleted: { ms: 0 } } });
      const removals = new DeletionHarness(world);
      assert.deepEqual(await removals.remove(resource), { kind: 'deleted' });
      // DeleteKeyPair has succeeded when its response arrives.
      const operations = its.kind === 'lightsail.bucketAccessKey' ? ['GetOperation'] : [];
      const calls = await sentOperations();
      const expected = [...its.look, ...CALLER, its.operation, ...its.look, ...its.look, ...operations];
      assert.deepEqual(calls, expected.sort());
    });
  }

  it('for the evidence of several keys of a bucket: its bucket and keys once', async () => {
    const kind = kindOf('lightsail.bucketAccessKey');
    const { resources } = await world.core.inventory.list(kind, await world.target());
    const [first] = resources;
    assert.ok(first?.entry.parent);
    const { id } = first.entry.parent;
    await world.control.addMany({ ...DEV, kind: 'lightsail.bucketAccessKey' }, 3);
    const listed = await world.core.inventory.list(kind, await world.target());
    const ofOne = listed.resources.filter(({ entry }) => entry.parent?.id === id);
    assert.ok(ofOne.length > 1, 'several keys are in one bucket');
    await world.control.clearRequests();
    const { plan } = await world.core.deletion.plan(ofOne, { timeLimitMs: 60_000 });
    assert.equal(plan.items.length, ofOne.length);
    const reads = (await sentOperations()).filter((operation) => operation.startsWith('GetBucket'));
    assert.deepEqual(reads, ['GetBucketAccessKeys', 'GetBuckets']);
  });

  async function found(its: Case): Promise<Resource> {
    const resource = await world.find(its.kind, its.wanted);
    await world.control.clearRequests();
    return resource;
  }
});
