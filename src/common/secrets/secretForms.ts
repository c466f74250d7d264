import { CERTAIN_NAMES, ENDING, GROUP, NAMES, QUOTED, WORD } from './secretNames.ts';

/** The name of a secret, at the end of a longer name: `spring.datasource.password`. */
const LONG_NAME = String.raw`[\w./-]{0,60}?(?:${NAMES}|token)${ENDING}(?![\w-])`;
const VALUE = String.raw`(?:${QUOTED}|${GROUP}|${WORD})`;
/** The secret itself, without what follows: a string, or a word that is no option. */
const ARGUMENT = String.raw`(?:\\*"[^"\n]*|\\*'[^'\n]*|[^\s"'<|&;,)-][^\s"'<|;)]*)`;

const form = (source: string, flags = 'gi'): RegExp => new RegExp(source, flags);

/** Blocks and elements that are named as a secret. Their whole content is cut. */
const BLOCKS: readonly RegExp[] = [
  // `variable "password" { default = "x" }`, `String password() { return "x"; }`
  form(
    String.raw`(?<start>(?:${NAMES}|token)${ENDING}(?:\\*["']|\(\))\s*\{|\b(?:variable|output|parameter|secret|resource)\s+${LONG_NAME}\s*\{)[^{}]*(?:\{[^{}]*\}?[^{}]*)*`,
  ),
  // `<Password Type="x"><Value>y</Value></Password>`
  form(
    String.raw`(?<start><(?:\w{1,20}:)?(?<tag>[\w.-]{0,60}?(?:${NAMES})${ENDING})(?:\s[^<>]{0,200})?>)[^]{0,500}?(?=</(?:\w{1,20}:)?\k<tag>>)`,
  ),
  // Lines of YAML that belong to a name
  form(
    String.raw`(?<start>(?:${NAMES}|token)${ENDING}\\*["']?[ \t]{0,8}:[ \t]*(?:[&!|>][^\s<]{0,40}[ \t]*){0,3}\r?\n)(?:[ \t]|- )[^\n]+(?:\n(?:[ \t]|- )[^\n]+)*`,
  ),
];

const LABEL = String.raw`(?:name|key|id|type|field|variable|label|header)\\*["']?\s*[:=>]\s*\\*["']?[\w./-]{0,60}?(?:${CERTAIN_NAMES}|(?<![a-z])secret)${ENDING}(?![\w-])`;
/** What is between a name and its value: no other structure, and no other item of a list. */
const BETWEEN = String.raw`(?:(?!\n\s{0,40}-\s)[^{}[\]]){0,160}?`;

/** A secret as the value of a pair: `{"Key":"password","Value":"x"}`, `<name>password</name><value>x</value>`, `key="password" value="x"`. */
const PAIRS: readonly RegExp[] = [
  form(
    String.raw`(?<start>${LABEL}${BETWEEN}(?:value|default|content|<string)\\*["']?\s*[:=>]\s*)(?!true\b|false\b|null\b)${VALUE}`,
  ),
  form(
    String.raw`(?<start>(?:value|default|content)\\*["']?\s*[:=>]\s*)(?:\\*(?<open>["'])(?!<redacted>)[^"'\n]{1,300}\k<open>|[^\s"'<>{},;&]{1,300})(?<end>${BETWEEN}${LABEL})`,
  ),
];

/** A value in quotation marks on the wrong side of its name, or of the marks of its name. */
const REJECTED: readonly RegExp[] = [
  form(
    String.raw`(?<start>\\*(?<open>["']))(?!<redacted>)[^"'\n]{1,300}(?<end>\k<open>\s+is\s+(?:not|no)\s+(?:an?\s+)?(?:valid\s+|allowed\s+|acceptable\s+)?(?:value\s+(?:for|of)\s+)?(?:the\s+)?\\*["']?[\w.]{0,60}?(?:${CERTAIN_NAMES})(?![\w-]*(?:id|name|arn)\b))`,
  ),
  form(String.raw`(?<start>\bvalue\s+(?:at|of|for)\s+\\*["'][\w.]{0,60}?(?:${CERTAIN_NAMES})\\*["']\s+)${QUOTED}`),
];

/** Calls, lists and strings: `define('DB_PASSWORD', 'x')`, `setPassword("x")`, `["--password", "x"]`, `"DB_PASSWORD=x y"`. */
const STRINGS: readonly RegExp[] = [
  form(String.raw`(?<start>\(\s*\\*["'][\w.-]{0,60}?(?:${NAMES})${ENDING}\\*["']\s*,\s*)(?:${QUOTED}|[^\s"'(),<\\]+)`),
  form(String.raw`(?<start>(?:${NAMES})${ENDING}\(\s*)${QUOTED}`),
  form(
    String.raw`(?<start>\\*["']--?[\w-]{0,40}?(?:passw(?:or)?d|secret|token|passphrase|-key|pass|pwd)[\w-]{0,20}\\*["']\s*,\s*)(?!\\*["']--?)${QUOTED}`,
  ),
  form(String.raw`(?<start>(?<outer>\\*["'])[\w.-]{0,60}?(?:${NAMES}|token)${ENDING}=)[^"'\\\n]+(?=\k<outer>)`),
  form(String.raw`(?<start>\(\s*\\*["']A[KS]IA\w{12,}\\*["']\s*,\s*)${QUOTED}`),
];

/** Commands of shells and of SQL. */
const COMMANDS: readonly RegExp[] = [
  form(String.raw`(?<start>(?:^|[\s"'])/(?:p|pass\w{0,10}|pwd|rp)(?::|\s+(?=[^\s/]+(?:\s+/|\s*$))))(?!\\)[^\s"'<]+`),
  form(
    String.raw`(?<start>(?:^|[\s"'])(?:-[uU]|--(?:proxy-)?user)[\s=]{0,3}\\*["']?[^\s:"'<=]{1,100}:)(?:(?<=["'][^"']{1,101})[^"'\n]+|[^\s"']+)`,
    'g',
  ),
  form(String.raw`(?<start>--from-literal[=\s]\\*["']?[\w.-]{1,100}=)[^\s"']+`),
  form(String.raw`(?<start>\bConvertTo-SecureString\s+(?:-String\s+)?)${ARGUMENT}`),
  form(String.raw`(?<start>-AsPlainText\s+)(?:"[^"\n]*"|'[^'\n]*')`),
  form(
    String.raw`(?<start>(?:^|[\n"'])[ \t]*(?:ENV|ARG|setenv|setx|set\s+-\w{1,5}|aws\s+configure\s+set)\s+${LONG_NAME}[ \t]+)[^\s=<"'][^\n"'\\]*`,
  ),
  form(String.raw`(?<start>\bIDENTIFIED\s+(?:WITH\s+\S{1,60}\s+)?(?:BY|AS)\s+(?:PASSWORD\s+)?)${ARGUMENT}`, 'g'),
  form(
    String.raw`(?<start>\b(?:create|alter)\s+user\b[^\n;]{0,200}?\sidentified\s+(?:with\s+\S{1,60}\s+)?(?:by|as)\s+(?:password\s+)?)${ARGUMENT}`,
  ),
];

/** Connections that are no URLs: Oracle, Go, PostgreSQL's `.pgpass`. Web hooks, whose path is the secret. */
const CONNECTIONS: readonly RegExp[] = [
  form(String.raw`(?<start>\b(?:oracle:\w{1,10}:|sqlplus\s+)[\w$#]{1,30}/)[^\s@"'<]+(?=@)`),
  form(String.raw`(?<start>(?<![\w/:.-])[\w.-]{1,64}:)[^\s/@:"'<>]{3,200}(?=@(?:tcp|unix)\()`),
  form(String.raw`(?<start>(?<![^\s"'])(?!arn:)[\w.*-]{1,100}:(?:\d{4,5}|\*):[\w*-]{1,63}:[\w*-]{1,63}:)[^\s:"'<]{3,}`),
  form(
    String.raw`(?<start>(?:discord(?:app)?\.com/api/webhooks|webhook\.office\.com/webhookb2|hooks\.slack\.com)/|api\.telegram\.org/bot)[^\s"'<>]+`,
  ),
];

const HEADERS: readonly RegExp[] = [
  form(String.raw`(?<start>\bDigest\s+)(?=\w{1,20}=)[^\r\n<]+`, 'g'),
  form(String.raw`(?<start>\bAWS\s+A[KS]IA\w{12,}:)[\w+/=]{8,}`, 'g'),
  form(String.raw`(?<start>\b(?:NTLM|ApiKey)\s+)(?=[\w+/=.-]*[\d=])[\w+/=.-]{8,}`, 'g'),
  form(String.raw`(?<start>\\*["']auth\\*["']\s*:\s*\\*["'])[\w+/=-]{8,}`, 'g'),
  form(String.raw`(?<start>[?&](?:sid|jwt|ticket|session|id_token_hint|samlrequest)=)[^\s&"'<]+`),
];

/** A code of an MFA device or of a message, whose digits may be in groups. */
const CODES: readonly RegExp[] = [
  form(
    String.raw`(?<start>(?<![\p{L}\d])(?:t?otp|pin|token[-_]?code|pass[- ]?code|(?:mfa|2fa|totp|verification|security|sms|one[- ]time|your)[-_ ](?:one[- ]time )?(?:pass[- ]?)?code)(?:\s+(?:is|was))?\s*[:=]?\s*\\*["']?)(?=(?:[ -]?\d){4,10}(?![\d-]))\d(?:[ -]?\d){3,9}`,
    'giu',
  ),
  form(String.raw`(?<start>\b(?:totp|mfa|otp)\s+(?:secret|seed|key)\s+)[A-Z2-7]{16,}`),
];

/**
 * Secrets in the forms of configuration, source text, commands and SQL. What is between the groups `start` and `end` is cut.
 */
export const FORMS: readonly RegExp[] = [
  ...BLOCKS,
  ...PAIRS,
  ...REJECTED,
  ...STRINGS,
  ...COMMANDS,
  ...CONNECTIONS,
  ...HEADERS,
  ...CODES,
];
