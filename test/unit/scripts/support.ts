import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import type { CredentialSource, Target } from '../../../src/aws/identity/target.ts';
import { xformName } from '../../../src/deletion/scripts/botocoreNames.ts';
import { INVISIBLE_CHARACTERS } from '../../../src/common/text/displayText.ts';

/** Returns a target of the sample account. */
export function targetOf(
  source: CredentialSource = { kind: 'profile', name: 'dev' },
  more: Partial<Target> = {},
): Target {
  const accountId = '111122223333';
  const identity = {
    source,
    accountId,
    arn: `arn:aws:iam::${accountId}:user/dev`,
    partition: 'aws',
    accessKeyId: 'AKIA',
  };
  return { identity, region: 'eu-west-1', endpoints: {}, ...more };
}

/** The arguments that a program was given, and the variables of AWS that were set. */
export interface Invocation {
  readonly args: readonly string[];
  readonly env: string;
  /** Whether endpoints of the environment and of profiles are ignored. */
  readonly atAws: boolean;
}

/** The result of a script. */
export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The requests except those to STS. */
  readonly calls: readonly Invocation[];
  readonly checks: readonly Invocation[];
}

/** Records its arguments and the variables that select hosts, each ended by NUL, and responds as STS. */
const STAND_IN = `#!/bin/sh
{ printf '%s\\0' "$@"; printf '\\001%s %s %s\\0' "$AWS_USE_FIPS_ENDPOINT" "$AWS_USE_DUALSTACK_ENDPOINT" "$AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"; } >> "$CALLS"
if [ "$1" = sts ]; then printf '%s\\n' "$ACCOUNT"; else printf '%s\\n' "$REPLY_TO_READ"; fi
case "$*" in *"$FAILING"*) exit 254;; esac
`;

/** The first statement of a program that must not be executed as part of a text. */
const CANARY = 'canary';

/** A directory with a stand-in for `aws`, in which scripts are executed. */
export class Shell {
  readonly #dir = mkdtempSync(path.join(tmpdir(), 'teardown-scripts-'));

  constructor() {
    for (const [name, text] of [
      ['aws', STAND_IN],
      ['sleep', '#!/bin/sh\n'],
      [CANARY, `#!/bin/sh\nprintf x >> "$TRIPPED"\n`],
    ] as const) {
      writeFileSync(path.join(this.#dir, name), text);
      chmodSync(path.join(this.#dir, name), 0o755);
    }
  }

  /** Whether the text of a value was executed as a command in any of the scripts. */
  get tripped(): boolean {
    try {
      return readFileSync(path.join(this.#dir, 'tripped'), 'utf8') !== '';
    } catch {
      return false;
    }
  }

  /**
   * Runs a script. `account` is the one that STS returns. A call that contains `failing` fails. Returns the output and
   * the exit code.
   */
  run(text: string, { shell = 'sh', account = '111122223333', failing = '\x01never', reply = '' } = {}): Ran {
    const calls = path.join(this.#dir, 'calls');
    rmSync(calls, { force: true });
    const env = {
      PATH: `${this.#dir}:/usr/bin:/bin`,
      CALLS: calls,
      TRIPPED: path.join(this.#dir, 'tripped'),
      ACCOUNT: account,
      FAILING: failing,
      REPLY_TO_READ: reply,
    };
    const { status, stdout, stderr } = spawnSync(shell, [], { input: text, env, cwd: this.#dir, encoding: 'utf8' });
    const all = invocations(calls);
    return {
      status,
      stdout,
      stderr,
      calls: all.filter(({ args }) => args[0] !== 'sts'),
      checks: all.filter(({ args }) => args[0] === 'sts'),
    };
  }

  /** Deletes the directory. */
  close(): void {
    rmSync(this.#dir, { recursive: true, force: true });
  }
}

function invocations(file: string): readonly Invocation[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  const found: Invocation[] = [];
  let args: string[] = [];
  for (const part of text.split('\0').slice(0, -1)) {
    const variables = /^\x01((?:true)? (?:true)?) (true)?$/.exec(part);
    if (variables) {
      found.push({ args, env: variables[1] ?? '', atAws: variables[2] !== undefined });
      args = [];
    } else args.push(part);
  }
  return found;
}

/** Texts with shell, Python or Markdown injections. */
export const HOSTILE = [
  '',
  ' ',
  "it's",
  '"',
  "'; canary; '",
  '$(canary)',
  '`canary`',
  '${HOME}',
  '$((1))',
  '!!',
  '-rf',
  '--profile=prod',
  '--',
  '=ls',
  '~',
  '*',
  '{a,b}',
  '\\',
  "\\'",
  '\\n%s%d',
  '%',
  'a\nb',
  'canary\ncanary\n',
  '\n',
  'a\n\n',
  '\r\n',
  '\t',
  '\u0007\u001b[31m',
  '\u202egnp.exe',
  '\u200b',
  '\u2028',
  '\u00a0',
  '\u{e0041}',
  '\u{1f600}',
  'é漢',
  'file:///etc/hostname',
  'fileb://x',
  'https://example.com/',
  '[1]',
  '{"a":1}',
  '#canary',
  '; canary',
  '&& canary',
  '| canary',
  '> canary.txt',
  ')',
  '_',
  'a_',
  'None',
  '"""',
  "'''",
] as const;

/** Any text that UTF-8 and an argument can represent, mostly made of hostile ones. */
export const hostileText = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.array(fc.constantFrom(...HOSTILE), { minLength: 2, maxLength: 4 }).map((deps) => deps.join('')),
  fc.string({ unit: 'binary', maxLength: 12 }).map((text) => Buffer.from(text.replaceAll('\0', '')).toString()),
);

/** Returns the first invisible character of a text, except line breaks. */
export function invisibleIn(text: string): string | undefined {
  return [...text.matchAll(INVISIBLE_CHARACTERS)]
    .map(([character]) => character)
    .find((character) => character !== '\n');
}

/** Returns the value of an option in the arguments of a request, in either syntax. */
export function optionIn({ args }: Invocation, name: string): string | undefined {
  const joined = args.find((arg) => arg.startsWith(`${name}=`));
  if (joined !== undefined) return joined.slice(name.length + 1);
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
}

/** Returns the value that the CLI would read for a member of the request, from its option or from the JSON. */
export function received(call: Invocation, member: string): unknown {
  const json = optionIn(call, '--cli-input-json');
  if (json !== undefined) return (JSON.parse(json) as Record<string, unknown>)[member];
  const text = optionIn(call, `--${xformName(member, '-')}`);
  // Values for which the CLI would read a file, and the one that its parser drops, seen with version 1.45 on Python 3.11.
  return text !== undefined && /^(?:(?:file|fileb|https?):\/\/|--$)/.test(text) ? undefined : text;
}
