import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ProtectionIndex } from '../../../src/views/resources/protectionIndex.ts';

describe('the rules of protection for rows', () => {
  it('are read once, and again after a change', () => {
    // An entry without a level is not understood.
    let [rules, reads]: [readonly string[], number] = [['production'], 0];
    const read = () => {
      reads += 1;
      return rules;
    };
    const index = new ProtectionIndex({ protected: read, resourceRules: () => [] }, () => undefined);
    const texts = () => index.problems.map(({ text }) => text).join(' ');
    assert.match(texts(), /production/);
    assert.match(texts(), /production/);
    assert.equal(reads, 1);
    rules = ['live'];
    assert.doesNotMatch(texts(), /live/);
    index.reload();
    assert.match(texts(), /live/);
    assert.equal(reads, 2);
  });
});
