import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { errorCode, errorMessage } from '../../../src/common/errors.ts';

describe('what was thrown', () => {
  it("has an error's message, and is text where it is no error", () => {
    assert.deepEqual([new Error('full'), 'full', 7, undefined].map(errorMessage), ['full', 'full', '7', 'undefined']);
  });

  it('has no secret that it quotes', () => {
    for (const thrown of [new Error('bad password=hunter2'), 'bad password=hunter2'])
      assert.equal(errorMessage(thrown), 'bad password=<redacted>');
  });

  it("has Node's code only where an error carries one as text", () => {
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
