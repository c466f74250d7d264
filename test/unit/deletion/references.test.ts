import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { KINDS, kindById } from '../../../src/catalog/index.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import { createPlan } from '../../../src/deletion/planning/plan.ts';
import { collectEvidence } from '../../../src/deletion/planning/evidence.ts';
import { expandDependents } from '../../../src/deletion/planning/expandDependents.ts';
import { runProbes } from '../../../src/deletion/planning/probes.ts';
import { referenceKey, referenceTo, resourceFrom, type Resource } from '../../../src/inventory/resource.ts';
import { kindOf, TestEnvironment } from '../support/testEnvironment.ts';
import { UNGUARDED } from './support/deletionHarness.ts';
import { withId } from './support/listedFake.ts';

/** Returns whether the ids of a resource type are unique only under their parent. */
const hasParent = ({ sources }: Kind) =>
  sources.some(({ parentRef, nestedList, child }) => parentRef ?? nestedList ?? child);

describe('a reference from one resource to another', function () {
  this.timeout(120_000);
  let world: TestEnvironment;
  let target: Target;
  before(async () => {
    world = await TestEnvironment.start();
    target = await world.target('dev', 'eu-west-1');
  });
  after(() => world.close());

  for (const kind of KINDS.filter(hasParent)) {
    it(`identifies one of three siblings by its parent: ${kind.id}`, async () => {
      const parent = (n: number) => ({ noun: 'parent', id: `parent-${n}`, raw: {} });
      // Only the parent differs: three resources with the same id.
      const plain: Kind = { ...kind, evidence: [], probes: [], dependents: [], deletedAfter: [], matches: () => true };
      Reflect.deleteProperty(plain, 'afterRemoving');
      const siblings = [1, 2, 3].map((n) => {
        const entry = { item: withId(kind, 'same'), parent: parent(n), extra: undefined, source: 0 };
        const made = resourceFrom(plain, target, entry);
        assert.ok(made);
        return made;
      });
      const [, wanted] = siblings;
      assert.ok(wanted);
      assert.equal(new Set(siblings.map(({ key }) => key)).size, 3);
      const holderKind: Kind = {
        ...kindOf('ec2.vpc'),
        probes: [],
        dependents: [],
        evidence: [
          { check: 'held', assess: () => ({ level: 'blocker', text: 'Held.', blockers: [referenceTo(wanted)] }) },
        ],
      };
      const holder = resourceFrom(holderKind, target, { item: { VpcId: 'vpc-1' }, extra: undefined, source: 0 });
      assert.ok(holder);
      const listing = { kind, target, resources: siblings, failures: [], listedAt: 0 };
      const deps = { client: world.client, clock: { now: () => 0, sleep: () => Promise.resolve() } };
      const all = await expandDependents(
        [holder],
        { ...deps, list: () => Promise.resolve(listing) },
        AbortSignal.timeout(10_000),
      );
      assert.deepEqual(
        all.map(({ key }) => key),
        [holder.key, wanted.key],
      );
      const planOf = (resources: readonly Resource[]) =>
        createPlan(
          resources.map((resource) => ({
            resource: {
              ...resource,
              kind: { ...resource.kind, action: { ...resource.kind.action, input: {}, computedInput: () => ({}) } },
            },
            checks: [],
          })),
          0,
          UNGUARDED,
        );
      // The other siblings in the plan do not resolve the reference.
      const others = planOf([holder, ...siblings.filter((one) => one !== wanted)]);
      const blocked = others.items.filter(({ evidence }) => evidence.some(({ level }) => level === 'blocker'));
      assert.deepEqual(
        blocked.map(({ resource }) => resource.key),
        [holder.key],
      );
      const plan = planOf([holder, ...siblings]);
      assert.deepEqual(plan.items.find(({ resource }) => resource.key === holder.key)?.dependsOn, [wanted.key]);
    });
  }

  it('resolves to a listed resource, for all samples that exist', async () => {
    const keys = new Map<string, Promise<ReadonlySet<string>>>();
    const listed = (id: string) => {
      const keysOfType = keys.get(id) ?? world.list(id).then((all) => new Set(all.map(({ key }) => key)));
      keys.set(id, keysOfType);
      return keysOfType;
    };
    const wrong: string[] = [];
    let checked = 0;
    for (const kind of KINDS) {
      for (const resource of await world.list(kind.id, 'dev', kind.homeRegion ?? 'eu-west-1')) {
        const evidence = [
          ...collectEvidence(resource, Date.now()),
          ...(await runProbes(resource, world.client, AbortSignal.timeout(20_000))),
        ];
        for (const { check, blockers = [] } of evidence) {
          for (const reference of blockers) {
            checked += 1;
            const named = kindById(reference.kind);
            const needsParent = named !== undefined && hasParent(named);
            if (needsParent !== (reference.parent !== undefined)) wrong.push(`${kind.id} ${check}: parent`);
            const key = referenceKey(reference, resource.target);
            // Samples may refer to resources that do not exist. Those that exist must be found by their full key.
            const listedKeys = await listed(reference.kind);
            const same = [...listedKeys].filter((one) => one.includes(JSON.stringify(reference.id)));
            if (same.length > 0 && !listedKeys.has(key ?? '') && !needsParent)
              wrong.push(`${kind.id} ${check}: ${key ?? ''}`);
          }
        }
      }
    }
    assert.deepEqual([...new Set(wrong)], []);
    assert.ok(checked > 50, `${checked}`);
  });
});
