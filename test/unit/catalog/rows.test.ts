import assert from 'node:assert/strict';
import type { NormalizedSchema } from '@smithy/core/schema';
import { describe, it } from 'mocha';
import { requiredMembers } from '../../../sandbox/wire/shapes.ts';
import { CATEGORIES, kindById, KINDS, LISTED_KINDS } from '../../../src/catalog/index.ts';
import type { Source } from '../../../src/catalog/model/source.ts';
import { SERVICES } from '../../../src/catalog/model/services.ts';
import { elementOf, itemOf, memberOf, parentOf, shapes } from './support/schemas.ts';

/** Asserts that a path exists in an element. An element that is not a structure is its own `Value`. */
function pathIn(item: NormalizedSchema, path: string): void {
  if (item.isStructSchema()) memberOf(item, path);
  else assert.equal(path, 'Value');
}

/** Returns the paths that identify a source's parents. */
function parentPaths({ nestedList, child, parentRef }: Source): readonly string[] {
  const { id, name } = nestedList?.parent ?? child?.parent ?? parentRef ?? {};
  return [id, name].filter((path) => path !== undefined);
}

describe('the catalog', () => {
  it('has unique ids, and finds a resource type by its id', () => {
    assert.equal(new Set(KINDS.map(({ id }) => id)).size, KINDS.length);
    for (const kind of KINDS) assert.equal(kindById(kind.id), kind);
    assert.equal(kindById('ec2.volcano'), undefined);
  });

  it('has unique endpoint keys of services', () => {
    const all = Object.values(SERVICES);
    assert.equal(new Set(all.map(({ endpointKey }) => endpointKey)).size, all.length);
    for (const [id, service] of Object.entries(SERVICES)) assert.equal(service.id, id);
  });

  for (const kind of KINDS) {
    describe(kind.id, () => {
      const { service, action, completion } = kind;

      it('has an existing category, existing parents and dependents, and an existing base type', () => {
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

      it('checks dependencies with operations and filters that exist', () => {
        for (const { operation, followUpOperations = [] } of kind.probes ?? [])
          for (const one of [operation, ...followUpOperations]) shapes(service, one);
        for (const { kind: id, filter, member = 'Filters', refersBy } of kind.dependents ?? []) {
          const other = kindById(id);
          assert.ok(other);
          // Rows that are merged from several responses cannot be read from one.
          assert.ok(!('mergeSources' in other), id);
          for (const source of other.sources) {
            // With a request for each parent, a filter would filter the parents.
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

      it('has an id of its service, an icon, and texts without superfluous spaces', () => {
        assert.ok(kind.id.startsWith(`${service}.`));
        assert.match(kind.icon, /^[a-z]+(-[a-z]+)*$/);
        assert.ok(!['lock', 'watch', 'star-full'].includes(kind.icon), 'these icons are decorations of rows');
        for (const text of [kind.category, kind.noun, kind.pluralNoun, kind.label, kind.restorability.text]) {
          assert.match(text, /^\S+( \S+)*$/);
        }
        assert.notEqual(kind.noun, kind.pluralNoun);
        assert.match(kind.restorability.text, /\.$/);
      });

      it('has the verb of its operation', () => {
        const { verb, operation } = action;
        assert.ok(operation.toLowerCase().startsWith(verb === 'remove' ? 'untag' : verb), operation);
      });

      it('has all required members in its delete request, and DryRun only if AWS supports it', () => {
        const { input } = shapes(service, action.operation);
        const members = new Map(input.structIterator());
        for (const name of Object.keys(action.input)) assert.ok(members.has(name), name);
        if (!action.computedInput) for (const name of requiredMembers(input)) assert.ok(name in action.input, name);
        assert.equal(action.dryRun, members.has('DryRun'));
        if (action.partialFailuresMember !== undefined)
          memberOf(shapes(service, action.operation).output, action.partialFailuresMember);
      });

      it('lists with inputs that exist, and with page tokens in both request and response or in neither', () => {
        const { page } = SERVICES[service];
        for (const source of [...kind.sources, ...kind.auxiliarySources]) {
          const { input, output } = shapes(service, source.operation);
          const has = (shape: NormalizedSchema, name: string) => new Map(shape.structIterator()).has(name);
          assert.equal(has(input, page.request), has(output, page.reply), source.operation);
          if (source.getOne) memberOf(input, source.getOne.member);
          for (const name of Object.keys(source.input)) memberOf(input, name);
        }
      });

      it('has paths that exist in the items of each source', () => {
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

      it('has an identity that includes its id', () => {
        for (const path of [kind.members.id].flat()) assert.ok(kind.identity.includes(path));
        assert.equal(new Set(kind.identity).size, kind.identity.length);
      });

      it('has unique checks in its evidence, each with one of its operations', () => {
        const checks = kind.evidence.map(({ check }) => check);
        assert.equal(new Set(checks).size, checks.length);
        const operations = [...kind.sources, ...kind.auxiliarySources].flatMap(({ operation, child }) => [
          operation,
          child?.operation,
        ]);
        for (const { operation } of kind.evidence)
          if (operation !== undefined) assert.ok(operations.includes(operation));
      });

      it('has unique field labels, and one placeholder in each dialog template', () => {
        const labels = kind.facts.map(({ label }) => label);
        assert.equal(new Set(labels).size, labels.length);
        for (const { dialogTemplate } of kind.facts)
          if (dialogTemplate !== undefined) assert.equal(dialogTemplate.split('{}').length, 2);
      });

      it('has completion states in lower case, and completion operations that exist', () => {
        for (const state of completion.states?.keys() ?? []) assert.equal(state, state.toLowerCase());
        if (completion.operations) memberOf(shapes(service, action.operation).output, completion.operations);
      });
    });
  }
});
