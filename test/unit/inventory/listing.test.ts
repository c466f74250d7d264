import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { AwsClient } from '../../../src/aws/client/sdkClient.ts';
import { LISTED_KINDS } from '../../../src/catalog/index.ts';
import { listKind, type Listing } from '../../../src/inventory/listing/listKind.ts';
import { DEV, kindOf, TestEnvironment } from '../support/testEnvironment.ts';

const PEER = 'ec2.routeServerPeer';
const KEY = 'lightsail.bucketAccessKey';
const PAIR = 'lightsail.keyPair';
const MACSEC = 'directconnect.macSecKey';
const BULK = { account: '777788889999', region: 'eu-west-1' };

describe('a listing', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(() => world.reset());

  const list = async (kind: string, profile?: string): Promise<Listing> =>
    listKind(world.client, kindOf(kind), await world.target(profile));
  const names = ({ resources }: Listing): string[] => resources.map(({ name, id }) => name ?? id);
  const causes = ({ failures }: Listing): string[] => failures.map(({ action, cause }) => `${action} ${cause}`);

  it('has all resources of an account, none of an empty one, and needs few requests', async () => {
    const counts: Record<string, number> = {};
    for (const kind of [PEER, 'ec2.ipamExternalResourceVerificationToken', KEY, PAIR, MACSEC]) {
      counts[kind] = (await list(kind)).resources.length;
      assert.deepEqual((await list(kind, 'empty')).resources, []);
    }
    assert.ok(
      Object.values(counts).every((count) => count >= 4),
      JSON.stringify(counts),
    );
    const of = async (account: string): Promise<string[]> => (await world.operations({ account })).sort();
    assert.deepEqual(await of('777788889999'), [
      'DescribeConnections',
      'DescribeInterconnects',
      'DescribeIpamExternalResourceVerificationTokens',
      'DescribeLags',
      'DescribeRouteServerPeers',
      'GetBuckets',
      'GetInstances',
      'GetKeyPairs',
      'GetKeyPairs',
    ]);
    const buckets = await world.control.rows({ ...DEV, kind: 'lightsail.bucket' });
    const keyRequests = (await of(DEV.account)).filter((operation) => operation === 'GetBucketAccessKeys');
    assert.equal(keyRequests.length, buckets.length);
    assert.ok(!(await world.operations()).includes('DownloadDefaultKeyPair'));
  });

  it('has children only under the parent that they name, also from a server that ignores the parent', async () => {
    const tried: string[] = [];
    for (const kind of LISTED_KINDS) {
      const { child } = kind.sources.find((source) => source.child) ?? {};
      if (!child || kind.homeRegion !== undefined) continue;
      const target = await world.target();
      const usual = await listKind(world.client, kind, target);
      const [one] = usual.resources;
      const named = one && Object.keys(one.entry.item).includes(child.parentInput);
      if (!named) continue;
      tried.push(kind.id);
      // Every request for children returns those of all parents.
      const all = usual.resources.map(({ entry }) => entry.item);
      const [list = ''] = child.items.split('.');
      const ignoringParent: AwsClient = {
        call: async (...call) => {
          const response = await world.client.call(...call);
          if (call[2] !== child.operation || !Array.isArray(response.output[list])) return response;
          return { ...response, output: { ...response.output, [list]: all } };
        },
      };
      const keys = (listing: Listing) => new Set(listing.resources.map(({ key }) => key));
      assert.deepEqual(keys(await listKind(ignoringParent, kind, target)), keys(usual), kind.id);
    }
    assert.ok(tried.length >= 5, tried.join());
  });

  for (const [kind, operation, count, pages] of [
    [PEER, 'DescribeRouteServerPeers', 23, 5],
    ['ec2.ipamExternalResourceVerificationToken', 'DescribeIpamExternalResourceVerificationTokens', 10, 2],
    [PAIR, 'GetKeyPairs', 11, 6],
    [MACSEC, 'DescribeConnections', 12, 3],
  ] as const) {
    it(`reads all pages: ${kind}`, async () => {
      await world.control.configure({ pageSizes: { ec2: 5, lightsail: 4, directconnect: 5 } });
      await world.control.addMany({ ...BULK, kind }, count, 'many-');
      const listing = await list(kind, 'empty');
      assert.equal(listing.resources.length, count);
      assert.equal(new Set(listing.resources.map(({ key }) => key)).size, count);
      assert.deepEqual(listing.failures, []);
      assert.equal((await world.operations({ operation })).length, pages);
    });
  }

  it('ends with a failure at a repeated page token', async () => {
    await world.control.addFault({ operation: 'DescribeRouteServerPeers' }, { type: 'repeatedPageToken' });
    const listing = await list(PEER);
    assert.equal(new Set(names(listing)).size, listing.resources.length);
    assert.deepEqual(causes(listing), ['ec2:DescribeRouteServerPeers malformedResponse']);
    assert.equal(listing.failures[0]?.name, 'RepeatedPageToken');
    assert.ok((await world.operations()).length <= 3);
  });

  it('keeps the first pages and reports the failure when a later page fails', async () => {
    await world.control.configure({ pageSizes: { ec2: 2 } });
    await world.control.addFault({ operation: 'DescribeRouteServerPeers' }, { type: 'accessDenied' }, { from: 2 });
    const listing = await list(PEER);
    assert.equal(listing.resources.length, 2);
    assert.deepEqual(causes(listing), ['ec2:DescribeRouteServerPeers denied']);
  });

  it('reports a failure instead of an empty listing', async () => {
    for (const [kind, operation] of [
      [PEER, 'DescribeRouteServerPeers'],
      [KEY, 'GetBuckets'],
    ] as const) {
      await world.control.addFault({ operation }, { type: 'accessDenied' });
      const listing = await list(kind);
      assert.deepEqual(listing.resources, []);
      assert.equal(listing.failures.length, 1);
    }
  });

  it('keeps the resources of other sources when one source fails', async () => {
    const whole = await list(MACSEC);
    await world.control.addFault(
      { operation: 'DescribeLags' },
      { type: 'error', code: 'DirectConnectServerException', message: 'x', status: 500 },
    );
    const partial = await list(MACSEC);
    assert.deepEqual(
      names(partial),
      whole.resources.filter(({ entry }) => entry.parent?.noun !== 'LAG').map(({ name, id }) => name ?? id),
    );
    assert.deepEqual(causes(partial), ['directconnect:DescribeLags server']);
  });

  describe('of bucket access keys', () => {
    it('has the keys of the other buckets when one bucket is denied', async () => {
      await world.control.addFault(
        { operation: 'GetBucketAccessKeys', resource: 'media-prod' },
        { type: 'accessDenied' },
      );
      const listing = await list(KEY);
      const buckets = new Set(listing.resources.map(({ entry }) => entry.parent?.id));
      assert.ok(buckets.has('backups-2023') && !buckets.has('media-prod'));
      assert.deepEqual(causes(listing), ['lightsail:GetBucketAccessKeys denied']);
    });

    it('reports one failure when all buckets are denied', async () => {
      await world.control.addFault({ operation: 'GetBucketAccessKeys' }, { type: 'accessDenied' });
      const listing = await list(KEY);
      assert.deepEqual(listing.resources, []);
      assert.deepEqual(causes(listing), ['lightsail:GetBucketAccessKeys denied']);
    });

    it('ignores a bucket that was deleted meanwhile', async () => {
      const code = 'NotFoundException';
      await world.control.addFault(
        { operation: 'GetBucketAccessKeys', resource: 'media-prod' },
        { type: 'error', code, message: 'The Bucket does not exist: media-prod' },
      );
      const listing = await list(KEY);
      assert.deepEqual(listing.failures, []);
      assert.ok(!listing.resources.some(({ entry }) => entry.parent?.id === 'media-prod'));
      assert.ok(listing.resources.length > 0);
    });

    it('keeps the order of the buckets in any order of responses', async () => {
      const before = names(await list(KEY));
      await world.control.addFault(
        { operation: 'GetBucketAccessKeys', resource: 'media-prod' },
        { type: 'slow', ms: 60 },
      );
      assert.deepEqual(names(await list(KEY)), before);
    });
  });

  it('of key pairs continues without a failed lookup', async () => {
    await world.control.addFault({ operation: 'GetInstances' }, { type: 'accessDenied' });
    const listing = await list(PAIR);
    assert.equal(listing.resources.length, 5);
    assert.deepEqual(causes(listing), ['lightsail:GetInstances denied']);
  });

  it('excludes resources without an id', async () => {
    await world.control.addMany({ ...BULK, kind: PEER }, 3, 'p-');
    const [row] = await world.control.rows({ ...BULK, kind: PEER });
    assert.ok(row);
    await world.control.patch({ ...BULK, kind: PEER }, row.id, { RouteServerPeerId: null });
    assert.equal((await list(PEER, 'empty')).resources.length, 2);
  });

  it('excludes deleted resources that AWS still lists', async () => {
    const all = await list(PEER);
    const [first] = all.resources;
    assert.ok(first);
    await world.control.patch({ ...DEV, kind: PEER }, first.id, { State: 'deleted' });
    assert.equal((await list(PEER)).resources.length, all.resources.length - 1);
    await world.control.patch({ ...DEV, kind: PEER }, first.id, { State: 'deleting' });
    assert.equal((await list(PEER)).resources.length, all.resources.length);
  });

  it('has name, ARN, state and tags from the members of each resource type', async () => {
    const peer = await world.find(PEER, 'edge-fw-1');
    assert.deepEqual(
      [peer.name, peer.arn, peer.state, peer.tags?.get('Name')],
      ['edge-fw-1', undefined, 'available', 'edge-fw-1'],
    );
    const pair = await world.find(PAIR, 'deploy');
    assert.deepEqual([pair.name, pair.state, pair.tags?.get('team')], ['deploy', undefined, 'web']);
    assert.match(pair.arn ?? '', /^arn:aws:lightsail:eu-west-1:111122223333:KeyPair\//);
    const key = await world.find(KEY, 'backups-2023');
    assert.deepEqual([key.name, key.arn, key.state, key.tags], [undefined, undefined, 'Active', undefined]);
    assert.ok(Object.isFrozen(key));
  });

  it('has a stable and unique key for each resource, independent of the profile', async () => {
    const keys = new Set<string>();
    let count = 0;
    for (const [profile, region] of [['dev'], ['dev', 'us-east-1'], ['prod']] as const) {
      for (const kind of [PEER, KEY, PAIR, MACSEC]) {
        const resources = await world.list(kind, profile, region);
        const again = await world.list(kind, profile, region);
        assert.deepEqual(
          resources.map(({ key }) => key),
          again.map(({ key }) => key),
        );
        for (const { key } of resources) keys.add(key);
        count += resources.length;
      }
    }
    assert.equal(keys.size, count);
    // Another profile of the same account lists the same resources.
    for (const { key } of await world.list(PEER, 'auditor')) assert.ok(keys.has(key));
  });
});
