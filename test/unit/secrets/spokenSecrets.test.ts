import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { redactSecrets } from '../../../src/common/secrets/redactSecrets.ts';
import { redactSpoken } from '../../../src/common/secrets/spokenSecrets.ts';
import { randomFrom } from '../../../sandbox/random.ts';
import { ROOT } from '../../../scripts/lib/run.mjs';
import { SEED } from '../support/seed.ts';

/** Sentences as programs and people write them; `@` stands for the secret. */
const SENTENCES: readonly string[] = [
  'the password is @',
  'The password for jane is @.',
  'the password of the user jane was @',
  'the password that you sent is @',
  'the password is: @',
  'password @ is wrong',
  'the password, @, was wrong',
  'password @ for jane was rejected',
  'login failed with password @',
  'invalid password @',
  'invalid password @. Try again.',
  'The password is wrong: @',
  'Changed the password to @',
  'The password was changed from @ to something else',
  'password → @',
  'password -> @',
  'password – @',
  'password (@) was rejected',
  'password [@]',
  'password `@`',
  'password “@” rejected',
  'password ‘@’ rejected',
  'mot de passe « @ » refusé',
  'le mot de passe est @',
  '密码：@',
  'パスワード「@」',
  '@ is not the right password',
  'your token @ was rejected',
  "your token '@' was rejected",
  'token @ expired',
  'token: @',
  'token “@”',
  'session token @ has expired',
  'secret: @',
  'the secret is @',
  'wrong secret @',
  'the client secret @ is invalid',
  'invalid credentials @',
  'api key is @',
  'API-Schlüssel: @',
  'pass phrase is @',
  'passphrase: @ battery staple',
  'Das Passwort lautet @',
  'Das Passwort von jane war @.',
  'Passwort „@“ ist falsch',
  'Passwort »@« ist falsch',
  'Passwort ist falsch: @',
  'Kennwort: @',
  'Datenbankpasswort = @',
  'Ungültiges Kennwort @',
  '@ ist nicht das richtige Kennwort',
  'Ihr Token @ wurde abgelehnt',
  'Sitzungstoken @ ist abgelaufen',
  'Das Geheimnis lautet @',
  'Zugangsschlüssel: @',
  'Die PIN lautet @',
  'pwd @',
  'pwd @ is wrong',
  'wrong pwd @',
  'the pwd is @',
  'psk @ was rejected',
  'authKey @',
  'authKey @ was rejected',
  'invalid auth_key @',
  'apiKey @ expired',
  'PreSharedKey @ is too short',
  'clientSecret @ is invalid',
  'client_secret @',
  'secretKey @',
];

/** Sentences with a secret of several ordinary words in the place of `@`. */
const PHRASES: readonly string[] = [
  'the passphrase is @',
  'The passphrase of jane was @.',
  'passphrase @ was rejected',
  'passphrase: @',
  'wrong passphrase @',
  'password: @',
  'password = @',
  'password is @',
  'The password for jane is @',
  'Das Kennwort lautet @',
  'recovery phrase: @',
  'seed phrase @',
  'the mnemonic is @',
];

/** Letters that no ending of an ordinary word has together. */
const LETTERS = 'bcfhjkmopqvwxyz';

const json = (text: string) => JSON.stringify({ Message: text });
const WRITTEN: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'in JSON': json,
  'in JSON within JSON': (text) => json(json(text)),
  'in a URL': encodeURIComponent,
  'with a line before it': (text) => `failed\n${text}`,
};

/** Returns the sentences of the documentation that a package of the SDK has in its types. */
function documented(name: string): readonly string[] {
  const folder = path.join(ROOT, 'node_modules/@aws-sdk', name, 'dist-types');
  return filesIn(folder, '.d.ts').flatMap((text) =>
    [...text.matchAll(/\/\*\*([^]*?)\*\//g)].flatMap(([, comment = '']) =>
      comment
        .replace(/@example[^]*/, '')
        .replace(/^\s*\* ?/gm, '')
        .replace(/<[^>]+>/g, ' ')
        .split(/(?<=[.!?])\s+|\n\s*\n/)
        .map((sentence) => sentence.replace(/\s+/g, ' ').trim()),
    ),
  );
}

function filesIn(folder: string, ending: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
}

/** Returns the literals of the sandbox's sources: its error messages are AWS's. */
const ofSandbox = (): readonly string[] =>
  filesIn(path.join(ROOT, 'sandbox'), '.ts').flatMap((text) =>
    [...text.matchAll(/(["'`])((?:(?!\1)[^\\\n]|\\.)*)\1/g)].map(([, , literal = '']) =>
      literal.replaceAll(/\$\{[^{}]*\}/g, 'i-0123456789abcdef0'),
    ),
  );

/** Returns Teardown's own texts, in both languages. */
const ofTeardown = (): readonly string[] =>
  filesIn(path.join(ROOT, 'l10n'), '.json').flatMap((text) =>
    Object.entries(JSON.parse(text) as Record<string, unknown>).flatMap(([key, value]) => [key, String(value)]),
  );

const HAS_NAME = /passwor[dt]|passphrase|kennwort|token|secret|credential|key|pin\b/i;

describe('a secret in a plain sentence, without digits and quotation marks', () => {
  const random = randomFrom(SEED);
  const word = () =>
    Array.from({ length: 5 + Math.floor(random() * 12) }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join(
      '',
    );

  for (const sentence of SENTENCES) {
    it(`is cut, however it is written: ${sentence}`, () => {
      for (const secret of ['swordfish', 'Hunter', word(), word().toUpperCase(), `${word()}-${word()}`]) {
        for (const [how, write] of Object.entries(WRITTEN)) {
          const safe = redactSecrets(write(sentence.replace('@', secret)));
          assert.ok(!safe.includes(secret), `${how}, seed ${SEED}: ${safe}`);
          assert.equal(redactSecrets(safe), safe, 'again');
        }
      }
    });
  }

  for (const sentence of PHRASES) {
    it(`is cut with all its words: ${sentence}`, () => {
      for (const phrase of ['correct horse battery staple', 'summer river stone', 'blue-whale-winter-garden']) {
        const safe = redactSecrets(sentence.replace('@', phrase));
        for (const secret of phrase.split(/[ -]/)) assert.ok(!safe.includes(secret), safe);
        assert.equal(redactSecrets(safe), safe, 'again');
      }
    });
  }

  it('is cut where it stands before the name of its member, even if it is an ordinary word', () => {
    for (const [text, cut] of [
      [
        'Value (summer) for parameter PreSharedKey is invalid.',
        'Value (<redacted>) for parameter PreSharedKey is invalid.',
      ],
      [
        "The value 'summer' supplied for masterUserPassword is too short.",
        'The value (<redacted>) supplied for masterUserPassword is too short.',
      ],
      [
        "Value 'blue whale' at 'masterUserPassword' failed to satisfy constraint",
        "Value (<redacted>) at 'masterUserPassword' failed to satisfy constraint",
      ],
    ] as const)
      assert.equal(redactSecrets(text), cut);
    for (const text of [
      'Value (vpc-1) for parameter vpcId is invalid.',
      "Value 'summer' at 'keyPairName' failed to satisfy constraint",
    ])
      assert.equal(redactSecrets(text), text);
  });

  it('is not seen where a sentence has an ordinary word or an id', () => {
    for (const message of [
      'The token is invalid: it has expired',
      'The password policy was rejected. The token endpoint is down.',
      'Das Passwort ist abgelaufen. Das Token ist ungültig.',
      "Unexpected token 'else' is in line 4",
      'The verification token ipam-ext-res-ver-token-0123456789abcdef0 is in use',
      "The verification token 'ipam-ext-res-ver-token-0123456789abcdef0' is in use",
      'invalid_grant: the refresh token of dev is unknown',
      'The secret arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-Ab12Cd is in use',
      'The secret directconnect/ckn was not found',
      'Secret “db-1” was not found',
      'Token file /home/jane/.aws/sso/token is empty',
      'Shipping (express) is fine. The secretary: jane',
      'The passphrase is too short for this key',
      'The password is not valid any more.',
      'Enter passphrase for key /home/jane/.ssh/id_rsa',
      'pwd /home/jane',
      'The parameter PreSharedKey is invalid. The authKey is missing.',
    ])
      assert.equal(redactSecrets(message), message);
  });

  it("is not seen in the sentences of AWS's documentation, of the sandbox and of Teardown", () => {
    const packages = ['ec2', 'lightsail', 'direct-connect', 'iam', 'sts', 'sso', 'sso-oidc', 'cloudtrail', 'pricing'];
    const texts = new Set([
      ...packages.flatMap((name) => documented(`client-${name}`)),
      ...ofSandbox(),
      ...ofTeardown(),
    ]);
    const named = [...texts].filter((text) => HAS_NAME.test(text));
    assert.ok(named.length > 1_500, String(named.length));
    // One has the name of an operation in parentheses, one the address of a QR code with its secret.
    const known = /^Password \( DeleteLoginProfile \)$|otpauth:/;
    const changed = named.filter((text) => redactSpoken(text) !== text && !known.test(text));
    assert.deepEqual(changed, []);
  });
});
