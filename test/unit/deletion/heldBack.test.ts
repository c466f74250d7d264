import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { AwsClient } from '../../../src/aws/client/sdkClient.ts';
import { systemClock, type Clock } from '../../../src/common/clock.ts';
import type { Outcome } from '../../../src/deletion/execution/outcome.ts';
import { DEV, TestEnvironment } from '../support/testEnvironment.ts';
import { CASES, DeletionHarness } from './support/deletionHarness.ts';

const [PEER] = CASES;
const MINUTE_MS = 60_000;

describe('a delete request that leaves long after its check', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(() => world.reset());

  /** Deletes a peer. The first `times` delete requests are each signed a minute after the check, in which a change happens. */
  async function deletedLate(times: number, change: (id: string) => unknown = () => undefined) {
    const peer = await world.find(PEER.kind, PEER.wanted);
    let late = 0;
    let now = Date.now();
    const timer: Clock = { ...systemClock, now: () => now };
    const client: AwsClient = {
      async call(target, service, operation, input, options) {
        if (operation === PEER.operation && late++ < times) {
          await change(peer.id);
          now += MINUTE_MS;
        }
        return world.client.call(target, service, operation, input, options);
      },
    };
    const deletions = new DeletionHarness(world, { client, timer });
    const outcome: Outcome = await deletions.remove(peer);
    return { outcome, phases: deletions.phases, calls: await deletions.calls(PEER) };
  }

  it('is not sent when the resource became another one meanwhile', async () => {
    const { outcome, calls } = await deletedLate(1, (id) =>
      world.control.patch({ ...DEV, kind: PEER.kind }, id, { PeerAddress: '10.0.9.9' }),
    );
    assert.equal(outcome.kind, 'changed');
    assert.match(outcome.reason ?? '', /PeerAddress changed from .* to 10\.0\.9\.9/);
    assert.deepEqual(calls, { sent: 0, executed: 0 });
  });

  it('is checked again, and sent once', async () => {
    const { outcome, calls, phases } = await deletedLate(1);
    assert.equal(outcome.kind, 'deleted');
    assert.deepEqual(calls, { sent: 1, executed: 1 });
    assert.deepEqual(phases.slice(1, 5), ['checking', 'sending', 'checking', 'sending']);
  });

  it('is given up when each one leaves late', async () => {
    const { outcome, calls } = await deletedLate(Infinity);
    assert.equal(outcome.kind, 'failed');
    assert.match(outcome.reason ?? '', /was not sent/);
    assert.deepEqual(calls, { sent: 0, executed: 0 });
  });
});
