import assert from 'node:assert/strict';
import type { NormalizedSchema } from '@smithy/core/schema';
import { describe, it } from 'mocha';
import { kindById, LISTED_KINDS } from '../../../src/catalog/index.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';
import type { MemberTest, UsageLookup, UsageRule } from '../../../src/catalog/model/usage.ts';
import { listsForUsage, USAGE_RULES } from '../../../src/catalog/usage/index.ts';
import { itemOf, membersOf, shapes } from '../catalog/support/schemas.ts';
import { kindOf } from './support/account.ts';
import { isReviewed } from './support/reviewedReferences.ts';
import { referencesTo, unclassifiedMembers, type Reference } from './support/referringMembers.ts';

/** Returns whether a structure has a path, through lists and maps. */
function hasPath(schema: NormalizedSchema, path: readonly string[]): boolean {
  if (schema.isListSchema()) return hasPath(schema.getValueSchema(), path);
  const [name, ...rest] = path;
  if (name === undefined) return true;
  const member = membersOf(schema).get(name);
  return member !== undefined && hasPath(member, rest);
}

const items = (kind: Kind) => kind.sources.map((source) => itemOf(kind.service, source));

function assertPath(kind: Kind, path: string): void {
  if (path === 'parent') assert.ok(kind.parentKinds, `${kind.id} has parents`);
  else
    assert.ok(
      items(kind).some((item) => hasPath(item, path.split('.'))),
      `${kind.id} has ${path}`,
    );
}

function assertTests(kind: Kind, tests: readonly MemberTest[]): void {
  for (const { member, below, ...test } of tests) {
    if (member !== 'tag') assertPath(kind, member);
    if (below !== undefined) assertPath(kind, below);
    assert.equal(Object.keys(test).length + (below === undefined ? 0 : 1), 1, `one test of ${kind.id} ${member}`);
  }
}

/** Returns the paths into a resource's own description. */
function ownPaths({ aliases = [], names, keptBy = [], seenByOwnerOf, since }: UsageRule): readonly string[] {
  const single = [names?.path, seenByOwnerOf?.member, since?.member].filter((path) => path !== undefined);
  return [...aliases, ...single, ...keptBy.map(({ member }) => member)];
}

function assertLookup(
  kind: Kind,
  { service = kind.service, operation, input, items: list, except = [] }: UsageLookup,
): void {
  const { input: request, output } = shapes(service, operation);
  assert.ok(hasPath(output, list.split('.')), `${operation} has ${list}`);
  for (const { member } of except) assert.ok(hasPath(output, [...list.split('.'), ...member.split('.')]), member);
  for (const [member, source] of Object.entries(input)) {
    assert.ok(hasPath(request, [member]), `${operation} takes ${member}`);
    const path = typeof source === 'string' ? source : 'path' in source ? source.path : undefined;
    if (path !== undefined) assertPath(kind, path);
  }
}

describe('the rules of usage', () => {
  it('cover at least 60 resource types', () => {
    assert.ok(USAGE_RULES.size >= 60, String(USAGE_RULES.size));
  });

  for (const [id, rule] of USAGE_RULES) {
    const kind = kindOf(id);

    it(`of ${id} have members that AWS has, and a page of AWS`, () => {
      assert.ok(LISTED_KINDS.includes(kind));
      for (const { when } of rule.own ?? []) assertTests(kind, when);
      for (const path of ownPaths(rule)) assertPath(kind, path);
      assert.ok(rule.pages.length > 0);
      for (const page of rule.pages) assert.match(page, /^https:\/\/docs\.aws\.amazon\.com\/\S+\.html$/);
    });

    it(`of ${id} have references that AWS has`, () => {
      for (const [other, paths] of [rule.by ?? {}, rule.hiddenIn?.members ?? {}].flatMap((one) => Object.entries(one)))
        for (const path of [paths].flat()) assertPath(kindOf(other), path);
      for (const { kind: other, member, when = [], partOf } of rule.notUsing ?? []) {
        for (const path of [member, partOf]) if (path !== undefined) assertPath(kindOf(other), path);
        assertTests(kindOf(other), when);
      }
      for (const { kind: other } of rule.keptBy ?? []) assert.ok(kindById(other));
      for (const lookup of rule.lookups ?? []) assertLookup(kind, lookup);
    });
  }

  it('cover every member whose name is that of an id or an ARN', () => {
    assert.deepEqual(unclassifiedMembers([...USAGE_RULES.keys()]), []);
  });

  it('read every listing that can refer to a resource, or have a reason why not', () => {
    const missing = [...USAGE_RULES].flatMap(([id, rule]) => {
      const lists = new Set(listsForUsage(kindOf(id)));
      const isNoUse = ({ by, path }: Reference) =>
        (rule.notUsing ?? []).some(
          ({ kind, member, when }) => kind === by.id && when === undefined && (member ?? path) === path,
        );
      // Nested elements are read with their listing.
      const read = new Set([...lists].flatMap((list) => kindOf(list).sources.map(({ operation }) => operation)));
      const isRead = ({ by }: Reference) =>
        lists.has(by.id) ||
        by.sources.every(({ nestedList, operation }) => nestedList !== undefined && read.has(operation));
      return referencesTo(id)
        .filter((one) => !isNoUse(one) && !isReviewed(id, one) && !isRead(one))
        .map(({ by, path }) => `${id} <- ${by.id} ${path}`);
    });
    assert.equal(missing.join('\n'), '');
  });
});
