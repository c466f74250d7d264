import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Redactor, type SensitiveTerm } from '../../../src/common/secrets/redactor.ts';

const HOME = '/home/alice';
const WORDS: readonly SensitiveTerm[] = [
  { text: 'edge', category: 'resource' },
  { text: 'edge-fw-1', category: 'resource' },
  { text: 'dev', category: 'profile' },
];
const redactor = () => new Redactor(() => WORDS, HOME);

describe('Redactor', () => {
  for (const [text, expected] of [
    ['Account 111122223333, again 111122223333, not 444455556666', 'Account account-1, again account-1, not account-2'],
    ['arn:aws:sts::111122223333:assumed-role/Admin/alice', 'arn:aws:sts::account-1:assumed-role/resource-1'],
    [
      'on arn:aws-cn:ec2:cn-north-1:111122223333:vpc/vpc-0a1b2c3d, now',
      'on arn:aws-cn:ec2:cn-north-1:account-1:vpc/resource-1, now',
    ],
    ['i-0123456789abcdef0 vol-0a1b2c3d dxcon-fgx12345', 'resource-1 resource-2 resource-3'],
    ['edge-fw-1 of edge, and wedge-2', 'resource-1 of resource-2, and wedge-2'],
    ['profile dev on the device', 'profile profile-1 on the device'],
    ['the profile "old work" names no Region', 'the profile "name-1" names no Region'],
    ['key AKIAIOSFODNN7EXAMPLE', 'key key-1'],
    ['wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY!', '<redacted>!'],
    ['aws_secret_access_key = abc, sessionToken: def', 'aws_secret_access_key = <redacted>, sessionToken: <redacted>'],
    ['Encoded authorization failure message: abc-DEF_1', 'Encoded authorization failure message: <redacted>'],
    ['from 10.0.4.17 and 2001:db8:0:1::7, not 127.0.0.1', 'from address-1 and address-2, not 127.0.0.1'],
    ['mail alice@example.com', 'mail mail-1'],
    [`${HOME}/.aws/config, line 3`, '~/.aws/config, line 3'],
  ] as const) {
    it(`returns "${expected}"`, () => {
      assert.equal(redactor().redact(text), expected);
    });
  }

  it('keeps request ids, operations, Regions, versions and times', () => {
    const text =
      '2026-11-22T09:00:00.000Z [error] List of ec2.vpc failed: ec2:DescribeVpcs (eu-west-1, HTTP 403, request id 8fa4b8a2-1234-4321-9c2e-111122223333): UnauthorizedOperation, VS Code 1.103.0';
    assert.equal(redactor().redact(text), text);
  });

  it('does not change redacted text, and uses the same placeholder for the same name', () => {
    const one = redactor();
    const first = one.redact(
      'edge-fw-1 in 111122223333 of "work" at arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-0a1b2c3d',
    );
    assert.equal(one.redact(first), first);
    assert.match(one.redact('again edge-fw-1'), /^again resource-1$/);
  });

  it('redacts terms that are passed with the text', () => {
    assert.equal(redactor().redact('it was prod', [{ text: 'prod', category: 'profile' }]), 'it was profile-1');
  });

  it('redacts added terms, which are indexed in batches and completely before a text is redacted', () => {
    const one = redactor();
    one.addTerms(['alpha', 'beta', 'gamma'].map((text) => ({ text, category: 'resource' })));
    one.addTerms([{ text: 'delta', category: 'resource' }]);
    assert.equal(one.indexPending(2), true);
    assert.match(one.redact('delta, gamma, beta, alpha'), /^(resource-\d(, )?){4}$/);
    assert.equal(one.indexPending(2), false);
  });

  it('keeps the values of settings', () => {
    assert.equal(redactor().redact('{"prod*":"confirm"}'), '{"name-1":"confirm"}');
  });
});
