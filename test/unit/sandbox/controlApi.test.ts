import assert from 'node:assert/strict';
import { DeleteRouteServerPeerCommand, DescribeRouteServerPeersCommand } from '@aws-sdk/client-ec2';
import { GetBucketAccessKeysCommand, GetBucketsCommand, GetKeyPairsCommand } from '@aws-sdk/client-lightsail';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { SandboxClient } from '../../../sandbox/client.ts';
import { DEV, failure, first, useSandbox } from './support.ts';

const PEERS = { ...DEV, kind: 'ec2.routeServerPeer' } as const;
const PAIRS = { ...DEV, kind: 'lightsail.keyPair' } as const;
/** A name with everything that has ever broken a dialog: line breaks, Markdown, an icon, a right-to-left override. */
const HOSTILE = `a\nb **bold** [x](command:y) $(trash) \u202egpj.exe ${'x'.repeat(300)} "'&<>`;

describe("the sandbox's control API", () => {
  const bench = useSandbox();

  it('adds, changes and deletes resources, also with hostile names', async () => {
    const { control } = bench;
    const RouteServerPeerId = 'rsp-0123456789abcdef0';
    const Tags = [{ Key: 'Name', Value: HOSTILE }];
    await control.put(PEERS, { RouteServerPeerId, State: 'available', PeerAddress: '10.0.0.9', Tags });
    const read = async (): Promise<{
      State?: string | undefined;
      name?: string | undefined;
      address?: string | undefined;
    }> => {
      const command = new DescribeRouteServerPeersCommand({ RouteServerPeerIds: [RouteServerPeerId] });
      const peer = first((await bench.ec2().send(command)).RouteServerPeers);
      return { State: peer.State, name: peer.Tags?.[0]?.Value, address: peer.PeerAddress };
    };
    assert.deepEqual(await read(), { State: 'available', name: HOSTILE, address: '10.0.0.9' });
    await control.patch(PEERS, RouteServerPeerId, { State: 'failing', PeerAddress: null });
    assert.deepEqual(await read(), { State: 'failing', name: HOSTILE, address: undefined });
    assert.equal(await control.deleteSilently({ ...PEERS, id: RouteServerPeerId }), 1);
    assert.equal((await failure(read())).name, 'InvalidRouteServerPeerId.NotFound');
  });

  it('replaces a resource with the same id', async () => {
    const { control } = bench;
    const before = first((await control.rows(PAIRS)).filter((row) => row.id === 'deploy'));
    await control.put(PAIRS, { ...before.item, fingerprint: '00:11', createdAt: '2025-01-02T03:04:05.000Z' });
    const { keyPairs = [] } = await bench.lightsail().send(new GetKeyPairsCommand());
    const after = first(keyPairs);
    assert.deepEqual([after.name, after.fingerprint], ['deploy', '00:11']);
    assert.equal(after.createdAt?.toISOString(), '2025-01-02T03:04:05.000Z');
  });

  it('deletes all resources of an account, or those of one type in one Region', async () => {
    const { control } = bench;
    await control.deleteSilently(PAIRS);
    assert.deepEqual((await bench.lightsail().send(new GetKeyPairsCommand())).keyPairs, []);
    assert.ok(((await bench.lightsail().send(new GetBucketsCommand())).buckets?.length ?? 0) > 0);
    assert.ok(((await bench.lightsail('dev', 'us-east-1').send(new GetKeyPairsCommand())).keyPairs?.length ?? 0) > 0);
    await control.deleteSilently({ account: DEV.account });
    assert.deepEqual((await bench.lightsail().send(new GetBucketsCommand())).buckets, []);
    assert.ok(
      ((await bench.ec2('prod').send(new DescribeRouteServerPeersCommand())).RouteServerPeers?.length ?? 0) > 0,
    );
  });

  it('adds resources in bulk, with their parents', async () => {
    const { control } = bench;
    await control.addMany({ ...DEV, kind: 'lightsail.bucketAccessKey' }, 10, 'many-');
    const { accessKeys } = await bench.lightsail().send(new GetBucketAccessKeysCommand({ bucketName: 'many-4' }));
    assert.equal(accessKeys?.length, 2);
    await control.addMany(PEERS, 5_000);
    const { RouteServerPeers, NextToken } = await bench
      .ec2()
      .send(new DescribeRouteServerPeersCommand({ MaxResults: 1000 }));
    assert.equal(RouteServerPeers?.length, 1000);
    assert.ok(NextToken !== undefined);
  }).timeout(20_000);

  it('ends states after the configured time of the advanced clock', async () => {
    const { control } = bench;
    await control.configure({ settling: { inProgress: { ms: 60_000 }, deleted: { ms: 60_000 } } });
    const { id } = first(await control.rows(PEERS));
    await bench.ec2().send(new DeleteRouteServerPeerCommand({ RouteServerPeerId: id }));
    const stateOf = async (): Promise<string | undefined> =>
      (await control.rows(PEERS)).find((row) => row.id === id)?.item.State;
    assert.equal(await stateOf(), 'deleting');
    await control.advanceClock(61_000);
    assert.equal(await stateOf(), 'deleted');
    await control.advanceClock(61_000);
    assert.equal(await stateOf(), undefined);
  });

  it('keeps manual states until they are settled step by step', async () => {
    const { control } = bench;
    await control.configure({ settling: { inProgress: 'manual', deleted: 'manual' } });
    const { id } = first(await control.rows(PEERS));
    await bench.ec2().send(new DeleteRouteServerPeerCommand({ RouteServerPeerId: id }));
    const row = async (): Promise<readonly [string | undefined, boolean | undefined]> => {
      const found = (await control.rows(PEERS)).find((one) => one.id === id);
      return [found?.item.State, found?.moving];
    };
    for (let poll = 0; poll < 5; poll += 1) await bench.ec2().send(new DescribeRouteServerPeersCommand());
    assert.deepEqual(await row(), ['deleting', true]);
    await control.settle(1);
    assert.deepEqual(await row(), ['deleted', true]);
    await control.settle();
    assert.deepEqual(await row(), [undefined, undefined]);
  });

  it('accepts added keys and roles', async () => {
    const { control } = bench;
    const identity = {
      accessKeyId: 'AKIAGOVCLOUDUSER0001',
      secretAccessKey: 'x',
      accountId: '999900001111',
      arn: 'arn:aws-us-gov:iam::999900001111:user/gov',
      userId: 'AIDAGOV',
      deny: [],
    };
    await control.putIdentity(identity);
    const client = new STSClient({ ...bench.config(), region: 'us-gov-west-1', credentials: identity });
    const { Arn } = await client.send(new GetCallerIdentityCommand());
    client.destroy();
    assert.equal(Arn, identity.arn);
    assert.ok((await control.identities()).some((known) => known.accessKeyId === identity.accessKeyId));
  });

  it('filters logged requests by service, operation, Region and number', async () => {
    const { control } = bench;
    await bench.ec2().send(new DescribeRouteServerPeersCommand());
    await bench.lightsail('dev', 'us-east-1').send(new GetBucketsCommand());
    assert.equal((await control.requests({ service: 'ec2' })).length, 1);
    assert.equal((await control.requests({ operation: 'Get*' })).length, 1);
    assert.equal((await control.requests({ region: 'us-east-1' })).length, 1);
    const { seq } = first(await control.requests());
    assert.equal((await control.requests({ after: seq })).length, 1);
    await control.clearRequests();
    assert.deepEqual(await control.requests(), []);
  });

  it('logs sent responses, unless bodies are disabled', async () => {
    const { control } = bench;
    await bench.lightsail().send(new GetBucketsCommand());
    const { body, output } = first(await control.requests());
    const sent = JSON.parse(body ?? '') as { buckets: { createdAt: number }[] };
    const logged = output as { buckets: { createdAt: string }[] };
    assert.equal(logged.buckets.length, sent.buckets.length);
    assert.equal(Date.parse(first(logged.buckets).createdAt), Math.round(first(sent.buckets).createdAt * 1000));
    await control.configure({ log: { bodies: false } });
    await bench.lightsail().send(new GetBucketsCommand());
    const last = (await control.requests()).at(-1);
    assert.deepEqual([last?.body, last?.output, last?.status], [null, null, 200]);
  });

  it('throttles by the documented token buckets if it is configured', async () => {
    const { control } = bench;
    await control.configure({ throttlingSpeed: 1 });
    const client = bench.ec2();
    const errors: string[] = [];
    for (let call = 0; call < 60; call += 1) {
      const command = new DeleteRouteServerPeerCommand({ RouteServerPeerId: 'rsp-none' });
      errors.push((await failure(client.send(command))).name);
    }
    const served = errors.filter((name) => name !== 'RequestLimitExceeded').length;
    assert.ok(served >= 50 && served < 60, `${served} of 60`);
    await control.advanceClock(10_000);
    const after = await failure(client.send(new DeleteRouteServerPeerCommand({ RouteServerPeerId: 'rsp-none' })));
    assert.equal(after.name, 'InvalidRouteServerPeerId.NotFound');
  });

  it('rejects invalid control requests with a reason', async () => {
    const { control } = bench;
    const wrong = { ...DEV, kind: 'ec2.unicorn' as 'ec2.routeServerPeer' };
    await assert.rejects(control.rows(wrong), /Unknown kind/);
    await assert.rejects(control.put(PEERS, { State: 'available' }), /needs an id/);
    await assert.rejects(control.patch(PEERS, 'rsp-none', {}), /No ec2\.routeServerPeer rsp-none/);
    await assert.rejects(control.addMany({ ...DEV, kind: 'ec2.ipam' }, 3), /cannot be created in bulk/);
    const response = await fetch(`${bench.running.endpoint}/_sandbox/nonsense`);
    assert.equal(response.status, 404);
    await assert.rejects(new SandboxClient('http://127.0.0.1:9').settings());
  });
});
