import assert from 'node:assert/strict';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'mocha';
import { AwsCallError, type CallFailure } from '../../../src/aws/errors/callError.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import { definiteOutcome } from '../../../src/deletion/execution/classifyFailure.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';

const JSON_TYPE = { 'content-type': 'application/x-amz-json-1.1' };
const WITH_ID = { ...JSON_TYPE, 'x-amzn-requestid': 'a-request' };

/** What a proxy, a portal or another program may respond with, where AWS was asked. */
const BODIES: readonly (readonly [what: string, status: number, headers: Record<string, string>, body: string])[] = [
  ['an empty body', 200, {}, ''],
  ['no content', 204, {}, ''],
  ['no content with a request id', 204, WITH_ID, ''],
  ['a web page', 200, { 'content-type': 'text/html' }, '<!DOCTYPE html><html><body>Sign in</body></html>'],
  ['XHTML', 200, { 'content-type': 'text/xml' }, '<?xml version="1.0"?><html><head/><body/></html>'],
  ['XML of something else', 200, { 'content-type': 'text/xml' }, '<feed><entry/></feed>'],
  ['an empty object', 200, JSON_TYPE, '{}'],
  ['an object of something else', 200, WITH_ID, '{"status":"ok"}'],
  ['a list', 200, WITH_ID, '[]'],
  ['a text', 200, WITH_ID, '"ok"'],
  ['a redirect', 302, { location: 'https://portal.example/' }, ''],
  ['a denial as a page', 403, { 'content-type': 'text/html' }, '<html><body>Blocked by policy</body></html>'],
];

/** What has the marks of AWS and the wrong types. */
const WRONG_TYPES: readonly (readonly [service: 'lightsail' | 'directconnect', operation: string, body: string])[] = [
  ['lightsail', 'GetBuckets', '{"buckets":"none"}'],
  ['lightsail', 'GetBuckets', '{"buckets":{"name":"a"}}'],
  ['lightsail', 'GetKeyPairs', '{"keyPairs":["a"]}'],
  ['directconnect', 'DescribeConnections', '{"connections":true}'],
];

describe('a response that is not AWS’s', () => {
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
      () => assert.fail('the response must not be taken for AWS’s'),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof AwsCallError, String(error));
    return error.failure;
  }

  for (const [service, list, remove] of [
    ['ec2', 'DescribeVolumes', 'DeleteVolume'],
    ['lightsail', 'GetBuckets', 'DeleteKeyPair'],
    ['directconnect', 'DescribeConnections', 'DeleteConnection'],
  ] as const) {
    for (const [what, status, headers, body] of BODIES) {
      it(`is malformed: ${what}, ${service}`, async () => {
        respond = (response) => response.writeHead(status, headers).end(body);
        for (const operation of [list, remove]) {
          const failure = await failureOf(world.client.call(target, service, operation, {}, { noRetry: true }));
          assert.equal(failure.cause, 'malformedResponse', `${failure.name}: ${failure.message}`);
          // A deletion is settled by reading AWS: nobody knows what the server did with the request.
          assert.equal(definiteOutcome(failure), undefined);
        }
      });
    }
  }

  it('is malformed: the root of another EC2 operation, or no request id', async () => {
    for (const body of [
      '<DescribeVpcsResponse><requestId>a</requestId><vpcSet/></DescribeVpcsResponse>',
      '<DescribeVolumesResponse><volumeSet/></DescribeVolumesResponse>',
      '<Response><requestId>a</requestId></Response>',
      '<DescribeVolumesResponse><requestId>a</requestId><volumeSet><![CDATA[]]><item/></volumeSet></DescribeVolumesResponse>',
    ]) {
      respond = (response) => response.writeHead(200, { 'content-type': 'text/xml' }).end(body);
      const failure = await failureOf(world.client.call(target, 'ec2', 'DescribeVolumes', {}));
      assert.equal(failure.cause, 'malformedResponse', body);
    }
  });

  for (const [service, operation, body] of WRONG_TYPES) {
    it(`is malformed: ${operation} with ${body}`, async () => {
      respond = (response) => response.writeHead(200, WITH_ID).end(body);
      const failure = await failureOf(world.client.call(target, service, operation, {}));
      assert.equal(failure.cause, 'malformedResponse', `${failure.name}: ${failure.message}`);
    });
  }

  it('may be empty only where AWS documents no output, and with a request id', async () => {
    respond = (response) => response.writeHead(200, WITH_ID).end();
    const { status } = await world.client.call(target, 'lightsail', 'DeleteContainerService', {});
    assert.equal(status, 200);
  });

  describe('and does not end', () => {
    const start = '<DescribeVolumesResponse><requestId>a</requestId><volumeSet>';
    it('stops at a total deadline, whether it stalls or drips', async () => {
      const client = world.newClient({ responseMs: 150 });
      for (const drips of [false, true]) {
        respond = (response) => {
          response.writeHead(200, { 'content-type': 'text/xml' }).write(start);
          const timer = drips ? setInterval(() => response.write(' '), 10) : undefined;
          response.on('close', () => {
            clearInterval(timer);
          });
        };
        const failure = await failureOf(client.call(target, 'ec2', 'DescribeVolumes', {}));
        assert.deepEqual([failure.cause, failure.name], ['unreachable', 'ResponseTimeout']);
        assert.equal(definiteOutcome(failure), undefined);
      }
    });

    it('stops when it is canceled', async () => {
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

    it('stops at a size, before anything is parsed', async () => {
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
