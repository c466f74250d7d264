import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { FaultEffect } from '../../../sandbox/types.ts';
import type { AwsClient } from '../../../src/aws/client/sdkClient.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { CASES, readsPerLook, DeletionHarness } from './support/deletionHarness.ts';
import { unpaused } from './support/withoutRetryJitter.ts';

/** Answers that never come, or that nobody can read: in all of them AWS has carried the call out. */
const LOST: readonly FaultEffect[] = [{ type: 'resetAfter' }, { type: 'truncated' }, { type: 'malformed' }];

/** In these it has not, and that cannot be told from the others. */
const UNHEARD: readonly FaultEffect[] = [{ type: 'resetBefore' }, { type: 'serverError' }];

describe('a removing call whose answer is lost', () => {
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
        it(`${effect.type}: is settled by looking`, async () => {
          const outcome = await removals.removeUnder(its, effect);
          assert.equal(outcome.kind, 'deleted');
          assert.match(outcome.reason ?? '', /^The response was lost \(\w+\), but it is deleted\.$/);
          assert.deepEqual(await removals.calls(its), { sent: 1, executed: 1 });
          assert.equal(removals.records.length, 1);
          assert.ok('Error' in (removals.records[0]?.body ?? {}));
        });
      }

      it('is settled by looking also where the list lags behind', async () => {
        const resource = await world.find(its.kind, its.wanted);
        await world.control.addFault({ operation: its.operation }, { type: 'resetAfter' });
        await world.control.addFault({ operation: its.operation }, { type: 'staleList', for: { describes: 4 } });
        assert.equal((await removals.remove(resource)).kind, 'deleted');
        assert.deepEqual(await removals.calls(its), { sent: 1, executed: 1 });
      });

      for (const effect of UNHEARD) {
        it(`${effect.type}: is not repeated, and not called a success, when nothing happens`, async () => {
          const outcome = await removals.removeUnder(its, effect);
          // Where a kind has no states, it could be on its way without a sign of it.
          assert.equal(outcome.kind, its.hasStates ? 'failed' : 'unknown');
          assert.match(outcome.reason ?? '', /^The response was lost \(\w+\), and AWS still lists it after \d+ s\.$/);
          assert.deepEqual(await removals.calls(its), { sent: 1, executed: 0 });
          const again = await world.find(its.kind, its.wanted);
          assert.ok(again);
        });
      }

      it('is unknown when nobody may look', async () => {
        const resource = await world.find(its.kind, its.wanted);
        await world.control.addFault({ operation: its.operation }, { type: 'resetAfter' });
        await world.control.addFault(
          { operation: its.read },
          { type: 'accessDenied' },
          { from: 1 + readsPerLook(its) },
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

  it('is unknown when looking fails as long as one looks', async () => {
    const resource = await world.find(its.kind, its.wanted);
    await world.control.addFault({ service: 'ec2' }, { type: 'resetBefore' }, { from: 2 });
    const outcome = await unpaused(() => removals.remove(resource));
    assert.equal(outcome.kind, 'unknown');
    assert.match(outcome.reason ?? '', /^The response was lost \(\w+\), and AWS could not be read: \w+$/);
    assert.deepEqual(await removals.calls(its), { sent: 1, executed: 0 });
  });

  it('is looked for once more where patience ends with a look that failed in passing', async () => {
    const resource = await world.find(its.kind, its.wanted);
    await world.control.addFault({ operation: its.operation }, { type: 'resetAfter' });
    const blind = await world.control.addFault({ operation: its.read }, { type: 'throttled' }, { from: 2 });
    const begun = removals.clock.now();
    removals.clock.meanwhile = async () => {
      if (removals.clock.now() - begun > 30_000) await world.control.removeFaults(blind);
    };
    const outcome = await unpaused(() => removals.remove(resource));
    assert.equal(outcome.kind, 'deleted');
    assert.deepEqual(await removals.calls(its), { sent: 1, executed: 1 });
  });

  it('is followed to its end when a look shows that it is under way', async () => {
    await world.control.configure({ settling: { inProgress: { describes: 12 } } });
    const outcome = await removals.removeUnder(its, { type: 'resetAfter' });
    assert.equal(outcome.kind, 'deleted');
    assert.ok(removals.clock.waits.length >= 12);
  });

  it('did not leave where nobody listens: that is failed, without a look', async () => {
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

  it('is unknown when AWS has accepted it and looking is denied', async () => {
    const resource = await world.find(its.kind, its.wanted);
    await world.control.addFault({ operation: its.read }, { type: 'accessDenied' }, { from: 1 + readsPerLook(its) });
    const outcome = await removals.remove(resource);
    assert.equal(outcome.kind, 'unknown');
    assert.match(outcome.reason ?? '', /^AWS accepted the request, but could not be read afterwards: /);
  });

  it('goes on looking after looks that failed in passing', async () => {
    const resource = await world.find(its.kind, its.wanted);
    await world.control.addFault({ operation: its.read }, { type: 'resetBefore' }, { from: 2, to: 13 });
    assert.deepEqual(await removals.remove(resource), { kind: 'deleted' });
  });

  it('is reverted when AWS accepted it and it is still there after a minute', async () => {
    const outcome = await removals.removeUnder(its, { type: 'staleList', for: 'manual' });
    assert.equal(outcome.kind, 'reverted');
    assert.match(outcome.reason ?? '', /^AWS accepted the request, but still lists it after \d+ s\.$/);
  });

  it('needs no leave to ask for operations where the list shows that it is gone', async () => {
    const [, , key] = CASES;
    const resource = await world.find(key.kind, key.wanted);
    await world.control.addFault({ operation: 'GetOperation' }, { type: 'accessDenied' });
    assert.deepEqual(await removals.remove(resource), { kind: 'deleted' });
  });
});
