import assert from 'node:assert/strict';
import fc from 'fast-check';
import { characterMatcher, matchesWildcard, wildcardMatcher } from '../../../src/common/text/wildcard.ts';
import { SEED } from '../support/seed.ts';

/** Returns the characters of a text, which count how often they are read. */
function countedText(text: string): { readonly characters: ArrayLike<string>; readonly reads: () => number } {
  const characters = Array.from(text);
  let reads = 0;
  const counted = new Proxy(characters, {
    get(target, name) {
      if (typeof name === 'string' && /^\d+$/.test(name)) reads += 1;
      return Reflect.get(target, name) as unknown;
    },
  });
  return { characters: counted, reads: () => reads };
}

/** Matches a pattern in the simplest way, as the reference. */
function reference(pattern: readonly string[], text: readonly string[]): boolean {
  const [first, ...others] = pattern;
  if (first === undefined) return text.length === 0;
  if (first === '*') return text.some((_, at) => reference(others, text.slice(at))) || reference(others, []);
  return text.length > 0 && (first === '?' || first === text[0]) && reference(others, text.slice(1));
}

describe('wildcards', () => {
  it('match like the simplest implementation', () => {
    const character = fc.constantFrom('a', 'b', '*', '?', '😀');
    const words = fc.tuple(
      fc.array(character, { maxLength: 10 }),
      fc.array(fc.constantFrom('a', 'b', '😀'), { maxLength: 12 }),
    );
    fc.assert(
      fc.property(words, ([pattern, text]) => {
        assert.equal(matchesWildcard(pattern.join(''), text.join('')), reference(pattern, text));
      }),
      { numRuns: 3_000, seed: SEED },
    );
  });

  it('match runs that are longer than the bits of a number', () => {
    for (const length of [29, 30, 31, 60, 61, 95]) {
      const run = `${'a'.repeat(length - 2)}?b`;
      assert.ok(matchesWildcard(`*${run}*`, `xx${'a'.repeat(length)}by`), String(length));
      assert.ok(!matchesWildcard(`*${run}*`, `xx${'a'.repeat(length - 3)}cby`), String(length));
    }
  });

  it('read each character a bounded number of times, for every pattern', () => {
    const evil = fc.oneof(
      fc.constantFrom(
        '*a*a*a*a*b',
        `*${'a'.repeat(200)}b*`,
        `*${'a?'.repeat(100)}b*`,
        '*'.repeat(2_000),
        `${'?*'.repeat(90)}b`,
      ),
      fc.string({ unit: fc.constantFrom('a', 'a', 'b', '*', '?'), maxLength: 400 }),
    );
    fc.assert(
      fc.property(evil, fc.integer({ min: 0, max: 2_000 }), (pattern, length) => {
        const { characters, reads } = countedText('a'.repeat(length));
        characterMatcher(pattern)(characters);
        assert.ok(reads() <= 2 * length + 2, `${reads()} reads of ${length} characters`);
      }),
      { numRuns: 300, seed: SEED },
    );
  });

  it('compare Unicode normal forms, and ignore case only on request', () => {
    assert.ok(matchesWildcard('caf\u00e9*', 'cafe\u0301 1'));
    assert.ok(wildcardMatcher('PROD-?', 'insensitive')('prod-1'));
    assert.ok(!matchesWildcard('PROD-?', 'prod-1'));
  });
});
