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

describe('a deletion of many resources', () => {
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

  /** Returns a client that counts delete requests, in total and the most in progress at once. */
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
    it(`returns an outcome for each resource, in the order of the plan: ${its.kind}`, async () => {
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

  it('sends at most ten requests at once', async () => {
    const { client, most, all } = counting();
    const bounded = new DeletionHarness(world, { client });
    const outcomes = await bounded.engine.execute(planOf(await many(PEER, 60)));
    assert.ok(outcomes.every(({ kind }) => kind === 'deleted'));
    assert.equal(all(), 60);
    assert.ok(most() > 3 && most() <= 10, `${most()} at once`);
  });

  it('deletes all resources although AWS throttles eight requests', async () => {
    const resources = await many(PEER, 12);
    await world.control.addFault({ operation: PEER.operation }, { type: 'throttled' }, { to: 8 });
    const outcomes = await removals.engine.execute(planOf(resources));
    assert.ok(outcomes.every(({ kind }) => kind === 'deleted'));
    assert.deepEqual(await removals.calls(PEER), { sent: 20, executed: 12 });
  });

  it('starts with the lower concurrency that throttling of the plan before led to', async () => {
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

  it('starts a resource type only after the resource types before it are deleted', async () => {
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

  it('sends no further requests once it is canceled, and reports "deleting" only for what was sent', async () => {
    await world.control.configure({ settling: { inProgress: 'manual' } });
    const resources = await many(PEER, 30);
    const stop = new AbortController();
    let waiting = 0;
    removals.engine.onProgress(({ phase }) => {
      if (phase === 'waiting' && ++waiting === 5) stop.abort();
    });
    const outcomes = await removals.engine.execute(planOf(resources), { signal: stop.signal });
    const { sent, executed } = await removals.calls(PEER);
    assert.equal(sent, executed);
    assert.ok(sent >= 5 && sent < 20, `${sent} sent`);
    assert.equal(outcomes.length, 30);
    assert.equal(outcomes.filter(({ kind }) => kind === 'deleting').length, sent);
    assert.equal(outcomes.filter(({ kind }) => kind === 'canceled').length, 30 - sent);
  });

  it('continues with the other resources when a client throws for one of them', async () => {
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

  it('returns the same outcomes when listeners and recorders throw', async () => {
    const fail = (): never => {
      throw new Error('not ours');
    };
    const broken = new DeletionHarness(world, { onCallRecorded: fail, onObserved: fail });
    broken.engine.onProgress(fail);
    const outcomes = await broken.engine.execute(planOf(await many(PEER, 5)));
    assert.deepEqual(outcomes, Array(5).fill({ kind: 'deleted' }));
  });

  it('deletes both keys of a bucket, each confirmed as the last active one', async () => {
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

  describe('in its checks before the dialog', () => {
    const deps = (): PreflightDeps =>
      world.newParts({
        clock: removals.clock,
        replaceParts: () => ({
          // Without rate limits, it reads a resource before it sends the dry run.
          client: world.client,
          verify: (target) => world.profiles.verify(target),
          journal: new MemoryJournal(),
          simulate: () => Promise.resolve('unknown'),
        }),
      });

    it('sends one listing and a dry run for each resource of a resource type', async () => {
      const { present, deleted } = await preflight(await many(PEER, 20), deps(), 60_000);
      assert.equal(present.length, 20);
      assert.deepEqual(deleted, []);
      assert.deepEqual(await world.operations({ operation: PEER.read }), [PEER.read]);
      const dry = await world.requests({ operation: PEER.operation });
      assert.equal(dry.length, 20);
      assert.ok(dry.every(({ dryRun, executed }) => dryRun && !executed));
      assert.ok(present.every(({ checks }) => checks.length === 1 && checks[0]?.level === 'ok'));
    });

    it('sends no dry run for more than twenty resources', async () => {
      const { present } = await preflight(await many(PEER, 21), deps(), 60_000);
      assert.deepEqual(await world.operations(), [PEER.read]);
      assert.ok(present.every(({ checks }) => checks.length === 1 && checks[0]?.level === 'unknown'));
    });

    it('reports "unknown" when AWS does not respond within the time limit', async () => {
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

    it('waits beyond the time limit for the reads of resources that AWS deletes along', async () => {
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

    it('reports no resource as deleted when its listing fails', async () => {
      const resources = await many(PEER, 2);
      await world.control.addFault({ operation: PEER.read }, { type: 'accessDenied' });
      const { present, deleted } = await preflight(resources, deps(), 60_000);
      assert.deepEqual([present.length, deleted.length], [2, 0]);
      assert.ok(
        present.every(({ checks }) => checks.some(({ check, level }) => check === 'fresh' && level === 'unknown')),
      );
    });

    it('returns a resource that is already deleted', async () => {
      const resource = await world.find(PEER.kind, PEER.wanted);
      await world.control.deleteSilently({ ...DEV, kind: PEER.kind, id: resource.id });
      const { present, deleted } = await preflight([resource], deps(), 60_000);
      assert.deepEqual([present.length, deleted.map(({ key }) => key)], [0, [resource.key]]);
    });

    for (const when of ['before the dry run', 'while AWS deletes it', 'after it is deleted'] as const) {
      it(`is blocked when an endpoint executes the dry run, read ${when}`, async () => {
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
