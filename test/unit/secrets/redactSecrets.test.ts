import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { redactSecrets } from '../../../src/common/secrets/redactSecrets.ts';

const TOKEN = 'IQoJb3JpZ2luX2VjEJr//////////wEaCXVzLWVhc3QtMSJHMEUCIQ'.repeat(5);
const SIGNATURE = 'fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024';

describe('redactSecrets', () => {
  const quoted: readonly (readonly [what: string, message: string, secret: string])[] = [
    [
      'the canonical request of a rejected signature',
      `The request signature we calculated does not match.\n\nThe Canonical String for this request should have been\n'GET\n/\n\nhost:ec2.amazonaws.com\nx-amz-security-token:${TOKEN}'`,
      TOKEN,
    ],
    ['a header', `Bad header X-Amz-Security-Token: ${TOKEN} from proxy`, TOKEN],
    ['a short session token', 'Invalid session_token=abc123DEF (expired)', 'abc123DEF'],
    [
      'an authorization header',
      `Authorization=AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20150830/us-east-1/ec2/aws4_request, Signature=${SIGNATURE} is not valid`,
      SIGNATURE,
    ],
    ['a presigned URL', `GET https://b.s3.amazonaws.com/k?X-Amz-Signature=${SIGNATURE}&x=1 failed`, SIGNATURE],
    ['a bearer token', 'Token rejected: Authorization: Bearer eyJhbGciOi.JIUzI1NiJ9.sig', 'eyJhbGciOi.JIUzI1NiJ9.sig'],
    ['JSON', '{"accessToken":"s3cr3t-value","region":"eu-west-1"}', 's3cr3t-value'],
    ['XML', '<SecretAccessKey>wJalrXUtnFEMI/K7MDENG</SecretAccessKey>', 'wJalrXUtnFEMI/K7MDENG'],
    ['a password', 'Access denied: password=hunter2, user=admin', 'hunter2'],
    ['a token without a name', `unexpected input ${TOKEN}`, TOKEN],
  ];
  for (const [what, message, secret] of quoted) {
    it(`redacts a secret in a message: ${what}`, () => {
      const safe = redactSecrets(message);
      assert.ok(!safe.includes(secret), safe);
      assert.ok(safe.length > 10, safe);
    });
  }

  const secret = 'Zq7xW2mP9kLt4vB';
  const names = ['password', 'DB_PASSWORD', 'db-password', 'ClientSecret', 'api_key', 'X-Auth-Token', 'preSharedKey'];
  const pairs: Readonly<Record<string, (name: string) => string>> = {
    'a tag': (name) => JSON.stringify({ Key: name, Value: secret }),
    'a variable': (name) => JSON.stringify([{ name, value: secret }]),
    'JSON in JSON': (name) => JSON.stringify({ body: JSON.stringify({ Key: name, Value: secret }) }),
    'a parameter of CloudFormation': (name) => `ParameterKey=${name},ParameterValue=${secret}`,
    'a tag of the AWS CLI': (name) => `Key=${name},Value=${secret}`,
    'XML elements': (name) => `<item><key>${name}</key><value>${secret}</value></item>`,
    'XML attributes': (name) => `<add key="${name}" value="${secret}"/>`,
    'a character data section': (name) => `<${name}><![CDATA[${secret}]]></${name}>`,
    YAML: (name) => `- name: ${name}\n  value: ${secret}`,
    'a list of headers': (name) => `rawHeaders: [ 'Host', 'h', '${name}', '${secret}' ]`,
    'three quotation marks': (name) => `${name} = """\n${secret}\n"""`,
    Markdown: (name) => `**${name}**: ${secret}`,
    'a code span of Markdown': (name) => `\`${name}\`: \`${secret}\``,
  };
  for (const [form, write] of Object.entries(pairs)) {
    it(`redacts a secret whose name is beside it: ${form}`, () => {
      for (const name of names) assert.ok(!redactSecrets(write(name)).includes(secret), redactSecrets(write(name)));
      assert.ok(redactSecrets(write('team')).includes(secret));
    });
  }

  it('redacts a password before a host, and one in a query', () => {
    const texts = [
      `me:${secret}@proxy.corp:3128`,
      `https://h/?pw=${secret}`,
      `?x=1&auth=${secret}`,
      `R_AUTH=${secret}`,
    ];
    for (const text of texts) assert.ok(!redactSecrets(text).includes(secret), redactSecrets(text));
    for (const text of ['mailto:me@corp.example', 'arn:aws:iam::1:user/me@corp.example:1', 'Key=env,Value=x1']) {
      assert.equal(redactSecrets(text), text);
    }
  });

  it('keeps ids, ARNs, digests of 64 digits, and sentences about passwords and tokens', () => {
    for (const message of [
      "The vpc 'vpc-0123456789abcdef0' has dependencies and cannot be deleted.",
      'User: arn:aws:sts::111122223333:assumed-role/a/b is not authorized to perform: ec2:DeleteVpc',
      'The token has expired. Password policies apply. The signature is too old.',
      `CKN ${'ab12'.repeat(16)} is in use`,
      'Invalid value for parameter NextToken',
    ]) {
      assert.equal(redactSecrets(message), message);
    }
  });

  it('keeps the encoded message of a denial by EC2, which is decoded later', () => {
    const message = `You are not authorized. Encoded authorization failure message: ${TOKEN}`;
    assert.equal(redactSecrets(message), message);
    assert.ok(!redactSecrets(`password=hunter2 ${message} password=hunter2`).includes('hunter2'));
  });
});
