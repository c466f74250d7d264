import type { FilePair } from './botocore.ts';

/** Returns the same numbers between 0 and 1 for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const NAMES = ['default', 'a', 'b', 'c', 'my dev', 'Größe'];
const ACCOUNTS = ['111111111111', '222222222222'];

/** Settings that decide where credentials come from, each with its values. */
const SETTINGS: readonly (readonly [string, readonly string[]])[] = [
  ['aws_access_key_id', ['AKIA1', 'AKIA2', '']],
  ['aws_secret_access_key', ['secret1', 'secret2', '']],
  ['aws_session_token', ['token1', '']],
  ['aws_security_token', ['old1']],
  ['role_arn', ACCOUNTS.map((account) => `arn:aws:iam::${account}:role/R`)],
  ['source_profile', ['a', 'b', 'c', 'default', 'nowhere']],
  ['credential_source', ['Environment', 'EcsContainer', 'Ec2InstanceMetadata', 'Magic']],
  ['web_identity_token_file', ['/token', '']],
  ['role_session_name', ['me']],
  ['external_id', ['ext']],
  ['mfa_serial', ['arn:aws:iam::111111111111:mfa/me']],
  ['duration_seconds', ['900', '15m', '3600']],
  ['sso_session', ['corp', 'other']],
  ['sso_account_id', ACCOUNTS],
  ['sso_role_name', ['Admin', 'Reader']],
  ['sso_start_url', ['https://corp.awsapps.com/start']],
  ['sso_region', ['eu-central-1', 'us-east-1']],
  ['login_session', ['arn:aws:iam::111111111111:user/me']],
  ['credential_process', ['/bin/get --for a', '"/my bin/get" "it\'s" x\\ y', "get '#1' ; x", 'get "open', 'get #2']],
  ['region', ['eu-west-1', 'us-east-1', '']],
  ['services', ['local', 'local', 'nowhere']],
  ['endpoint_url', ['http://localhost:1/x', 'http://localhost:1/#x', '']],
  ['ignore_configured_endpoint_urls', ['true', 'True', 'false', 'yes', '']],
  ['output', ['json']],
];

/** Settings that belong together, so that whole ways to credentials occur often. */
const GROUPS: readonly (readonly string[])[] = [
  ['aws_access_key_id', 'aws_secret_access_key'],
  ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token'],
  ['role_arn', 'source_profile'],
  ['role_arn', 'source_profile', 'mfa_serial', 'duration_seconds'],
  ['role_arn', 'credential_source'],
  ['role_arn', 'web_identity_token_file'],
  ['sso_session', 'sso_account_id', 'sso_role_name'],
  ['sso_start_url', 'sso_region', 'sso_account_id', 'sso_role_name'],
  ['login_session'],
  ['credential_process'],
  ['services', 'endpoint_url'],
];

/** Text that a typing error, a paste or a program may insert anywhere: white space and syntax of the format. */
const MISTYPED: readonly string[] = [
  ...['', ' ', '\t', '\v', '\f', '\x1C', '\x85', '\u00A0', '\u200B', '\u2028', '\u3000', '\0'],
  ...[
    '\n',
    '\r',
    '\r\n',
    '\n ',
    '\n\t',
    '\n\n',
    '=',
    ':',
    '#',
    ';',
    ' #',
    ' ;',
    '[',
    ']',
    '"',
    "'",
    '\\',
    '.',
    '%(region)s',
  ],
  ...['[default]', '[DEFAULT]', 'profile ', 'sso-session', '\n[profile "a]b"]\n', '\nREGION = x', '\nregion', 'İ', 'é'],
];

/** Writes random config and credentials files. Most are ordinary; some have rare or invalid syntax. */
export class FilePairs {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = randomNumbers(seed);
  }

  next(): FilePair {
    const odd = this.#chance(0.5) ? 0 : 0.12;
    const end = this.#pick(odd > 0 ? ['\n', '\n', '\r\n', '\r'] : ['\n']);
    const config = [...this.#sections(odd, true)].join(end);
    const credentials = this.#chance(0.7) ? [...this.#sections(odd, false)].join(end) : '';
    if (!this.#chance(odd)) return { config, credentials };
    return this.#chance(0.6)
      ? { config: this.#mistyped(config), credentials }
      : { config, credentials: this.#mistyped(credentials) };
  }

  /** Returns the text with a piece put in anywhere, in the place of up to three characters. */
  #mistyped(text: string): string {
    const at = Math.floor(this.#random() * (text.length + 1));
    const replaced = Math.floor(this.#random() * 4);
    return text.slice(0, at) + this.#pick(MISTYPED) + text.slice(at + replaced);
  }

  *#sections(odd: number, isConfig: boolean): Generator<string> {
    const names = [...NAMES].sort(() => this.#random() - 0.5).slice(0, 1 + Math.floor(this.#random() * 4));
    if (this.#chance(odd)) names.push(this.#pick(names));
    if (this.#chance(odd / 2)) yield* ['[DEFAULT]', ...this.#settings(odd, 1)];
    for (const name of names) {
      const indent = this.#chance(odd) ? '  ' : '';
      yield indent + this.#header(name, odd, isConfig);
      yield* this.#settings(odd, 3, this.#chance(0.5) ? indent : '');
    }
    if (!isConfig) return;
    for (const session of ['corp', 'other']) {
      if (this.#chance(0.4)) continue;
      yield `[sso-session ${session}]`;
      yield 'sso_start_url = https://corp.awsapps.com/start';
      yield 'sso_region = eu-central-1';
      if (this.#chance(0.2)) yield `sso_account_id = ${this.#pick(ACCOUNTS)}`;
      if (this.#chance(0.1)) yield* this.#settings(odd, 1);
    }
    if (this.#chance(0.3)) {
      yield '[services local]';
      for (const service of ['ec2', 'direct_connect', 'sso_oidc', 'sts']) yield* this.#endpoint(service, odd);
    }
    if (this.#chance(odd)) yield* [`[${this.#pick(['plugins', 'unknown', 'profilesx'])}]`, 'x = y'];
  }

  *#endpoint(service: string, odd: number): Generator<string> {
    if (this.#chance(0.5)) return;
    yield `${service} =${this.#chance(odd) ? this.#pick([' http://localhost:3', ' # comment']) : ''}`;
    if (!this.#chance(odd)) yield '  endpoint_url = http://localhost:2';
    if (this.#chance(odd)) yield this.#pick(['  Other = x', '  ENDPOINT_URL = http://localhost:4', '  endpoint_url =']);
  }

  #header(name: string, odd: number, isConfig: boolean): string {
    const quoted =
      isConfig && (name.includes(' ') || this.#chance(0.1)) ? this.#pick([`"${name}"`, `'${name}'`]) : name;
    const prefix =
      isConfig && (name !== 'default' || this.#chance(odd)) ? this.#pick(['profile ', 'profile ', 'profile\t']) : '';
    const header = `[${prefix}${quoted}]`;
    if (!this.#chance(odd)) return header;
    return this.#pick([
      `${header}# comment`,
      `${header} ; comment`,
      `${header} # [b]`,
      `[ ${name} ]`,
      `[${name}]`,
      `[profile ${name}]`,
      `[profile ${name}`,
      `${header} trailing`,
      `[profile it's]`,
      `[profilex ${name}]`,
      '[]',
    ]);
  }

  *#settings(odd: number, groups: number, indent = ''): Generator<string> {
    const keys = new Set<string>();
    for (let count = Math.floor(this.#random() * (groups + 1)); count > 0; count--) {
      for (const key of this.#pick(GROUPS)) keys.add(key);
    }
    if (this.#chance(0.5)) keys.add(this.#pick(SETTINGS)[0]);
    for (const key of keys) {
      if (this.#chance(0.05)) continue;
      yield* this.#setting(key, odd, indent);
    }
  }

  *#setting(key: string, odd: number, indent: string): Generator<string> {
    const values = SETTINGS.find(([name]) => name === key)?.[1] ?? ['x'];
    const value = this.#pick(values.filter((text) => text !== '' || this.#chance(odd)));
    const plain = `${indent}${key} = ${value}`;
    if (!this.#chance(odd)) {
      yield plain;
      return;
    }
    yield* this.#pick([
      [`${indent}${key}=${value}`],
      [`${indent}${key}: ${value}`],
      [`${indent}${key.toUpperCase()} =\t${value}  `],
      [`${indent}  ${key} = ${value}`],
      [plain, `${indent}  continued`],
      [plain, `${indent}  region = us-west-2`, `${indent}\t--more`],
      [plain, '', `${indent}    # comment`, `${indent}    after a gap`],
      [plain, plain],
      [`${plain} # comment`],
      [`${plain} ; comment`],
      [`${plain}#no comment`],
      [plain, `${indent}# comment`],
      [`${indent}s3 =`, `${indent}  max_queue_size = 5`, '', `${indent}  Addressing = a=b`, plain],
      [`${indent}s3 =`, `${indent}  nothing`, plain],
      [`${indent}${key} =`, `${indent}  ${key} = ${value}`],
      [`${indent}${key} =`],
      [`${indent}${key}`],
      [plain, `${indent}  [profile b]`, `${indent}  region = x`],
      [`${indent}a.b = 1`, plain],
      [`= ${value}`, plain],
    ]);
  }

  #pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.#random() * from.length)] ?? from[0];
    if (picked === undefined) throw new Error('There is nothing to choose from.');
    return picked;
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }
}
