import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { AwsClient } from '../../../src/aws/client/sdkClient.ts';
import { DEV, TestEnvironment } from '../support/testEnvironment.ts';
import { CASES, planOf, DeletionHarness } from './support/deletionHarness.ts';

const [PEER, , KEY] = CASES;

describe('the plan executor', () => {
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

  describe('when AWS throttles the delete request', () => {
    for (const its of CASES) {
      it(`retries with exponential backoff, and records every request: ${its.kind}`, async () => {
        const outcome = await removals.removeUnder(its, { type: 'throttled' }, { to: 3 });
        assert.deepEqual(outcome, { kind: 'deleted' });
        assert.deepEqual(removals.clock.waits.slice(0, 3), [1_000, 2_000, 4_000]);
        assert.deepEqual(await removals.calls(its), { sent: 4, executed: 1 });
        assert.deepEqual(
          removals.records.map(({ status, attempts }) => [(status ?? 0) >= 400, attempts]),
          [
            [true, 1],
            [true, 1],
            [true, 1],
            [false, 1],
          ],
        );
      });
    }

    it('reports a failure after nine requests, each after another read', async () => {
      const outcome = await removals.removeUnder(PEER, { type: 'throttled' });
      assert.equal(outcome.kind, 'failed');
      assert.equal(outcome.failure?.cause, 'throttled');
      assert.equal(outcome.failure.name, 'RequestLimitExceeded');
      const { sent, executed } = await removals.calls(PEER);
      assert.deepEqual([sent, executed], [9, 0]);
      assert.deepEqual(removals.clock.waits, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
      const each = [...PEER.look, PEER.operation];
      assert.deepEqual(
        await world.operations(),
        Array.from({ length: 9 }).flatMap(() => each),
      );
    });

    it('does not retry once the deletion is canceled', async () => {
      const resource = await world.find(PEER.kind, PEER.wanted);
      await world.control.addFault({ operation: PEER.operation }, { type: 'throttled' });
      const stop = new AbortController();
      removals.clock.meanwhile = () => {
        if (removals.clock.waits.length === 2) stop.abort();
      };
      assert.equal((await removals.remove(resource, stop.signal)).kind, 'canceled');
      assert.deepEqual(await removals.calls(PEER), { sent: 2, executed: 0 });
    });

    it('does not retry a lost response after a throttled request', async () => {
      const resource = await world.find(PEER.kind, PEER.wanted);
      await world.control.addFault({ operation: PEER.operation }, { type: 'throttled' }, { to: 1 });
      await world.control.addFault({ operation: PEER.operation }, { type: 'resetAfter' }, { from: 2 });
      assert.equal((await removals.remove(resource)).kind, 'deleted');
      assert.deepEqual(await removals.calls(PEER), { sent: 2, executed: 1 });
    });
  });

  it('sends nothing for a plan that was canceled before', async () => {
    const resource = await world.find(PEER.kind, PEER.wanted);
    assert.equal((await removals.remove(resource, AbortSignal.abort())).kind, 'canceled');
    assert.deepEqual(await removals.calls(PEER), { sent: 0, executed: 0 });
    assert.deepEqual(removals.phases, ['queued', 'canceled']);
  });

  it('sends nothing for a resource with a blocker', async () => {
    const listed = await world.find(PEER.kind, PEER.wanted);
    await world.control.patch({ ...DEV, kind: PEER.kind }, listed.id, { State: 'deleting' });
    const outcome = await removals.remove(await world.find(PEER.kind, PEER.wanted));
    assert.deepEqual(outcome, { kind: 'blocked', reason: 'A deletion is already in progress: the state is deleting.' });
    assert.deepEqual(await removals.calls(PEER), { sent: 0, executed: 0 });
  });

  it('sends nothing in a profile or account that became read-only after the plan', async () => {
    const guarded = new DeletionHarness(world, { protectionAt: () => 'readOnly' });
    const outcome = await guarded.remove(await world.find(PEER.kind, PEER.wanted));
    assert.equal(outcome.kind, 'blocked');
    assert.deepEqual(await guarded.calls(PEER), { sent: 0, executed: 0 });
  });

  it('sends nothing when the profile has the keys of another account', async () => {
    const resource = await world.find(PEER.kind, PEER.wanted);
    const { credentialsFile } = world.sandbox;
    const before = readFileSync(credentialsFile, 'utf8');
    const prod = /\[prod\]\n([^[]*)/.exec(before)?.[1] ?? '';
    try {
      writeFileSync(credentialsFile, before.replace(/(\[dev\]\n)[^[]*/, `$1${prod}`));
      const outcome = await removals.remove(resource);
      assert.equal(outcome.kind, 'changed');
      assert.match(outcome.reason ?? '', /account 111122223333.*account 444455556666/);
    } finally {
      writeFileSync(credentialsFile, before);
    }
    assert.deepEqual(await world.operations({ operation: PEER.operation }), []);
    assert.deepEqual(removals.records, []);
  });

  it('sends nothing when the caller identity cannot be read', async () => {
    const resource = await world.find(PEER.kind, PEER.wanted);
    await world.control.addFault({ operation: 'GetCallerIdentity' }, { type: 'serverError' });
    // A resolver without a cached caller identity.
    const fresh = world.createCore().profiles;
    const unidentified = new DeletionHarness(world, { verify: (target) => fresh.verify(target) });
    assert.equal((await unidentified.remove(resource)).kind, 'failed');
    assert.deepEqual(await unidentified.calls(PEER), { sent: 0, executed: 0 });
  });

  it('deletes a resource once, also when its plan is executed again meanwhile', async () => {
    await world.control.configure({ settling: { inProgress: 'manual' } });
    const resource = await world.find(PEER.kind, PEER.wanted);
    const plan = planOf([resource]);
    let second: unknown;
    removals.clock.meanwhile = async () => {
      assert.equal(removals.engine.phaseOf(resource), 'waiting');
      second ??= (await removals.engine.execute(plan))[0];
      await world.control.settle();
    };
    const [first] = await removals.engine.execute(plan);
    assert.deepEqual(first, { kind: 'deleted' });
    assert.deepEqual(second, { kind: 'canceled', reason: 'A deletion of it is already running.' });
    assert.equal(removals.engine.phaseOf(resource), undefined);
    assert.deepEqual(await removals.calls(PEER), { sent: 1, executed: 1 });
  });

  it('returns outcomes in the order of the plan, and continues after a failure', async () => {
    const peer = await world.find(PEER.kind, PEER.wanted);
    const key = await world.find(KEY.kind, KEY.wanted);
    await world.control.addFault({ operation: PEER.operation }, { type: 'accessDenied' });
    const outcomes = await removals.engine.execute(planOf([peer, key]));
    assert.deepEqual(
      outcomes.map(({ kind }) => kind),
      ['denied', 'deleted'],
    );
    // Neither depends on the other, so their requests may be sent in any order.
    assert.deepEqual(
      new Set(removals.records.map(({ operation }) => operation)),
      new Set([PEER.operation, KEY.operation]),
    );
  });

  it('reports "unknown" and releases the resource after an internal error that follows the request', async () => {
    const resource = await world.find(PEER.kind, PEER.wanted);
    let reads = 0;
    const client: AwsClient = {
      call: (target, service, operation, ...rest) => {
        if (operation === PEER.read && ++reads === 2) throw new TypeError('a mistake of ours');
        return world.client.call(target, service, operation, ...rest);
      },
    };
    const broken = new DeletionHarness(world, { client });
    const outcome = await broken.remove(resource);
    assert.equal(outcome.kind, 'unknown');
    assert.match(outcome.reason ?? '', /a mistake of ours$/);
    assert.deepEqual(broken.journal.outcomes.get(resource.key), outcome);
    assert.equal(broken.engine.phaseOf(resource), undefined);
    assert.equal(broken.phases.at(-1), 'unknown');
  });
});
