import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { DELETED_ALONG } from '../../../src/catalog/deletedAlong.ts';
import { iamPolicy } from '../../../src/catalog/iamPolicy.ts';
import { KINDS, LISTED_KINDS } from '../../../src/catalog/index.ts';
import { BUNDLE_LISTS } from '../../../src/catalog/prices/lightsail.ts';
import { USAGE_RULES } from '../../../src/catalog/usage/index.ts';

/** Members without operations of a policy: no policy is for restores. */
const NOT_REQUESTED: ReadonlySet<string> = new Set(['restorability']);

/** Returns every operation that data of the catalog names, at any depth. */
function operationsIn(value: unknown, seen = new Set<unknown>()): readonly string[] {
  if (typeof value !== 'object' || value === null || seen.has(value)) return [];
  seen.add(value);
  const entries: readonly (readonly [unknown, unknown])[] =
    value instanceof Map ? [...(value as Map<unknown, unknown>)] : Object.entries(value);
  return entries.flatMap(([name, member]) => {
    if (typeof name === 'string' && NOT_REQUESTED.has(name)) return [];
    if (name === 'operation' && typeof member === 'string') return [member];
    if (name === 'followUpOperations' && Array.isArray(member)) return member.map(String);
    return operationsIn(member, seen);
  });
}

describe('the IAM policies of all purposes', () => {
  const purposes = ['read', 'findUnused', 'prices', 'creators', 'dryRun', 'delete'] as const;
  const actions = purposes.flatMap((purpose) =>
    iamPolicy(LISTED_KINDS, purpose).Statement.flatMap(({ Action }) => Action),
  );
  const allowed = new Set(actions.map((action) => action.replace(/^.*:/, '')));

  for (const [what, data] of [
    ['resource types', KINDS],
    ['usage rules', USAGE_RULES],
    ['list prices', BUNDLE_LISTS],
    ['reads of resources that AWS deletes along', DELETED_ALONG],
  ] as const) {
    it(`allow every operation that the catalog names: ${what}`, () => {
      const operations = new Set(operationsIn(data));
      assert.ok(operations.size > 3, [...operations].join());
      assert.deepEqual(
        [...operations].filter((operation) => !allowed.has(operation)),
        [],
      );
    });
  }
});
