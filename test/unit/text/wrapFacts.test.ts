import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { wrapFacts, wrapTitle } from '../../../src/common/text/wrapFacts.ts';

describe('wrapFacts', () => {
  it('breaks lines only between facts', () => {
    const wrapped = wrapFacts('Profile dev · account example-dev (111122223333) · eu-west-1 · protected');
    assert.equal(wrapped, 'Profile dev · account example-dev (111122223333) ·\neu-west-1 · protected');
    const id = `arn:aws:ec2:eu-west-1:111122223333:${'x'.repeat(80)}`;
    assert.equal(wrapFacts(`a · ${id} · b`), `a ·\n${id} ·\nb`);
  });

  it('keeps an id whole in a sentence and in a title, without changing a word', () => {
    for (const [text, wrap] of [
      ['Warning: It is used by network interface eni-0123456789abcdef0 in eu-west-1, which stays.', wrapFacts],
      ['Delete transit gateway multicast domain "edge-production-eu-west-1-blue"?', wrapTitle],
      ['Blocked: subnet-0123456789abcdef0 (10.0.1.0/24) of vpc-0123456789abcdef0 needs it.', wrapFacts],
    ] as const) {
      const lines = wrap(text).split('\n');
      assert.ok(lines.length > 1);
      for (const line of lines) assert.ok(line.trimEnd().length <= 48, line);
      assert.equal(lines.join(''), text);
    }
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
