import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { wrapFacts } from '../../../src/common/text/wrapFacts.ts';

describe('wrapFacts', () => {
  it('breaks lines only between facts', () => {
    const wrapped = wrapFacts('Profile dev · account example-dev (111122223333) · eu-west-1 · protected');
    assert.equal(wrapped, 'Profile dev · account example-dev (111122223333) ·\neu-west-1 · protected');
    const id = `arn:aws:ec2:eu-west-1:111122223333:${'x'.repeat(80)}`;
    assert.equal(wrapFacts(`a · ${id} · b`), `a ·\n${id} ·\nb`);
  });

  it('does not change short facts and sentences', () => {
    for (const text of [
      '',
      'Profile dev · account 111122223333 · eu-west-1',
      'Warning: BGP is up. The session carries routes, and those learned from this peer are withdrawn at once.',
      'One line\n\nand another',
    ])
      assert.equal(wrapFacts(text), text);
  });
});
