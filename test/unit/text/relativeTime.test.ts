import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { absoluteAndRelative, relativeTime } from '../../../src/common/text/relativeTime.ts';
import { SEED } from '../support/seed.ts';

const NOW = Date.UTC(2026, 10, 21, 14, 0, 0);
const HOUR = 3_600_000;

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
