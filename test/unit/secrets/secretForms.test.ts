import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { redactSecrets } from '../../../src/common/secrets/redactSecrets.ts';
import { FORMS, OWN_FORMS } from './support/secretForms.ts';

/** Returns how a program may quote a text. */
const quoted = (text: string): readonly string[] => [text, JSON.stringify({ Message: text }), encodeURIComponent(text)];

describe('a secret in configuration, source text, commands and messages', () => {
  for (const [kind, forms] of Object.entries(FORMS)) {
    it(`is cut in ${kind}`, () => {
      for (const form of forms) {
        for (const secret of ['swordfish', 'Tr0ub4dor']) {
          const text = form.replaceAll('@', secret);
          for (const written of quoted(text)) {
            const safe = redactSecrets(written);
            assert.ok(!safe.includes(secret), `${written} became ${safe}`);
            assert.equal(redactSecrets(safe), safe, 'again');
          }
        }
      }
    });
  }

  it('is cut where it has a form of its own', () => {
    for (const [text, secret] of OWN_FORMS) {
      const safe = redactSecrets(text);
      assert.ok(!safe.includes(secret), `${text} became ${safe}`);
      assert.equal(redactSecrets(safe), safe, 'again');
    }
  });

  it('is not seen in messages that have none', () => {
    for (const message of [
      'AWS was not able to validate the provided access credentials',
      'The request signature that Amazon has does not match the signature that you provided.',
      'The resource identified by load balancer name web-1 does not exist.',
      'The quote identified by QuoteId is expired. The volume was created as vol-0123456789abcdef0.',
      'MultiFactorAuthentication failed with invalid MFA one time pass code.',
      'The status code is 403. The error code was 1234567.',
      'The value specified for PreSharedKey is invalid. The value of masterUserPassword is missing.',
      'The parameter PreSharedKey with value too short is invalid',
      'Password is required | Token is optional',
      'arn:*:ec2:eu-west-1:111122223333:vpc/vpc-0123456789abcdef0 and ec2:*:Describe:all are denied',
      'Usage: login <user> <password>',
      '--without-connection-token --port 80 and --name web-1',
      '{"Key":"team","Value":"blue"} {"Name":"password-policy","Value":"strict"} {"Key":"PreSharedKeyArn","Value":"x"}',
      'variable "region" { default = "eu-west-1" } and resource "aws_vpc" "main" { cidr = "10.0.0.0/16" }',
      'set the Name tag to (a, b) VALUES (1, 2); net user /domain; zip -r out.zip x; openssl -in x.pem',
      '\u041e\u0448\u0438\u0431\u043a\u0430: \u0441\u0435\u0442\u044c vpc-0123456789abcdef0 \u043d\u0435 \u043d\u0430\u0439\u0434\u0435\u043d\u0430',
      'Enable secret rotation. The key-string is empty. 2 + 2, a+b, C:\\Users\\x40',
    ])
      assert.equal(redactSecrets(message), message);
  });

  it('is cut in long repetitive texts without excessive backtracking', () => {
    const parts = [
      ...['<password>', 'password" {', 'password:\n ', 'name=password ', 'value=x name='],
      ...['("password",', '\nENV password ', 'create user x ', 'a:1234:b:', '"a" is not ', 'otp=1 2 ', 'p\u0430ss'],
    ];
    for (const part of parts) {
      const text = part.repeat(200_000 / part.length);
      assert.equal(redactSecrets(redactSecrets(text)), redactSecrets(text), part);
    }
  }).timeout(60_000);
});
