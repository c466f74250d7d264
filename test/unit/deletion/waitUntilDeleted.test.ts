import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { randomFrom } from '../../../sandbox/random.ts';
import { KINDS } from '../../../src/catalog/index.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';
import type { StateMeaning } from '../../../src/catalog/model/resourceState.ts';
import { stateMeaning } from '../../../src/catalog/model/stateMeaning.ts';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import type { Outcome } from '../../../src/deletion/execution/outcome.ts';
import { waitUntilDeleted, type WaitContext } from '../../../src/deletion/execution/waitUntilDeleted.ts';
import { availableActions, type Resource } from '../../../src/inventory/resource.ts';
import { stateMembersOf } from '../catalog/support/stateMembers.ts';
import { SEED, replayable } from '../support/seed.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { FastClock } from './support/fastClock.ts';
import { ListedFake, withValue, type Shown } from './support/listedFake.ts';

const MINUTE_MS = 60_000;

/** The elements that the listing has one after another, each with its end in milliseconds after the request. */
type Timeline = readonly (readonly [untilMs: number, shown: Shown])[];

interface Run {
  readonly outcome: Outcome;
  readonly elapsedMs: number;
  readonly client: ListedFake;
}

/** Waits until a resource is deleted while the listing follows a timeline. */
async function wait(
  resource: Resource,
  timeline: Timeline,
  more: Partial<WaitContext> = {},
  output: Structure = {},
  outputs: Readonly<Record<string, () => Structure>> = {},
): Promise<Run> {
  const clock = new FastClock();
  const began = clock.now();
  const show = () => timeline.find(([until]) => clock.now() - began < until)?.[1];
  const client = new ListedFake(resource, show, outputs);
  const accepted = more.lostResponse ? undefined : output;
  const outcome = await waitUntilDeleted(resource, accepted, { client, clock, onObserved: () => undefined, ...more });
  return { outcome, elapsedMs: clock.now() - began, client };
}

/** Waits until a resource is deleted while each read returns the next element. */
function readByRead(resource: Resource, shown: readonly Shown[]) {
  const left = [...shown];
  const client = new ListedFake(resource, () => (left.length > 1 ? left.shift() : left[0]));
  return waitUntilDeleted(resource, {}, { client, clock: new FastClock(), onObserved: () => undefined });
}

/** Returns the states of a resource type that have a meaning, in AWS's spelling. */
function statesOf(kind: Kind, meaning: StateMeaning): readonly string[] {
  const values = stateMembersOf(kind).flatMap((member) => member.values);
  const all = values.length > 0 ? values : [...(kind.completion.states?.keys() ?? [])];
  return [...new Set(all)].filter((state) => stateMeaning(kind, state) === meaning);
}

const FOREVER = Number.POSITIVE_INFINITY;

describe('the wait for the end of a deletion', () => {
  let world: TestEnvironment;
  /** A sample of each resource type and of each additional action. */
  const samples = new Map<string, Resource>();
  before(async function () {
    this.timeout(60_000);
    world = await TestEnvironment.start();
    for (const kind of KINDS) {
      for (const listed of await world.list(kind.id))
        for (const resource of availableActions(listed))
          if (!samples.has(resource.kind.id)) samples.set(resource.kind.id, resource);
    }
    assert.ok(samples.size > 220, `${samples.size} samples`);
  });
  after(() => world.close());

  const each = (check: (resource: Resource, item: Structure) => Promise<void>) => async () => {
    const wrong: string[] = [];
    for (const [id, resource] of samples) {
      await check(resource, resource.entry.item).catch((error: unknown) => wrong.push(`${id}: ${String(error)}`));
    }
    assert.deepEqual(wrong, []);
  };

  it(
    'does not end with "deleted" after a single read without the resource',
    each(async (resource, item) => {
      assert.notEqual((await readByRead(resource, [undefined, item])).kind, 'deleted');
      assert.equal((await readByRead(resource, [undefined, item, undefined, undefined])).kind, 'deleted');
    }),
  ).timeout(60_000);

  it('does not end with "deleted" after stale reads in random order', () =>
    replayable(SEED, () => {
      const random = randomFrom(SEED);
      return each(async (resource, item) => {
        const { kind } = resource;
        const [deleting] = kind.completion.state ? [] : statesOf(kind, 'inProgress');
        const { state = '' } = kind.members;
        const listed = [item, ...(deleting === undefined ? [] : [withValue(item, state, deleting)])];
        // Never absent in two reads in a row, which would be a deletion.
        const stale = Array.from({ length: 12 }, () => [
          listed[Math.floor(random() * listed.length)],
          ...(random() < 0.5 ? [undefined] : []),
        ]).flat();
        assert.notEqual((await readByRead(resource, [...stale, item])).kind, 'deleted');
        assert.equal((await readByRead(resource, [...stale, undefined])).kind, 'deleted');
      })();
    })).timeout(60_000);

  it(
    'lasts beyond 4.5 minutes, within the documented lag, while the resource is still listed',
    each(async (resource, item) => {
      const { outcome } = await wait(resource, [[4.5 * MINUTE_MS, item]]);
      assert.equal(outcome.kind, 'deleted');
    }),
  ).timeout(60_000);

  it(
    'lasts 25 minutes for resource types without states',
    each(async (resource, item) => {
      if (resource.kind.completion.states) return;
      const { outcome } = await wait(resource, [[25 * MINUTE_MS, item]]);
      assert.equal(outcome.kind, 'deleted');
    }),
  ).timeout(60_000);

  it(
    'lasts 25 minutes for every state in progress, also when reads return the earlier state meanwhile',
    each(async (resource, item) => {
      const { members } = resource.kind;
      if (members.state === undefined || resource.kind.completion.state) return;
      for (const state of statesOf(resource.kind, 'inProgress')) {
        const deleting = withValue(item, members.state, state);
        const { outcome } = await wait(resource, [
          [MINUTE_MS, deleting],
          [3 * MINUTE_MS, item],
          [25 * MINUTE_MS, deleting],
        ]);
        assert.equal(outcome.kind, 'deleted', state);
      }
    }),
  ).timeout(60_000);

  it(
    'ends with "reverted" only in a stable state, after the lag',
    each(async (resource, item) => {
      const { kind } = resource;
      if (kind.members.state === undefined || kind.completion.state) return;
      const [deleting] = statesOf(kind, 'inProgress');
      const present = stateMeaning(kind, resource.state) === 'present' && kind.matches?.(resource.entry) !== false;
      if (deleting === undefined || !present) return;
      const { outcome, elapsedMs } = await wait(resource, [
        [MINUTE_MS, withValue(item, kind.members.state, deleting)],
        [FOREVER, item],
      ]);
      assert.equal(outcome.kind, 'reverted');
      assert.ok(elapsedMs >= 5 * MINUTE_MS, `${elapsedMs}`);
      for (const changing of statesOf(kind, 'changing')) {
        const run = await wait(resource, [
          [MINUTE_MS, withValue(item, kind.members.state, deleting)],
          [FOREVER, withValue(item, kind.members.state, changing)],
        ]);
        assert.notEqual(run.outcome.kind, 'reverted', changing);
      }
    }),
  ).timeout(60_000);

  it(
    'ends with "deleted" when another resource has the name of the confirmed one',
    each(async (resource, item) => {
      const { kind } = resource;
      const ids = [kind.members.id].flat();
      for (const path of kind.identity) {
        // With another parent the resource has another key.
        if (ids.includes(path) || item[path] === undefined || path === kind.sources[0]?.parentRef?.id) continue;
        const other = item[path] instanceof Date ? new Date(0) : 'another one';
        const { outcome } = await wait(resource, [[FOREVER, { ...item, [path]: other }]]);
        if (kind.matches?.({ ...resource.entry, item: { ...item, [path]: other } }) === false) continue;
        assert.equal(outcome.kind, 'deleted', path);
        assert.match(outcome.reason ?? '', /another one under the same name/);
      }
    }),
  ).timeout(60_000);

  const sample = (id: string): Resource => {
    const resource = samples.get(id);
    assert.ok(resource, id);
    return resource;
  };

  it('ends with "changed" when the action no longer applies to the state', async () => {
    for (const [id, path, state] of [
      ['ec2.vpcPeeringRequest', 'Status.Code', 'active'],
      ['ec2.capacityReservationBillingRequest', 'Status', 'accepted'],
      ['ec2.queuedReservedInstances', 'State', 'active'],
      ['ec2.queuedReservedInstances', 'State', 'payment-pending'],
      ['ec2.reservedInstancesListing', 'Status', 'closed'],
      ['ec2.exportTask', 'State', 'completed'],
      ['ec2.importImageTask', 'Status', 'completed'],
      ['ec2.transitGatewayPeeringRequest', 'State', 'available'],
    ] as const) {
      const resource = sample(id);
      const { outcome } = await wait(resource, [[FOREVER, withValue(resource.entry.item, path, state)]]);
      assert.equal(outcome.kind, 'changed', `${id} ${state}`);
      assert.ok(outcome.reason?.includes(state), outcome.reason);
    }
  });

  it('includes the instances of a fleet only if they are to be terminated', async () => {
    for (const [id, word] of [
      ['ec2.fleet', 'deleted'],
      ['ec2.spotFleetRequest', 'cancelled'],
    ] as const) {
      const path = sample(id).kind.members.state ?? '';
      const [kept, ended] = [sample(id), sample(`${id}.withInstances`)];
      const at = (resource: Resource, state: string) => withValue(resource.entry.item, path, state);
      const running = await wait(kept, [[FOREVER, at(kept, `${word}_running`)]]);
      assert.equal(running.outcome.kind, 'deleted');
      const terminating = await wait(ended, [
        [8 * MINUTE_MS, at(ended, `${word}_terminating`)],
        [FOREVER, at(ended, word)],
      ]);
      assert.equal(terminating.outcome.kind, 'deleted');
      assert.ok(terminating.elapsedMs >= 8 * MINUTE_MS);
      const left = await wait(ended, [[FOREVER, at(ended, `${word}_running`)]]);
      assert.equal(left.outcome.kind, 'reverted');
    }
  });

  it('continues while Lightsail shows the state "deleting" after the operation has succeeded', async () => {
    const resource = sample('lightsail.relationalDatabase');
    const operation = { id: 'op-1', isTerminal: true, status: 'Succeeded' };
    const deleting = withValue(resource.entry.item, 'state', 'deleting');
    const { outcome, elapsedMs } = await wait(resource, [[12 * MINUTE_MS, deleting]], {}, { operations: [operation] });
    assert.equal(outcome.kind, 'deleted');
    assert.ok(elapsedMs >= 12 * MINUTE_MS);
  });

  it('has an outcome for each operation of one request: the final snapshot of a database, the disks of an instance', async () => {
    const resource = sample('lightsail.relationalDatabase.withSnapshot');
    const operation = (id: string, operationType: string, more: Structure) => {
      return { id, operationType, resourceName: `${id}-name`, isTerminal: true, status: 'Succeeded', ...more };
    };
    const own = operation('db', 'DeleteRelationalDatabase', {});
    const failed = { status: 'Failed', errorCode: 'Quota', errorDetails: 'Too many snapshots.' };
    const snapshot = operation('snap', 'CreateRelationalDatabaseSnapshot', failed);
    const outcomeOf = async (timeline: Timeline, ...operations: readonly Structure[]) =>
      (await wait(resource, timeline, {}, { operations })).outcome;
    const reason = 'CreateRelationalDatabaseSnapshot snap-name: Quota: Too many snapshots.';
    assert.deepEqual(await outcomeOf([], own, snapshot), {
      kind: 'failed',
      reason: `It is deleted, but not all that goes with it. ${reason}`,
    });
    const kept = await outcomeOf([[FOREVER, resource.entry.item]], own, snapshot);
    assert.equal(kept.kind, 'reverted');
    assert.ok(kept.reason?.endsWith(reason), kept.reason);
    const pending = operation('snap', 'CreateRelationalDatabaseSnapshot', { isTerminal: false, status: 'Started' });
    const working = await wait(
      resource,
      [],
      {},
      { operations: [own, pending] },
      { GetOperation: () => ({ operation: pending }) },
    );
    assert.deepEqual(working.outcome, {
      kind: 'deleted',
      reason: 'CreateRelationalDatabaseSnapshot snap-name: AWS is still working on it.',
    });
    // The deletion itself, or what AWS names no type for.
    for (const one of [
      { ...own, ...failed },
      { id: 'x', isTerminal: true, ...failed },
    ])
      assert.deepEqual(await outcomeOf([], one), { kind: 'failed', reason: 'Quota: Too many snapshots.' });
    assert.deepEqual(await outcomeOf([], own, { ...own, ...failed }), {
      kind: 'failed',
      reason: 'Quota: Too many snapshots.',
    });
  });

  it('follows the state of an attachment, not that of its gateway', async () => {
    const resource = sample('ec2.vpnGatewayAttachment');
    const at = (State: string) => ({ ...resource.entry.item, VpcAttachments: [{ VpcId: 'vpc-1', State }] });
    const detaching = await wait(resource, [
      [20 * MINUTE_MS, at('detaching')],
      [FOREVER, at('detached')],
    ]);
    assert.equal(detaching.outcome.kind, 'deleted');
    const back = await wait(resource, [
      [MINUTE_MS, at('detaching')],
      [FOREVER, at('attached')],
    ]);
    assert.equal(back.outcome.kind, 'reverted');
  });

  it("has AWS's reason for a failed and for a reverted deletion", async () => {
    const resource = sample('ec2.vpcPeeringConnection');
    const status = (Code: string, Message: string) => ({ ...resource.entry.item, Status: { Code, Message } });
    const back = await wait(resource, [
      [MINUTE_MS, status('deleting', 'Deleting')],
      [FOREVER, status('active', 'The accepter keeps it.')],
    ]);
    assert.match(back.outcome.reason ?? '', /The accepter keeps it\./);
    const nat = sample('ec2.natGateway');
    const failed = {
      ...nat.entry.item,
      State: 'failed',
      FailureMessage: 'Network interface eni-1 could not be released.',
    };
    assert.deepEqual((await wait({ ...nat, state: 'available' }, [[FOREVER, failed]])).outcome, {
      kind: 'failed',
      reason: 'Network interface eni-1 could not be released.',
    });
  });

  it('ends within a second of the clock and two reads for an ordinary deletion', async () => {
    const { outcome, elapsedMs, client } = await wait(sample('lightsail.staticIp'), []);
    assert.equal(outcome.kind, 'deleted');
    assert.ok(elapsedMs <= 1_000, `${elapsedMs} ms`);
    assert.equal(client.calls.length, 2);
  });
});
