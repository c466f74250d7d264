import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { compareNaturally } from '../../../src/common/text/naturalOrder.ts';
import { SEED } from '../support/seed.ts';

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

const text = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', maxLength: 6 }),
  fc.string({ unit: fc.constantFrom('0', '1', '10', '9', 'a', 'A', 'b', '-', ' ', '.'), maxLength: 8 }),
  fc.string({ unit: fc.constantFrom('0', '1', 'z'), maxLength: 300 }),
  fc.string({ unit: fc.constantFrom('a', 'ä', 'Z', '2', '10', '漢', '\t', '\u0000'), maxLength: 5 }),
);

describe('compareNaturally', () => {
  it('compares numbers by value, and letters of both cases as equal', () => {
    const names = ['web-10', 'Web-9', 'web_1', 'api', 'web-009', '2', '10', 'ähnlich', ''];
    const sorted = ['', '2', '10', 'ähnlich', 'api', 'web_1', 'Web-9', 'web-009', 'web-10'];
    assert.deepEqual(names.sort(compareNaturally), sorted);
  });

  it(`orders as ICU does (TEARDOWN_SEED=${SEED})`, () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        assert.equal(Math.sign(compareNaturally(a, b)), Math.sign(collator.compare(a, b)), JSON.stringify([a, b]));
      }),
      { seed: SEED, numRuns: 20_000 },
    );
  });
});
