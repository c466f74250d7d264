import { REDACTED } from './redacted.ts';
import { unescapeLayer, withoutLookalikes } from './plainText.ts';
import { FORMS } from './secretForms.ts';
import { CERTAIN_NAMES, ENDING, GROUP, NAMES, QUOTED, SPOKEN, WEAK_NAMES, WORD } from './secretNames.ts';
import { redactSpoken } from './spokenSecrets.ts';

/** The message in which EC2 encodes a denial: long, no secret, and decoded later (STS DecodeAuthorizationMessage). */
const ENCODED_DENIAL = /Encoded authorization failure message:\s*\S+/i;

/** `SignatureDoesNotMatch` and its like quote the canonical request, with session token and headers, to the end of the message. */
const CANONICAL_REQUEST = /(?<!\s)\s*The (?:Canonical String|String-to-Sign)\b[\s\S]*/i;

/** Equals sign, colon, arrow or the end of a tag; more tags; the mark of a block in YAML. */
const SEPARATOR = String.raw`\\*["'*\x60]{0,3}(?:\]|\[[^\][\n]{0,40}\])?\s*(?:[=~-]{1,3}>|:\s*(?:string|str|&str|text)\s*=|(?:[:?+!]|\|\||\?\?)?={1,3}|:(?!\s*(?:string|str|&str|text)\s*=)(?::(?=\s)|(?!:\s))|[>\u2192\uff1a])\s*(?:<(?!redacted>)\w[^<>]{0,80}>\s*){0,8}(?:<!\[CDATA\[)?(?:[&!](?!=)[\w!]{1,30}[ \t]+)?(?:[|>][-+]?\s*\n\s*)?`;

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

/** Two texts of a list, as headers are listed: `[ 'X-Auth-Token', 'x1' ]`. */
const LISTED = String.raw`(?<start>(?<!\\)\\*["'][\w-]{0,40}?(?:${CERTAIN_NAMES}|authorization|cookie)${ENDING}\\*["']\s*,\s*)(?=\\*["'][^"']{0,200}[\d=])${QUOTED}`;

/** How tokens and hashes of others begin: of GitHub, GitLab, npm, Slack, Stripe, Google and others, of LDAP and crypt(3). */
const FOREIGN_TOKENS = new RegExp(
  [
    String.raw`\b(?:gh[pousr]_|github_pat_|gl(?:pat|rt|dt|ft|cbt|imt|soat|agent)-|npm_(?=[a-z\d]{30})|dckr_pat_|xox[a-z][.-]|xapp-|[sr]k_(?:live|test)_|whsec_|AIza|ya29\.|GOCSPX-|hv[bs]\.|SG\.|dop_v1_|shp(?:at|ca|pa|ss)_|pypi-|lin_api_|nvapi-|tskey-)[\w.-]{8,}`,
    String.raw`\b(?:sk-(?:proj|ant|svcacct)-|sk-(?=[a-z\d]{20})|PMAK-|hf_(?=[a-z]{0,30}\d)|ATATT3|1//0)[\w-]{16,}|\bAGE-SECRET-KEY-\w{8,}`,
    String.raw`\$(?:apr1|[1-6y]|2[aby]|argon2\w{1,2})\$[\w./$+=,-]{6,}|\{(?:S?(?:SHA|MD5)\d{0,3}|CRYPT)\}[\w+/=.$]{8,}`,
  ].join('|'),
  'gi',
);

/** How private keys begin that are without their first line: OpenSSH, PKCS #1 and #8, SEC 1. */
const BARE_KEYS =
  /\b(?:b3BlbnNzaC1rZXkt|MII[\w+/]{3}IBA[AD]|MI(?:GHAgEA|G2AgEA)MB|MHcCAQEE|MC4CAQAw)[\w+/=]*(?:(?:\s|\\[rn])+[\w+/=]{40,})*/g;

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
  [BARE_KEYS, REDACTED],
  [/(\bA[KS]IA[A-Z\d]{12,}[\s"',:;=/|]{1,6})[\w+/]{40}(?![\w+/=-])/g, `$1${REDACTED}`],
  // `https://user:password@host`, whatever signs the password has; `https://token@host`.
  [/(:\/\/)[^\s/?#@:"'<]{0,300}:(?!\d{1,5}[/?#])[^\s"'<]{1,300}@/g, `$1${REDACTED}@`],
  [/(:\/\/)[^\s/@"'<]{1,300}@/g, `$1${REDACTED}@`],
  [/(?<![\w/:.-])([\w.-]{1,64}:)[^\s/@:"'<>]{3,200}(?=@[\w.-]{1,200}:\d{2,5}\b)/g, `$1${REDACTED}`],
  ...FORMS.map((form) => [form, `$<start>${REDACTED}${form.source.includes('(?<end>') ? '$<end>' : ''}`] as const),
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
    /((?:^|[\s+])--?[\w-]{0,40}(?:passw(?:or)?d|secret|token|passphrase|-key|-pwd|pass(?=[\s+=-]))[\w-]{0,40}[\s+=]+)(?!--[a-z])[^\s<][^\s+]*/gi,
    `$1${REDACTED}`,
  ],
  [/((?:^|\s)-p\s?)(?![\d.:]+(?:\s|$))[^\s/.~<-]\S*/g, `$1${REDACTED}`],
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
  const latin = withoutLookalikes(shown);
  const redacted = latin === shown ? latin : redactPlain(latin);
  if (redacted !== latin) safe = redacted;
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

/** Whether a text has a name of a secret. Most have none, and need only the rules that look for none. */
const HAS_NAME = new RegExp(`${NAMES}|${WEAK_NAMES}|authorization|cookie`, 'i');
const NAMELESS_RULES = RULES.filter(([{ source }]) => !source.includes(CERTAIN_NAMES) && !source.includes(WEAK_NAMES));

function redactPlain(text: string): string {
  const rules = HAS_NAME.test(text) ? RULES : NAMELESS_RULES;
  return redactSpoken(
    rules.reduce((rest, [pattern, by]) => rest.replace(pattern, by), text.replace(CANONICAL_REQUEST, '')),
  );
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
