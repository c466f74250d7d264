import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { DELETED_ALONG } from '../../../src/catalog/deletedAlong.ts';
import { iamPolicy } from '../../../src/catalog/iamPolicy.ts';
import { KINDS, LISTED_KINDS } from '../../../src/catalog/index.ts';
import { BUNDLE_LISTS } from '../../../src/catalog/prices/lightsail.ts';
import { USAGE_RULES } from '../../../src/catalog/usage/index.ts';

/** No policy has a purpose of its own for restores. */
const NOT_REQUESTED: ReadonlySet<string> = new Set(['restorability']);

/** Returns every operation that data of the catalogue names, at whatever depth. */
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
    ['types', KINDS],
    ['rules of usage', USAGE_RULES],
    ['list prices', BUNDLE_LISTS],
    ['searches for what AWS deletes along', DELETED_ALONG],
  ] as const) {
    it(`have every operation that the catalogue names: ${what}`, () => {
      const operations = new Set(operationsIn(data));
      assert.ok(operations.size > 3, [...operations].join());
      assert.deepEqual(
        [...operations].filter((operation) => !allowed.has(operation)),
        [],
      );
    });
  }
});
