import assert from 'node:assert/strict';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe, it } from 'mocha';
import type { AwsClient } from '../../../src/aws/client/sdkClient.ts';
import { toCallFailure } from '../../../src/aws/client/toCallFailure.ts';
import { AwsCallError, type CallFailure } from '../../../src/aws/errors/callError.ts';
import type { ServiceId } from '../../../src/catalog/model/services.ts';
import { definiteOutcome } from '../../../src/deletion/execution/classifyFailure.ts';
import { CASES, DeletionHarness } from '../deletion/support/deletionHarness.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import { DEV_TARGET } from '../support/devTarget.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { FixedResponse } from './support/fixedResponse.ts';
import { behindHostileProxy } from './support/hostileProxy.ts';

const DELETED =
  '<?xml version="1.0"?><DeleteVpcResponse><requestId>r</requestId><return>true</return></DeleteVpcResponse>';
const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\n';

/** What a server does once it has a whole request; `nth` counts the requests of a connection. */
type Behavior = (socket: Socket, nth: number) => unknown;

/** Everything that ends a connection after the request arrived. */
const AFTER_ARRIVAL: Readonly<Record<string, Behavior>> = {
  'a reset': (socket) => socket.resetAndDestroy(),
  'the end of the connection': (socket) => socket.end(),
  'half a header': (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-le'),
  'half a body': (socket) => socket.end(`${HEAD}content-length: 900\r\n\r\n${DELETED}`),
  'half an error, then a reset': (socket) =>
    socket.write('HTTP/1.1 400 Bad\r\ncontent-length: 900\r\n\r\n<Response><Errors><Error><Code>Inv', () =>
      socket.resetAndDestroy(),
    ),
  'no HTTP': (socket) => socket.end('\u0016\u0003\u0001garbage\r\n\r\n'),
  'a frame of HTTP/2': (socket) => socket.end(Buffer.from([0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])),
  'an alert of TLS': (socket) => socket.end(Buffer.from([0x15, 3, 1, 0, 2, 2, 40])),
  'a header that is too long': (socket) => socket.end(`${HEAD}x: ${'a'.repeat(200_000)}\r\n\r\n`),
  'a negative length': (socket) => socket.end(`${HEAD}content-length: -1\r\n\r\n`),
  'two lengths': (socket) => socket.end(`${HEAD}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n`),
  'a chunk without a length': (socket) => socket.end(`${HEAD}transfer-encoding: chunked\r\n\r\nZZ\r\n`),
  'status 100 alone': (socket) => socket.end('HTTP/1.1 100 Continue\r\n\r\n'),
  'status 103 alone': (socket) => socket.end('HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n'),
  'status 101': (socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
  'no response in time': () => undefined,
  'a reset of a connection that had a response before': (socket, nth) =>
    nth > 1 ? socket.resetAndDestroy() : socket.write(`${HEAD}content-length: ${DELETED.length}\r\n\r\n${DELETED}`),
  'the end of a connection that had a response before': (socket, nth) =>
    nth > 1 ? socket.end() : socket.write(`${HEAD}content-length: ${DELETED.length}\r\n\r\n${DELETED}`),
};

const DELETES: readonly (readonly [ServiceId, string, Readonly<Record<string, string>>])[] = [
  ['ec2', 'DeleteVpc', { VpcId: 'vpc-1' }],
  ['lightsail', 'DeleteDisk', { diskName: 'd' }],
  ['directconnect', 'DeleteConnection', { connectionId: 'c' }],
];

async function failureOf(call: Promise<unknown>): Promise<CallFailure | undefined> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error === undefined || error instanceof AwsCallError, String(error));
  return error?.failure;
}

describe('a delete request that fails', () => {
  let world: TestEnvironment;
  let client: AwsClient;
  let target: Target;
  let server: Server | undefined;
  const sockets = new Set<Socket>();
  before(async () => {
    world = await TestEnvironment.start();
    target = await world.target();
    client = world.newClient({ requestMs: 300, responseMs: 500, connectionMs: 500 });
  });
  after(() => world.close());
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    server?.close();
  });

  const deleteAt = (ec2: string) =>
    failureOf(
      client.call({ ...target, endpoints: { ec2 } }, 'ec2', 'DeleteVpc', { VpcId: 'vpc-1' }, { noRetry: true }),
    );

  for (const [what, behave] of Object.entries(AFTER_ARRIVAL)) {
    it(`may have been executed, and is not sent again, after ${what}`, async () => {
      let received = 0;
      const listening = createServer((socket) => {
        sockets.add(socket);
        let nth = 0;
        let text = '';
        socket.on('error', () => undefined);
        socket.on('data', (data) => {
          text += data.toString('latin1');
          if (!text.includes('\r\n\r\n') || !text.includes('VpcId=')) return;
          text = '';
          received += 1;
          behave(socket, (nth += 1));
        });
      });
      server = listening;
      await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
      const url = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
      const first = await deleteAt(url);
      const failure = first ?? (await deleteAt(url));
      assert.ok(failure);
      assert.equal(failure.neverSent, undefined);
      assert.equal(definiteOutcome(failure), undefined, failure.name);
      assert.equal(received, first ? 1 : 2);
      assert.equal(failure.attempts, 1);
    });
  }

  it('was never sent when no connection was established', async () => {
    for (const url of ['http://127.0.0.1:9', 'http://localhost:9', 'https://127.0.0.1:9', 'http://nowhere.invalid']) {
      const failure = await deleteAt(url);
      assert.equal(failure?.neverSent, true, url);
      assert.equal(definiteOutcome(failure)?.kind, 'failed');
    }
  });

  const system = (code: string, syscall?: string) =>
    Object.assign(new Error(code), { code, ...(syscall !== undefined && { syscall }) });
  const slow = (message: string) => Object.assign(new Error(message), { name: 'TimeoutError' });

  for (const [what, error, neverSent] of [
    ['a refused connection', system('ECONNREFUSED', 'connect'), true],
    ['no such host', system('ENOTFOUND', 'getaddrinfo'), true],
    ['a connection that is not established in time', slow('the socket did not establish a connection'), true],
    [
      'no address that can be reached',
      new AggregateError([system('ETIMEDOUT', 'connect'), system('ENETUNREACH', 'connect')]),
      true,
    ],
    [
      'one address that was reached',
      new AggregateError([system('ECONNREFUSED', 'connect'), system('ECONNRESET', 'read')]),
      false,
    ],
    ['a list without errors', new AggregateError([]), false],
    ['a reset while reading', system('ECONNRESET', 'read'), false],
    ['a reset while writing', system('EPIPE', 'write'), false],
    ['a reset without a system call', system('ECONNRESET'), false],
    ['a refused connection without a system call', system('ECONNREFUSED'), false],
    ['a timeout of the connection while reading', system('ETIMEDOUT', 'read'), false],
    ['no response in time', slow('a request has exceeded the configured 30000 ms requestTimeout.'), false],
    ['a cause that failed to connect', new Error('fetch failed', { cause: system('ECONNREFUSED', 'connect') }), false],
    ['a certificate that is not trusted', system('DEPTH_ZERO_SELF_SIGNED_CERT'), false],
    [
      'a response',
      Object.assign(system('ECONNREFUSED', 'connect'), { $metadata: { httpStatusCode: 502, attempts: 1 } }),
      false,
    ],
    ['an attempt before', Object.assign(system('ECONNREFUSED', 'connect'), { $metadata: { attempts: 2 } }), false],
  ] as const) {
    it(`was ${neverSent ? 'never' : 'perhaps'} sent after ${what}`, () => {
      const context = {
        target: DEV_TARGET,
        service: 'ec2',
        operation: 'DeleteVpc',
        durationMs: 1,
        aborted: false,
      } as const;
      assert.equal(toCallFailure(error, context).neverSent === true, neverSent);
    });
  }
});

describe('an error without a code of AWS', () => {
  let fixed: FixedResponse;
  before(async () => {
    fixed = await FixedResponse.start();
  });
  after(() => fixed.close());

  const statuses = [300, 302, 304, 307, 400, 401, 403, 404, 405, 407, 408, 409, 413, 423, 425, 429, 451, 499, 500, 502];
  const bodies = [
    '',
    'Blocked by policy',
    '<html>Blocked</html>',
    '{}',
    '{"message":"Too Many Requests"}',
    '{"code":429,"message":"Rate exceeded"}',
    '{"type":"about:blank","title":"Throttling","status":429}',
    '<Error><Code>AccessDenied</Code><Message>x</Message></Error>',
  ];

  for (const [service, operation, input] of DELETES) {
    it(`has no definite outcome, with AWS’s headers or without: ${service}`, async () => {
      for (const headers of [{}, { 'x-amzn-requestid': 'r-1' }, { 'x-amz-request-id': 'r', 'x-amz-id-2': 'i' }]) {
        for (const status of [...statuses, 503, 504, 511, 599]) {
          for (const body of bodies) {
            Object.assign(fixed, { status, headers, body: status === 304 ? '' : body });
            const failure = await failureOf(
              fixed.world.client.call(fixed.target, service, operation, input, { noRetry: true }),
            );
            const what = `${status} ${JSON.stringify(headers)} ${body}: ${failure?.cause ?? 'success'}`;
            assert.ok(failure, what);
            assert.equal(definiteOutcome(failure), undefined, what);
            assert.notEqual(failure.cause, 'throttled', what);
          }
        }
      }
    }).timeout(60_000);
  }
});

describe('an error with a code of AWS', () => {
  it('is its own outcome, also where the root of the XML has a namespace', async () => {
    const fixed = await FixedResponse.start();
    try {
      for (const root of ['<Response>', '<Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15">']) {
        Object.assign(fixed, {
          status: 400,
          headers: {},
          body: `<?xml version="1.0" encoding="UTF-8"?>\n${root}<Errors><Error><Code>InvalidVpcID.NotFound</Code><Message>x</Message></Error></Errors><RequestID>r-1</RequestID></Response>`,
        });
        const failure = await failureOf(
          fixed.world.client.call(fixed.target, 'ec2', 'DeleteVpc', { VpcId: 'vpc-1' }, { noRetry: true }),
        );
        assert.equal(failure?.cause, 'notFound', root);
      }
    } finally {
      await fixed.close();
    }
  });
});

describe('a deletion behind a proxy that replaces the body and keeps the headers', () => {
  const suite = behindHostileProxy();

  for (const its of CASES) {
    for (const status of [403, 409, 429]) {
      it(`is settled by reading AWS after ${status}: ${its.kind}`, async () => {
        const { world, proxy } = suite;
        const resource = proxy.behind(await world.find(its.kind, its.wanted));
        const headers = { 'x-amzn-requestid': 'r-1', 'content-type': 'application/x-amz-json-1.1' };
        proxy.intercepted.set(its.operation, {
          executes: true,
          respond: (response) => response.writeHead(status, headers).end('{"message":"Blocked by policy"}'),
        });
        await world.control.clearRequests();
        const removals = new DeletionHarness(world, { client: proxy.client });
        assert.equal((await removals.remove(resource)).kind, 'deleted');
        assert.deepEqual(await removals.calls(its), { sent: 1, executed: 1 });
      });
    }
  }
});
