import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { errorCode, errorMessage } from '../../../src/common/errors.ts';

describe('errorMessage', () => {
  it('returns the message of an error, and any other value as text', () => {
    assert.deepEqual([new Error('full'), 'full', 7, undefined].map(errorMessage), ['full', 'full', '7', 'undefined']);
  });

  it('redacts secrets', () => {
    for (const thrown of [new Error('bad password=hunter2'), 'bad password=hunter2'])
      assert.equal(errorMessage(thrown), 'bad password=<redacted>');
  });
});

describe('errorCode', () => {
  it('returns the code of an error if it is a text', () => {
    assert.throws(
      () => readFileSync('/no/such/file'),
      (error) => errorCode(error) === 'ENOENT',
    );
    assert.deepEqual(
      [new Error('none'), Object.assign(new Error('exit'), { code: 2 }), { code: 'ENOENT' }, undefined].map(errorCode),
      [undefined, undefined, undefined, undefined],
    );
  });
});
