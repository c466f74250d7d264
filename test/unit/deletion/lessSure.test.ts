import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { DELETED_ALONG } from '../../../src/catalog/deletedAlong.ts';
import { KINDS } from '../../../src/catalog/index.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import { alongAdded, alongEvidence } from '../../../src/deletion/planning/alongEvidence.ts';
import { isReplaced, questionChanges } from '../../../src/deletion/planning/drift.ts';
import { collectEvidence } from '../../../src/deletion/planning/evidence.ts';
import type { Plan } from '../../../src/deletion/planning/plan.ts';
import { getPath } from '../../../src/inventory/listing/memberPath.ts';
import { unmatchedResourceFrom, type Resource } from '../../../src/inventory/resource.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { DeletionHarness, planOf } from './support/deletionHarness.ts';
import { otherValues, withValueAt, leafPaths } from './support/leaves.ts';
import { SinceClient } from './support/sinceClient.ts';

const NOW = Date.UTC(2026, 10, 21);

/** Returns the paths that identify the parent of a resource: those of the resource types that can have this noun. */
function parentIdentity({ service, parentKinds }: Kind, { noun }: { readonly noun: string }): readonly string[] {
  const parents = KINDS.filter(({ id, ...kind }) =>
    parentKinds ? parentKinds.includes(id) : kind.service === service && kind.noun === noun && !kind.baseKind,
  );
  return [...new Set(parents.flatMap(({ identity }) => identity))];
}

/** Checks of which AWS leaves out a member where there is none of what it has: the end of a use, no volumes, no mode. */
const NONE_BY_ABSENCE: ReadonlySet<string> = new Set(['volumes', 'lastUsed', 'lastKey']);

describe('a read that is less sure than the question', function () {
  this.timeout(200_000);
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());

  const samplesOf = (kind: Kind) => world.list(kind.id, 'dev', kind.homeRegion ?? 'eu-west-1');

  /** Returns a sample with another description of its parent. */
  function below(resource: Resource, raw: Structure): Resource {
    const { entry } = resource;
    assert.ok(entry.parent);
    return { ...resource, entry: { ...entry, parent: { ...entry.parent, raw } } };
  }

  const changesTo = (resource: Resource, now: Resource) => {
    const [item] = planOf([resource], NOW).items;
    assert.ok(item);
    return questionChanges(item, { resource: now, evidence: collectEvidence(now, NOW) }, NOW);
  };

  it('is a difference when the parent of any resource type has another identity or none', async () => {
    const missed: string[] = [];
    let checked = 0;
    for (const kind of KINDS) {
      const [resource] = (await samplesOf(kind)).filter(({ entry: { parent } }) => Object.keys(parent?.raw ?? {})[0]);
      if (!resource?.entry.parent) continue;
      const { parent } = resource.entry;
      const paths = parentIdentity(kind, parent);
      if (paths.length === 0) missed.push(`${kind.id}: nothing identifies its ${parent.noun}`);
      for (const path of paths) {
        const value = getPath(parent.raw, path);
        if (value === undefined) continue;
        for (const other of otherValues(value)) {
          checked += 1;
          const now = below(resource, withValueAt(parent.raw, path.split('.'), other) as Structure);
          if (changesTo(resource, now).length === 0) missed.push(`${kind.id} ${path} ${String(other)}`);
          // While AWS deletes it, it may leave out members.
          if (isReplaced(resource, now) !== (other !== undefined)) missed.push(`${kind.id} ${path} replaced`);
        }
      }
    }
    assert.deepEqual(missed, []);
    assert.ok(checked > 100, `${checked} checked`);
  });

  /** Plans the first sample without a blocker. */
  async function planned(kind: Kind): Promise<{ plan: Plan; resource: Resource; since: SinceClient } | undefined> {
    for (const listed of (await samplesOf(kind)).slice(0, 3)) {
      const since = new SinceClient(world.client, kind);
      const { plan } = await new DeletionHarness(world, { client: since }).engine.plan([listed], {
        timeLimitMs: 60_000,
      });
      const [item] = plan.items;
      if (item && !item.evidence.some(({ level }) => level === 'blocker'))
        return { plan, resource: item.resource, since };
    }
    return undefined;
  }

  it('sends nothing when the parent of any resource type was created again under its name', async () => {
    const sent: string[] = [];
    let checked = 0;
    for (const kind of KINDS) {
      if (!kind.sources.some(({ child, nestedList }) => child ?? nestedList)) continue;
      const its = await planned(kind);
      const parent = its?.resource.entry.parent;
      if (!its || !parent) continue;
      const { plan, since } = its;
      const path = parentIdentity(kind, parent).find(
        (one) => !one.includes('.') && parent.raw[one] instanceof Date && getPath(parent.raw, one) !== parent.id,
      );
      if (path === undefined) continue;
      since.replaced = { before: parent.raw, after: { ...parent.raw, [path]: new Date(NOW) } };
      checked += 1;
      const [outcome] = await new DeletionHarness(world, { client: since }).engine.execute(plan);
      if (since.sent > 0) sent.push(`${kind.id} ${JSON.stringify(outcome)}`);
    }
    assert.deepEqual(sent, []);
    assert.ok(checked >= 8, `${checked} checked`);
  });

  it('sends nothing when AWS lists any resource twice with different values', async () => {
    const wrong: string[] = [];
    let checked = 0;
    for (const kind of KINDS) {
      const its = await planned(kind);
      if (!its || kind.mergeSources) continue;
      const { plan, resource, since } = its;
      const { item } = resource.entry;
      const another = leavesOf(resource).find((other) => changesTo(resource, other).length > 0);
      if (!another) continue;
      checked += 1;
      since.replaced = { before: item, after: another.entry.item, isKept: true };
      const [outcome] = await new DeletionHarness(world, { client: since }).engine.execute(plan);
      if (since.sent > 0) wrong.push(`${kind.id} ${JSON.stringify(outcome)}`);
    }
    assert.deepEqual(wrong, []);
    assert.ok(checked > 50, `${checked} checked`);
  });

  /** Returns the resource with each of its values replaced, as long as its key and its state stay the same. */
  function leavesOf(resource: Resource): readonly Resource[] {
    const { kind, target, entry, key, state } = resource;
    return [...leafPaths(entry.item)].flatMap((path) => {
      const value = path.reduce<unknown>((inner, name) => (inner as Structure)[name], entry.item);
      const item = withValueAt(entry.item, path, otherValues(value)[0]) as Structure;
      const other = unmatchedResourceFrom(kind, target, { ...entry, item });
      // With the id of another parent, it is a child of that one.
      if (path[0] === kind.sources[entry.source]?.parentRef?.id) return [];
      return other?.key === key && other.state === state && kind.matches?.(other.entry) !== false ? [other] : [];
    });
  }

  it('has no finding that is certain because a member is missing', async () => {
    const wrong: string[] = [];
    for (const kind of KINDS) {
      for (const resource of (await samplesOf(kind)).slice(0, 3)) {
        const earlier = new Map(collectEvidence(resource, NOW).map((piece) => [piece.check, piece]));
        for (const path of leafPaths(resource.entry.item)) {
          const item = withValueAt(resource.entry.item, path, undefined) as Structure;
          for (const { check, level, text } of collectEvidence(
            { ...resource, entry: { ...resource.entry, item } },
            NOW,
          )) {
            if (level !== 'ok' || NONE_BY_ABSENCE.has(check) || earlier.get(check)?.level === 'ok') continue;
            wrong.push(`${kind.id} ${path.join('.')} ${check}: ${text}`);
          }
        }
      }
    }
    assert.deepEqual([...new Set(wrong)], []);
  });

  it('is a difference when what is deleted along was created again under its name, or has another label', async () => {
    const missed: string[] = [];
    let checked = 0;
    for (const entry of Object.values(DELETED_ALONG).flat()) {
      const kind = KINDS.find(({ id }) => id === entry.kind);
      const [child] = kind && !('unnamed' in entry) ? await samplesOf(kind) : [];
      if (!kind || !child) continue;
      const read = (resource: Resource) => alongEvidence({ resources: [resource], operation: 'x' }, () => undefined);
      assert.deepEqual(alongAdded(read(child), read(child)), []);
      const others = kind.identity.flatMap((path) => {
        const value = getPath(child.entry.item, path);
        if (value === undefined || [kind.members.id].flat().includes(path)) return [];
        const item = withValueAt(child.entry.item, path.split('.'), otherValues(value)[0]) as Structure;
        return unmatchedResourceFrom(kind, child.target, { ...child.entry, item }) ?? [];
      });
      for (const other of [...others, { ...child, name: 'another-name' }]) {
        checked += 1;
        assert.equal(other.key, child.key);
        if (alongAdded(read(child), read(other)).length === 0) missed.push(kind.id);
      }
    }
    assert.deepEqual(missed, []);
    assert.ok(checked > 20, `${checked} checked`);
  });

  it('sends nothing when something blocks a resource since the question', async () => {
    const kind = KINDS.find(({ id }) => id === 'lightsail.bucket');
    assert.ok(kind);
    const [bucket] = await samplesOf(kind);
    assert.ok(bucket);
    const since = new SinceClient(world.client, kind);
    const { engine } = new DeletionHarness(world, { client: since });
    since.responses = { GetBucketAccessKeys: { accessKeys: [] }, GetDistributions: { distributions: [] } };
    const free = {
      ...bucket,
      entry: { ...bucket.entry, item: { ...bucket.entry.item, resourcesReceivingAccess: [] } },
    };
    since.replaced = { before: bucket.entry.item, after: free.entry.item };
    const { plan } = await engine.plan([free], { timeLimitMs: 60_000 });
    assert.ok(plan.items[0]?.evidence.every(({ level }) => level !== 'blocker'));
    since.responses = { ...since.responses, GetBucketAccessKeys: { accessKeys: [{ accessKeyId: 'AKIA1' }] } };
    const [outcome] = await engine.execute(plan);
    assert.equal(outcome?.kind, 'changed');
    assert.equal(since.sent, 0);
  });
});
