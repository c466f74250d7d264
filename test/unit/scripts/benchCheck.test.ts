import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readCommitted, regressions } from '../../../bench/committed.ts';
import { tableRow, type Figure } from '../../../bench/measurement.ts';

const figure = (readings: readonly number[], baseline: readonly number[], more: Partial<Figure> = {}): Figure => ({
  ...{ name: 'a list', unit: 'ms', goal: 'none', readings, baseline: { what: 'bare', readings: baseline } },
  ...more,
});
const KEPT = { 'a list': { ratio: 1.2, worst: 1.5 } };

describe('npm run bench -- --check', () => {
  it('fails for a ratio that exceeds the stored one by more than its spread', () => {
    assert.deepEqual(regressions([figure([14, 15, 16], [10, 10, 10])], KEPT), []);
    const [worse] = regressions([figure([15, 16, 17], [10, 10, 10])], KEPT);
    assert.equal(worse, 'a list: 1.60×, and it was 1.20× (at most 1.50×).');
  });

  it('compares the ratio, and not the time', () => {
    assert.deepEqual(regressions([figure([140, 150, 160], [100, 100, 100])], KEPT), []);
  });

  it('fails for measurements under load', () => {
    const loaded = figure([10], [10], { underLoad: true });
    assert.match(regressions([loaded], KEPT).join(), /not compared/);
    assert.match(tableRow(loaded), /^\| a list \(\*\*under load\*\*\) \|/);
  });

  it('ignores measurements without a baseline, or without a stored value', () => {
    const alone: Figure = { name: 'a list', unit: 'ms', goal: 'none', readings: [99] };
    assert.deepEqual(regressions([alone, figure([99], [1], { name: 'new' })], KEPT), []);
  });

  it('has ratios of measurements that are at most their maximum', () => {
    const kept = Object.entries(readCommitted());
    assert.ok(kept.length > 5);
    for (const [name, { ratio, worst }] of kept) assert.ok(ratio > 0 && ratio <= worst, name);
  });
});
