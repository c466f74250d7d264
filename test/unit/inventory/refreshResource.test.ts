import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { AwsCallError } from '../../../src/aws/errors/callError.ts';
import { refreshResource } from '../../../src/inventory/listing/listKind.ts';
import type { Kinds } from '../../../sandbox/world/kinds.ts';
import { DEV, TestEnvironment } from '../support/testEnvironment.ts';

/** A resource of each kind, what reading it again costs, and how the sandbox calls it. */
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

describe('reading a resource again', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(() => world.reset());

  for (const { kind, wanted, calls, change } of CASES) {
    describe(`${kind} (${wanted})`, () => {
      it('finds it as it is, with as few calls as there may be', async () => {
        const resource = await world.find(kind, wanted);
        await world.control.clearRequests();
        assert.deepEqual(await refreshResource(world.client, resource), resource);
        assert.deepEqual((await world.operations()).sort(), calls);
      });

      it('sees what has changed', async () => {
        const resource = await world.find(kind, wanted);
        const { parent } = resource.entry;
        const row = kind === 'directconnect.macSecKey' ? `${parent?.id ?? ''}/${resource.id}` : resource.id;
        await world.control.patch({ ...DEV, kind }, row, change);
        const now = await refreshResource(world.client, resource);
        for (const [member, value] of Object.entries(change)) assert.equal(now?.entry.item[member], value);
        assert.deepEqual({ ...now?.entry.parent, raw: 0 }, { ...parent, raw: 0 });
        assert.equal(now?.key, resource.key);
      });

      it('sees that it is gone', async () => {
        const resource = await world.find(kind, wanted);
        await world.control.deleteSilently({ account: DEV.account, kind });
        assert.equal(await refreshResource(world.client, resource), undefined);
      });

      it('sees that it is gone with all that it belonged to', async () => {
        const resource = await world.find(kind, wanted);
        await world.control.deleteSilently({ account: DEV.account });
        assert.equal(await refreshResource(world.client, resource), undefined);
      });

      it('does not take a denial, or a call that was ended, for an absence', async () => {
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

  it('keeps the default pair one, and any other none', async () => {
    for (const [wanted, isDefault] of [
      ['LightsailDefaultKeyPair', true],
      ['deploy', false],
    ] as const) {
      const now = await refreshResource(world.client, await world.find('lightsail.keyPair', wanted));
      assert.equal((now?.entry.extra as { isDefault: boolean }).isDefault, isDefault);
    }
  });
});
