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

  it('does not change short facts, and no sentence', () => {
    for (const text of [
      '',
      'Profile dev · account 111122223333 · eu-west-1',
      'Warning: BGP is up. The session carries routes, and those learned from this peer are withdrawn at once.',
      'Blocked: subnet-0123456789abcdef0 (10.0.1.0/24) of vpc-0123456789abcdef0 needs it.',
      'One line\n\nand another',
    ])
      assert.equal(wrapFacts(text), text);
  });
});

describe('wrapTitle', () => {
  it('keeps an id whole without changing a word', () => {
    const title = 'Delete transit gateway multicast domain "edge-production-eu-west-1-blue"?';
    const lines = wrapTitle(title).split('\n');
    assert.deepEqual(lines, ['Delete transit gateway multicast domain ', '"edge-production-eu-west-1-blue"?']);
    assert.equal(lines.join(''), title);
  });

  it('does not change a short title', () => {
    assert.equal(wrapTitle('Delete key pair "ci-runner-1"?'), 'Delete key pair "ci-runner-1"?');
  });
});
