import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { truncateMiddle, escapeInvisible } from '../../../src/common/text/displayText.ts';
import { SEED } from '../support/seed.ts';

/** Unicode's control and format characters, line breaks, lone surrogates and ignorable characters. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** Texts in which invisible characters are as common as others. */
const texts = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.constantFrom('\n', '\u202e', '\u2066', '\u200b', '\ufeff', '\u00a0', '\ud83d', '\u{e0041}', '\u{e0100}', '👩‍💻'),
      fc.constantFrom('$(trash)', '**bold**', 'edge-fw-1', 'Ω', '名前'),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

describe('escapeInvisible', () => {
  it('does not change visible characters', () => {
    for (const text of ['edge-fw-1', 'Büro Köln, 3. Stock', '名前', 'שלום', '$(trash) **x** `y`', 'a b', '🔑']) {
      assert.equal(escapeInvisible(text), text);
    }
  });

  for (const [what, text, shown] of [
    ['a line break', 'a\nb', 'a⟨U+000A⟩b'],
    ['a right-to-left override', 'gnp.\u202eexe', 'gnp.⟨U+202E⟩exe'],
    ['a right-to-left isolate', '\u2067a\u2069', '⟨U+2067⟩a⟨U+2069⟩'],
    ['a zero-width space', 'prod\u200b', 'prod⟨U+200B⟩'],
    ['a byte order mark', '\ufeffprod', '⟨U+FEFF⟩prod'],
    ['a soft hyphen', 'pr\u00adod', 'pr⟨U+00AD⟩od'],
    ['an escape sequence that colors terminals', '\u001b[31mred', '⟨U+001B⟩[31mred'],
    ['a no-break space', 'a\u00a0b', 'a⟨U+00A0⟩b'],
    ['a Braille pattern without dots', 'a\u2800', 'a⟨U+2800⟩'],
    ['a Hangul filler', 'a\u3164', 'a⟨U+3164⟩'],
    ['a grapheme joiner', 'a\u034fb', 'a⟨U+034F⟩b'],
    ['a tag character, which is beyond U+FFFF', 'a\u{e0041}', 'a⟨U+E0041⟩'],
    ['a lone surrogate', 'a\ud83d', 'a⟨U+D83D⟩'],
  ] as const) {
    it(`escapes ${what}`, () => {
      assert.equal(escapeInvisible(text), shown);
    });
  }

  it('escapes every invisible character, and changes nothing when it is repeated', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const shown = escapeInvisible(text);
        assert.doesNotMatch(shown, INVISIBLE);
        assert.equal(escapeInvisible(shown), shown);
      }),
      { numRuns: 2000, seed: SEED },
    );
  });
});

describe('truncateMiddle', () => {
  it('keeps both ends of a long name', () => {
    assert.equal(truncateMiddle('abcdefghij', 10), 'abcdefghij');
    assert.equal(truncateMiddle('abcdefghijk', 10), 'abcde…hijk');
    assert.equal(truncateMiddle(`web-${'x'.repeat(300)}-7`, 12), 'web-xx…xxx-7');
  });

  it('never exceeds the limit, escapes invisible characters, and keeps what fits', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 8, max: 80 }), (text, limit) => {
        const shown = truncateMiddle(text, limit);
        assert.ok(Array.from(shown).length <= limit);
        assert.doesNotMatch(shown, INVISIBLE);
        const whole = escapeInvisible(text);
        if (Array.from(whole).length <= limit) assert.equal(shown, whole);
        else assert.ok(whole.startsWith(shown.split('…')[0] ?? ''));
      }),
      { numRuns: 1000, seed: SEED },
    );
  });
});
