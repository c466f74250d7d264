import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { redactSecrets } from '../../../src/common/text/redactSecrets.ts';

const PASSWORD = 'Tr0ub4dor';
const KEY_LINE = 'MIIEpAIBAAKCAQEAxT5qVb8Qy3zK0xR7nWc1oZJ9fA2dLhGkPmYwUeSsVtNbXrEi';
const KEY = `-----BEGIN RSA PRIVATE KEY-----\n${KEY_LINE}\n${KEY_LINE}\n-----END RSA PRIVATE KEY-----`;
const SESSION = 'IQoJb3JpZ2luX2VjEJr//wEaCXVzLWVhc3Qt';
const SIGNATURE = 'fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024';
const SAML = Buffer.from('<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">jane</samlp:Response>');

/** What a message may quote, and the part of it that nobody may read. */
const QUOTED: Readonly<Record<string, readonly [text: string, secret: string]>> = {
  'a password of user data': [`#!/bin/bash\nexport DB_PASSWORD=${PASSWORD}\nrun`, PASSWORD],
  'a password with blanks': ['{"user":"jane","password":"correct horse, battery; staple","x":1}', 'battery; staple'],
  'a master password': [`MasterUserPassword: ${PASSWORD}`, PASSWORD],
  'an option of a command': [`mysql --password ${PASSWORD} --host db failed`, PASSWORD],
  'a password of an address': [`fetch https://jane:${PASSWORD}@proxy.example/x failed`, PASSWORD],
  'a token of an address': [`GET https://portal.example/cb?access_token=${PASSWORD}&state=1 failed`, PASSWORD],
  'an authorization code': [`GET https://portal.example/cb?code=${PASSWORD}&state=1 failed`, PASSWORD],
  'a presigned address': [
    `GET https://b.example/k?X-Amz-Security-Token=${encodeURIComponent(SESSION)}&X-Amz-Signature=${SIGNATURE}`,
    SIGNATURE,
  ],
  'the session of a presigned address': [`GET https://b.example/k?X-Amz-Security-Token=${SESSION}&x=1`, SESSION],
  'basic authorization': [`Authorization: Basic ${Buffer.from(`jane:${PASSWORD}`).toString('base64')}`, 'amFuZT'],
  'another authorization': [`Proxy-Authorization: Custom ${PASSWORD} more`, PASSWORD],
  'a cookie': [`Cookie: a=b; sid=${PASSWORD}`, PASSWORD],
  'a SAML assertion': [`SAMLAssertion=${SAML.toString('base64')} was rejected`, SAML.toString('base64').slice(0, 24)],
  'a SAML response': [`rejected: ${SAML.toString('utf8')}`, 'jane'],
  'a token of SSO': [`{"accessToken":"aoaAAAAAGZxQ-Vt7b0:MGUCMQDv","region":"eu-west-1"}`, 'MGUCMQDv'],
  'a refresh token': [`{"refreshToken": "aorAAAAAGZxQ-Vt7b0:MGUCMQDv"}`, 'MGUCMQDv'],
  'a refresh token without a name': ['cannot use aorAAAAAGZxQ-Vt7b0:MGUCMQDv', 'MGUCMQDv'],
  'a web identity token': ['WebIdentityToken=eyJhbGciOi.JIUzI1NiJ9.c2ln', 'JIUzI1NiJ9'],
  'a web identity token without a name': ['cannot use eyJhbGciOi.JIUzI1NiJ9.c2ln', 'JIUzI1NiJ9'],
  'a client secret': [`client_secret: ${PASSWORD}`, PASSWORD],
  'a secret of an element': [`<ClientSecret>${PASSWORD}</ClientSecret>`, PASSWORD],
  'a secret access key': ['aws_secret_access_key = wJalrXUtnFEMI/K7MDENG', 'wJalrXUtnFEMI'],
  'a secret access key without a name': ['the key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY is bad', 'wJalrXUtnFEMI'],
  'a private key': [`cannot parse ${KEY}`, KEY_LINE],
  'a private key that is cut off': [`cannot parse ${KEY.slice(0, 90)}`, KEY_LINE.slice(0, 40)],
  'a metadata token': [`X-aws-ec2-metadata-token: ${PASSWORD}==`, PASSWORD],
  'an MFA code': ['TokenCode: 123456', '123456'],
};

const html = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const json = (text: string) => JSON.stringify({ Message: text });

/** How a program writes one text within another. */
const WRITTEN: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'in JSON': json,
  'in JSON within JSON': (text) => json(json(text)),
  'with escaped signs': (text) => json(text).replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`),
  'in a URL': encodeURIComponent,
  'in a URL twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'in a form': (text) => new URLSearchParams({ m: text }).toString(),
  'in HTML': html,
  'in JSON in HTML': (text) => html(json(text)),
};

/** Base64 of each alignment, in one line or several, and of Windows. */
const ENCODED: Readonly<Record<string, (text: string) => string>> = {
  base64: (text) => Buffer.from(text).toString('base64'),
  'base64 behind a path': (text) => `data/${Buffer.from(text).toString('base64')}`,
  'base64 for addresses': (text) => Buffer.from(text).toString('base64url'),
  'base64 of UTF-16': (text) => Buffer.from(text, 'utf16le').toString('base64'),
  'base64 in lines': (text) => Buffer.from(text).toString('base64').replace(/.{64}/g, '$&\n'),
  'base64 of JSON': (text) => Buffer.from(json(text)).toString('base64'),
};

describe('a secret in a message', () => {
  for (const [what, [text, secret]] of Object.entries(QUOTED)) {
    it(`is cut, however it is written: ${what}`, () => {
      for (const [how, write] of Object.entries(WRITTEN)) {
        const safe = redactSecrets(`The request failed: ${write(text)}`);
        for (const form of [secret, write(secret), encodeURIComponent(secret)])
          assert.ok(!safe.includes(form), `${how}: ${safe}`);
        assert.ok(safe.startsWith('The request failed: '), safe);
      }
    });

    it(`is cut, however it is encoded: ${what}`, () => {
      for (const [how, encode] of Object.entries(ENCODED)) {
        const message = `UserData ${encode(text)} is invalid`;
        assert.ok(!redactSecrets(message).includes(encode(text).slice(12, 40)), `${how}: ${redactSecrets(message)}`);
      }
    });
  }

  it('is not seen in what is none', () => {
    for (const message of [
      'ExpiredToken: The security token included in the request is expired',
      'InvalidClientTokenId: The security token included in the request is invalid.',
      'Value (db/prod) for parameter secretArn is invalid: arn:aws:secretsmanager:eu-west-1:111122223333:secret:db/prod-Ab12Cd',
      'User: arn:aws:iam::111122223333:user/Jane/TeamPlatform/BuildAgentWithALongName is not authorized',
      'The instance i-0123456789abcdef0 of arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0',
      'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html says more: see https://a.example:8443/b@c',
      'Signature expired: 20261129T100000Z is now earlier than 20261129T101000Z',
      'The key pair bastion-key-2026 does not exist. The secret is not there. Credential scope is wrong.',
      'SubnetId subnet-0123456789abcdef0,subnet-0123456789abcdef1,subnet-0123456789abcdef2 have dependencies',
      'Request id 7a62c49f-347e-4fc4-9331-6e8eEXAMPLE',
    ])
      assert.equal(redactSecrets(message), message);
  });
});
