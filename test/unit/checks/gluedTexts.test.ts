import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isGlued } from '../../../scripts/lib/gluedTexts.ts';

describe('the check for pieces of sentences', () => {
  it('finds texts that another text completes', () => {
    for (const text of [
      ...[' and {0} more', '{0} of (', 'it {0}', 'them', 'with {0}'],
      ...['took longer than {0} seconds', 'did not print "Version": 1', 'could not be started ({0})'],
      ...['the environment variable {0}', 'an endpoint of {0}'],
    ])
      assert.ok(isGlued(text), text);
  });

  it('accepts labels, words of a row and whole sentences', () => {
    for (const text of [
      ...['failed', 'in progress', 'deletion: {0}', 'expires within a day', 'a part of the name', 'account {0}'],
      ...['the owner of {0} alone sees what refers to it', 'its state is {0}', '{0} and {1} more', 'needs an MFA code'],
      ...['It took longer than {0} seconds and was stopped.', 'Could not be listed completely'],
    ])
      assert.ok(!isGlued(text), text);
  });
});
