import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Redactor } from '../../../src/common/secrets/redactor.ts';
import { redactSecrets } from '../../../src/common/secrets/redactSecrets.ts';

const PASSWORD = 'Tr0ub4dor';
const KEY_LINE = 'MIIEpAIBAAKCAQEAxT5qVb8Qy3zK0xR7nWc1oZJ9fA2dLhGkPmYwUeSsVtNbXrEi';
const KEY = `-----BEGIN RSA PRIVATE KEY-----\n${KEY_LINE}\n${KEY_LINE}\n-----END RSA PRIVATE KEY-----`;
const SESSION = 'IQoJb3JpZ2luX2VjEJr//wEaCXVzLWVhc3Qt';
const SIGNATURE = 'fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024';
const SAML = Buffer.from('<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">jane</samlp:Response>');

/** Texts that a message may quote, each with the secret part. */
const QUOTED: Readonly<Record<string, readonly [text: string, secret: string]>> = {
  'a password of user data': [`#!/bin/bash\nexport DB_PASSWORD=${PASSWORD}\nrun`, PASSWORD],
  'a password with spaces': ['{"user":"jane","password":"correct horse, battery; staple","x":1}', 'battery; staple'],
  'a master password': [`MasterUserPassword: ${PASSWORD}`, PASSWORD],
  'an option of a command': [`mysql --password ${PASSWORD} --host db failed`, PASSWORD],
  'a password in a URL': [`fetch https://jane:${PASSWORD}@proxy.example/x failed`, PASSWORD],
  'a token in a URL': [`GET https://portal.example/cb?access_token=${PASSWORD}&state=1 failed`, PASSWORD],
  'an authorization code': [`GET https://portal.example/cb?code=${PASSWORD}&state=1 failed`, PASSWORD],
  'a presigned URL': [
    `GET https://b.example/k?X-Amz-Security-Token=${encodeURIComponent(SESSION)}&X-Amz-Signature=${SIGNATURE}`,
    SIGNATURE,
  ],
  'the session token of a presigned URL': [`GET https://b.example/k?X-Amz-Security-Token=${SESSION}&x=1`, SESSION],
  'basic authorization': [`Authorization: Basic ${Buffer.from(`jane:${PASSWORD}`).toString('base64')}`, 'amFuZT'],
  'another authorization header': [`Proxy-Authorization: Custom ${PASSWORD} more`, PASSWORD],
  'a cookie': [`Cookie: a=b; sid=${PASSWORD}`, PASSWORD],
  'a SAML assertion': [`SAMLAssertion=${SAML.toString('base64')} was rejected`, SAML.toString('base64').slice(0, 24)],
  'a SAML response': [`rejected: ${SAML.toString('utf8')}`, 'jane'],
  'a token of SSO': [`{"accessToken":"aoaAAAAAGZxQ-Vt7b0:MGUCMQDv","region":"eu-west-1"}`, 'MGUCMQDv'],
  'a refresh token': [`{"refreshToken": "aorAAAAAGZxQ-Vt7b0:MGUCMQDv"}`, 'MGUCMQDv'],
  'a refresh token without a name': ['cannot use aorAAAAAGZxQ-Vt7b0:MGUCMQDv', 'MGUCMQDv'],
  'a web identity token': ['WebIdentityToken=eyJhbGciOi.JIUzI1NiJ9.c2ln', 'JIUzI1NiJ9'],
  'a web identity token without a name': ['cannot use eyJhbGciOi.JIUzI1NiJ9.c2ln', 'JIUzI1NiJ9'],
  'a client secret': [`client_secret: ${PASSWORD}`, PASSWORD],
  'a secret in an XML element': [`<ClientSecret>${PASSWORD}</ClientSecret>`, PASSWORD],
  'a secret access key': ['aws_secret_access_key = wJalrXUtnFEMI/K7MDENG', 'wJalrXUtnFEMI'],
  'a secret access key without a name': ['the key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY is bad', 'wJalrXUtnFEMI'],
  'a private key': [`cannot parse ${KEY}`, KEY_LINE],
  'a truncated private key': [`cannot parse ${KEY.slice(0, 90)}`, KEY_LINE.slice(0, 40)],
  'a metadata token': [`X-aws-ec2-metadata-token: ${PASSWORD}==`, PASSWORD],
  'an MFA code': ['TokenCode: 123456', '123456'],
  'a password with a comma': [`password=${PASSWORD},part-2;3`, 'part-2'],
  'a password with a slash in a URL': [`redis://:${PASSWORD}/x@host:6379 is down`, PASSWORD],
  'a password with an @ in a URL': [`postgres://u:p@ss${PASSWORD}@host/db is down`, PASSWORD],
  'a password in a list': [`"passwords": ["${PASSWORD}", "b"]`, PASSWORD],
  'a secret in a structure': [`"secret": {"value": "${PASSWORD}"}`, PASSWORD],
  'a password in a Rust structure': [`Login { password: Some("${PASSWORD}") }`, PASSWORD],
  'a password in a Ruby hash': [`:password=>"${PASSWORD}"`, PASSWORD],
  'a password in a Python dictionary': [`{u'password': u'${PASSWORD}'}`, PASSWORD],
  'a password in a nested element': [`<password><value>${PASSWORD}</value></password>`, PASSWORD],
  'a password in a YAML block': [`password: |\n  ${PASSWORD}`, PASSWORD],
  'a quoted password in a sentence': [`invalid password '${PASSWORD}'`, PASSWORD],
  'a password in a sentence': [`the password is ${PASSWORD}`, PASSWORD],
  'a password in a router configuration': [`neighbor 192.0.2.1 password 7 ${PASSWORD}`, PASSWORD],
  'an option with one letter': [`mysql -u root -p${PASSWORD} failed`, PASSWORD],
  'the user and the password of a command': [`curl -u jane:${PASSWORD} https://a.example failed`, PASSWORD],
  'a variable with the ending _PASS': [`DB_PASS=${PASSWORD} x`, PASSWORD],
  'a variable with the ending _KEY': [`export RAILS_MASTER_KEY=${PASSWORD}`, PASSWORD],
  'a variable with the ending _BASE': [`SECRET_KEY_BASE=${PASSWORD}`, PASSWORD],
  'a pre-shared key with spaces in its name': [`Pre Shared Key: ${PASSWORD}`, PASSWORD],
  'a name in fullwidth letters': [`ｐａｓｓｗｏｒｄ＝${PASSWORD}`, PASSWORD],
  'a name with an invisible character': [`pass\u200bword=${PASSWORD}`, PASSWORD],
  'a header over two lines': [`Authorization: Custom\r\n ${PASSWORD}`, PASSWORD],
  'a bearer token in quotation marks': [`Bearer "${PASSWORD}"`, PASSWORD],
  'a web identity token over several lines': ['rejected: eyJhbGciOi\n.JIUzI1NiJ9\n.c2lnbmF0dXJl', 'c2lnbmF0dXJl'],
  'an encrypted token': ['eyJlbmMiOiJB..c2lnbmF0dXJl.YWJj.ZGVm', 'c2lnbmF0dXJl'],
  'the end of a private key': [`${KEY_LINE}\n-----END RSA PRIVATE KEY-----`, KEY_LINE],
  'an SSH2 private key': [`---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n${KEY_LINE}`, KEY_LINE],
  'a token of GitHub': ['bad ghp_16C7e42F292c6912E7710c838347Ae178B4a', '16C7e42F292c6912'],
  'a token of Slack': ['bad xoxb-123456789012-Tr0ub4dor', 'Tr0ub4dor'],
  'a hash of a password': ['jane:$6$salt$Tr0ub4dorHashed/x', 'Tr0ub4dorHashed'],
};

const html = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const json = (text: string) => JSON.stringify({ Message: text });

/** Formats in which a program quotes a text. */
const WRITTEN: Readonly<Record<string, (text: string) => string>> = {
  unchanged: (text) => text,
  'in JSON': json,
  'in JSON within JSON': (text) => json(json(text)),
  'with escaped characters': (text) =>
    json(text).replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`),
  'in a URL': encodeURIComponent,
  'in a URL twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'in a form': (text) => new URLSearchParams({ m: text }).toString(),
  'in HTML': html,
  'in JSON in HTML': (text) => html(json(text)),
};

/** Base64 in each alignment, over lines and of UTF-16, and hexadecimal digits. */
const ENCODED: Readonly<Record<string, (text: string) => string>> = {
  base64: (text) => Buffer.from(text).toString('base64'),
  'base64 after a path': (text) => `data/${Buffer.from(text).toString('base64')}`,
  'base64 for URLs': (text) => Buffer.from(text).toString('base64url'),
  'base64 of UTF-16': (text) => Buffer.from(text, 'utf16le').toString('base64'),
  'base64 over several lines': (text) => Buffer.from(text).toString('base64').replace(/.{64}/g, '$&\n'),
  'hexadecimal digits': (text) => Buffer.from(text).toString('hex'),
  'base64 of JSON': (text) => Buffer.from(json(text)).toString('base64'),
};

describe('redactSecrets in error messages', () => {
  for (const [what, [text, secret]] of Object.entries(QUOTED)) {
    it(`redacts a secret in every quoting format: ${what}`, () => {
      for (const [how, write] of Object.entries(WRITTEN)) {
        const safe = redactSecrets(`The request failed: ${write(text)}`);
        const reported = new Redactor(() => [], '').redact(write(text));
        for (const form of [secret, write(secret), encodeURIComponent(secret)])
          for (const shown of [safe, reported]) assert.ok(!shown.includes(form), `${how}: ${shown}`);
        assert.ok(safe.startsWith('The request failed: '), safe);
      }
    });

    it(`redacts a secret in every encoding: ${what}`, () => {
      for (const [how, encode] of Object.entries(ENCODED)) {
        const message = `UserData ${encode(text)} is invalid`;
        assert.ok(!redactSecrets(message).includes(encode(text).slice(12, 40)), `${how}: ${redactSecrets(message)}`);
      }
    });
  }

  it('does not change messages without a secret', () => {
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
      "Could not find secret arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-Ab12Cd or secret 'db-1'",
      'The access key AKIAIOSFODNN7EXAMPLE of the bucket is in use. The key pair with the fingerprint 1a:2b is in use.',
      'Error loading SSO Token: no region. Private key: not found. Session token: expired',
      'Request id 7a62c49f-347e-4fc4-9331-6e8eEXAMPLE',
      'TrafficMirrorSessionId: tms-0123456789abcdef0',
      'Password must have 8 to 41 characters. The access key belongs to another account.',
      'docker run -p 8080:80 image and mkdir -p /var/lib/x',
      'compass: 3 points, bypass is on',
      'the profile dev: npm_config_nodedir is set, see a: b@c.example',
    ])
      assert.equal(redactSecrets(message), message);
  });

  it('does not change redacted messages', () => {
    for (const [text] of Object.values(QUOTED)) {
      const safe = redactSecrets(`${text} and then "this"`);
      assert.equal(redactSecrets(safe), safe);
    }
  });

  it('redacts long gaps behind the name of a secret, plain or escaped, in the time of a short gap', () => {
    const names = ['password', 'token', 'client_secret', 'passwort', 'api_key'];
    for (const name of names) {
      for (const gap of ['\n ', '\t', ' \n', '\r\n', '\\n ', '\u2003', '\u200b ']) {
        const safe = redactSecrets(`The ${name}${gap.repeat(20_000)}= "x7f9"`);
        assert.doesNotMatch(safe, /x7f9/, `${name} ${JSON.stringify(gap)}`);
      }
    }
  });

  it('redacts long repetitive texts without excessive backtracking', () => {
    for (const part of ['\n \n ', 'password=[', 'password="', 'eyJabcdefgh. ', '://a:', 'password ', ' -p', '\\\\"'])
      assert.ok(redactSecrets(part.repeat(200_000 / part.length)).length > 0, part);
  });
});
