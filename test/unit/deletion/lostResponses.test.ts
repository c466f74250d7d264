import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { FaultEffect } from '../../../sandbox/types.ts';
import type { AwsClient } from '../../../src/aws/client/sdkClient.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { CASES, readsPerPoll, DeletionHarness } from './support/deletionHarness.ts';
import { unpaused } from './support/withoutRetryJitter.ts';

/** Faults that lose the response after AWS executed the request. */
const LOST: readonly FaultEffect[] = [{ type: 'resetAfter' }, { type: 'truncated' }, { type: 'malformed' }];

/** Faults that lose the response of a request that was not executed. A client cannot distinguish them from `LOST`. */
const NOT_EXECUTED: readonly FaultEffect[] = [{ type: 'resetBefore' }, { type: 'serverError' }];

describe('a delete request without a response', () => {
  let world: TestEnvironment;
  let removals: DeletionHarness;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(async () => {
    await world.reset();
    removals = new DeletionHarness(world);
  });

  for (const its of CASES) {
    describe(its.kind, () => {
      for (const effect of LOST) {
        it(`${effect.type}: is settled by reading AWS`, async () => {
          const outcome = await removals.removeUnder(its, effect);
          assert.equal(outcome.kind, 'deleted');
          assert.match(outcome.reason ?? '', /^The response was lost \(\w+\), but it is deleted\.$/);
          assert.deepEqual(await removals.calls(its), { sent: 1, executed: 1 });
          assert.equal(removals.records.length, 1);
          assert.ok('Error' in (removals.records[0]?.body ?? {}));
        });
      }

      it('is settled by reading AWS also when the list is stale', async () => {
        const resource = await world.find(its.kind, its.wanted);
        await world.control.addFault({ operation: its.operation }, { type: 'resetAfter' });
        await world.control.addFault({ operation: its.operation }, { type: 'staleList', for: { describes: 4 } });
        assert.equal((await removals.remove(resource)).kind, 'deleted');
        assert.deepEqual(await removals.calls(its), { sent: 1, executed: 1 });
      });

      for (const effect of NOT_EXECUTED) {
        it(`${effect.type}: is not repeated, and not called a success, when nothing happens`, async () => {
          const outcome = await removals.removeUnder(its, effect);
          // A resource type without states does not show whether its deletion is in progress.
          assert.equal(outcome.kind, its.hasStates ? 'failed' : 'unknown');
          assert.match(outcome.reason ?? '', /^The response was lost \(\w+\), and AWS still lists it after \d+ s\.$/);
          assert.deepEqual(await removals.calls(its), { sent: 1, executed: 0 });
          const again = await world.find(its.kind, its.wanted);
          assert.ok(again);
        });
      }

      it('is unknown when reading AWS is denied', async () => {
        const resource = await world.find(its.kind, its.wanted);
        await world.control.addFault({ operation: its.operation }, { type: 'resetAfter' });
        await world.control.addFault(
          { operation: its.read },
          { type: 'accessDenied' },
          { from: 1 + readsPerPoll(its) },
        );
        const outcome = await removals.remove(resource);
        assert.equal(outcome.kind, 'unknown');
        assert.equal(outcome.failure?.cause, 'denied');
        assert.match(outcome.reason ?? '', /^The response was lost \(\w+\), and AWS could not be read: /);
        assert.deepEqual(await removals.calls(its), { sent: 1, executed: 1 });
      });
    });
  }

  const [its] = CASES;

  it('is unknown when all polls fail', async () => {
    const resource = await world.find(its.kind, its.wanted);
    await world.control.addFault({ service: 'ec2' }, { type: 'resetBefore' }, { from: 2 });
    const outcome = await unpaused(() => removals.remove(resource));
    assert.equal(outcome.kind, 'unknown');
    assert.match(outcome.reason ?? '', /^The response was lost \(\w+\), and AWS could not be read: \w+$/);
    assert.deepEqual(await removals.calls(its), { sent: 1, executed: 0 });
  });

  it('is polled once more when the last poll before the timeout failed transiently', async () => {
    const resource = await world.find(its.kind, its.wanted);
    await world.control.addFault({ operation: its.operation }, { type: 'resetAfter' });
    const fault = await world.control.addFault({ operation: its.read }, { type: 'throttled' }, { from: 2 });
    const begun = removals.clock.now();
    removals.clock.meanwhile = async () => {
      if (removals.clock.now() - begun > 30_000) await world.control.removeFaults(fault);
    };
    const outcome = await unpaused(() => removals.remove(resource));
    assert.equal(outcome.kind, 'deleted');
    assert.deepEqual(await removals.calls(its), { sent: 1, executed: 1 });
  });

  it('is polled to its end when a poll shows a deletion in progress', async () => {
    await world.control.configure({ settling: { inProgress: { describes: 12 } } });
    const outcome = await removals.removeUnder(its, { type: 'resetAfter' });
    assert.equal(outcome.kind, 'deleted');
    assert.ok(removals.clock.waits.length >= 12);
  });

  it('is reported as failed without a poll when the connection is refused', async () => {
    const resource = await world.find(its.kind, its.wanted);
    const endpoints = { ...resource.target.endpoints, ec2: 'http://127.0.0.1:9' };
    const client: AwsClient = {
      call: (target, service, operation, ...rest) =>
        world.client.call(operation === its.operation ? { ...target, endpoints } : target, service, operation, ...rest),
    };
    removals = new DeletionHarness(world, { client });
    await world.control.clearRequests();
    const outcome = await removals.remove(resource);
    assert.equal(outcome.kind, 'failed');
    assert.equal(outcome.failure?.name, 'ECONNREFUSED');
    assert.deepEqual(await world.operations(), its.look);
    assert.deepEqual(removals.clock.waits, []);
  });

  it('is unknown when AWS accepted it and polls are denied', async () => {
    const resource = await world.find(its.kind, its.wanted);
    await world.control.addFault({ operation: its.read }, { type: 'accessDenied' }, { from: 1 + readsPerPoll(its) });
    const outcome = await removals.remove(resource);
    assert.equal(outcome.kind, 'unknown');
    assert.match(outcome.reason ?? '', /^AWS accepted the request, but could not be read afterwards: /);
  });

  it('is polled again after transient failures of polls', async () => {
    const resource = await world.find(its.kind, its.wanted);
    await world.control.addFault({ operation: its.read }, { type: 'resetBefore' }, { from: 2, to: 13 });
    assert.deepEqual(await removals.remove(resource), { kind: 'deleted' });
  });

  it('is reported as reverted when AWS accepted it and still lists the resource after a minute', async () => {
    const outcome = await removals.removeUnder(its, { type: 'staleList', for: 'manual' });
    assert.equal(outcome.kind, 'reverted');
    assert.match(outcome.reason ?? '', /^AWS accepted the request, but still lists it after \d+ s\.$/);
  });

  it('needs no permission for GetOperation when the listing shows the deletion', async () => {
    const [, , key] = CASES;
    const resource = await world.find(key.kind, key.wanted);
    await world.control.addFault({ operation: 'GetOperation' }, { type: 'accessDenied' });
    assert.deepEqual(await removals.remove(resource), { kind: 'deleted' });
  });
});
