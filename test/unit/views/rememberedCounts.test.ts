import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { describe, it } from 'mocha';
import type { Target } from '../../../src/aws/identity/target.ts';
import { kindById } from '../../../src/catalog/index.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';
import type { Inventory, ListingState } from '../../../src/inventory/inventory.ts';
import { inMemoryStore } from '../../../src/session/keyValueStore.ts';
import { summarize } from '../../../src/views/resources/categorySummary.ts';
import { KindNode, ServiceNode } from '../../../src/views/resources/nodes.ts';
import { RememberedCounts } from '../../../src/views/resources/rememberedCounts.ts';
import { SERVICES } from '../../../src/catalog/model/services.ts';
import { until } from '../../harness/until.ts';

const [VOLUME, SNAPSHOT] = ['ec2.volume', 'ec2.snapshot'].map(kindOf) as [Kind, Kind];
const NOBODY = { kind: 'profile', name: 'dev' } as const;

function kindOf(id: string): Kind {
  const kind = kindById(id);
  assert.ok(kind, id);
  return kind;
}

function targetIn(region: string, accountId = '111122223333'): Target {
  const arn = `arn:aws:iam::${accountId}:user/dev`;
  return {
    identity: { source: NOBODY, accountId, arn, partition: 'aws', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
    region,
    endpoints: {},
  };
}

/** An inventory with given listings. */
class FakeInventory {
  readonly #states = new Map<string, ListingState>();
  readonly #events = new EventEmitter<{ change: [{ kind: Kind; target: Target }] }>();

  onDidChange(listener: (change: { kind: Kind; target: Target }) => void): () => void {
    this.#events.on('change', listener);
    return () => this.#events.off('change', listener);
  }

  state(kind: Kind, { identity, region }: Target): ListingState {
    return this.#states.get([kind.id, identity.accountId, region].join()) ?? { loading: false };
  }

  listed(kind: Kind, target: Target, count: number, failures = 0): void {
    const { identity, region } = target;
    const listing = {
      kind,
      target,
      listedAt: 1_000,
      resources: Array.from({ length: count }, (_, at) => ({ id: `secret-name-${at}` })),
      failures: Array.from({ length: failures }, () => ({ cause: 'denied' })),
    };
    this.#states.set([kind.id, identity.accountId, region].join(), {
      loading: false,
      listing,
    } as unknown as ListingState);
    this.#events.emit('change', { kind, target });
  }

  get asInventory(): Inventory {
    return this as unknown as Inventory;
  }
}

describe('the counts of an account', () => {
  it('are stored for the next start, with numbers and times, and without names', async () => {
    const store = inMemoryStore();
    const inventory = new FakeInventory();
    const counts = new RememberedCounts(store, inventory.asInventory);
    inventory.listed(VOLUME, targetIn('eu-west-1'), 7);
    await until(() => Promise.resolve(store.get('teardown.counts') !== undefined), 'the counts to be written');
    counts.dispose();
    assert.doesNotMatch(JSON.stringify(store.get('teardown.counts')), /secret-name|AKIA/);

    const again = new RememberedCounts(store, new FakeInventory().asInventory);
    assert.deepEqual(again.of(VOLUME, targetIn('eu-west-1')), { count: 7, at: 1_000 });
    assert.equal(again.of(VOLUME, targetIn('eu-west-2')), undefined);
    assert.equal(again.of(VOLUME, targetIn('eu-west-1', '444455556666')), undefined);
    assert.equal(again.of(SNAPSHOT, targetIn('eu-west-1')), undefined);
    again.dispose();
  });

  it('are not taken from a listing with failures', () => {
    const inventory = new FakeInventory();
    const counts = new RememberedCounts(inMemoryStore(), inventory.asInventory);
    inventory.listed(VOLUME, targetIn('eu-west-1'), 7, 1);
    assert.equal(counts.of(VOLUME, targetIn('eu-west-1')), undefined);
    counts.dispose();
  });

  it('are undefined for malformed stored values', () => {
    for (const value of [null, 7, 'x', [], { a: 1 }, { a: { 'ec2.volume': { count: -1, at: 'x' } } }]) {
      const store = { get: () => value, update: () => Promise.resolve() };
      const counts = new RememberedCounts(store, new FakeInventory().asInventory);
      assert.equal(counts.of(VOLUME, targetIn('eu-west-1')), undefined);
      counts.dispose();
    }
  });
});

describe('the count of a category', () => {
  const targets = [targetIn('eu-west-1'), targetIn('eu-west-2')];
  const service = new ServiceNode(SERVICES.ec2, targets);
  const nodes = [new KindNode(VOLUME, service), new KindNode(SNAPSHOT, service)];
  const [first, second] = targets as [Target, Target];
  const nothing = { of: () => undefined };
  const summary = (inventory: FakeInventory, remembered: Pick<RememberedCounts, 'of'> = nothing) =>
    summarize(nodes, { inventory: inventory.asInventory, filter: undefined, remembered });

  it('has the number of resource types that are not listed in every Region', () => {
    const inventory = new FakeInventory();
    assert.deepEqual(summary(inventory), {
      counts: undefined,
      remembered: undefined,
      failed: 0,
      notListed: 2,
      types: 2,
    });
    inventory.listed(VOLUME, first, 3);
    assert.equal(summary(inventory).notListed, 2);
    inventory.listed(VOLUME, second, 1);
    assert.equal(summary(inventory).notListed, 1);
    assert.equal(summary(inventory).counts?.total, 4);
  });

  it('has the number of resource types with failures', () => {
    const inventory = new FakeInventory();
    inventory.listed(VOLUME, first, 3, 1);
    assert.equal(summary(inventory).failed, 1);
  });

  it('includes the remembered counts of resource types that are not listed', () => {
    const inventory = new FakeInventory();
    inventory.listed(VOLUME, first, 3);
    const remembered = { of: (kind: Kind) => (kind === VOLUME ? { count: 5, at: 10 } : { count: 2, at: 20 }) };
    const { counts, remembered: older, notListed } = summary(inventory, remembered);
    assert.equal(counts?.total, 3);
    // The volumes of the second Region, and the snapshots of both Regions.
    assert.deepEqual(older, { count: 9, at: 10 });
    assert.equal(notListed, 0);
  });
});
