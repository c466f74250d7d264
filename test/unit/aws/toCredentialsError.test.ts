import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { withoutSecrets } from '../../../src/aws/credentials/toCredentialsError.ts';

describe('withoutSecrets', () => {
  it('cuts off the request that SignatureDoesNotMatch quotes, and whatever is known to be secret', () => {
    const message =
      "The signature does not match.\n\nThe Canonical String for this request should have been\n'x-amz-security-token:hush'";
    assert.equal(withoutSecrets(message, []), 'The signature does not match.');
    assert.equal(withoutSecrets('a hush b', ['hush', undefined, '']), 'a <redacted> b');
    assert.ok(withoutSecrets('x'.repeat(1000), []).length <= 301);
  });
});
