import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { withoutSecrets } from '../../../src/aws/credentials/toCredentialsError.ts';

describe('withoutSecrets', () => {
  it('removes the request that SignatureDoesNotMatch quotes and every known secret, and truncates the message', () => {
    const message =
      "The signature does not match.\n\nThe Canonical String for this request should have been\n'x-amz-security-token:hush'";
    assert.equal(withoutSecrets(message, []), 'The signature does not match.');
    assert.equal(withoutSecrets('a hush b', ['hush', undefined, '']), 'a <redacted> b');
    const secret = 'Wh+/y"n0t Tr0ub4dor?';
    for (const form of [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret),
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('base64url'),
      `${secret.slice(0, 9)}\n${secret.slice(9)}`,
      `${secret.slice(0, 9)}\\r\\n${secret.slice(9)}`,
    ])
      assert.match(withoutSecrets(`the text ${form} is bad`, [secret]), /^the text "?<redacted>.{0,3} is bad$/, form);
    assert.ok(withoutSecrets('x'.repeat(1000), []).length <= 301);
  });
});
