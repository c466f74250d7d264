import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import type { AwsClient, AwsResponse, CallOptions } from '../../../src/aws/client/sdkClient.ts';
import { AwsCallError, type FailureCause } from '../../../src/aws/errors/callError.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import { AimdLimiter } from '../../../src/aws/throttling/aimdLimiter.ts';
import { RateLimiter } from '../../../src/aws/throttling/rateLimiter.ts';
import { ThrottledClient } from '../../../src/aws/throttling/throttledClient.ts';
import { ThrottleRegistry } from '../../../src/aws/throttling/throttleRegistry.ts';
import type { ServiceId } from '../../../src/catalog/model/services.ts';
import { FastClock } from '../deletion/support/fastClock.ts';

const DEV: Target = {
  identity: {
    source: { kind: 'profile', name: 'dev' },
    accountId: '111122223333',
    arn: 'arn:aws:iam::111122223333:user/dev',
    partition: 'aws',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  },
  region: 'eu-west-1',
  endpoints: {},
};

/** The same account through another profile. */
const SAME_ACCOUNT: Target = {
  ...DEV,
  identity: { ...DEV.identity, source: { kind: 'profile', name: 'admin' }, accessKeyId: 'AKIAI44QH8DHBEXAMPLE' },
};
const OTHER_REGION: Target = { ...DEV, region: 'us-east-1' };
const OTHER_ACCOUNT: Target = { ...DEV, identity: { ...DEV.identity, accountId: '444455556666' } };

const OK: AwsResponse = { output: {}, status: 200, attempts: 1, durationMs: 1 };

function failure(cause: FailureCause): AwsCallError {
  const name = cause === 'throttled' ? 'RequestLimitExceeded' : 'Other';
  const action = 'ec2:DescribeRouteServerPeers';
  return new AwsCallError({
    ...{ cause, name, action, message: name, region: DEV.region, attempts: 1, durationMs: 1, details: {} },
  });
}

describe('ThrottledClient after a throttled response', () => {
  let clock: FastClock;
  let throttles: ThrottleRegistry;
  let responses: (AwsResponse | AwsCallError)[];
  let sent: (() => Promise<void>)[];
  let client: ThrottledClient;
  beforeEach(() => {
    clock = new FastClock();
    throttles = new ThrottleRegistry(clock);
    responses = [];
    sent = [];
    const fake: AwsClient = {
      async call() {
        await sent.shift()?.();
        const response = responses.shift() ?? OK;
        if (response instanceof AwsCallError) throw response;
        return response;
      },
    };
    client = new ThrottledClient(fake, throttles);
  });

  const call = (target: Target, service: ServiceId, operation: string, options?: CallOptions) =>
    client.call(target, service, operation, {}, options);

  /** Sends a request that AWS throttles. */
  const throttle = async (service: ServiceId, operation: string): Promise<void> => {
    responses.push(failure('throttled'));
    await assert.rejects(call(DEV, service, operation), AwsCallError);
    assert.deepEqual(clock.waits, []);
  };

  it('pauses the reads of the same account, Region and API action, through every profile', async () => {
    await throttle('ec2', 'DescribeRouteServerPeers');
    await call(SAME_ACCOUNT, 'ec2', 'DescribeRouteServerPeers');
    assert.deepEqual(clock.waits, [1_000]);
  });

  it('doubles the pause with each throttled response, and resets it after a success', async () => {
    await throttle('ec2', 'DescribeRouteServerPeers');
    responses.push(failure('throttled'), OK, failure('throttled'));
    await assert.rejects(call(DEV, 'ec2', 'DescribeRouteServerPeers'));
    await call(DEV, 'ec2', 'DescribeRouteServerPeers');
    await assert.rejects(call(DEV, 'ec2', 'DescribeRouteServerPeers'));
    await call(DEV, 'ec2', 'DescribeRouteServerPeers');
    assert.deepEqual(clock.waits, [1_000, 2_000, 1_000]);
  });

  it('does not pause another API action of EC2, another Region or another account', async () => {
    await throttle('ec2', 'DescribeRouteServerPeers');
    await call(DEV, 'ec2', 'DescribeRouteServers');
    await call(DEV, 'lightsail', 'GetKeyPairs');
    await call(OTHER_REGION, 'ec2', 'DescribeRouteServerPeers');
    await call(OTHER_ACCOUNT, 'ec2', 'DescribeRouteServerPeers');
    assert.deepEqual(clock.waits, []);
  });

  it('pauses the whole service, including deletions, if AWS documents no limits', async () => {
    await throttle('lightsail', 'GetKeyPairs');
    await throttles.for(DEV, 'lightsail', 'DeleteKeyPair').mutations.waitUntilReady();
    await call(DEV, 'lightsail', 'GetBuckets');
    assert.deepEqual(clock.waits, [1_000]);
  });

  it('pauses the reads of a service without documented limits if a deletion was throttled', async () => {
    throttles.for(DEV, 'directconnect', 'DisassociateMacSecKey').mutations.onThrottled();
    await call(DEV, 'directconnect', 'DescribeLags');
    assert.deepEqual(clock.waits, [1_000]);
  });

  it('counts the throttled responses of a burst once', async () => {
    responses.push(failure('throttled'), failure('throttled'), failure('throttled'));
    const burst = Array.from({ length: 3 }, () => call(DEV, 'ec2', 'DescribeRouteServerPeers'));
    const settled = await Promise.allSettled(burst);
    assert.ok(settled.every(({ status }) => status === 'rejected'));
    await call(DEV, 'ec2', 'DescribeRouteServerPeers');
    assert.deepEqual(clock.waits, [1_000]);
  });

  it('does not pause after other errors', async () => {
    responses.push(failure('denied'), failure('canceled'));
    await assert.rejects(call(DEV, 'ec2', 'DescribeRouteServerPeers'));
    await assert.rejects(call(DEV, 'ec2', 'DescribeRouteServerPeers'));
    await call(DEV, 'ec2', 'DescribeRouteServerPeers');
    assert.deepEqual(clock.waits, []);
  });

  it('does not delay a canceled request', async () => {
    await throttle('ec2', 'DescribeRouteServerPeers');
    await call(DEV, 'ec2', 'DescribeRouteServerPeers', { signal: AbortSignal.abort() });
    assert.deepEqual(clock.waits, []);
  });

  it('does not delay a mutating request, whose deletion waits before it writes the journal', async () => {
    await throttle('lightsail', 'GetKeyPairs');
    await call(DEV, 'lightsail', 'DeleteKeyPair', { noRetry: true });
    assert.deepEqual(clock.waits, []);
  });

  it('runs fewer reads at once, also after a response that the SDK retried', async () => {
    responses.push({ ...OK, attempts: 2 });
    await call(DEV, 'ec2', 'DescribeRouteServerPeers');
    let running = 0;
    let most = 0;
    const noteRunning = async () => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running--;
    };
    sent = Array.from({ length: 5 }, () => noteRunning);
    await throttle('ec2', 'DescribeRouteServers');
    sent = Array.from({ length: 10 }, () => noteRunning);
    most = 0;
    await Promise.all(Array.from({ length: 5 }, () => call(DEV, 'ec2', 'DescribeRouteServers')));
    assert.equal(most, 5);
    sent = Array.from({ length: 10 }, () => noteRunning);
    most = 0;
    await Promise.all(Array.from({ length: 10 }, () => call(DEV, 'ec2', 'DescribeRouteServerPeers')));
    assert.ok(most < 10, `${most} at once`);
  });
});

describe('read slots', () => {
  it('are separate for each operation', async () => {
    const throttles = new ThrottleRegistry(new FastClock());
    const { reads } = throttles.for(DEV, 'lightsail', 'GetBucketAccessKeys');
    let running = 0;
    const busy = () => {
      running++;
      return new Promise<never>(() => undefined);
    };
    for (let read = 0; read < 20; read++) void reads.run(busy);
    assert.equal(running, 10);
    const other = throttles.for(DEV, 'lightsail', 'GetBuckets').reads;
    assert.equal(await other.run(() => Promise.resolve('sent')), 'sent');
  });
});

describe('acquirePoll', () => {
  it('allows half of the documented read rate, and does not wait without a documented rate', async () => {
    const clock = new FastClock();
    const throttles = new ThrottleRegistry(clock);
    const { acquirePoll } = throttles.for(DEV, 'ec2', 'DescribeRouteServerPeers');
    // 50 requests at once and 10 per second are documented.
    for (let poll = 0; poll < 27; poll++) await acquirePoll();
    assert.deepEqual(clock.waits, [200, 200]);
    const lightsail = throttles.for(DEV, 'lightsail', 'GetKeyPairs');
    for (let poll = 0; poll < 100; poll++) await lightsail.acquirePoll();
    assert.equal(clock.waits.length, 2);
  });
});

describe('RateLimiter', () => {
  /** Takes all available tokens, and returns their number. */
  const drain = (limiter: RateLimiter, now: number, max: number): number => {
    let taken = 0;
    while (taken < max && limiter.tryAcquire(now) === 0) {
      limiter.onSuccess();
      taken++;
    }
    return taken;
  };

  /** Learns one request per 100 ms: the bucket gets twenty tokens within two seconds. */
  const learned = (): RateLimiter => {
    const limiter = new RateLimiter();
    assert.equal(drain(limiter, 0, 50), 50);
    limiter.onThrottled(0);
    assert.equal(drain(limiter, 2_000, 20), 20);
    limiter.onThrottled(2_000);
    return limiter;
  };

  it('learns the rate from the successes between two throttled requests', () => {
    const limiter = learned();
    // A few at once compensate for late timers.
    assert.equal(drain(limiter, 2_300, 100), 3);
    const waitMs = limiter.tryAcquire(2_300);
    assert.ok(waitMs > 99 && waitMs <= 100, `${waitMs} ms`);
  });

  it('learns no rate from too few successes', () => {
    const limiter = new RateLimiter();
    limiter.onThrottled(0);
    assert.equal(drain(limiter, 2_000, 4), 4);
    limiter.onThrottled(2_000);
    assert.equal(drain(limiter, 2_000, 100), 100);
  });

  it('uses the full bucket after idle time, and keeps the learned rate when it is empty', () => {
    const limiter = learned();
    const rested = 2_000 + 3_600_000;
    assert.equal(drain(limiter, rested, 50), 50);
    limiter.onThrottled(rested);
    assert.equal(drain(limiter, rested + 300, 100), 3);
    // The idle hour must not count as the time in which the bucket got fifty tokens.
    assert.ok(limiter.tryAcquire(rested + 300) <= 100);
  });
});

describe('AimdLimiter', () => {
  const CONCURRENCY = { initial: 2, max: 3, increase: 1 } as const;

  /** Starts tasks that run until they are ended. */
  const start = (limiter: AimdLimiter, count: number, signal?: AbortSignal) => {
    const running: (() => void)[] = [];
    const all = Array.from({ length: count }, () =>
      limiter.run(() => new Promise<void>((end) => running.push(end)), signal),
    );
    return { running, all };
  };

  it('raises its limit after a round of successes up to its maximum, and halves it on throttling', () => {
    const limiter = new AimdLimiter(CONCURRENCY);
    const { running } = start(limiter, 9);
    assert.equal(running.length, 2);
    limiter.onSuccess();
    assert.equal(running.length, 2);
    limiter.onSuccess();
    for (let success = 0; success < 9; success++) limiter.onSuccess();
    return new Promise(setImmediate).then(() => {
      assert.equal(running.length, 3);
      limiter.onThrottled();
      for (const end of running.splice(0)) end();
      return new Promise(setImmediate).then(() => {
        assert.equal(running.length, 1);
      });
    });
  });

  it('runs tasks in the order of arrival', async () => {
    const limiter = new AimdLimiter({ ...CONCURRENCY, initial: 1 });
    const order: number[] = [];
    await Promise.all([1, 2, 3].map((task) => limiter.run(() => Promise.resolve(void order.push(task)))));
    assert.deepEqual(order, [1, 2, 3]);
  });

  it('runs a canceled task at once, and does not release its slot twice', async () => {
    const limiter = new AimdLimiter(CONCURRENCY);
    const stop = new AbortController();
    const { running, all } = start(limiter, 2);
    const canceled = start(limiter, 2, stop.signal);
    const last = start(limiter, 1);
    stop.abort();
    await new Promise(setImmediate);
    assert.equal(canceled.running.length, 2);
    for (const end of canceled.running) end();
    await Promise.all(canceled.all);
    // The canceled tasks had no slot to give back.
    assert.equal(last.running.length, 0);
    for (const end of running) end();
    await Promise.all(all);
    assert.equal(last.running.length, 1);
  });
});
