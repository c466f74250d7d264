import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isReplaced } from '../../../src/deletion/planning/drift.ts';
import { unmatchedResourceFrom, type Resource } from '../../../src/inventory/resource.ts';
import { DEV_TARGET } from '../support/devTarget.ts';
import { kindOf } from '../support/testEnvironment.ts';

/** Returns a volume whose identity has a member with a value. */
function volumeWith(Member: unknown): Resource {
  const kind = { ...kindOf('ec2.volume'), identity: ['VolumeId', 'Member'] };
  const resource = unmatchedResourceFrom(kind, DEV_TARGET, {
    ...{ item: { VolumeId: 'vol-1', Member }, extra: undefined, source: 0 },
  });
  assert.ok(resource);
  return resource;
}

const isAnother = (before: unknown, now: unknown) => isReplaced(volumeWith(before), volumeWith(now));

describe('a change of an identity member', () => {
  for (const [before, now] of [
    [['a, b'], ['a', 'b']],
    [
      [['a'], ['b']],
      ['[a]', '[b]'],
    ],
    ['[a]', ['a']],
    ['{"a":1}', { a: 1 }],
    [[{ a: 'b' }], ['{"a":"b"}']],
    [[undefined], ['nothing']],
    [{ a: { b: ['x'] } }, { a: { b: ['y'] } }],
    [{ a: 1 }, { a: 1, b: 2 }],
  ]) {
    it(`is detected between ${JSON.stringify(before)} and ${JSON.stringify(now)}`, () => {
      assert.ok(isAnother(before, now));
      assert.ok(isAnother(now, before));
    });
  }

  for (const [before, now] of [
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [{ at: new Date(0) }, { at: '1970-01-01T00:00:00.000Z' }],
    [
      { a: 1, b: [{ c: 2, d: 3 }] },
      { b: [{ d: 3, c: 2 }], a: 1 },
    ],
    [{ a: 1, b: undefined }, { a: 1 }],
  ]) {
    it(`is not reported between ${JSON.stringify(before)} and ${JSON.stringify(now)}`, () => {
      assert.ok(!isAnother(before, now));
      assert.ok(!isAnother(now, before));
    });
  }
});
