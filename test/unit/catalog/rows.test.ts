import assert from 'node:assert/strict';
import type { NormalizedSchema } from '@smithy/core/schema';
import { describe, it } from 'mocha';
import { requiredMembers } from '../../../sandbox/wire/shapes.ts';
import { CATEGORIES, kindById, KINDS, LISTED_KINDS } from '../../../src/catalog/index.ts';
import type { Source } from '../../../src/catalog/model/kind.ts';
import { SERVICES } from '../../../src/catalog/model/services.ts';
import { elementOf, itemOf, memberOf, parentOf, shapes } from './support/schemas.ts';

/** A path into an element; one that is no structure has itself as its `Value`. */
function pathIn(item: NormalizedSchema, path: string): void {
  if (item.isStructSchema()) memberOf(item, path);
  else assert.equal(path, 'Value');
}

/** Returns the paths by which a source's parents are known. */
function parentPaths({ nestedList, child, parentRef }: Source): readonly string[] {
  const { id, name } = nestedList?.parent ?? child?.parent ?? parentRef ?? {};
  return [id, name].filter((path) => path !== undefined);
}

describe('the catalogue', () => {
  it('has each id once, and finds kinds by it', () => {
    assert.equal(new Set(KINDS.map(({ id }) => id)).size, KINDS.length);
    for (const kind of KINDS) assert.equal(kindById(kind.id), kind);
    assert.equal(kindById('ec2.volcano'), undefined);
  });

  it('tells services apart by their actions and endpoints', () => {
    const all = Object.values(SERVICES);
    assert.equal(new Set(all.map(({ endpointKey }) => endpointKey)).size, all.length);
    for (const [id, service] of Object.entries(SERVICES)) assert.equal(service.id, id);
  });

  for (const kind of KINDS) {
    describe(kind.id, () => {
      const { service, action, completion } = kind;

      it('stands in a category of its service, and hangs under kinds and acts on one that exist', () => {
        assert.ok((CATEGORIES[service] as readonly string[]).includes(kind.category));
        for (const id of [
          ...(kind.parentKinds ?? []),
          ...(kind.deletedAfter ?? []),
          ...(kind.dependents ?? []).map((one) => one.kind),
        ]) {
          assert.ok(kindById(id), id);
        }
        if (kind.parentKinds)
          for (const source of kind.sources) assert.ok(source.parentRef ?? source.nestedList ?? source.child);
        if (kind.baseKind !== undefined) {
          const base = kindById(kind.baseKind);
          assert.deepEqual(kind.sources, base?.sources);
          assert.ok(!LISTED_KINDS.includes(kind));
        }
      });

      it('asks what stands in its way by calls and filters that AWS has', () => {
        for (const { operation, followUpOperations = [] } of kind.probes ?? [])
          for (const one of [operation, ...followUpOperations]) shapes(service, one);
        for (const { kind: id, filter, member = 'Filters', refersBy } of kind.dependents ?? []) {
          const other = kindById(id);
          assert.ok(other);
          // Rows that need several responses could not be told from one.
          assert.ok(!('mergeSources' in other), id);
          for (const source of other.sources) {
            // Where each parent has a request of its own, a filter would filter the parents.
            if (filter !== undefined) {
              assert.equal(source.child, undefined, id);
              memberOf(shapes(other.service, source.operation).input, member);
            }
            const paths = [refersBy].flat();
            if (paths.includes('parent')) assert.ok(other.parentKinds?.includes(kind.id), `${id} under ${kind.id}`);
            else for (const path of paths) elementOf(itemOf(other.service, source), path);
          }
        }
      });

      it('is named after its service, in words without surplus blanks, with an icon', () => {
        assert.ok(kind.id.startsWith(`${service}.`));
        assert.match(kind.icon, /^[a-z]+(-[a-z]+)*$/);
        assert.ok(!['lock', 'watch', 'star-full'].includes(kind.icon), 'the marks of a row are no icons of a type');
        for (const text of [kind.category, kind.noun, kind.pluralNoun, kind.label, kind.restorability.text]) {
          assert.match(text, /^\S+( \S+)*$/);
        }
        assert.notEqual(kind.noun, kind.pluralNoun);
        assert.match(kind.restorability.text, /\.$/);
      });

      it('has a verb that is the one of its operation', () => {
        const { verb, operation } = action;
        assert.ok(operation.toLowerCase().startsWith(verb === 'remove' ? 'untag' : verb), operation);
      });

      it('removes by a request that has all that it needs, and DryRun only where AWS has it', () => {
        const { input } = shapes(service, action.operation);
        const members = new Map(input.structIterator());
        for (const name of Object.keys(action.input)) assert.ok(members.has(name), name);
        if (!action.computedInput) for (const name of requiredMembers(input)) assert.ok(name in action.input, name);
        assert.equal(action.dryRun, members.has('DryRun'));
        if (action.partialFailuresMember !== undefined)
          memberOf(shapes(service, action.operation).output, action.partialFailuresMember);
      });

      it('lists by pages whose tokens are where its service has them, or by none', () => {
        const { page } = SERVICES[service];
        for (const source of [...kind.sources, ...kind.auxiliarySources]) {
          const { input, output } = shapes(service, source.operation);
          const has = (shape: NormalizedSchema, name: string) => new Map(shape.structIterator()).has(name);
          assert.equal(has(input, page.request), has(output, page.reply), source.operation);
          if (source.getOne) memberOf(input, source.getOne.member);
          for (const name of Object.keys(source.input)) memberOf(input, name);
        }
      });

      it('has paths that lead somewhere in what each of its sources lists', () => {
        const { name, tags } = kind.members;
        const members = Object.values(kind.members)
          .flat()
          .filter((path) => path !== 'tag');
        const paths = [...members, ...kind.identity];
        for (const source of kind.sources) {
          const item = itemOf(service, source);
          for (const path of paths) pathIn(item, path);
          for (const path of parentPaths(source)) memberOf(parentOf(service, source) ?? item, path);
        }
        if (name === 'tag') assert.ok(tags !== undefined);
      });

      it('knows itself by what includes its id', () => {
        for (const path of [kind.members.id].flat()) assert.ok(kind.identity.includes(path));
        assert.equal(new Set(kind.identity).size, kind.identity.length);
      });

      it('names each check of its evidence once, and only calls that it makes', () => {
        const checks = kind.evidence.map(({ check }) => check);
        assert.equal(new Set(checks).size, checks.length);
        const calls = [...kind.sources, ...kind.auxiliarySources].flatMap(({ operation, child }) => [
          operation,
          child?.operation,
        ]);
        for (const { operation } of kind.evidence) if (operation !== undefined) assert.ok(calls.includes(operation));
      });

      it('labels each fact once, and shows its value where the dialog has it', () => {
        const labels = kind.facts.map(({ label }) => label);
        assert.equal(new Set(labels).size, labels.length);
        for (const { dialogTemplate } of kind.facts)
          if (dialogTemplate !== undefined) assert.equal(dialogTemplate.split('{}').length, 2);
      });

      it('can be seen to be deleted: its states in lower case, and its operations', () => {
        for (const state of completion.states?.keys() ?? []) assert.equal(state, state.toLowerCase());
        if (completion.operations) memberOf(shapes(service, action.operation).output, completion.operations);
      });
    });
  }
});
