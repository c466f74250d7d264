import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ERROR_CODES } from '../../../sandbox/facts/errorCodes.ts';
import { classifyCause } from '../../../src/aws/errors/errorCodes.ts';

describe("what AWS's error codes mean for a deletion", () => {
  it('as AWS documents them, all of them', () => {
    assert.ok(ERROR_CODES.length > 150);
    const wrong = ERROR_CODES.flatMap(([code, status, causes, , message = '']) => {
      const cause = classifyCause(code, message, status);
      return causes.split('|').includes(cause) ? [] : [`${code} "${message}": ${cause} instead of ${causes}`];
    });
    assert.deepEqual(wrong, []);
  });

  it('whoever is blamed in a prefix', () => {
    assert.equal(classifyCause('Client.InvalidVolume.NotFound', '', 400), 'notFound');
    assert.equal(classifyCause('Server.InternalError', '', 500), 'server');
  });

  it('by operation, where AWS uses one code for two things', () => {
    const message = 'You do not have permission to access the specified resource.';
    assert.equal(classifyCause('AuthFailure', message, 400, 'ReleaseAddress'), 'conflict');
    assert.equal(classifyCause('AuthFailure', message, 400, 'DeleteVolume'), 'denied');
    assert.equal(classifyCause('AuthFailure', 'AWS was not able to validate the access keys', 401), 'noCredentials');
  });

  for (const [message, cause] of [
    ['The Disk does not exist: disk-1', 'notFound'],
    ["We can't delete the disk because it is attached to an instance.", 'conflict'],
    ['The name is too long.', 'invalid'],
  ] as const) {
    it(`in Lightsail's prose: ${message}`, () => {
      assert.equal(classifyCause('InvalidInputException', message, 400), cause);
    });
  }
});
