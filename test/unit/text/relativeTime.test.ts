import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { absoluteAndRelative, relativeTime } from '../../../src/common/text/relativeTime.ts';
import { SEED } from '../support/seed.ts';

const NOW = Date.UTC(2026, 10, 21, 14, 0, 0);
const HOUR = 3_600_000;
const LENGTHS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

describe('relativeTime', () => {
  for (const [ms, phrase] of [
    [0, 'now'],
    [400, 'now'],
    [-1_000, '1 second ago'],
    [59_000, 'in 59 seconds'],
    [60_000, 'in 1 minute'],
    [-59 * 60_000, '59 minutes ago'],
    [3.2 * HOUR, 'in 3 hours'],
    [-52 * HOUR, '2 days ago'],
    [23.9 * HOUR, 'in 23 hours'],
    [-45 * 24 * HOUR, '1 month ago'],
    [-800 * 24 * HOUR, '2 years ago'],
  ] as const) {
    it(`returns "${phrase}"`, () => {
      assert.equal(relativeTime(new Date(NOW + ms), NOW), phrase);
    });
  }

  it(`returns what ICU returns for English (TEARDOWN_SEED=${SEED})`, () => {
    const [always, auto] = (['always', 'auto'] as const).map(
      (numeric) => new Intl.RelativeTimeFormat('en', { numeric }),
    );
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: -8.64e12, max: 8.64e12 }), fc.integer({ min: -4e6, max: 4e6 })),
        (seconds) => {
          const [unit, size] = LENGTHS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second' as const, 1];
          const expected = (seconds === 0 ? auto : always)?.format(Math.trunc(seconds / size), unit);
          assert.equal(relativeTime(new Date(seconds * 1000), 0, 'en'), expected);
        },
      ),
      { seed: SEED, examples: [[0], [1], [-1], [60], [-3_600], [86_400 * 365 * 1_000]] },
    );
  });

  it('returns a phrase for every date, including invalid ones, and distinguishes past and future', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: false }), (at) => {
        const phrase = relativeTime(at, NOW);
        if (Number.isNaN(at.getTime())) assert.equal(phrase, 'at an unknown time');
        else if (at.getTime() > NOW + 1_000) assert.match(phrase, /^in \S+ \S+$/);
        else if (at.getTime() < NOW - 1_000) assert.match(phrase, /^\S+ \S+ ago$/);
      }),
      { seed: SEED },
    );
  });
});

describe('absoluteAndRelative', () => {
  it('returns the absolute time before the relative one', () => {
    const at = new Date(NOW - 3 * HOUR);
    assert.equal(absoluteAndRelative(at, NOW), '2026-11-21 11:00:00 UTC (3 hours ago)');
    assert.equal(absoluteAndRelative(new Date(NaN), NOW), 'not a date');
  });
});
