import assert from 'node:assert/strict';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'mocha';
import { AwsCallError, type CallFailure } from '../../../src/aws/errors/callError.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import { definiteOutcome } from '../../../src/deletion/execution/classifyFailure.ts';
import { listKind, observeResource } from '../../../src/inventory/listing/listKind.ts';
import { kindOf, TestEnvironment } from '../support/testEnvironment.ts';
import { FOREIGN_BODIES, WITH_ID } from './support/hostileBodies.ts';

const errorOf = (code: string) =>
  `<Response><Errors><Error><Code>${code}</Code><Message>x</Message></Error></Errors></Response>`;

const volumes = (content: string, id = '<requestId>a</requestId>') =>
  `<DescribeVolumesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">${id}${content}</DescribeVolumesResponse>`;

/** Bodies of responses with a request id and with members of the wrong types. */
const WRONG_TYPES: readonly (readonly [service: 'lightsail' | 'directconnect', operation: string, body: string])[] = [
  ['lightsail', 'GetBuckets', '{"buckets":"none"}'],
  ['lightsail', 'GetBuckets', '{"buckets":{"name":"a"}}'],
  ['lightsail', 'GetKeyPairs', '{"keyPairs":["a"]}'],
  ['lightsail', 'GetKeyPairs', '{"keyPairs":[null]}'],
  ['lightsail', 'GetKeyPairs', '{"keyPairs":null}'],
  ['lightsail', 'GetKeyPairs', '{"nextPageToken":""}'],
  ['directconnect', 'DescribeConnections', '{"connections":true}'],
];

describe('a response that is not from AWS', () => {
  let world: TestEnvironment;
  let server: Server;
  let target: Target;
  let respond: (response: ServerResponse) => void = () => undefined;
  before(async () => {
    world = await TestEnvironment.start();
    server = createServer((_, response) => {
      respond(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    target = { ...(await world.target()), endpoints: { ec2: url, lightsail: url, directconnect: url } };
  });
  after(async () => {
    server.closeAllConnections();
    server.close();
    await world.close();
  });

  async function failureOf(call: Promise<unknown>): Promise<CallFailure> {
    const error = await call.then(
      () => assert.fail('the response must be rejected'),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof AwsCallError, String(error));
    return error.failure;
  }

  for (const [service, list, deletion] of [
    ['ec2', 'DescribeVolumes', 'DeleteVolume'],
    ['lightsail', 'GetBuckets', 'DeleteKeyPair'],
    ['directconnect', 'DescribeConnections', 'DeleteConnection'],
  ] as const) {
    for (const [what, status, headers, body] of FOREIGN_BODIES) {
      it(`is classified as malformed: ${what}, ${service}`, async () => {
        respond = (response) => response.writeHead(status, headers).end(body);
        for (const operation of [list, deletion]) {
          const failure = await failureOf(world.client.call(target, service, operation, {}, { noRetry: true }));
          assert.equal(failure.cause, 'malformedResponse', `${failure.name}: ${failure.message}`);
          // The deletion then reads AWS, because the server may have executed the request.
          assert.equal(definiteOutcome(failure), undefined);
        }
      });
    }
  }

  for (const [what, body] of Object.entries({
    'the root of another operation': '<DescribeVpcsResponse><requestId>a</requestId><vpcSet/></DescribeVpcsResponse>',
    'the root of no operation': '<Response><requestId>a</requestId></Response>',
    'no request id': volumes('<volumeSet/>', ''),
    'an empty request id': volumes('<volumeSet/>', '<requestId> </requestId>'),
    'a request id in a comment': volumes('<volumeSet/>', '<!-- <requestId>a</requestId> -->'),
    'a request id in an item': volumes('<volumeSet><item><requestId>a</requestId></item></volumeSet>', ''),
    'a CDATA section': volumes('<volumeSet><![CDATA[]]><item/></volumeSet>'),
    'text in a list': volumes('<volumeSet>none</volumeSet>'),
    'another element in a list': volumes('<volumeSet><member><volumeId>vol-1</volumeId></member></volumeSet>'),
    'the list of another operation': volumes('<snapshotSet/>'),
    'errors in a response of status 200': volumes('<Errors><Error><Code>InternalError</Code></Error></Errors>'),
    'two responses': volumes('<volumeSet/>') + volumes('<volumeSet/>'),
    'something after the response': `${volumes('<volumeSet/>')}<p>`,
  })) {
    it(`is classified as malformed: EC2 with ${what}`, async () => {
      respond = (response) => response.writeHead(200, { 'content-type': 'text/xml' }).end(body);
      const failure = await failureOf(world.client.call(target, 'ec2', 'DescribeVolumes', {}));
      assert.equal(failure.cause, 'malformedResponse', body);
    });
  }

  it('is classified as malformed if it is truncated, at any byte', async () => {
    const headers = { ...WITH_ID, connection: 'close' };
    for (const [service, operation, body] of [
      ['ec2', 'DescribeVolumes', volumes('<volumeSet><item><volumeId>vol-1</volumeId></item></volumeSet>')],
      ['lightsail', 'GetKeyPairs', '{"keyPairs":[{"name":"a","tags":[{"key":"k"}]}]}'],
    ] as const) {
      for (let end = 0; end < body.length; end += 1) {
        respond = (response) => response.writeHead(200, headers).end(body.slice(0, end));
        const failure = await failureOf(world.client.call(target, service, operation, {}));
        assert.equal(failure.cause, 'malformedResponse', body.slice(0, end));
      }
    }
  });

  for (const [kindId, body] of [
    ['ec2.volume', volumes('<volumeSet><item/></volumeSet>')],
    ['ec2.volume', volumes('<volumeSet><item><size>1</size></item></volumeSet>')],
    ['ec2.volume', volumes('<volumeSet><item>vol-1</item></volumeSet>')],
    ['lightsail.keyPair', '{"keyPairs":[{}]}'],
    ['directconnect.connection', '{"connections":[{"location":"a"}]}'],
  ] as const) {
    it(`is neither a complete list nor proof of a deletion with items without an id: ${body}`, async () => {
      const kind = kindOf(kindId);
      const [resource] = await world.list(kindId);
      assert.ok(resource);
      respond = (response) => response.writeHead(200, WITH_ID).end(body);
      const { failures } = await listKind(world.client, kind, target);
      assert.ok(failures.some(({ name }) => name === 'ItemWithoutId'));
      const { cause } = await failureOf(observeResource(world.client, { ...resource, target }));
      assert.equal(cause, 'malformedResponse');
    });
  }

  it('is classified as a server error and never as "not found" with status 502 and without a request id', async () => {
    for (const [service, operation, body] of [
      ['ec2', 'DescribeVolumes', errorOf('InvalidVolume.NotFound')],
      ['lightsail', 'GetKeyPairs', '{"code":"NotFoundException"}'],
    ] as const) {
      respond = (response) => response.writeHead(502, { 'x-amzn-errortype': 'NotFoundException' }).end(body);
      const failure = await failureOf(world.client.call(target, service, operation, {}, { noRetry: true }));
      assert.equal(failure.cause, 'server', `${failure.name}: ${failure.message}`);
    }
  });

  for (const [service, operation, body] of WRONG_TYPES) {
    it(`is classified as malformed: ${operation} with ${body}`, async () => {
      respond = (response) => response.writeHead(200, WITH_ID).end(body);
      const failure = await failureOf(world.client.call(target, service, operation, {}));
      assert.equal(failure.cause, 'malformedResponse', `${failure.name}: ${failure.message}`);
    });
  }

  it('is accepted without a body if AWS documents no output and it has a request id', async () => {
    respond = (response) => response.writeHead(200, WITH_ID).end();
    const { status } = await world.client.call(target, 'lightsail', 'DeleteContainerService', {});
    assert.equal(status, 200);
  });

  describe('without an end', () => {
    const start = '<DescribeVolumesResponse><requestId>a</requestId><volumeSet>';
    it('fails at the total deadline, both if it stalls and if it trickles', async () => {
      const client = world.newClient({ responseMs: 150 });
      for (const trickles of [false, true]) {
        respond = (response) => {
          response.writeHead(200, { 'content-type': 'text/xml' }).write(start);
          const timer = trickles ? setInterval(() => response.write(' '), 10) : undefined;
          response.on('close', () => {
            clearInterval(timer);
          });
        };
        const failure = await failureOf(client.call(target, 'ec2', 'DescribeVolumes', {}));
        assert.deepEqual([failure.cause, failure.name], ['unreachable', 'ResponseTimeout']);
        assert.equal(definiteOutcome(failure), undefined);
      }
    });

    it('is aborted when the request is canceled', async () => {
      const stop = new AbortController();
      respond = (response) => {
        response.writeHead(200, { 'content-type': 'text/xml' }).write(start);
        setImmediate(() => {
          stop.abort();
        });
      };
      const failure = await failureOf(world.client.call(target, 'ec2', 'DescribeVolumes', {}, { signal: stop.signal }));
      assert.equal(failure.cause, 'canceled');
    });

    it('is rejected at the maximum size before it is parsed', async () => {
      const client = world.newClient({ maxBytes: 100_000 });
      let written = 0;
      respond = (response) => {
        response.writeHead(200, { 'content-type': 'text/xml' }).write(start);
        const more = (): void => {
          while (!response.destroyed && response.write(' '.repeat(10_000))) written += 10_000;
          if (!response.destroyed) response.once('drain', more);
        };
        more();
      };
      const failure = await failureOf(client.call(target, 'ec2', 'DescribeVolumes', {}));
      assert.deepEqual([failure.cause, failure.name], ['malformedResponse', 'ResponseTooLarge']);
      assert.ok(written < 100_000_000);
    });
  });
});
