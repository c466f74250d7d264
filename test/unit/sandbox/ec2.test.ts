import assert from 'node:assert/strict';
import {
  CreateIpamExternalResourceVerificationTokenCommand,
  CreateRouteServerPeerCommand,
  DeleteIpamExternalResourceVerificationTokenCommand,
  DeleteRouteServerPeerCommand,
  DescribeIpamExternalResourceVerificationTokensCommand,
  DescribeIpamsCommand,
  DescribeRouteServerEndpointsCommand,
  DescribeRouteServerPeersCommand,
  DescribeRouteServersCommand,
} from '@aws-sdk/client-ec2';
import type { EC2Client, RouteServerPeer } from '@aws-sdk/client-ec2';
import { DEV, failure, first, useSandbox } from './support.ts';

describe("the sandbox's EC2", () => {
  const bench = useSandbox();

  const listPeers = async (client: EC2Client): Promise<RouteServerPeer[]> =>
    (await client.send(new DescribeRouteServerPeersCommand())).RouteServerPeers ?? [];
  const peerNamed = async (name: string): Promise<RouteServerPeer> => {
    const peers = await listPeers(bench.ec2());
    return first(peers.filter((peer) => peer.Tags?.some((tag) => tag.Key === 'Name' && tag.Value === name)));
  };

  it('lists peers in all states, with BGP status, failure reason and stack', async () => {
    const peers = await listPeers(bench.ec2());
    assert.ok(peers.length >= 4);
    assert.deepEqual(new Set(peers.map((peer) => peer.State)), new Set(['available', 'pending', 'failed']));
    assert.deepEqual(new Set(peers.map((peer) => peer.BgpStatus?.Status)), new Set(['up', 'down']));
    assert.deepEqual(
      new Set(peers.map((peer) => peer.BgpOptions?.PeerLivenessDetection)),
      new Set(['bfd', 'bgp-keepalive']),
    );
    assert.ok(peers.some((peer) => peer.FailureReason !== undefined));
    assert.ok(peers.some((peer) => peer.Tags?.some((tag) => tag.Key === 'aws:cloudformation:stack-name')));
  });

  it('lists different peers in other accounts and Regions, and none in an empty account', async () => {
    const here = new Set((await listPeers(bench.ec2())).map((peer) => peer.RouteServerPeerId));
    for (const [profile, region] of [
      ['dev', 'us-east-1'],
      ['dev', 'eu-central-1'],
      ['prod', 'us-east-1'],
      ['prod', 'eu-west-1'],
    ] as const) {
      const there = await listPeers(bench.ec2(profile, region));
      assert.ok(there.length > 0);
      assert.ok(there.every((peer) => !here.has(peer.RouteServerPeerId)));
    }
    assert.deepEqual(await listPeers(bench.ec2('empty')), []);
  });

  it('deletes a peer through the states deleting and deleted', async () => {
    const client = bench.ec2();
    const { RouteServerPeerId } = await peerNamed('edge-fw-1');
    const ids = { RouteServerPeerIds: [RouteServerPeerId ?? ''] };
    const { RouteServerPeer } = await client.send(new DeleteRouteServerPeerCommand({ RouteServerPeerId }));
    assert.equal(RouteServerPeer?.State, 'deleting');
    const poll = async (): Promise<string | undefined> =>
      first((await client.send(new DescribeRouteServerPeersCommand(ids))).RouteServerPeers).State;
    assert.equal(await poll(), 'deleting');
    assert.equal(await poll(), 'deleted');
    await client.send(new DescribeRouteServerPeersCommand());
    const absent = await failure(client.send(new DescribeRouteServerPeersCommand(ids)));
    assert.equal(absent.name, 'InvalidRouteServerPeerId.NotFound');
    const again = await failure(client.send(new DeleteRouteServerPeerCommand({ RouteServerPeerId })));
    assert.equal(again.name, 'InvalidRouteServerPeerId.NotFound');
  });

  it('rejects a second deletion of a peer that is being deleted', async () => {
    const { RouteServerPeerId } = await peerNamed('edge-fw-1');
    await bench.ec2().send(new DeleteRouteServerPeerCommand({ RouteServerPeerId }));
    const error = await failure(bench.ec2().send(new DeleteRouteServerPeerCommand({ RouteServerPeerId })));
    assert.equal(error.name, 'IncorrectState');
  });

  it('deletes a token through the states delete-in-progress and delete-complete', async () => {
    const client = bench.ec2();
    const list = async (): Promise<readonly (readonly [string | undefined, string | undefined])[]> => {
      const command = new DescribeIpamExternalResourceVerificationTokensCommand();
      const { IpamExternalResourceVerificationTokens: tokens = [] } = await client.send(command);
      return tokens.map((token) => [token.IpamExternalResourceVerificationTokenId, token.State]);
    };
    const before = await list();
    const [id] = first(before);
    const response = await client.send(
      new DeleteIpamExternalResourceVerificationTokenCommand({ IpamExternalResourceVerificationTokenId: id }),
    );
    assert.equal(response.IpamExternalResourceVerificationToken?.State, 'delete-in-progress');
    const stateOf = async (): Promise<string | undefined> => (await list()).find(([found]) => found === id)?.[1];
    assert.equal(await stateOf(), 'delete-in-progress');
    assert.equal(await stateOf(), 'delete-complete');
    assert.equal(await stateOf(), undefined);
    assert.equal((await list()).length, before.length - 1);
  });

  it('lists tokens in at least four states, valid and expired', async () => {
    const command = new DescribeIpamExternalResourceVerificationTokensCommand();
    const { IpamExternalResourceVerificationTokens: tokens = [] } = await bench.ec2().send(command);
    assert.deepEqual(new Set(tokens.map((token) => token.Status)), new Set(['valid', 'expired']));
    assert.ok(new Set(tokens.map((token) => token.State)).size >= 4);
    for (const token of tokens) {
      const left = (token.NotAfter?.getTime() ?? 0) - Date.now();
      assert.equal(left > 0 ? 'valid' : 'expired', token.Status);
      assert.equal(token.IpamRegion, 'eu-west-1');
    }
  });

  it('responds to a dry run only by permission, even if the resource does not exist', async () => {
    const command = new DeleteRouteServerPeerCommand({ RouteServerPeerId: 'rsp-00000000000000000', DryRun: true });
    const allowed = await failure(bench.ec2('dev').send(command));
    assert.deepEqual([allowed.name, allowed.$metadata.httpStatusCode], ['DryRunOperation', 412]);
    assert.equal(allowed.message, 'Request would have succeeded, but DryRun flag is set.');
    const denied = await failure(bench.ec2('auditor').send(command));
    assert.deepEqual([denied.name, denied.$metadata.httpStatusCode], ['UnauthorizedOperation', 403]);
    const log = await bench.control.requests();
    assert.ok(log.every((request) => request.dryRun && !request.executed));
  });

  it('sends errors in the documented format of EC2', async () => {
    const error = await failure(bench.ec2().send(new DeleteRouteServerPeerCommand({ RouteServerPeerId: 'rsp-1' })));
    const { body, requestId } = first(await bench.control.requests());
    assert.equal(error.$metadata.requestId, requestId);
    assert.equal(
      body,
      '<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>InvalidRouteServerPeerId.NotFound</Code>' +
        "<Message>The routeServerPeer ID 'rsp-1' does not exist</Message></Error></Errors>" +
        `<RequestID>${requestId}</RequestID></Response>`,
    );
  });

  it('rejects a missing parameter and a malformed id', async () => {
    const missing = await failure(bench.ec2().send(new DeleteRouteServerPeerCommand({ RouteServerPeerId: undefined })));
    assert.equal(missing.name, 'MissingParameter');
    assert.match(missing.message, /RouteServerPeerId/);
    const malformed = await failure(
      bench.ec2().send(new DescribeRouteServerPeersCommand({ RouteServerPeerIds: ['vpc-1'] })),
    );
    assert.equal(malformed.name, 'InvalidRouteServerPeerId.Malformed');
  });

  it('returns pages by MaxResults and by the configured size, and rejects foreign tokens and invalid sizes', async () => {
    await bench.control.addMany({ ...DEV, kind: 'ec2.routeServerPeer' }, 20);
    const client = bench.ec2();
    const seen: (string | undefined)[] = [];
    let NextToken: string | undefined;
    let pages = 0;
    do {
      const page = await client.send(new DescribeRouteServerPeersCommand({ MaxResults: 5, NextToken }));
      assert.ok((page.RouteServerPeers?.length ?? 0) <= 5);
      seen.push(...(page.RouteServerPeers ?? []).map((peer) => peer.RouteServerPeerId));
      NextToken = page.NextToken;
      pages += 1;
    } while (NextToken !== undefined);
    assert.equal(pages, 6);
    assert.equal(new Set(seen).size, 26);

    await bench.control.configure({ pageSizes: { ec2: 3 } });
    const whole = await client.send(new DescribeRouteServerPeersCommand());
    assert.equal(whole.RouteServerPeers?.length, 26);
    const page = await client.send(new DescribeRouteServerPeersCommand({ MaxResults: 5 }));
    assert.equal(page.RouteServerPeers?.length, 3);
    const elsewhere = bench.ec2('dev', 'us-east-1');
    const { NextToken: token } = page;
    assert.equal(
      (await failure(elsewhere.send(new DescribeRouteServerPeersCommand({ NextToken: token })))).name,
      'InvalidNextToken',
    );
    for (const MaxResults of [4, 1001]) {
      const error = await failure(client.send(new DescribeRouteServerPeersCommand({ MaxResults })));
      assert.equal(error.name, 'InvalidParameterValue');
    }
  });

  it('filters by values, tags and wildcards', async () => {
    const count = async (name: string, ...values: string[]): Promise<number> => {
      const command = new DescribeRouteServerPeersCommand({ Filters: [{ Name: name, Values: values }] });
      return (await bench.ec2().send(command)).RouteServerPeers?.length ?? 0;
    };
    assert.equal(await count('state', 'failed', 'pending'), 2);
    assert.equal(await count('tag:Name', 'edge-fw-*'), 5);
    assert.equal(await count('tag-key', 'aws:cloudformation:stack-name'), 1);
    assert.equal((await failure(count('color', 'red'))).name, 'InvalidParameterValue');
  });

  it('creates a peer again from a listed one', async () => {
    const client = bench.ec2();
    const before = await peerNamed('transit-fw');
    const { RouteServerPeer: created } = await client.send(
      new CreateRouteServerPeerCommand({
        RouteServerEndpointId: before.RouteServerEndpointId,
        PeerAddress: before.PeerAddress,
        BgpOptions: { PeerAsn: before.BgpOptions?.PeerAsn, PeerLivenessDetection: 'bfd' },
        TagSpecifications: [{ ResourceType: 'route-server-peer', Tags: [{ Key: 'Name', Value: 'again' }] }],
      }),
    );
    assert.equal(created?.State, 'pending');
    assert.notEqual(created.RouteServerPeerId, before.RouteServerPeerId);
    assert.equal((await peerNamed('again')).State, 'pending');
    const { State, VpcId } = await peerNamed('again');
    assert.deepEqual([State, VpcId], ['available', before.VpcId]);
    const { RouteServerEndpoints } = await client.send(new DescribeRouteServerEndpointsCommand());
    assert.equal(first(RouteServerEndpoints).RouteServerEndpointId, created.RouteServerEndpointId);
    const { RouteServers } = await client.send(new DescribeRouteServersCommand());
    assert.equal(first(RouteServers).RouteServerId, created.RouteServerId);
  });

  it('creates a token in an IPAM', async () => {
    const client = bench.ec2();
    const { IpamId } = first((await client.send(new DescribeIpamsCommand())).Ipams);
    const command = new CreateIpamExternalResourceVerificationTokenCommand({ IpamId });
    const { IpamExternalResourceVerificationToken: token } = await client.send(command);
    assert.equal(token?.State, 'create-in-progress');
    assert.equal(token.Status, 'valid');
    const hours = ((token.NotAfter?.getTime() ?? 0) - Date.now()) / 3_600_000;
    assert.ok(hours > 71 && hours <= 72);
  });
});
