import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { AwsClient } from '../../../src/aws/client/sdkClient.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';
import { preflight, type PreflightDeps } from '../../../src/deletion/planning/preflight.ts';
import { createPlan } from '../../../src/deletion/planning/plan.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { DEV, kindOf, TestEnvironment } from '../support/testEnvironment.ts';
import { MemoryJournal } from './support/memoryJournal.ts';
import { CASES, planOf, DeletionHarness, UNGUARDED, type Case } from './support/deletionHarness.ts';

const [PEER, TOKEN, KEY] = CASES;

describe('removing many at once', () => {
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

  const many = async (its: Case, count: number): Promise<readonly Resource[]> => {
    const before = new Set((await world.list(its.kind)).map(({ key }) => key));
    await world.control.addMany({ ...DEV, kind: its.kind }, count);
    const made = (await world.list(its.kind)).filter(({ key }) => !before.has(key));
    assert.equal(made.length, count);
    await world.control.clearRequests();
    return made;
  };

  /** A caller that tells how many removing calls are under way at once. */
  const counting = (): { client: AwsClient; most: () => number; all: () => number } => {
    let now = 0;
    let most = 0;
    let all = 0;
    const client: AwsClient = {
      call: async (...args) => {
        if (!CASES.some(({ operation }) => operation === args[2])) return world.client.call(...args);
        all++;
        most = Math.max(most, ++now);
        try {
          return await world.client.call(...args);
        } finally {
          now--;
        }
      },
    };
    return { client, most: () => most, all: () => all };
  };

  for (const its of CASES) {
    it(`each has an outcome of its own, in the plan's order: ${its.kind}`, async () => {
      const resources = await many(its, 4);
      const [, second] = resources;
      assert.ok(second);
      const match = {
        operation: its.operation,
        resource: its.kind.startsWith('directconnect') ? second.id : second.id,
      };
      await world.control.addFault(match, { type: 'accessDenied' });
      const outcomes = await removals.engine.execute(planOf(resources));
      assert.deepEqual(
        outcomes.map(({ kind }) => kind),
        ['deleted', 'denied', 'deleted', 'deleted'],
      );
      assert.deepEqual(await removals.calls(its), { sent: 4, executed: 3 });
    });
  }

  it('never more than ten at once, and not more than three before AWS has taken any', async () => {
    const { client, most, all } = counting();
    const bounded = new DeletionHarness(world, { client });
    const outcomes = await bounded.engine.execute(planOf(await many(PEER, 60)));
    assert.ok(outcomes.every(({ kind }) => kind === 'deleted'));
    assert.equal(all(), 60);
    assert.ok(most() > 3 && most() <= 10, `${most()} at once`);
  });

  it('one at a time, after AWS has throttled again and again', async () => {
    const resources = await many(PEER, 12);
    await world.control.addFault({ operation: PEER.operation }, { type: 'throttled' }, { to: 8 });
    const outcomes = await removals.engine.execute(planOf(resources));
    assert.ok(outcomes.every(({ kind }) => kind === 'deleted'));
    assert.deepEqual(await removals.calls(PEER), { sent: 20, executed: 12 });
  });

  it('the next plan starts with what the last one learned', async () => {
    const { client, most } = counting();
    const learning = new DeletionHarness(world, { client });
    const resources = await many(PEER, 4);
    const [first, ...others] = resources;
    assert.ok(first);
    await world.control.addFault({ operation: PEER.operation }, { type: 'throttled' }, { to: 2 });
    await learning.engine.execute(planOf([first]));
    const outcomes = await learning.engine.execute(planOf(others));
    assert.ok(outcomes.every(({ kind }) => kind === 'deleted'));
    // Three at once would leave before any response of a plan that has learned nothing.
    assert.ok(most() < 3, `${most()} at once`);
  });

  it('the things of one kind go when those before it are gone', async () => {
    const peers = await many(PEER, 2);
    const tokens = await many(TOKEN, 2);
    // Peers name tokens and wait for them, for the sake of this test.
    const later: Kind = { ...kindOf(PEER.kind), deletedAfter: [TOKEN.kind] };
    const names = tokens.map(({ id }) => id);
    const waiting = peers.map(({ entry, ...peer }) => ({
      ...peer,
      kind: later,
      entry: { ...entry, item: { ...entry.item, Names: names } },
    }));
    const steps: string[] = [];
    removals.engine.onProgress(({ resource, phase, outcome }) => {
      steps.push(`${resource.kind.id} ${phase ?? outcome?.kind ?? ''}`);
    });
    const plan = planOf([...waiting, ...tokens]);
    assert.deepEqual(
      plan.items.map(({ resource }) => resource.kind.id),
      [TOKEN.kind, TOKEN.kind, PEER.kind, PEER.kind],
    );
    await removals.engine.execute(plan);
    assert.ok(steps.indexOf(`${PEER.kind} checking`) > steps.lastIndexOf(`${TOKEN.kind} deleted`));
  });

  it('cancelling stops new calls, and each item says what is so', async () => {
    await world.control.configure({ settling: { inProgress: 'manual' } });
    const resources = await many(PEER, 30);
    const stop = new AbortController();
    let called = 0;
    removals.engine.onProgress(({ phase }) => {
      if (phase === 'waiting' && ++called === 5) stop.abort();
    });
    const outcomes = await removals.engine.execute(planOf(resources), { signal: stop.signal });
    const { sent, executed } = await removals.calls(PEER);
    assert.equal(sent, executed);
    assert.ok(sent >= 5 && sent < 20, `${sent} sent`);
    assert.equal(outcomes.length, 30);
    assert.equal(outcomes.filter(({ kind }) => kind === 'deleting').length, sent);
    assert.equal(outcomes.filter(({ kind }) => kind === 'canceled').length, 30 - sent);
  });

  it("one item's own crash drops nobody else", async () => {
    const resources = await many(PEER, 6);
    const [crashing] = resources;
    assert.ok(crashing);
    const client: AwsClient = {
      call: (...args) => {
        if (JSON.stringify(args[3]).includes(crashing.id)) throw new TypeError('a mistake of ours');
        return world.client.call(...args);
      },
    };
    const broken = new DeletionHarness(world, { client });
    const outcomes = await broken.engine.execute(planOf(resources));
    assert.deepEqual(outcomes[0], { kind: 'failed', reason: 'Nothing was sent. a mistake of ours' });
    assert.ok(outcomes.slice(1).every(({ kind }) => kind === 'deleted'));
    assert.equal((await broken.calls(PEER)).sent, 5);
  });

  it('neither a channel, a tree nor a listener that throws changes what is told', async () => {
    const fail = (): never => {
      throw new Error('not ours');
    };
    const broken = new DeletionHarness(world, { onCallRecorded: fail, onObserved: fail });
    broken.engine.onProgress(fail);
    const outcomes = await broken.engine.execute(planOf(await many(PEER, 5)));
    assert.deepEqual(outcomes, Array(5).fill({ kind: 'deleted' }));
  });

  it('of both keys of a bucket, the second one was confirmed as the last', async () => {
    const keys = (await many(KEY, 2)).slice(0, 2);
    assert.equal(new Set(keys.map(({ entry }) => entry.parent?.id)).size, 1);
    const one = planOf(keys.slice(0, 1));
    const both = planOf(keys);
    assert.ok(!one.items.some(({ evidence }) => evidence.some(({ text }) => text.includes('last active key'))));
    assert.ok(both.items.every(({ evidence }) => evidence.some(({ text }) => text.includes('last active key'))));
    const outcomes = await removals.engine.execute(both);
    assert.deepEqual(
      outcomes.map(({ kind }) => kind),
      ['deleted', 'deleted'],
    );
  });

  describe('evidence', () => {
    const deps = (): PreflightDeps =>
      world.newParts({
        clock: removals.clock,
        replaceParts: () => ({
          // Unthrottled, it reads a resource before its dry run is sent.
          client: world.client,
          verify: (target) => world.profiles.verify(target),
          journal: new MemoryJournal(),
          simulate: () => Promise.resolve('unknown'),
        }),
      });

    it('for many of one kind is one listing and a dry run each', async () => {
      const { present, deleted } = await preflight(await many(PEER, 20), deps(), 60_000);
      assert.equal(present.length, 20);
      assert.deepEqual(deleted, []);
      assert.deepEqual(await world.operations({ operation: PEER.read }), [PEER.read]);
      const dry = await world.requests({ operation: PEER.operation });
      assert.equal(dry.length, 20);
      assert.ok(dry.every(({ dryRun, executed }) => dryRun && !executed));
      assert.ok(present.every(({ checks }) => checks.length === 1 && checks[0]?.level === 'ok'));
    });

    it('for more than twenty has no dry run', async () => {
      const { present } = await preflight(await many(PEER, 21), deps(), 60_000);
      assert.deepEqual(await world.operations(), [PEER.read]);
      assert.ok(present.every(({ checks }) => checks.length === 1 && checks[0]?.level === 'unknown'));
    });

    it('is unknown where nothing answers in time, and never holds the dialog up', async () => {
      const resource = await world.find(PEER.kind, PEER.wanted);
      await world.control.addFault({ service: 'ec2' }, { type: 'hang' });
      const { present, deleted } = await preflight([resource], deps(), 50);
      assert.deepEqual(deleted, []);
      assert.deepEqual(
        present[0]?.checks.map(({ check, level }) => [check, level]),
        [
          ['permission', 'unknown'],
          ['fresh', 'unknown'],
        ],
      );
      assert.equal(present[0].resource, resource);
    });

    it('waits longer for what AWS deletes along, which would block the deletion', async () => {
      const [vpc] = await world.list('ec2.vpc');
      assert.ok(vpc);
      const { present } = await preflight([vpc], deps(), 0);
      const checks = present[0]?.checks ?? [];
      assert.ok(checks.some(({ check, level }) => check === 'permission' && level === 'unknown'));
      assert.ok(!checks.some(({ check }) => check === 'fresh'));
      const blocks = checks.filter(({ check, level }) => check === 'deletedAlong' && level === 'blocker');
      assert.deepEqual(
        blocks.map(({ text }) => text),
        [],
      );
    });

    it('takes a listing that failed for no proof of an absence', async () => {
      const resources = await many(PEER, 2);
      await world.control.addFault({ operation: PEER.read }, { type: 'accessDenied' });
      const { present, deleted } = await preflight(resources, deps(), 60_000);
      assert.deepEqual([present.length, deleted.length], [2, 0]);
      assert.ok(
        present.every(({ checks }) => checks.some(({ check, level }) => check === 'fresh' && level === 'unknown')),
      );
    });

    it('tells what is gone by then', async () => {
      const resource = await world.find(PEER.kind, PEER.wanted);
      await world.control.deleteSilently({ ...DEV, kind: PEER.kind, id: resource.id });
      const { present, deleted } = await preflight([resource], deps(), 60_000);
      assert.deepEqual([present.length, deleted.map(({ key }) => key)], [0, [resource.key]]);
    });

    for (const when of ['before the dry run', 'while AWS deletes it', 'after it is deleted'] as const) {
      it(`of a server that carries out a dry run is that, and nothing more is called: read ${when}`, async () => {
        const resource = await world.find(PEER.kind, PEER.wanted);
        await world.control.configure({ settling: { inProgress: 'manual' } });
        await world.control.addFault({ operation: PEER.operation }, { type: 'ignoreDryRun' });
        const order = new Map<string, () => void>();
        const arrived = (operation: string) => new Promise<void>((resolve) => order.set(operation, resolve));
        const [read, dryRun] = [arrived(PEER.read), arrived(PEER.operation)];
        const client: AwsClient = {
          call: async (...args) => {
            const [, , operation] = args;
            if (operation === PEER.read && when !== 'before the dry run') await dryRun;
            if (operation === PEER.operation && when === 'before the dry run') await read;
            if (operation === PEER.read && when === 'after it is deleted') await world.control.settle();
            const response = await world.client.call(...args);
            order.get(operation)?.();
            return response;
          },
        };
        const { present, deleted } = await preflight([resource], { ...deps(), client }, 60_000);
        assert.deepEqual(deleted, [], 'it was there when it was planned');
        const plan = createPlan(present, removals.clock.now(), UNGUARDED);
        const [outcome] = await removals.engine.execute(plan);
        assert.deepEqual(outcome, {
          kind: 'blocked',
          reason: 'The endpoint ignored DryRun and executed DeleteRouteServerPeer. Check what it deleted.',
        });
        assert.deepEqual(await removals.calls(PEER), { sent: 1, executed: 1 });
      });
    }
  });
});
