import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { documentedRate, Throttle as SandboxThrottle } from '../../../sandbox/throttle.ts';
import { ThrottleRegistry } from '../../../src/aws/throttling/throttleRegistry.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import { EventClock } from '../deletion/support/eventClock.ts';

const OPERATION = 'DeleteRouteServerPeer';
const CALL = { service: 'ec2', account: '111122223333', region: 'eu-west-1', operation: OPERATION } as const;
const TARGET: Target = {
  identity: {
    source: { kind: 'profile', name: 'dev' },
    accountId: CALL.account,
    arn: `arn:aws:iam::${CALL.account}:user/dev`,
    partition: 'aws',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  },
  region: CALL.region,
  endpoints: {},
};
/** The duration of a request. */
const LATENCY_MS = 40;

/** Sends mutating requests against EC2's documented bucket, in virtual time. */
async function sendAll(count: number, clock: EventClock, throttles: ThrottleRegistry, bucket: SandboxThrottle) {
  const { mutations } = throttles.for(TARGET, 'ec2', OPERATION);
  let throttled = 0;
  let lastAt = 0;
  const began = clock.now();
  const sendOne = () =>
    mutations.run(async () => {
      for (;;) {
        await mutations.waitUntilReady();
        const accepted = bucket.take(CALL, 1, clock.now());
        await clock.sleep(LATENCY_MS);
        if (accepted) break;
        throttled++;
        mutations.onThrottled();
      }
      mutations.onSuccess();
      lastAt = clock.now();
    });
  await Promise.all(Array.from({ length: count }, sendOne));
  const { size, perSecond } = documentedRate(OPERATION);
  return { share: count / (size + (perSecond * (lastAt - began)) / 1_000), throttled: throttled / count };
}

// The same over HTTP and with whole deletions: npm run bench -- deletions.
describe('mutating requests against the documented token bucket', () => {
  it('use at least 97 % of it with at most 2 % throttled, in each of two batches of 1,000', async () => {
    const clock = new EventClock();
    const throttles = new ThrottleRegistry(clock);
    const bucket = new SandboxThrottle();
    for (const run of ['first', 'second']) {
      const { share, throttled } = await sendAll(1_000, clock, throttles, bucket);
      assert.ok(share >= 0.97, `${run}: ${share}`);
      assert.ok(throttled <= 0.02, `${run}: ${throttled}`);
      // The bucket is full again.
      await clock.sleep(60_000);
    }
  });
});
