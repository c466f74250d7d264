import { REDACTED } from '../redacted.ts';
import { redactSpoken, SPOKEN_PASSWORDS } from './spokenSecrets.ts';

/** The message in which EC2 encodes a denial: long, no secret, and decoded later (STS DecodeAuthorizationMessage). */
const ENCODED_DENIAL = /Encoded authorization failure message:\s*\S+/i;

/** `SignatureDoesNotMatch` and its like quote the canonical request, with session token and headers, to the end of the message. */
const CANONICAL_REQUEST = /(?<!\s)\s*The (?:Canonical String|String-to-Sign)\b[\s\S]*/i;

/** Whatever is in quotation marks, to the same marks; a list, a structure or a call, to its end. */
const QUOTED = String.raw`[ubrf]{0,2}(?<mark>\\*(?:"{3}|'{3}|["']))(?:[^]*?(?<!\\)(?=\k<mark>)|[^]*)`;
const GROUP = String.raw`(?:[a-z]\w{0,15})?[\[({][^\])}]*[\])}]?`;
/** One word, and what is behind a comma or a quotation mark in it, where no other name begins there. */
const WORD = String.raw`(?![|>][-+]?\s*(?:\n|\\+[rn]))[^\s"'&,;<>\\]+(?:(?:["'](?=\w)|[&,;]+(?!\s|[\w.-]+\\*["']?\s*[=:]))[^\s"'&,;<>\\]+)*`;

/** Names before a secret. What stands after them is none only where it is nothing. */
const CERTAIN_NAMES = [
  String.raw`${SPOKEN_PASSWORDS}|(?<![a-z])p(?:wd|sk)|(?<=_)p(?:ass|w)|pre[-_]?shared[-_]?key|key[-_]?material`,
  String.raw`(?:api|auth|client|private|secret(?:[-_]?access)?|access|account|signing|license|encryption|master|hmac)[-_]?key|(?<!tag|public|kms|[-_])_key`,
  String.raw`client[-_]?secret|(?:secret|shared)[-_]?(?:string|value|secret)`,
  String.raw`(?:security|session|access|refresh|id|bearer|auth|authorization|identity|sso|oauth|api|metadata|device|csrf)[-_]?token`,
  String.raw`saml[-_]?(?:response|assertion)|assertion|(?:device|user|mfa)[-_]?code|code[-_]?verifier|token[-_]?code|x-amz-signature`,
  String.raw`user[-_]?data|(?:j|php)sess(?:ion)?_?id|(?<![\w-])session[-_]?id`,
].join('|');

/** A sentence has the ARN or the name of a secret after that word. */
const NAMES = String.raw`${CERTAIN_NAMES}|(?<![a-z])secret`;

/** What a name has behind it: `SECRET_KEY_BASE`, `client-key-data`, `passwords`, `password2`. */
const ENDING = String.raw`(?:s|[-_](?:base|data|value|hash|string|text)(?:64)?)?[0-9]*`;

/** Names in words, as sentences have them. */
const SPOKEN = String.raw`(?:pre[- ]?shared|api|auth|client|private|secret(?:[ ]access)?|access|account|signing|license|encryption|master|hmac)[ ]key|pass[ ]phrase|mfa[ ]code`;

/** Words that are names of a secret only with an equals sign, quotation marks or digits after them: sentences have them too. */
const WEAK_NAMES = String.raw`${SPOKEN}|token|secret|signature|credentials?|pass(?==)|(?<![a-z])(?:pass|salt|otp|pin)`;

/** Equals sign, colon, arrow or the end of a tag; more tags; the mark of a block in YAML. */
const SEPARATOR = String.raw`\\*["'*\x60]{0,3}\s*(?:[=-]>|:=|={1,3}|[:>\u2192\uff1a])\s*(?:<(?!redacted>)\w[^<>]{0,80}>\s*)*(?:<!\[CDATA\[)?(?:[|>][-+]?\s*\n\s*)?`;

/** Returns the pattern of a value behind its name. A name within an ARN, which has colons on both sides, is none. */
const named = (names: string, word: string, group = GROUP): RegExp =>
  new RegExp(String.raw`(?<start>(?<![\w:]:)(?:${names})${ENDING}${SEPARATOR})(?:${QUOTED}|${group}|${word})`, 'gi');

/** Names of strings that programs and people put behind a secret in a sentence: `invalid password 'x'`, `the secret key is x1`. */
const SAID = String.raw`(?<start>(?<![\w:]:)(?:${CERTAIN_NAMES}|${SPOKEN})\s+(?:(?:is|was|of|for|[0-9])\s+)*)(?!arn:|A[KS]IA)(?:${QUOTED}|(?=[^\s"'<>]{0,200}\d)(?![\w-]{0,40}-\d{4}\b)[^\s"'<>]{6,})`;

/**
 * A value before the name of its member: `Value (x) for parameter PreSharedKey is invalid`, as EC2 rejects values (`sandbox/services/paging.ts`
 * has a message of this form), and `Value 'x' at 'password' failed to satisfy constraint`.
 */
const VALUE_BEFORE = String.raw`(?<start>\bvalue\s*(?:of\s+)?)(?:\((?!<redacted>)[^()\n]{1,300}\)|\\*(?<open>["'])(?!<redacted>)[^"'\n]{1,300}\k<open>)(?<end>\s+(?:(?:is|was|supplied|provided|specified|given)\s+)?(?:for|of|in|at)\s+(?:the\s+)?(?:(?:parameter|member|field|argument)\s+)?\\*["'(]?[\w.-]{0,60}?(?:${CERTAIN_NAMES})(?![\w-]*(?:id|name|arn)\b))`;

/** A secret as the value of a pair: `{"Key":"password","Value":"x"}`, `<name>password</name><value>x</value>`, `key="password" value="x"`. */
const PAIR = String.raw`(?<start>(?:name|key|id)\\*["']?\s*[:=>]\s*\\*["']?[\w./-]{0,60}?(?:${CERTAIN_NAMES}|(?<![a-z])secret)${ENDING}\\*["']?(?:</[^<>]{1,40}>)?[\s,;]{0,40}[<\\"']{0,4}\w{0,20}value\\*["']?\s*[:=>]\s*)(?:${QUOTED}|${GROUP}|${WORD})`;

/** Two texts of a list, as headers are listed: `[ 'X-Auth-Token', 'x1' ]`. */
const LISTED = String.raw`(?<start>(?<!\\)\\*["'][\w-]{0,40}?(?:${CERTAIN_NAMES}|authorization|cookie)${ENDING}\\*["']\s*,\s*)(?=\\*["'][^"']{0,200}[\d=])${QUOTED}`;

/** How tokens and hashes of others begin: GitHub, GitLab, npm, Docker, Slack, Stripe, Google, Vault, SendGrid, and crypt(3). */
const FOREIGN_TOKENS =
  /\b(?:gh[pousr]_|github_pat_|glpat-|npm_(?=[A-Za-z\d]{30})|dckr_pat_|xox[a-z]-|[sr]k_(?:live|test)_|AIza|ya29\.|hv[bs]\.|SG\.)[\w.-]{8,}|\$(?:apr1|[1-6y]|2[aby]|argon2\w{1,2})\$[\w./$+=,-]{6,}|(?<=hooks\.slack\.com\/)[^\s"'<>]+/g;

const RULES: readonly (readonly [RegExp, string])[] = [
  [new RegExp(VALUE_BEFORE, 'gi'), `$<start>(${REDACTED})$<end>`],
  // Keys and assertions, by how they begin.
  [/-{4,5} ?BEGIN[^-]{0,60}-{4,5}[^]*?(?:-{4,5} ?END[^-]{0,60}-{4,5}|$)/g, REDACTED],
  [/(?<![\w+/=\s\\])(\s*)(?=[\w+/=\\])[\w+/=\s\\]{16,}-----END\b/g, `$1${REDACTED}`],
  [/LS0tLS1CRUdJTi[\w+/=\s\\-]*/g, REDACTED],
  [/PuTTY-User-Key-File[^]*/g, REDACTED],
  [/<(?:\w{1,20}:)?(?:Assertion|Response)\b[^>]{0,200}\bxmlns[^]*/g, REDACTED],
  [
    /(?<![\w-])eyJ[\w-]{6,}(?:\s*\.\s*[\w-]*|[\r\n]+[ \t]*[\w-]{16,})+|\bao[ar]A{3}[\w+/=:%-]{12,}|\b(?:IQoJb3JpZ2lu|F[wQ]oGZXIvYXdz)(?:[\w+/=%-]|\\?[rn\s]\s*(?=[\w+/=%-]{16,}))*/g,
    REDACTED,
  ],
  [FOREIGN_TOKENS, REDACTED],
  // `https://user:password@host`, whatever signs the password has; `https://token@host`.
  [/(:\/\/)[^\s/?#@:"'<]{0,300}:(?!\d{1,5}[/?#])[^\s"'<]{1,300}@/g, `$1${REDACTED}@`],
  [/(:\/\/)[^\s/@"'<]{1,300}@/g, `$1${REDACTED}@`],
  [/(?<![\w/:.-])([\w.-]{1,64}:)[^\s/@:"'<>]{3,200}(?=@[\w.-]{1,200}:\d{2,5}\b)/g, `$1${REDACTED}`],
  [new RegExp(PAIR, 'gi'), `$<start>${REDACTED}`],
  [new RegExp(LISTED, 'gi'), `$<start>${REDACTED}`],
  // Headers, to the end of their line and of its continuations.
  [
    new RegExp(
      String.raw`(?<start>\b(?:(?:proxy-)?authorization|(?:set-)?cookie)\\*["']?\s*[:=>]\s*)(?:${QUOTED}|\[[^\]]*|[^\s"'<\\][^\r\n"'<\\]*(?:(?:\r?\n|(?:\\+r)?\\+n)[ \t]+[^\r\n"'<\\]+)*)`,
      'gi',
    ),
    `$<start>${REDACTED}`,
  ],
  [/\b((?:Bearer|Basic|Negotiate|Digest)\s+\\*["']?)[\w+/=.~-]{8,}/gi, `$1${REDACTED}`],
  [named(NAMES, WORD), `$<start>${REDACTED}`],
  [
    named(
      WEAK_NAMES,
      String.raw`(?:(?<==)|(?=[^\s"'&,;<>]{0,200}\d))${WORD}`,
      String.raw`(?=[^\])}]{0,200}["'\d])${GROUP}`,
    ),
    `$<start>${REDACTED}`,
  ],
  [new RegExp(SAID, 'gi'), `$<start>${REDACTED}`],
  [/((?:^|[?&\s])(?:code|sig)=|[?&](?:auth|key|pass|pw)=|_auth=)[^\s&"']+/gi, `$1${REDACTED}`],
  // Options of commands. `-p` is a password where it is neither a port nor a path.
  [
    /((?:^|[\s+])--?[\w-]{0,40}(?:passw(?:or)?d|secret|token|passphrase|-key|-pass|-pwd)[\w-]{0,40}[\s+=]+)[^\s<][^\s+]*/gi,
    `$1${REDACTED}`,
  ],
  [/((?:^|\s)(?:-u|--user)[\s=]{1,3}[^\s:]{1,100}:)\S+/g, `$1${REDACTED}`],
  [/((?:^|\s)-p\s?)(?![\d.:]+(?:\s|$))[^\s/.~<-]\S*/g, `$1${REDACTED}`],
  [/(\bredis-cli\b[^\r\n;|]{0,200}\s-a\s+)\S+/g, `$1${REDACTED}`],
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
  if (HARMLESS.has(text)) return text;
  const safe = redactText(text);
  if (safe === text && text.length <= MAX_HARMLESS_LENGTH) {
    if (HARMLESS.size >= MAX_HARMLESS) HARMLESS.clear();
    HARMLESS.add(text);
  }
  return safe;
}

/** Messages without a secret: thousands of rows of a list have the same one. */
const HARMLESS = new Set<string>();
const MAX_HARMLESS = 1_000;
const MAX_HARMLESS_LENGTH = 500;

function redactText(text: string): string {
  const encoded = ENCODED_DENIAL.exec(text);
  if (encoded) {
    const end = encoded.index + encoded[0].length;
    return redactSecrets(text.slice(0, encoded.index)) + encoded[0] + redactSecrets(text.slice(end));
  }
  let safe = withoutBase64(redactPlain(withoutLongGaps(text)));
  let shown = safe;
  for (let layer = 0; layer < MAX_LAYERS; layer++) {
    const inner = withoutLongGaps(unescapeLayer(shown));
    if (inner === shown) break;
    shown = redactPlain(inner);
    if (shown !== inner) safe = shown;
  }
  return withoutBase64(safe);
}

/**
 * Returns a text with at most so much white space in a row. The rules try each place of a gap between a name and its value, to the gap's
 * end: their time would grow with the square of its length.
 */
const withoutLongGaps = (text: string): string => text.replace(LONG_GAP, (gap) => gap.slice(0, MAX_GAP));
const MAX_GAP = 64;
const LONG_GAP = new RegExp(String.raw`\s{${MAX_GAP},}`, 'g');

const withoutBase64 = (text: string): string => text.replace(BASE64, (run) => (hidesSecret(run) ? REDACTED : run));

/** So many times a text may be written within another. */
const MAX_LAYERS = 4;

const ENTITIES: Readonly<Record<string, string>> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&' };
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Returns a text without one layer of the escapes of URLs, JSON and HTML, without invisible characters, and in plain forms of letters. */
function unescapeLayer(text: string): string {
  const visible = text.replace(/\p{Cf}/gu, '').normalize('NFKC');
  const isForm = /%[\da-f]{2}|=[^\s+]{0,200}\+[^\s+]{1,200}\+/i.test(visible);
  return (isForm ? visible.replaceAll('+', ' ') : visible).replace(
    /((?:%[\da-f]{2})+)|\\u([\da-f]{4})|&#x([\da-f]{2,4});|&#(\d{2,5});|&(quot|apos|lt|gt|amp);|\\(.)/gi,
    (all, percent?: string, unit?: string, hex?: string, decimal?: string, entity?: string, escape?: string) => {
      if (percent !== undefined) return Buffer.from(percent.replaceAll('%', ''), 'hex').toString();
      const code = unit ?? hex;
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      if (decimal !== undefined) return String.fromCharCode(Number(decimal));
      return entity === undefined ? (ESCAPES[escape ?? ''] ?? escape ?? all) : (ENTITIES[entity.toLowerCase()] ?? all);
    },
  );
}

function redactPlain(text: string): string {
  const safe = RULES.reduce((rest, [pattern, by]) => rest.replace(pattern, by), text.replace(CANONICAL_REQUEST, ''));
  return redactSpoken(safe);
}

/**
 * Returns whether a run of Base64 or hexadecimal digits contains a secret. Base64 may begin at any of four characters
 * of the run, hexadecimal digits at any of two. UTF-16 has a zero after each letter.
 */
function hidesSecret(run: string): boolean {
  const digits = run.replace(/\\+[rn]|\s/g, '');
  const isHex = /^[\da-f]+$/i.test(digits);
  return [0, 1, 2, 3].some((start) =>
    (isHex ? (['base64', 'hex'] as const) : (['base64'] as const)).some((encoding) => {
      const text = withoutLongGaps(Buffer.from(digits.slice(start), encoding).toString('latin1').replaceAll('\0', ''));
      return redactPlain(text) !== text;
    }),
  );
}
