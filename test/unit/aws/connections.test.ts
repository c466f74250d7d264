import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { after, before, describe, it } from 'mocha';
import { GuardedHandler } from '../../../src/aws/client/guardedHandler.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';

/** The limit of time for a connection. With it, fifty requests leave at once on a busy machine, too. */
const CONNECTION_MS = 1_200;
/** A request that waits for the response of another one waits longer than that limit. */
const RESPONSE_MS = 1_500;
/** More requests than connections. */
const REQUESTS = 60;

const RESPONSES: Readonly<Record<string, string>> = {
  GetCallerIdentity: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
  DescribeKeyPairs: '<DescribeKeyPairsResponse><requestId>r-1</requestId><keySet/></DescribeKeyPairsResponse>',
};

describe('A request that waits for one of the connections of a client', () => {
  let server: Server;
  let endpoint: string;
  /** The requests without a response, and the most of them at once. */
  let open = 0;
  let most = 0;

  before(async () => {
    server = createServer((request, response) => {
      most = Math.max(most, ++open);
      let text = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      request.on('end', () => {
        setTimeout(() => {
          open--;
          const operation = new URLSearchParams(text).get('Action') ?? '';
          response.setHeader('x-amzn-requestid', 'r-1').setHeader('content-type', 'text/xml').end(RESPONSES[operation]);
        }, RESPONSE_MS);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  /** Sends more requests at once than there are connections, and asserts that all succeed. */
  const assertAllSucceed = async (send: () => Promise<unknown>): Promise<void> => {
    most = 0;
    const ended = await Promise.allSettled(Array.from({ length: REQUESTS }, send));
    assert.deepEqual(
      ended.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : [])),
      [],
    );
    assert.equal(most, 50);
  };

  it('does not fail as unreachable, for a service whose resources are listed and deleted', async () => {
    const world = await TestEnvironment.start();
    const client = world.newClient({ connectionMs: CONNECTION_MS });
    try {
      const target = { ...(await world.target()), endpoints: { ec2: endpoint } };
      await assertAllSucceed(() => client.call(target, 'ec2', 'DescribeKeyPairs', {}, { noRetry: true }));
    } finally {
      await world.close();
    }
  });

  it('does not fail as unreachable, for a service of accounts and permissions', async () => {
    const sts = new STSClient({
      ...{ endpoint, region: 'eu-west-1', credentials: { accessKeyId: 'k', secretAccessKey: 's' }, maxAttempts: 1 },
      requestHandler: new GuardedHandler({ connectionTimeout: CONNECTION_MS }, 100_000),
    });
    await assertAllSucceed(() => sts.send(new GetCallerIdentityCommand({})));
    sts.destroy();
  });
});
