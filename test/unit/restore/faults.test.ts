import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { FaultEffect } from '../../../sandbox/types.ts';
import { createRestorePlan } from '../../../src/deletion/restore/restorePlan.ts';
import { notWritable } from '../deletion/support/journalFaults.ts';
import { waitUntilRestored } from '../../../src/deletion/restore/waitUntilRestored.ts';
import { unpaused } from '../deletion/support/withoutRetryJitter.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { AT, CASES, planFor, Restores } from './support/restoreHarness.ts';

/** Faults that lose the response after AWS executed the request. */
const LOST: readonly FaultEffect[] = [{ type: 'resetAfter' }, { type: 'truncated' }, { type: 'malformed' }];

/** Faults that lose the response of a request that was not executed. A client cannot distinguish them from `LOST`. */
const NOT_EXECUTED: readonly FaultEffect[] = [{ type: 'resetBefore' }, { type: 'serverError' }];

describe('a restore under a fault', () => {
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
        it(`is restored according to a poll, without a second request, after a lost response: ${effect.type}`, async () => {
          const { before: was, kind, reason } = await restores.restore(its, effect);
          assert.equal(kind, 'restored');
          assert.match(reason ?? '', /^The response was lost \(\w+\), but AWS lists it\.$/);
          assert.deepEqual(await restores.calls(its), { sent: 1, executed: 1 });
          assert.equal(await restores.alike(was), 1);
        });
      }

      for (const effect of NOT_EXECUTED) {
        it(`is unknown, without a second request, when AWS does not list the resource after a lost response: ${effect.type}`, async () => {
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

      it('is denied with the name of the action', async () => {
        const { kind, failure } = await restores.restore(its, { type: 'accessDenied' });
        assert.equal(kind, 'denied');
        assert.equal(failure?.action, `${its.kind.split('.')[0] ?? ''}:${its.operation}`);
        assert.deepEqual(await restores.calls(its), { sent: 1, executed: 0 });
        assert.deepEqual(restores.journal.written.slice(-1), ['outcome denied']);
      });

      it('is retried after throttling', async () => {
        const { kind } = await restores.restore(its, { type: 'throttled' }, { to: 2 });
        assert.equal(kind, 'restored');
        assert.deepEqual(await restores.calls(its), { sent: 3, executed: 1 });
        assert.equal(restores.records.length, 3);
      });

      it('fails after seven throttled requests', async () => {
        const { kind, failure } = await restores.restore(its, { type: 'throttled' });
        assert.deepEqual([kind, failure?.cause], ['failed', 'throttled']);
        assert.deepEqual(await restores.calls(its), { sent: 7, executed: 0 });
      });

      it('sends nothing when existing resources cannot be listed', async () => {
        const was = await restores.removed(its);
        await world.control.addFault({ operation: its.read }, { type: 'accessDenied' });
        const outcome = await restores.restorer.execute(createRestorePlan(was, its.answers));
        assert.equal(outcome.kind, 'denied');
        assert.match(outcome.reason ?? '', /^Nothing was sent, because existing resources could not be listed\. /);
        assert.deepEqual(await restores.calls(its), { sent: 0, executed: 0 });
      });

      it('is unknown when polls are denied after the request', async () => {
        const was = await restores.removed(its);
        const reads = its.kind === 'lightsail.keyPair' ? 4 : 2;
        await world.control.addFault({ operation: its.read }, { type: 'accessDenied' }, { from: reads + 1 });
        const outcome = await restores.restorer.execute(createRestorePlan(was, its.answers));
        assert.equal(outcome.kind, 'unknown');
        assert.match(outcome.reason ?? '', /^AWS accepted the request, but could not be read afterwards: \w+$/);
        assert.deepEqual(await restores.calls(its), { sent: 1, executed: 1 });
      });

      it('sends nothing when deletions are forbidden, the intent cannot be written, or it was canceled', async () => {
        const was = await restores.removed(its);
        const plan = createRestorePlan(was, its.answers);
        const readOnly = await new Restores(world, { protectionAt: () => 'readOnly' }).restorer.execute(plan);
        assert.equal(readOnly.kind, 'blocked');
        const full = new Restores(world);
        notWritable('intend')(full.journal);
        const unwritten = await full.restorer.execute(plan);
        assert.equal(unwritten.kind, 'failed');
        assert.match(unwritten.reason ?? '', /^Nothing was sent\. No space left on the disk\.$/);
        const canceled = await restores.restorer.execute(plan, { signal: AbortSignal.abort() });
        assert.equal(canceled.kind, 'canceled');
        assert.deepEqual(await restores.calls(its), { sent: 0, executed: 0 });
      });

      it('sends nothing when the credentials belong to another account', async () => {
        const plan = createRestorePlan(await restores.removed(its), its.answers);
        const prod = await world.target('prod');
        const { identity } = plan.before.target;
        const target = { ...plan.before.target, identity: { ...identity, source: prod.identity.source } };
        const moved = { ...plan, before: { ...plan.before, target } };
        const outcome = await restores.restorer.execute(moved);
        assert.equal(outcome.kind, 'changed');
        assert.deepEqual(await world.operations(), []);
      });

      it('is pending when the resource does not become ready', async () => {
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

      it('is completed by reading AWS after an interruption', async () => {
        const { before: was } = await restores.restore(its);
        const { clock } = restores;
        const context = { client: world.client, clock };
        const interrupted = { kind: 'interrupted', sentAt: clock.now() } as const;
        assert.equal((await waitUntilRestored(was, interrupted, context)).kind, 'restored');
        await world.reset();
        const deleted = await restores.removed(its);
        const started = clock.now();
        assert.equal((await waitUntilRestored(deleted, { ...interrupted, sentAt: started }, context)).kind, 'failed');
        // Not before the consistency lag of listings is over.
        assert.ok(clock.now() - started >= 5 * 60_000);
        assert.deepEqual(await restores.calls(its), { sent: 0, executed: 0 });
      });

      it('is unknown when AWS cannot be read after an interruption', async () => {
        const was = await restores.removed(its);
        await world.control.addFault({ operation: its.read }, { type: 'resetBefore' });
        const { clock } = restores;
        const interrupted = { kind: 'interrupted', sentAt: clock.now() } as const;
        const context = { client: world.client, clock };
        assert.equal((await unpaused(() => waitUntilRestored(was, interrupted, context))).kind, 'unknown');
      });

      it('sends one request when it is executed twice at the same time', async () => {
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

  it('fails with the id of the deleted endpoint of a peer', async () => {
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

  it('fails with the ARN of the deleted secret of a MACsec key', async () => {
    const was = await restores.removed(key);
    await world.control.deleteSilently({ ...AT, kind: 'directconnect.macSecSecret', id: was.id });
    const outcome = await restores.restorer.execute(createRestorePlan(was));
    assert.deepEqual([outcome.kind, outcome.failure?.cause], ['failed', 'notFound']);
    assert.ok(outcome.reason?.includes(was.id));
    assert.deepEqual(await restores.calls(key), { sent: 1, executed: 0 });
  });

  it('fails with AWS’s reason when the import of a key pair fails', async () => {
    const effect = { type: 'reverted', to: 'failed', code: 'InvalidKey', reason: 'No such curve.' } as const;
    const { kind, reason } = await restores.restore(pair, effect);
    assert.deepEqual([kind, reason], ['failed', 'InvalidKey: No such curve.']);
    assert.deepEqual(await restores.calls(pair), { sent: 1, executed: 1 });
  });

  it('fails when the connection is refused', async () => {
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

  it('is pending when AWS accepted it and never lists the resource', async () => {
    const was = await restores.removed(peer);
    const withoutListing = {
      call: async (...[target, service, operation, input, options]: Parameters<typeof world.client.call>) => {
        const reply = await world.client.call(target, service, operation, input, options);
        return operation === peer.read ? { ...reply, output: {} } : reply;
      },
    };
    const outcome = await new Restores(world, { client: withoutListing }).restorer.execute(createRestorePlan(was));
    assert.deepEqual(outcome, { kind: 'pending', reason: 'AWS accepted the request, but does not list it yet.' });
    assert.deepEqual(await restores.calls(peer), { sent: 1, executed: 1 });
  });

  it('is restored when a stale listing finally has the resource after a lost response', async () => {
    const was = await restores.removed(peer);
    await world.control.addFault({ operation: peer.operation }, { type: 'resetAfter' });
    let reads = 0;
    const lagging = {
      call: async (...[target, service, operation, input, options]: Parameters<typeof world.client.call>) => {
        const reply = await world.client.call(target, service, operation, input, options);
        return operation === peer.read && (reads += 1) < 8 ? { ...reply, output: {} } : reply;
      },
    };
    const outcome = await new Restores(world, { client: lagging }).restorer.execute(createRestorePlan(was));
    assert.equal(outcome.kind, 'restored');
    // The eighth read has it, and another one confirms it.
    assert.equal(reads, 9);
    assert.deepEqual(await restores.calls(peer), { sent: 1, executed: 1 });
  });

  it('sends nothing while the key is still being deleted', async () => {
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

  it('returns the outcome also when the journal cannot be written', async () => {
    notWritable('outcome')(restores.journal);
    const outcome = await restores.restore(peer);
    assert.deepEqual([outcome.kind, outcome.reason], ['restored', undefined]);
    assert.equal(restores.journal.outcomes.size, 0);
  });

  it('fails with AWS’s reason when the new peer is in a failed state', async () => {
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

  it('is planned without a restore request', async () => {
    await planFor(world, pair);
    assert.ok(!(await world.operations()).includes(pair.operation));
  });
});

function rowId({ id, entry, kind }: { id: string; entry: { parent?: { id: string } }; kind: { id: string } }): string {
  return kind.id === 'directconnect.macSecKey' ? `${entry.parent?.id ?? ''}/${id}` : id;
}

/** Adds a secret to those of the sandbox whose keys are not associated. */
async function keepSecret(world: TestEnvironment, secretARN: string): Promise<void> {
  await world.control.put({ ...AT, kind: 'directconnect.macSecSecret' }, { secretARN, ckn: 'ab'.repeat(32) });
}
