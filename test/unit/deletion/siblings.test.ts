import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { ROOT } from '../../../scripts/lib/run.mjs';
import { KINDS } from '../../../src/catalog/index.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import { deserializeResource } from '../../../src/deletion/journal/format/storedResource.ts';
import { deleteInput } from '../../../src/deletion/planning/deleteInput.ts';
import { resourceProtectionReason } from '../../../src/deletion/planning/protection.ts';
import { planFromJournal } from '../../../src/deletion/presentation/planFromJournal.ts';
import { unmatchedResourceFrom, type Resource } from '../../../src/inventory/resource.ts';
import { findResources } from '../../../src/tools/resolveReferences.ts';
import { ToolError } from '../../../src/tools/toolError.ts';
import { membersOf, shapes } from '../catalog/support/schemas.ts';
import { Folder } from '../journal/support/folder.ts';
import { kindOf, TestEnvironment } from '../support/testEnvironment.ts';
import { DeletionHarness } from './support/deletionHarness.ts';
import { withValue } from './support/listedFake.ts';
import { SiblingsFake, siblingsOf } from './support/siblings.ts';

/**
 * Resource types whose request could name a parent but has only the id, with AWS's advice for it.
 * https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DeleteDirectConnectGatewayAssociation.html
 */
const BY_ID_ALONE: Readonly<Record<string, RegExp>> = {
  'directconnect.gatewayAssociation':
    /We recommend that you specify the <code>associationID<\/code> to delete the association/,
};

/** Returns whether the ids of a resource type are unique: its request has only the id, and no member for a parent. */
function hasUniqueIds({ id, service, action, members }: Kind): boolean {
  const [member, ...others] = Object.keys(action.input);
  if (member === undefined || others.length > 0 || action.input[member] !== members.id) return false;
  const names = [...membersOf(shapes(service, action.operation).input).keys()];
  return id in BY_ID_ALONE || names.every((name) => name === member || name === 'DryRun');
}

const hasParent = ({ sources }: Kind) =>
  sources.some(({ parentRef, nestedList, child }) => parentRef ?? nestedList ?? child);

/** Returns a resource type without the checks that send further requests. */
function plain(kind: Kind): Kind {
  const own: Kind = { ...kind, evidence: [], probes: [], dependents: [], deletedAfter: [], auxiliarySources: [] };
  Reflect.deleteProperty(own, 'mergeSources');
  Reflect.deleteProperty(own, 'matches');
  return own;
}

describe('one of three siblings', function () {
  this.timeout(120_000);
  let world: TestEnvironment;
  let folder: Folder;
  before(async () => {
    world = await TestEnvironment.start();
    folder = new Folder();
  });
  after(async () => {
    await folder.remove();
    await world.close();
  });

  const families = async (kind: Kind): Promise<readonly [Resource, Resource, Resource]> => {
    const [sample] = await world.list(kind.id, 'dev', kind.homeRegion ?? 'eu-west-1');
    assert.ok(sample, kind.id);
    const [first, second, third] = siblingsOf({ ...sample, kind: plain(kind) }, 3, hasUniqueIds(kind));
    assert.ok(first && second && third);
    return [first, second, third];
  };

  it('has a distinct id, even if the joined members of another resource read the same', async () => {
    const target = await world.target('dev', 'eu-west-1');
    for (const kind of KINDS) {
      const { id: paths } = kind.members;
      if (typeof paths === 'string') continue;
      const idOf = (...texts: readonly string[]) => {
        const item = paths.reduce<Structure>((owner, path, at) => withValue(owner, path, texts[at] ?? 'x'), {});
        return unmatchedResourceFrom(kind, target, { item, extra: undefined, source: 0 })?.id;
      };
      // The value of a tag may be empty.
      const withoutLast = (...texts: readonly string[]) => {
        const item = paths
          .slice(0, -1)
          .reduce<Structure>((owner, path, at) => withValue(owner, path, texts[at] ?? 'x'), {});
        return unmatchedResourceFrom(kind, target, { item, extra: undefined, source: 0 })?.id;
      };
      const before = paths.slice(0, -2).map(() => 'a');
      assert.notEqual(withoutLast(...before, 'a b'), idOf(...before, 'a', 'b'), kind.id);
      const ids = [idOf('a b', 'c'), idOf('a', 'b c'), idOf('"a', 'b" c'), idOf('"a b"', 'c'), idOf('a', 'c')];
      assert.equal(new Set(ids).size, ids.length, `${kind.id}: ${ids.join('; ')}`);
      assert.ok(ids.includes(['a', 'c', ...paths.slice(2).map(() => 'x')].join(' ')));
    }
  });

  it('is deleted by its id only when AWS accepts no parent, or advises against one', () => {
    const unique = KINDS.filter((kind) => hasParent(kind) && hasUniqueIds(kind));
    assert.ok(unique.length > 10);
    const client = path.join(ROOT, 'node_modules/@aws-sdk/client-direct-connect/dist-types/commands');
    for (const [kindId, advice] of Object.entries(BY_ID_ALONE)) {
      const { operation } = kindOf(kindId).action;
      const page = readFileSync(path.join(client, `${operation}Command.d.ts`), 'utf8');
      assert.match(page.replaceAll(/\s*\n\s*\*\s*/g, ' '), advice);
    }
  });

  for (const kind of KINDS.filter(hasParent)) {
    it(`is identified by the request and the journal entry: ${kind.id}`, async () => {
      const siblings = await families(kind);
      const [, wanted] = siblings;
      const inputs = new Set(siblings.map((one) => JSON.stringify(deleteInput(one))));
      assert.equal(inputs.size, 3, [...inputs].join('\n'));
      const client = new SiblingsFake(siblings, deleteInput);
      const journal = folder.open();
      const { engine } = new DeletionHarness(world, { client, journal });
      const { plan } = await engine.plan([wanted], { timeLimitMs: 60_000, simulateOnly: true });
      const [outcome] = await engine.execute(plan);
      assert.equal(outcome?.kind, 'deleted', outcome?.reason);
      assert.deepEqual(client.sent, [deleteInput(wanted)]);
      const entries = (await journal.entries()).filter(({ planId }) => planId === plan.id);
      assert.deepEqual(
        entries.map(({ resource }) => [resource.key, resource.parent?.id]),
        [[wanted.key, wanted.entry.parent?.id]],
      );
      const [entry] = entries;
      assert.ok(entry);
      assert.equal(deserializeResource(entry.resource, wanted.target, kind).key, wanted.key);
      const [again] = planFromJournal(plan.id, entries)?.items ?? [];
      assert.equal(again?.resource.key, wanted.key);
    });

    it(`is identified in listings, references of agents and the protection by its parent: ${kind.id}`, async () => {
      const siblings = await families(kind);
      const [, wanted, other] = siblings;
      const { target, id, entry } = wanted;
      const { inventory } = world.createCore({ interceptClient: () => new SiblingsFake(siblings, deleteInput) });
      const { resources } = await inventory.list(kind, target);
      assert.deepEqual(
        resources.filter(({ key }) => key === wanted.key).map((row) => row.entry.parent?.id),
        [entry.parent?.id],
      );
      const find = (more: { readonly parentId?: string }) =>
        findResources([{ kind, id, region: target.region, ...more }], [target], inventory, AbortSignal.timeout(10_000));
      const found = await find({ parentId: entry.parent?.id ?? '' });
      assert.deepEqual(
        found.map(({ key }) => key),
        [wanted.key],
      );
      // Resource types with unique ids need no parent id.
      if (other.id === id)
        await assert.rejects(
          find({}),
          (error) => error instanceof ToolError && error.message.includes('Add "parentId"'),
        );
      if (wanted.tags || /tag$/i.test(kind.id)) return;
      const { parent } = other.entry;
      assert.ok(parent);
      const Tags = [{ Key: 'teardown:protect', Value: '', key: 'teardown:protect', value: '' }];
      const raw = { ...parent.raw, Tags, tags: Tags };
      const guarded = { ...other, entry: { ...other.entry, parent: { ...parent, raw } } };
      assert.ok(resourceProtectionReason(guarded, []) !== undefined);
      assert.equal(resourceProtectionReason(wanted, []), undefined);
    });
  }
});
