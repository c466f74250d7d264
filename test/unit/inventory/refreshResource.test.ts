import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { AwsCallError } from '../../../src/aws/errors/callError.ts';
import { refreshResource } from '../../../src/inventory/listing/listKind.ts';
import type { Kinds } from '../../../sandbox/world/kinds.ts';
import { DEV, TestEnvironment } from '../support/testEnvironment.ts';

/** A sample of each resource type, the requests that refresh it, and a change of it. */
const CASES = [
  {
    kind: 'ec2.routeServerPeer',
    wanted: 'edge-fw-1',
    calls: ['DescribeRouteServerPeers'],
    change: { PeerAddress: '10.9.9.9' },
  },
  {
    kind: 'ec2.ipamExternalResourceVerificationToken',
    wanted: 'office-range',
    calls: ['DescribeIpamExternalResourceVerificationTokens'],
    change: { Status: 'expired' },
  },
  {
    kind: 'lightsail.bucketAccessKey',
    wanted: 'backups-2023',
    calls: ['GetBucketAccessKeys', 'GetBuckets'],
    change: { status: 'Inactive' },
  },
  {
    kind: 'lightsail.keyPair',
    wanted: 'LightsailDefaultKeyPair',
    calls: ['GetInstances', 'GetKeyPairs', 'GetKeyPairs'],
    change: { fingerprint: 'aa' },
  },
  {
    kind: 'directconnect.macSecKey',
    wanted: 'lon-bundle',
    calls: ['DescribeLags'],
    change: { state: 'disassociating' },
  },
  { kind: 'directconnect.macSecKey', wanted: 'fra-primary', calls: ['DescribeConnections'], change: { ckn: 'aa' } },
  { kind: 'directconnect.macSecKey', wanted: 'carrier-ams', calls: ['DescribeInterconnects'], change: { ckn: 'aa' } },
] as const satisfies readonly { kind: keyof Kinds; [member: string]: unknown }[];

describe('refreshing a resource', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(() => world.reset());

  for (const { kind, wanted, calls, change } of CASES) {
    describe(`${kind} (${wanted})`, () => {
      it('returns it unchanged, with the fewest possible requests', async () => {
        const resource = await world.find(kind, wanted);
        await world.control.clearRequests();
        assert.deepEqual(await refreshResource(world.client, resource), resource);
        assert.deepEqual((await world.operations()).sort(), calls);
      });

      it('returns changed members', async () => {
        const resource = await world.find(kind, wanted);
        const { parent } = resource.entry;
        const row = kind === 'directconnect.macSecKey' ? `${parent?.id ?? ''}/${resource.id}` : resource.id;
        await world.control.patch({ ...DEV, kind }, row, change);
        const now = await refreshResource(world.client, resource);
        for (const [member, value] of Object.entries(change)) assert.equal(now?.entry.item[member], value);
        assert.deepEqual({ ...now?.entry.parent, raw: 0 }, { ...parent, raw: 0 });
        assert.equal(now?.key, resource.key);
      });

      it('returns undefined after its deletion', async () => {
        const resource = await world.find(kind, wanted);
        await world.control.deleteSilently({ account: DEV.account, kind });
        assert.equal(await refreshResource(world.client, resource), undefined);
      });

      it('returns undefined after the deletion of all resources of the account', async () => {
        const resource = await world.find(kind, wanted);
        await world.control.deleteSilently({ account: DEV.account });
        assert.equal(await refreshResource(world.client, resource), undefined);
      });

      it('rejects when AWS denies the request or it is canceled', async () => {
        const resource = await world.find(kind, wanted);
        const fault = await world.control.addFault({ operation: calls.at(-1) ?? '' }, { type: 'accessDenied' });
        const failsAs = (cause: string) => (error: unknown) =>
          error instanceof AwsCallError && error.failure.cause === cause;
        await assert.rejects(refreshResource(world.client, resource), failsAs('denied'));
        await world.control.removeFaults(fault);
        await assert.rejects(refreshResource(world.client, resource, AbortSignal.abort()), failsAs('canceled'));
      });
    });
  }

  it('keeps whether a key pair is the default one', async () => {
    for (const [wanted, isDefault] of [
      ['LightsailDefaultKeyPair', true],
      ['deploy', false],
    ] as const) {
      const now = await refreshResource(world.client, await world.find('lightsail.keyPair', wanted));
      assert.equal((now?.entry.extra as { isDefault: boolean }).isDefault, isDefault);
    }
  });
});
