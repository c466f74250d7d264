import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Target } from '../../../src/aws/identity/target.ts';
import { KINDS, LISTED_KINDS } from '../../../src/catalog/index.ts';
import type { Inventory } from '../../../src/inventory/inventory.ts';
import { NO_CONTEXT } from '../../../src/inventory/query/usageTerms.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import type { UsageService } from '../../../src/inventory/usage/usageService.ts';
import { listResources } from '../../../src/tools/listResourcesTool.ts';
import { resolveRequest } from '../../../src/tools/planDeletionTool.ts';
import { referenceNames } from '../../../src/tools/referenceNames.ts';
import { findResources } from '../../../src/tools/resolveReferences.ts';
import { deletionRequest, listRequest } from '../../../src/tools/toolInput.ts';
import { MAX_COMPARISONS, MAX_LISTS, MAX_PLAN_SIZE, MAX_SEARCHES, MAX_TERMS } from '../../../src/tools/toolSchemas.ts';
import { kindOf, TestEnvironment } from '../support/testEnvironment.ts';

const PEER = 'ec2.routeServerPeer';
const UNENDING = new AbortController().signal;

describe('the work that an agent may cause', () => {
  let world: TestEnvironment;
  let target: Target;
  let inventory: Inventory;
  let usage: UsageService;
  before(async () => {
    world = await TestEnvironment.start();
    target = await world.target('dev');
    ({ inventory, usage } = world.createCore());
  });
  after(() => world.close());

  const regions = (count: number): readonly Target[] =>
    Array.from({ length: count }, (_, index) => ({ ...target, region: `xx-test-${index}` }));
  const deps = {
    filterContext: NO_CONTEXT,
    prices: { costOf: () => undefined, load: () => Promise.resolve() },
    kinds: () => LISTED_KINDS,
    protectionAt: () => undefined,
    holdStill: <T>(work: Promise<T>) => work,
  };

  it('is at most what is shown, in the question of VS Code', () => {
    let read = 0;
    const reference = (index: number) => ({
      ...{ kind: 'lightsail.diskAttachment', region: 'eu-west-1', parentId: '' },
      get id() {
        read += 1;
        return `disk-${index}-${'x'.repeat(1000)}`;
      },
    });
    const names = referenceNames({ resources: Array.from({ length: 100_000 }, (_, index) => reference(index)) });
    assert.equal(read, 5);
    assert.match(names, /^Detach disk disk-0-x+…x+ \(eu-west-1\), .* and 99995 more$/i);
    assert.ok(names.length < 5 * 400, names);
    assert.equal(referenceNames({ resources: 'all' }), '');
    assert.equal(referenceNames({ resources: [null, { id: 7, kind: 'toString' }] }), '?, toString ?');
  });

  it('names the same id of two resource types, or of two parents, in two ways', () => {
    const named = (more: object) => referenceNames({ resources: [{ id: 'eipalloc-1', region: 'eu-west-1', ...more }] });
    const texts = [
      ...[{ kind: 'ec2.address' }, { kind: 'ec2.addressAssociation' }, { kind: 'lightsail.instance' }],
      ...[{ kind: 'lightsail.instance.withAddOns' }, { kind: 'ec2.route', parentId: 'rtb-1' }],
      { kind: 'ec2.route', parentId: 'rtb-2' },
    ].map(named);
    assert.equal(new Set(texts).size, texts.length, texts.join('\n'));
  });

  it('is at most a fixed number of listings, checked before the first request', async () => {
    await world.control.clearRequests();
    const places = regions(Math.ceil(MAX_LISTS / LISTED_KINDS.length) + 1);
    const listing = listResources(listRequest({}), places, { ...deps, usage, inventory }, UNENDING);
    await assert.rejects(listing, /This needs \d+ lists, and one request may need 1000\. Narrow it/);
    assert.deepEqual(await world.requests({}), []);
  });

  it('is at most a fixed number of listings for the usage of the listed resources', async () => {
    const step = { kind: kindOf(PEER), target };
    const steps = Array.from({ length: MAX_LISTS + 1 }, () => step);
    const request = listRequest({ kind: PEER, filter: 'is:unused' });
    const asking = { ...deps, inventory, usage: standIn(usage, { steps: () => steps }) };
    await assert.rejects(listResources(request, [target], asking, UNENDING), /This needs 1002 lists/);
  });

  it('is at most so many terms, and comparisons of terms with resources', async () => {
    const words = (count: number) => Array.from({ length: count }, (_, index) => `w${index}`).join(' ');
    assert.ok(listRequest({ filter: words(MAX_TERMS) }).filter);
    assert.throws(() => listRequest({ filter: words(MAX_TERMS + 1) }), /"filter" has 21 terms. It may have 20\./);
    const peer = await world.find(PEER, 'edge-fw-1');
    const many = Array.from({ length: MAX_COMPARISONS / MAX_TERMS + 1 }, (_, index) => ({
      ...peer,
      key: String(index),
    }));
    const listing = { kind: peer.kind, target, resources: many, failures: [], listedAt: Date.now() };
    const full = standIn(inventory, { state: () => ({ listing }) });
    const request = listRequest({ kind: PEER, filter: words(MAX_TERMS) });
    await assert.rejects(
      listResources(request, [target], { ...deps, usage, inventory: full }, UNENDING),
      /The filter has 20 terms for 100001 resources: that is too much/,
    );
  });

  it('is at most a fixed number of listings to resolve references', async () => {
    await world.control.clearRequests();
    const places = regions(Math.ceil(MAX_SEARCHES / 10) + 1);
    const kinds = KINDS.filter(({ homeRegion, baseKind }) => homeRegion === undefined && baseKind === undefined).slice(
      0,
      50,
    );
    const resources = kinds.map(({ id }) => ({ kind: id, id: 'x', region: places[0]?.region }));
    let lists = 0;
    const counted = standIn(inventory, {
      list: (kind: unknown) => {
        lists += 1;
        return Promise.resolve({ kind, target, resources: [], failures: [], listedAt: 0 });
      },
    });
    await assert.rejects(
      findResources(deletionRequest({ resources }).references, places, counted, UNENDING),
      /needs more than 200 lists/,
    );
    assert.equal(lists, MAX_SEARCHES);
  });

  it('is at most a fixed number of resources in one plan, including dependencies', async () => {
    const peer = await world.find(PEER, 'edge-fw-1');
    const plan = (count: number) => {
      const all: readonly Resource[] = Array.from({ length: count }, () => peer);
      const deletion = standIn(world.core.deletion, { withDependents: () => Promise.resolve(all) });
      const request = deletionRequest({
        resources: [{ kind: PEER, id: peer.id, region: target.region }],
        withDependents: true,
      });
      return resolveRequest(request, [target], { inventory, deletion }, UNENDING);
    };
    assert.equal((await plan(MAX_PLAN_SIZE)).length, MAX_PLAN_SIZE);
    await assert.rejects(plan(MAX_PLAN_SIZE + 1), /With their dependencies these are 201 resources/);
  });

  it('ends without a plan where it is canceled during the search for dependencies', async () => {
    const peer = await world.find(PEER, 'edge-fw-1');
    const request = deletionRequest({
      resources: [{ kind: PEER, id: peer.id, region: target.region }],
      withDependents: true,
    });
    const searches = [() => Promise.resolve([peer]), () => Promise.reject(new Error('the list was canceled'))];
    for (const search of searches) {
      const cancel = new AbortController();
      const withDependents = () => {
        cancel.abort();
        return search();
      };
      const deletion = standIn(world.core.deletion, { withDependents });
      await assert.rejects(
        resolveRequest(request, [target], { inventory, deletion }, cancel.signal),
        /^ToolError: Canceled: no delete request was sent\.$/,
      );
    }
  });
});

/** Returns an object with some methods of another one replaced. */
function standIn<T extends object>(real: T, methods: object): T {
  return new Proxy(real, {
    get: (target, name) => {
      const own: unknown = Reflect.get(methods, name) ?? Reflect.get(target, name);
      return typeof own === 'function' ? (own.bind(target) as unknown) : own;
    },
  });
}
