import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { formatJson } from '../../../src/common/text/formatJson.ts';
import { SEED } from '../support/seed.ts';

describe('formatJson', () => {
  it('indents, writes dates as ISO 8601, and keeps the order of members', () => {
    assert.equal(
      formatJson({ b: new Date(0), a: [1, null, true], none: [] }),
      '{\n  "b": "1970-01-01T00:00:00.000Z",\n  "a": [\n    1,\n    null,\n    true\n  ],\n  "none": []\n}',
    );
  });

  it('escapes invisible characters, also beyond U+FFFF', () => {
    assert.equal(formatJson('a\u202eb\u{e0041}\n\u00a0'), '"a\\u202eb\\udb40\\udc41\\n\\u00a0"');
  });

  it('returns text that parses to the same value and has no invisible characters except line breaks', () => {
    const strings = fc.string({ unit: 'binary' });
    const values = fc.jsonValue({ stringUnit: 'binary' });
    fc.assert(
      fc.property(fc.oneof(values, fc.dictionary(strings, fc.array(strings))), (value) => {
        const text = formatJson(value);
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
        assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/u);
      }),
      { numRuns: 1000, seed: SEED },
    );
  });
});
