import assert from 'node:assert/strict';
import {
  DescribeConnectionsCommand,
  DirectConnectClient,
  DisassociateMacSecKeyCommand,
} from '@aws-sdk/client-direct-connect';
import {
  DeleteIpamExternalResourceVerificationTokenCommand,
  DeleteRouteServerPeerCommand,
  DescribeIpamExternalResourceVerificationTokensCommand,
  DescribeRouteServerPeersCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { DeleteKeyPairCommand, GetKeyPairsCommand, GetOperationCommand } from '@aws-sdk/client-lightsail';
import type { FaultEffect } from '../../../sandbox/types.ts';
import { DEV, failure, first, useSandbox } from './support.ts';

const PEERS = { ...DEV, kind: 'ec2.routeServerPeer' } as const;
const DELETE_PEER = { service: 'ec2', operation: 'DeleteRouteServerPeer' } as const;

describe("the sandbox's faults", () => {
  const bench = useSandbox();

  const peerId = async (): Promise<string> => first(await bench.control.rows(PEERS)).id;
  const stateOf = async (id: string): Promise<string | undefined> =>
    (await bench.control.rows(PEERS)).find((row) => row.id === id)?.item.State;
  const deletePeer = async (id: string): Promise<unknown> =>
    bench.ec2().send(new DeleteRouteServerPeerCommand({ RouteServerPeerId: id }));

  describe('for errors', () => {
    const cases: readonly (readonly [FaultEffect['type'], ec2: string, json: string])[] = [
      ['throttled', 'RequestLimitExceeded 503', 'ThrottlingException 400'],
      ['serverError', 'InternalError 500', 'DirectConnectServerException 500'],
      ['expiredToken', 'RequestExpired 400', 'ExpiredTokenException 400'],
      ['accessDenied', 'UnauthorizedOperation 403', 'AccessDeniedException 400'],
    ];
    for (const [type, ec2, json] of cases) {
      it(`return ${type} without executing the request`, async () => {
        const id = await peerId();
        await bench.control.addFault({}, { type } as FaultEffect);
        const one = await failure(deletePeer(id));
        assert.equal(`${one.name} ${one.$metadata.httpStatusCode}`, ec2);
        const command = new DisassociateMacSecKeyCommand({ connectionId: 'dxcon-1', secretARN: 'arn' });
        const two = await failure(bench.directConnect().send(command));
        assert.equal(`${two.name} ${two.$metadata.httpStatusCode}`, json);
        assert.equal(await stateOf(id), 'available');
        const log = await bench.control.requests();
        assert.ok(log.every((request) => !request.executed && request.faults.includes(type)));
      });
    }

    it('return a custom error', async () => {
      const members = { code: 'X', docs: 'https://example.com', tip: 'Wait.' };
      await bench.control.addFault(
        { service: 'lightsail' },
        { type: 'error', code: 'OperationFailureException', message: 'Busy', status: 409, members },
      );
      const error = await failure(bench.lightsail().send(new GetKeyPairsCommand()));
      assert.equal(error.name, 'OperationFailureException');
      assert.equal(error.$metadata.httpStatusCode, 409);
      assert.equal((error as unknown as { tip: string }).tip, 'Wait.');
    });

    it('escape an error message with special characters in XML', async () => {
      const message = 'a <b> & "c" \u202e';
      await bench.control.addFault(DELETE_PEER, { type: 'error', code: 'DependencyViolation', message });
      assert.equal((await failure(deletePeer(await peerId()))).message, message);
    });
  });

  describe('with a condition', () => {
    it('apply to the requests from the n-th to the m-th', async () => {
      const id = await bench.control.addFault(DELETE_PEER, { type: 'throttled' }, { from: 2, to: 3 });
      const names: string[] = [];
      for (let call = 0; call < 4; call += 1) names.push((await failure(deletePeer('rsp-none'))).name);
      const notFound = 'InvalidRouteServerPeerId.NotFound';
      assert.deepEqual(names, [notFound, 'RequestLimitExceeded', 'RequestLimitExceeded', notFound]);
      const fault = first(await bench.control.faults());
      assert.deepEqual([fault.id, fault.matched, fault.hit], [id, 4, 2]);
      await bench.control.removeFaults(id);
      assert.deepEqual(await bench.control.faults(), []);
    });

    it('are retried by the SDK, and the log has the number of each attempt', async () => {
      await bench.control.addFault({ operation: 'Describe*' }, { type: 'throttled' }, { to: 2 });
      const client = new EC2Client({ ...bench.config(), maxAttempts: 3 });
      await client.send(new DescribeRouteServerPeersCommand());
      client.destroy();
      const log = await bench.control.requests();
      assert.deepEqual(
        log.map(({ attempt, status }) => [attempt, status]),
        [
          [1, 503],
          [2, 503],
          [3, 200],
        ],
      );
    });

    it('apply only to one Region, account or resource', async () => {
      const [one, two] = (await bench.control.rows(PEERS)).map((row) => row.id);
      await bench.control.addFault({ resource: one ?? '' }, { type: 'serverError' });
      await bench.control.addFault({ account: '444455556666' }, { type: 'throttled' });
      await bench.control.addFault({ region: 'us-east-1', account: '111122223333' }, { type: 'expiredToken' });
      assert.equal((await failure(deletePeer(one ?? ''))).name, 'InternalError');
      await deletePeer(two ?? '');
      const list = new DescribeRouteServerPeersCommand();
      assert.equal((await failure(bench.ec2('prod').send(list))).name, 'RequestLimitExceeded');
      assert.equal((await failure(bench.ec2('dev', 'us-east-1').send(list))).name, 'RequestExpired');
    });

    it('apply to the same share of the requests in every run', async () => {
      const run = async (): Promise<string[]> => {
        await bench.control.removeFaults();
        await bench.control.addFault(DELETE_PEER, { type: 'throttled' }, { rate: 0.3, seed: 7 });
        const names: string[] = [];
        for (let call = 0; call < 40; call += 1) names.push((await failure(deletePeer('rsp-none'))).name);
        return names;
      };
      const one = await run();
      assert.deepEqual(await run(), one);
      const hit = one.filter((name) => name === 'RequestLimitExceeded').length;
      assert.ok(hit > 4 && hit < 24, `${hit} of 40`);
    });
  });

  describe('for broken connections', () => {
    const cases: readonly (readonly [FaultEffect['type'], done: boolean, ending: string])[] = [
      ['resetBefore', false, 'reset'],
      ['resetAfter', true, 'reset'],
      ['truncated', true, 'truncated'],
      ['malformed', true, 'responded'],
    ];
    for (const [type, done, ending] of cases) {
      it(`fail with ${type}, and the request is ${done ? '' : 'not '}executed`, async () => {
        const id = await peerId();
        await bench.control.addFault(DELETE_PEER, { type } as FaultEffect);
        await failure(deletePeer(id));
        assert.equal(await stateOf(id), done ? 'deleting' : 'available');
        const logged = first(await bench.control.requests(DELETE_PEER));
        assert.deepEqual([logged.executed, logged.ending], [done, ending]);

        await bench.control.addFault({ service: 'directconnect' }, { type } as FaultEffect);
        await failure(bench.directConnect().send(new DescribeConnectionsCommand()));
      });
    }

    it('never respond with hang', async () => {
      const id = await peerId();
      await bench.control.addFault(DELETE_PEER, { type: 'hang' });
      const giveUp = new AbortController();
      const call = bench
        .ec2()
        .send(new DeleteRouteServerPeerCommand({ RouteServerPeerId: id }), { abortSignal: giveUp.signal });
      const failed = failure(call);
      while ((await bench.control.requests(DELETE_PEER)).length === 0);
      giveUp.abort();
      assert.equal((await failed).name, 'AbortError');
      assert.equal(await stateOf(id), 'available');
      assert.equal(first(await bench.control.requests(DELETE_PEER)).ending, 'hung');
    });

    it('execute a request with slow even after the client aborted it', async () => {
      const id = await peerId();
      await bench.control.addFault(DELETE_PEER, { type: 'slow', ms: 60 });
      const giveUp = new AbortController();
      const call = bench
        .ec2()
        .send(new DeleteRouteServerPeerCommand({ RouteServerPeerId: id }), { abortSignal: giveUp.signal });
      const failed = failure(call);
      while ((await bench.control.requests(DELETE_PEER)).length === 0);
      giveUp.abort();
      await failed;
      while (!first(await bench.control.requests(DELETE_PEER)).executed);
      assert.equal(await stateOf(id), 'deleting');
    });
  });

  describe('for wrong responses', () => {
    it('reject a request with clockSkew, and accept it when the client adopts the Date header', async () => {
      const hour = 3_600_000;
      await bench.control.addFault({}, { type: 'clockSkew', ms: hour });
      const error = await failure(bench.ec2().send(new DescribeRouteServerPeersCommand()));
      assert.equal(error.name, 'RequestExpired');
      const json = await failure(bench.directConnect().send(new DescribeConnectionsCommand()));
      assert.equal(json.name, 'InvalidSignatureException');
      const patient = new DirectConnectClient({ ...bench.config(), maxAttempts: 2 });
      await patient.send(new DescribeConnectionsCommand());
      patient.destroy();
    });

    it('execute a dry run with ignoreDryRun', async () => {
      const id = await peerId();
      await bench.control.addFault(DELETE_PEER, { type: 'ignoreDryRun' });
      const command = new DeleteRouteServerPeerCommand({ RouteServerPeerId: id, DryRun: true });
      const { RouteServerPeer } = await bench.ec2().send(command);
      assert.equal(RouteServerPeer?.State, 'deleting');
      const logged = first(await bench.control.requests(DELETE_PEER));
      assert.deepEqual([logged.dryRun, logged.executed], [true, true]);
    });

    it('return the same token on every page with repeatedPageToken', async () => {
      await bench.control.addFault({ operation: 'Describe*' }, { type: 'repeatedPageToken' });
      const list = async (NextToken?: string): Promise<string | undefined> =>
        (await bench.ec2().send(new DescribeRouteServerPeersCommand({ NextToken }))).NextToken;
      const token = await list();
      assert.ok(token !== undefined);
      assert.equal(await list(token), token);
      assert.equal(await list(token), token);
    });

    it('list a deleted peer in its old state for three reads with staleList', async () => {
      const id = await peerId();
      await bench.control.addFault(DELETE_PEER, { type: 'staleList', for: { describes: 3 } });
      await deletePeer(id);
      await bench.control.settle();
      const list = async (): Promise<string | undefined> => {
        const { RouteServerPeers } = await bench.ec2().send(new DescribeRouteServerPeersCommand());
        return RouteServerPeers?.find((peer) => peer.RouteServerPeerId === id)?.State;
      };
      assert.deepEqual([await list(), await list(), await list()], ['available', 'available', 'available']);
      assert.equal(await list(), undefined);
      assert.equal(await stateOf(id), undefined);
    });
  });

  describe('for deletions that fail later', () => {
    it('revert a peer to its old state, or to failed with a reason', async () => {
      const [one, two] = (await bench.control.rows(PEERS)).map((row) => row.id);
      await bench.control.addFault({ resource: one ?? '' }, { type: 'reverted', to: 'original' });
      await bench.control.addFault({ resource: two ?? '' }, { type: 'reverted', to: 'failed', reason: 'No.' });
      await deletePeer(one ?? '');
      await deletePeer(two ?? '');
      assert.equal(await stateOf(one ?? ''), 'deleting');
      await bench.control.settle();
      assert.equal(await stateOf(one ?? ''), 'available');
      const row = (await bench.control.rows(PEERS)).find(({ id }) => id === two);
      assert.deepEqual([row?.item.State, row?.item.FailureReason], ['failed', 'No.']);
    });

    it('change the state of a token to delete-failed', async () => {
      const list = new DescribeIpamExternalResourceVerificationTokensCommand();
      const tokens = async (): Promise<{ id: string | undefined; state: string | undefined }[]> =>
        ((await bench.ec2().send(list)).IpamExternalResourceVerificationTokens ?? []).map((token) => ({
          id: token.IpamExternalResourceVerificationTokenId,
          state: token.State,
        }));
      const { id } = first(await tokens());
      await bench.control.addFault({ operation: 'Delete*' }, { type: 'reverted', to: 'failed' });
      const command = new DeleteIpamExternalResourceVerificationTokenCommand({
        IpamExternalResourceVerificationTokenId: id,
      });
      await bench.ec2().send(command);
      await bench.control.settle();
      assert.equal(first(await tokens()).state, 'delete-failed');
    });

    it('end an operation of Lightsail with errorCode and errorDetails, and keep the key pair', async () => {
      const effect = { type: 'reverted', to: 'failed', code: 'InternalFailure', reason: 'In use.' } as const;
      await bench.control.addFault({ operation: 'DeleteKeyPair' }, effect);
      const client = bench.lightsail();
      const { operation } = await client.send(new DeleteKeyPairCommand({ keyPairName: 'ci-runner' }));
      await bench.control.settle();
      const { operation: ended } = await client.send(new GetOperationCommand({ operationId: operation?.id }));
      assert.deepEqual(
        [ended?.status, ended?.isTerminal, ended?.errorCode, ended?.errorDetails],
        ['Failed', true, 'InternalFailure', 'In use.'],
      );
      const { keyPairs = [] } = await client.send(new GetKeyPairsCommand());
      assert.ok(keyPairs.some((pair) => pair.name === 'ci-runner'));
    });

    it('revert a MACsec key to associated', async () => {
      const client = bench.directConnect();
      const { connectionId, macSecKeys } = first((await client.send(new DescribeConnectionsCommand())).connections);
      const { secretARN } = first(macSecKeys);
      await bench.control.addFault({ service: 'directconnect' }, { type: 'reverted', to: 'original' });
      await client.send(new DisassociateMacSecKeyCommand({ connectionId, secretARN }));
      await bench.control.settle();
      const after = first((await client.send(new DescribeConnectionsCommand({ connectionId }))).connections);
      assert.deepEqual([first(after.macSecKeys).state, after.encryptionMode], ['associated', 'must_encrypt']);
    });
  });
});
