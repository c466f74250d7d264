import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { shortNames } from '../../../src/views/resources/shortNames.ts';

describe('The label of a row with a long name', () => {
  const labels = (...names: string[]) => names.map((name) => shortNames(names).get(name) ?? name);

  it('leaves room for the first fact, and keeps both ends', () => {
    assert.deepEqual(labels('edge-firewall-production-eu-west-1a', 'edge-firewall-production-eu-west-1b'), [
      'edge-firew…u-west-1a',
      'edge-firew…u-west-1b',
    ]);
    assert.deepEqual(labels('edge-fw-1', 'LightsailDefaultKeyPair'), ['edge-fw-1', 'LightsailDefaultKeyPair']);
  });

  it('keeps the part in which names with the same ends differ', () => {
    assert.deepEqual(labels('edge-firewall-blue-1-of-production', 'edge-firewall-green-1-of-production'), [
      'edge-…l-blue-1-of-p…',
      'edge-…l-green-1-of-…',
    ]);
    const three = labels(
      'edge-firewall-a-0123456789-x-of-production',
      'edge-firewall-a-0123456789-y-of-production',
      'edge-firewall-b-0123456789-y-of-production',
    );
    assert.equal(new Set(three).size, 3, three.join(', '));
    for (const label of three) assert.ok(label.length <= 20, label);
  });

  it('is found for 50,000 names that are alike at both ends', () => {
    const names = Array.from({ length: 50_000 }, (_, index) => `production-cluster-node-${index}-in-eu-west-1-blue`);
    assert.equal(new Set(shortNames(names).values()).size, names.length);
  });

  it('is never that of another name', () => {
    const part = fc.constantFrom('a', 'b', 'edge-', 'production-', '0123456789', '\u202e', '😀');
    const names = fc.uniqueArray(fc.array(part, { minLength: 2, maxLength: 12 }).map((parts) => parts.join('')));
    fc.assert(
      fc.property(names, (all) => {
        const known = shortNames(all);
        const shown = all.flatMap((name) => known.get(name) ?? []);
        assert.equal(new Set(shown).size, shown.length);
      }),
    );
  });
});
