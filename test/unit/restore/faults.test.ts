import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { FaultEffect } from '../../../sandbox/types.ts';
import { createRestorePlan } from '../../../src/deletion/restore/restorePlan.ts';
import { notWritable } from '../deletion/support/journalFaults.ts';
import { waitUntilRestored } from '../../../src/deletion/restore/waitUntilRestored.ts';
import { unpaused } from '../deletion/support/withoutRetryJitter.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { AT, CASES, planFor, Restores } from './support/restoreHarness.ts';

/** Answers that never come, or that nobody can read: in all of them AWS has carried the call out. */
const LOST: readonly FaultEffect[] = [{ type: 'resetAfter' }, { type: 'truncated' }, { type: 'malformed' }];

/** In these it has not, and that cannot be told from the others. */
const UNHEARD: readonly FaultEffect[] = [{ type: 'resetBefore' }, { type: 'serverError' }];

describe('a restore that goes wrong', () => {
  let world: TestEnvironment;
  let restores: Restores;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(async () => {
    await world.reset();
    restores = new Restores(world);
  });

  for (const its of CASES) {
    describe(its.kind, () => {
      for (const effect of LOST) {
        it(`${effect.type}: is settled by looking, never repeated`, async () => {
          const { before: was, kind, reason } = await restores.restore(its, effect);
          assert.equal(kind, 'restored');
          assert.match(reason ?? '', /^The response was lost \(\w+\), but AWS lists it\.$/);
          assert.deepEqual(await restores.calls(its), { sent: 1, executed: 1 });
          assert.equal(await restores.alike(was), 1);
        });
      }

      for (const effect of UNHEARD) {
        it(`${effect.type}: is unknown when nothing is seen, and not repeated`, async () => {
          const { before: was, kind, reason } = await restores.restore(its, effect);
          assert.equal(kind, 'unknown');
          assert.match(
            reason ?? '',
            /^The response was lost \(\w+\), and AWS does not list it\. Refresh before you try again\.$/,
          );
          assert.deepEqual(await restores.calls(its), { sent: 1, executed: 0 });
          assert.equal(await restores.alike(was), 0);
        });
      }

      it('denied: names the action', async () => {
        const { kind, failure } = await restores.restore(its, { type: 'accessDenied' });
        assert.equal(kind, 'denied');
        assert.equal(failure?.action, `${its.kind.split('.')[0] ?? ''}:${its.operation}`);
        assert.deepEqual(await restores.calls(its), { sent: 1, executed: 0 });
        assert.deepEqual(restores.journal.written.slice(-1), ['outcome denied']);
      });

      it('throttled: is called again only after that reply, which says that nothing was done', async () => {
        const { kind } = await restores.restore(its, { type: 'throttled' }, { to: 2 });
        assert.equal(kind, 'restored');
        assert.deepEqual(await restores.calls(its), { sent: 3, executed: 1 });
        assert.equal(restores.records.length, 3);
      });

      it('throttled for ever: gives up', async () => {
        const { kind, failure } = await restores.restore(its, { type: 'throttled' });
        assert.deepEqual([kind, failure?.cause], ['failed', 'throttled']);
        assert.deepEqual(await restores.calls(its), { sent: 7, executed: 0 });
      });

      it('calls nothing when what is there cannot be seen: a lost reply could never be settled', async () => {
        const was = await restores.removed(its);
        await world.control.addFault({ operation: its.read }, { type: 'accessDenied' });
        const outcome = await restores.restorer.execute(createRestorePlan(was, its.answers));
        assert.equal(outcome.kind, 'denied');
        assert.match(outcome.reason ?? '', /^Nothing was sent, because existing resources could not be listed\. /);
        assert.deepEqual(await restores.calls(its), { sent: 0, executed: 0 });
      });

      it('is unknown when nobody may look afterwards', async () => {
        const was = await restores.removed(its);
        const looks = its.kind === 'lightsail.keyPair' ? 4 : 2;
        await world.control.addFault({ operation: its.read }, { type: 'accessDenied' }, { from: looks + 1 });
        const outcome = await restores.restorer.execute(createRestorePlan(was, its.answers));
        assert.equal(outcome.kind, 'unknown');
        assert.match(outcome.reason ?? '', /^AWS accepted the request, but could not be read afterwards: \w+$/);
        assert.deepEqual(await restores.calls(its), { sent: 1, executed: 1 });
      });

      it('calls nothing where the place is read only, the intent cannot be written, or it was cancelled', async () => {
        const was = await restores.removed(its);
        const plan = createRestorePlan(was, its.answers);
        const readOnly = await new Restores(world, { protectionAt: () => 'readOnly' }).restorer.execute(plan);
        assert.equal(readOnly.kind, 'blocked');
        const full = new Restores(world);
        notWritable('intend')(full.journal);
        const unwritten = await full.restorer.execute(plan);
        assert.equal(unwritten.kind, 'failed');
        assert.match(unwritten.reason ?? '', /^Nothing was sent\. No space left on the disk\.$/);
        const cancelled = await restores.restorer.execute(plan, { signal: AbortSignal.abort() });
        assert.equal(cancelled.kind, 'canceled');
        assert.deepEqual(await restores.calls(its), { sent: 0, executed: 0 });
      });

      it('calls nothing when the credentials are somebody else’s now', async () => {
        const plan = createRestorePlan(await restores.removed(its), its.answers);
        const prod = await world.target('prod');
        const { identity } = plan.before.target;
        const target = { ...plan.before.target, identity: { ...identity, source: prod.identity.source } };
        const moved = { ...plan, before: { ...plan.before, target } };
        const outcome = await restores.restorer.execute(moved);
        assert.equal(outcome.kind, 'changed');
        assert.deepEqual(await world.operations(), []);
      });

      it('is pending when it does not get ready', async () => {
        await world.control.configure({ settling: { inProgress: 'manual' } });
        const was = await world.find(its.kind, its.wanted);
        await world.control.deleteSilently({ ...AT, kind: its.kind, id: its.newId ? was.id : rowId(was) });
        if (its.kind === 'directconnect.macSecKey') await keepSecret(world, was.id);
        const outcome = await restores.restorer.execute(createRestorePlan(was, its.answers));
        assert.equal(outcome.kind, 'pending');
        assert.match(
          outcome.reason ?? '',
          /^It exists, but (is not ready yet \(state \w+\)|AWS is still working on it)\.$/,
        );
        assert.ok(restores.clock.waits.every((ms) => ms <= 10_000));
        assert.deepEqual(await restores.calls(its), { sent: 1, executed: 1 });
      });

      it('that was interrupted is settled by reading AWS', async () => {
        const { before: was } = await restores.restore(its);
        const { clock } = restores;
        const context = { client: world.client, clock };
        const interrupted = { kind: 'interrupted', sentAt: clock.now() } as const;
        assert.equal((await waitUntilRestored(was, interrupted, context)).kind, 'restored');
        await world.reset();
        const deleted = await restores.removed(its);
        const started = clock.now();
        assert.equal((await waitUntilRestored(deleted, { ...interrupted, sentAt: started }, context)).kind, 'failed');
        // Not before listings have caught up.
        assert.ok(clock.now() - started >= 5 * 60_000);
        assert.deepEqual(await restores.calls(its), { sent: 0, executed: 0 });
      });

      it('that was interrupted is unknown where AWS cannot be read', async () => {
        const was = await restores.removed(its);
        await world.control.addFault({ operation: its.read }, { type: 'resetBefore' });
        const { clock } = restores;
        const interrupted = { kind: 'interrupted', sentAt: clock.now() } as const;
        const context = { client: world.client, clock };
        assert.equal((await unpaused(() => waitUntilRestored(was, interrupted, context))).kind, 'unknown');
      });

      it('is not begun twice at the same time', async () => {
        const plan = createRestorePlan(await restores.removed(its), its.answers);
        const { restorer } = restores;
        const [one, two] = await Promise.all([restorer.execute(plan), restorer.execute(plan)]);
        // Either of them may acquire the lock.
        assert.deepEqual([one.kind, two.kind].sort(), ['canceled', 'restored']);
        assert.deepEqual(await restores.calls(its), { sent: 1, executed: 1 });
      });
    });
  }

  const [peer, key, pair] = CASES;

  it('fails by name when the endpoint of a peer is gone', async () => {
    const was = await restores.removed(peer);
    const id = String(was.entry.item['RouteServerEndpointId']);
    await world.control.deleteSilently({ ...AT, kind: 'ec2.routeServerEndpoint', id });
    const outcome = await restores.restorer.execute(createRestorePlan(was));
    assert.deepEqual([outcome.kind, outcome.failure?.cause], ['failed', 'notFound']);
    assert.match(
      outcome.reason ?? '',
      new RegExp(`^A resource that it needs was deleted\\. Create that one first, then restore again\\. .*${id}`),
    );
    assert.deepEqual(await restores.calls(peer), { sent: 1, executed: 0 });
  });

  it('fails by name when the secret of a key is gone', async () => {
    const was = await restores.removed(key);
    await world.control.deleteSilently({ ...AT, kind: 'directconnect.macSecSecret', id: was.id });
    const outcome = await restores.restorer.execute(createRestorePlan(was));
    assert.deepEqual([outcome.kind, outcome.failure?.cause], ['failed', 'notFound']);
    assert.ok(outcome.reason?.includes(was.id));
    assert.deepEqual(await restores.calls(key), { sent: 1, executed: 0 });
  });

  it('fails with the reason when the import turns out not to have worked', async () => {
    const effect = { type: 'reverted', to: 'failed', code: 'InvalidKey', reason: 'No such curve.' } as const;
    const { kind, reason } = await restores.restore(pair, effect);
    assert.deepEqual([kind, reason], ['failed', 'InvalidKey: No such curve.']);
    assert.deepEqual(await restores.calls(pair), { sent: 1, executed: 1 });
  });

  it('fails when nobody listens: the call never left', async () => {
    const was = await restores.removed(peer);
    const looking = world.client;
    const offline = {
      call: (...[target, service, operation, input, options]: Parameters<typeof looking.call>) => {
        const endpoints = { ...target.endpoints, ec2: 'http://127.0.0.1:9' };
        const there = operation === peer.operation ? { ...target, endpoints } : target;
        return looking.call(there, service, operation, input, options);
      },
    };
    const outcome = await new Restores(world, { client: offline }).restorer.execute(createRestorePlan(was));
    assert.deepEqual([outcome.kind, outcome.failure?.name], ['failed', 'ECONNREFUSED']);
    assert.deepEqual(await restores.calls(peer), { sent: 0, executed: 0 });
  });

  it('is pending when AWS has accepted it and never lists it', async () => {
    const was = await restores.removed(peer);
    const blind = {
      call: async (...[target, service, operation, input, options]: Parameters<typeof world.client.call>) => {
        const reply = await world.client.call(target, service, operation, input, options);
        return operation === peer.read ? { ...reply, output: {} } : reply;
      },
    };
    const outcome = await new Restores(world, { client: blind }).restorer.execute(createRestorePlan(was));
    assert.deepEqual(outcome, { kind: 'pending', reason: 'AWS accepted the request, but does not list it yet.' });
    assert.deepEqual(await restores.calls(peer), { sent: 1, executed: 1 });
  });

  it('finds what a lost call made also where the list lags behind', async () => {
    const was = await restores.removed(peer);
    await world.control.addFault({ operation: peer.operation }, { type: 'resetAfter' });
    let looks = 0;
    const lagging = {
      call: async (...[target, service, operation, input, options]: Parameters<typeof world.client.call>) => {
        const reply = await world.client.call(target, service, operation, input, options);
        return operation === peer.read && (looks += 1) < 8 ? { ...reply, output: {} } : reply;
      },
    };
    const outcome = await new Restores(world, { client: lagging }).restorer.execute(createRestorePlan(was));
    assert.equal(outcome.kind, 'restored');
    // The eighth one is confirmed.
    assert.equal(looks, 9);
    assert.deepEqual(await restores.calls(peer), { sent: 1, executed: 1 });
  });

  it('calls nothing while the key is still being removed', async () => {
    await world.control.configure({ settling: { inProgress: 'manual' } });
    const was = await world.find(key.kind, key.wanted);
    const { target, kind } = was;
    const input = { connectionId: was.entry.parent?.id, secretARN: was.id };
    await world.client.call(target, kind.service, kind.action.operation, input);
    const outcome = await restores.restorer.execute(createRestorePlan(was));
    assert.equal(outcome.kind, 'failed');
    assert.match(outcome.reason ?? '', /still being deleted \(state disassociating\)/);
    assert.deepEqual(await restores.calls(key), { sent: 0, executed: 0 });
  });

  it('tells the outcome also when the journal cannot take it', async () => {
    notWritable('outcome')(restores.journal);
    const outcome = await restores.restore(peer);
    assert.deepEqual([outcome.kind, outcome.reason], ['restored', undefined]);
    assert.equal(restores.journal.outcomes.size, 0);
  });

  it('says of a peer that comes up broken what AWS says', async () => {
    await world.control.configure({ settling: { inProgress: 'manual' } });
    const was = await world.find(peer.kind, peer.wanted);
    await world.control.deleteSilently({ ...AT, kind: peer.kind, id: was.id });
    const plan = createRestorePlan(was);
    restores.clock.meanwhile = async () => {
      const [made] = (await world.list(peer.kind)).filter(({ entry: { item } }) => item['PeerAddress'] === '10.0.1.31');
      if (made)
        await world.control.patch({ ...AT, kind: peer.kind }, made.id, { State: 'failed', FailureReason: 'No route.' });
    };
    const outcome = await restores.restorer.execute(plan);
    assert.deepEqual([outcome.kind, outcome.reason], ['failed', 'No route.']);
  });

  it('plans from what is there without calling anything', async () => {
    await planFor(world, pair);
    assert.ok(!(await world.operations()).includes(pair.operation));
  });
});

function rowId({ id, entry, kind }: { id: string; entry: { parent?: { id: string } }; kind: { id: string } }): string {
  return kind.id === 'directconnect.macSecKey' ? `${entry.parent?.id ?? ''}/${id}` : id;
}

/** Puts a secret where the sandbox has those whose keys are not associated. */
async function keepSecret(world: TestEnvironment, secretARN: string): Promise<void> {
  await world.control.put({ ...AT, kind: 'directconnect.macSecSecret' }, { secretARN, ckn: 'ab'.repeat(32) });
}
