import { REDACTED } from '../redacted.ts';

/** The message in which EC2 encodes a denial: long, no secret, and decoded later (STS DecodeAuthorizationMessage). */
const ENCODED_DENIAL = /Encoded authorization failure message:\s*\S+/i;

/** `SignatureDoesNotMatch` and its like quote the canonical request, with session token and headers, to the end of the message. */
const CANONICAL_REQUEST = /\s*The (?:Canonical String|String-to-Sign)\b[\s\S]*/i;

/** Whatever is in quotation marks, to the same marks; else one word. */
const QUOTED = String.raw`(?<mark>\\*["'])(?:[^]*?(?<!\\)(?=\k<mark>)|[^]*)`;
const WORD = String.raw`[^\s"'&,;<>\\]+`;

/** Names before a secret. What stands after them is none only where it is nothing. */
const NAMES = [
  String.raw`passw(?:or)?d|passphrase|passcode|\bpwd|pre[-_]?shared[-_]?key|(?:api|auth|private|secret(?:[-_]?access)?|signing|license)[-_]?key|key[-_]?material`,
  String.raw`client[-_]?secret|(?:secret|shared)[-_]?(?:string|value|secret)`,
  String.raw`(?:security|session|access|refresh|id|bearer|auth|authorization|identity|sso|oauth|api|metadata|device|csrf)[-_]?token`,
  String.raw`saml[-_]?(?:response|assertion)|assertion|device[-_]?code|code[-_]?verifier|token[-_]?code|x-amz-signature`,
  String.raw`user[-_]?data`,
].join('|');

/** Words that are names of a secret only with an equals sign, quotation marks or digits after them: sentences have them too. */
const WEAK_NAMES = String.raw`token|secret|signature|credentials?`;

const named = (names: string, word: string): RegExp =>
  new RegExp(String.raw`(?<start>(?<!:)(?:${names})[0-9]*\\*["']?\s*(?:=>|[:=>])\s*)(?:${QUOTED}|${word})`, 'gi');

const RULES: readonly (readonly [RegExp, string])[] = [
  // Keys and assertions, by how they begin.
  [/-----BEGIN[^-]{0,60}-----[^]*?(?:-----END[^-]{0,60}-----|$)/g, REDACTED],
  [/LS0tLS1CRUdJTi[\w+/=\s\\-]*/g, REDACTED],
  [/<(?:\w{1,20}:)?(?:Assertion|Response)\b[^>]{0,200}\bxmlns[^]*/g, REDACTED],
  [
    /(?<![\w-])eyJ[\w-]{6,}\.[\w-]+(?:\.[\w-]*)*|\bao[ar]A{3}[\w+/=:%-]{12,}|\b(?:IQoJb3JpZ2lu|F[wQ]oGZXIvYXdz)[\w+/=%-]*/g,
    REDACTED,
  ],
  // `https://user:password@host`.
  [/(:\/\/)[^\s/@"'<]{1,300}@/g, `$1${REDACTED}@`],
  // Headers, to the end of their line.
  [
    new RegExp(
      String.raw`(?<start>\b(?:(?:proxy-)?authorization|(?:set-)?cookie)\\*["']?\s*[:=>]\s*)(?:${QUOTED}|[^\s"'<\\][^\r\n"'<\\]*)`,
      'gi',
    ),
    `$<start>${REDACTED}`,
  ],
  [/\b((?:Bearer|Basic|Negotiate|Digest)\s+)[\w+/=.~-]{8,}/gi, `$1${REDACTED}`],
  [named(NAMES, WORD), `$<start>${REDACTED}`],
  [named(WEAK_NAMES, String.raw`(?:(?<==)|(?=[^\s"'&,;<>]{0,200}\d))${WORD}`), `$<start>${REDACTED}`],
  [/((?:^|[?&\s])(?:code|sig)=)[^\s&"']+/gi, `$1${REDACTED}`],
  [
    /((?:^|[\s+])--?[\w-]{0,40}(?:passw(?:or)?d|secret|token|passphrase|-key)[\w-]{0,40}[\s+=]+)[^\s<][^\s+]*/gi,
    `$1${REDACTED}`,
  ],
  // A secret access key: 40 characters of three sorts, and no part of a longer name.
  [/(?<![\w+/=:.-])(?=[\w+/]{0,39}[a-z])(?=[\w+/]{0,39}[A-Z])(?=[\w+/]{0,39}\d)[\w+/]{40}(?![\w+/=-])/g, REDACTED],
  // Anything as long as a session token that has no break: no name, id or ARN of AWS has 120 such characters in a row.
  [/[A-Za-z0-9+/=_%-]{120,}/g, REDACTED],
];

/** Base64 over one or several lines. */
const BASE64 = /[\w+/-]{16,}(?:(?:\\+[rn]|\r?\n)+[\w+/-]{4,})*={0,2}/g;

/**
 * Returns a text of AWS, of a proxy or of a program without what may be a secret: tokens, signatures, passwords, private keys and quoted
 * requests (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html), plain, escaped for JSON, HTML or a URL,
 * or in base64. What EC2 encodes in a denial stays.
 */
export function redactSecrets(text: string): string {
  const encoded = ENCODED_DENIAL.exec(text);
  if (encoded) {
    const end = encoded.index + encoded[0].length;
    return redactSecrets(text.slice(0, encoded.index)) + encoded[0] + redactSecrets(text.slice(end));
  }
  let safe = redactPlain(text);
  let shown = safe;
  for (let layer = 0; layer < MAX_LAYERS; layer++) {
    const inner = unescapeLayer(shown);
    if (inner === shown) break;
    shown = redactPlain(inner);
    if (shown !== inner) safe = shown;
  }
  return safe.replace(BASE64, (run) => (hidesSecret(run) ? REDACTED : run));
}

/** So many times a text may be written within another. */
const MAX_LAYERS = 4;

const ENTITIES: Readonly<Record<string, string>> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&' };
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Returns a text without one layer of the escapes of URLs, JSON and HTML. */
function unescapeLayer(text: string): string {
  const plain = /%[0-7][\da-f]/i.test(text) ? text.replaceAll('+', ' ') : text;
  return plain.replace(
    /%([0-7][\da-f])|\\u([\da-f]{4})|&#x([\da-f]{2,4});|&#(\d{2,5});|&(quot|apos|lt|gt|amp);|\\(.)/gi,
    (all, percent?: string, unit?: string, hex?: string, decimal?: string, entity?: string, escape?: string) => {
      const code = percent ?? unit ?? hex;
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      if (decimal !== undefined) return String.fromCharCode(Number(decimal));
      return entity === undefined ? (ESCAPES[escape ?? ''] ?? escape ?? all) : (ENTITIES[entity.toLowerCase()] ?? all);
    },
  );
}

function redactPlain(text: string): string {
  return RULES.reduce((rest, [pattern, by]) => rest.replace(pattern, by), text.replace(CANONICAL_REQUEST, ''));
}

/** Base64 may begin at any of four characters of a run. UTF-16 has a zero after each letter. */
function hidesSecret(run: string): boolean {
  const digits = run.replace(/\\+[rn]|\s/g, '');
  return [0, 1, 2, 3].some((start) => {
    const text = Buffer.from(digits.slice(start), 'base64').toString('latin1').replaceAll('\0', '');
    return redactPlain(text) !== text;
  });
}
