import { sourceLabel, type EndpointService, type Target } from '../../aws/identity/target.ts';
import { INVISIBLE_CHARACTERS, escapeInvisible } from '../../common/text/displayText.ts';
import { xformName } from './botocoreNames.ts';
import {
  UnrepresentableValueError,
  groupsOf,
  hasFailures,
  hasWaits,
  type ScriptCall,
  type ScriptStep,
  type WaitedCall,
} from './scriptCall.ts';
import { WAIT_PAUSE_S, WAIT_TRIES } from './scriptWait.ts';
import { hasInvisible, shellQuote, ShellQuoter } from './shellQuote.ts';

/** The one negation among removing calls that is no `--no-…`: of `DeleteNetworkAclEntry`. */
const NEGATIONS: Readonly<Record<string, string>> = { Egress: '--ingress' };

/** Returns JSON on one line, every character visible; parsed, it gives the same value. */
function jsonLine(value: unknown): string {
  return visibleJson(JSON.stringify(value));
}

/** Escapes the invisible characters within the texts of JSON, which stays the same value. */
function visibleJson(json: string): string {
  return json.replace(INVISIBLE_CHARACTERS, (character) =>
    character.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}

/**
 * Returns whether a value arrives unchanged as an option. The CLI reads a file or URL where a value begins like one, its parser drops a
 * value of two dashes (seen with version 1.45 on Python 3.11), and JSON can escape invisible characters.
 */
function isLiteralArgument(value: unknown): boolean {
  return (
    typeof value !== 'string' || !(hasInvisible(value) || value === '--' || /^\s*(file|fileb|https?):\/\//i.test(value))
  );
}

/** Returns one member of a request as an option. */
function option(member: string, value: unknown): string {
  const name = `--${xformName(member, '-')}`;
  if (typeof value === 'boolean') {
    return value ? name : (NEGATIONS[member] ?? `--no-${xformName(member, '-')}`);
  }
  if (value instanceof Date) return `${name} ${shellQuote(value.toISOString())}`;
  const text = typeof value === 'string' ? value : jsonLine(value);
  // After a blank, what begins with a dash would be an option.
  return text.startsWith('-') ? `${name}=${shellQuote(text)}` : `${name} ${shellQuote(text)}`;
}

/** Returns a request as options; whole as JSON where one of its values would not arrive as it is. */
function options(input: ScriptCall['input']): readonly string[] {
  const members = Object.entries(input).filter(([, value]) => value !== undefined);
  if (members.every(([, value]) => isLiteralArgument(value)))
    return members.map(([member, value]) => option(member, value));
  return [`--cli-input-json ${shellQuote(jsonLine(Object.fromEntries(members)))}`];
}

/**
 * Values that the CLI's parser drops: it would use the default profile and Region (seen with version 1.45 on Python 3.11). The variable
 * AWS_PROFILE is no way out, because access keys in the environment come before it.
 */
const DROPPED: ReadonlySet<string> = new Set(['', '--']);

/** Returns the options that select Region, profile and endpoint. Throws UnrepresentableValueError when the CLI would drop one. */
function locationOptions(target: Target, service: EndpointService, words: ShellQuoter): readonly string[] {
  const { source } = target.identity;
  const endpoint = target.endpoints[service];
  const all: readonly (readonly [string, string | undefined])[] = [
    ['region', target.region],
    ['profile', source.kind === 'profile' ? source.name : undefined],
    ['endpoint-url', endpoint],
  ];
  return all.flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (DROPPED.has(value)) throw new UnrepresentableValueError(name);
    return [`--${name}${value.startsWith('-') ? '=' : ' '}${words.word(value, name)}`];
  });
}

/**
 * Returns the variables that choose AWS's hosts, for one command. Where the service is reached at AWS, an endpoint URL in the environment or
 * in a profile must not count: `AWS_ENDPOINT_URL_STS` alone would have one account checked and another changed
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html).
 */
function hosts({ hosts: variant, endpoints }: Target, service: EndpointService): readonly string[] {
  return [
    ...(endpoints[service] === undefined ? ['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true'] : []),
    ...(variant?.fips ? ['AWS_USE_FIPS_ENDPOINT=true'] : []),
    ...(variant?.dualstack ? ['AWS_USE_DUALSTACK_ENDPOINT=true'] : []),
  ];
}

const isChecked = ({ identity }: Target) => `test "$account" = ${shellQuote(identity.accountId)}`;

/** Checks the account, through a variable: between double quotes an interactive bash expands `!`, even where `$(…)` quotes it inside. */
function assertAccount(target: Target, words: ShellQuoter): readonly string[] {
  const call = [
    ...hosts(target, 'sts'),
    'aws sts get-caller-identity --query Account --output text',
    ...locationOptions(target, 'sts', words),
  ].join(' ');
  const { accountId } = target.identity;
  const wrong = `The credentials are not those of account ${accountId}. Nothing more is called.`;
  return [`account=$(${call})`, `${isChecked(target)} || { printf '%s\\n' ${shellQuote(wrong)} >&2; exit 1; }`];
}

function echoStep({ title, operation, target }: ScriptCall): string {
  const { identity, region } = target;
  const where = `${sourceLabel(identity.source)}, account ${identity.accountId}, ${region}`;
  return `printf '%s\\n' ${shellQuote(escapeInvisible(`${title ?? operation} (${where})`))}`;
}

/** A line that does nothing in a POSIX shell. In any other one, it shows that the script is not for that shell. */
const SHELL_NOTE = ": 'This is for a POSIX shell such as sh, bash or zsh. Do not paste it into cmd.exe or PowerShell.'";

/**
 * Reads AWS with a command until the resource is deleted. Its first two arguments are states, as `case` patterns of one word each. The end
 * counts when two reads agree, as in the engine. A "not found" error is the end; all others are tried again.
 */
const WAIT_FUNCTION = [
  'await_deleted() { deleted=$1; failed=$2; shift 2; tries=0; agreed=0; echo "Waiting until it is deleted";',
  `while test "$agreed" -lt 2; do tries=$((tries + 1)); test "$tries" -le ${WAIT_TRIES} || { printf '%s\\n' "It is not deleted after 30 minutes: $state" >&2; return 1; };`,
  'if state=$("$@" 2>&1); then state=$(printf %s "$state" | tr -d \'"[:space:]\' | tr "[:upper:]" "[:lower:]");',
  `else case $state in (*NotFound*|*DoesNotExist*|*"does not exist"*) state="[]" ;; (*) sleep ${WAIT_PAUSE_S}; continue ;; esac; fi;`,
  'case "$deleted [] " in (*" $state "*) agreed=$((agreed + 1)); sleep 1; continue ;; esac;',
  'case "$failed " in (*" $state "*) printf \'%s\\n\' "AWS did not delete it: $state" >&2; return 1 ;; esac;',
  `agreed=0; sleep ${WAIT_PAUSE_S}; done; }`,
].join(' ');

/**
 * Runs a command and prints its response. Fails where the response lists what AWS did not delete, in the member that the first argument
 * names: the CLI writes an empty list as `[]`, and a quote within a text with a backslash.
 */
const CHECK_FUNCTION = [
  'check_deleted() { failures=$1; shift; response=$("$@") || return; printf \'%s\\n\' "$response";',
  'case $response in (*"\\"$failures\\": []"*) ;; (*"\\"$failures\\": ["*) echo "AWS did not delete it." >&2; return 1 ;; esac; }',
].join(' ');

/**
 * Returns requests as a script for a POSIX shell with the AWS CLI, version 1 or 2. The account is checked before the first request of each
 * target, nothing is sent after the first failure, and a request waits until what it depends on is deleted. At the end the script waits for
 * everything else, and fails where AWS did not delete it. There are no comments in it: an interactive zsh, which does not recognize them,
 * would execute what a name puts there. No character of it is invisible. Throws UnrepresentableValueError when a profile, a Region or an
 * endpoint cannot be an argument.
 */
export function awsCliScript(calls: readonly ScriptCall[]): string {
  const words = new ShellQuoter();
  const groups = groupsOf(calls);
  const lines = groups.flatMap(({ target, steps, waits: last }) => [
    ...assertAccount(target, words),
    ...steps.flatMap((step) => stepLines(step, words)),
    ...(last.length > 0 ? [last.map((one) => waitCommand(one, words)).join('; ')] : []),
  ]);
  const functions = [
    ...(groups.some(hasFailures) ? [CHECK_FUNCTION] : []),
    ...(groups.some(hasWaits) ? [WAIT_FUNCTION] : []),
  ];
  const settings = ['(', 'set -e', "export AWS_PAGER=''", 'export AWS_MAX_ATTEMPTS=1'];
  return [SHELL_NOTE, ...settings, ...functions, ...words.lines, ...lines, ')', ''].join('\n');
}

function stepLines({ call, waits }: ScriptStep, words: ShellQuoter): readonly string[] {
  const before = waits.map((earlier) => waitCommand(earlier, words));
  return [[...before, echoStep(call)].join('; '), command(call, words)];
}

/**
 * Returns the request, after a condition that holds only where the account was checked. cmd.exe runs pasted lines one by one and PowerShell
 * continues after an error: neither has `test` and this variable, so they send nothing.
 */
function command({ service, operation, input, target, failures }: ScriptCall, words: ShellQuoter): string {
  const variables = hosts(target, service);
  return [
    ...[isChecked(target), '&&'],
    ...(failures === undefined ? variables : asArguments(['check_deleted', failures], variables)),
    `aws ${service} ${xformName(operation, '-')}`,
    ...options(input),
    ...(failures === undefined ? [] : ['--output json']),
    ...locationOptions(target, service, words),
  ].join(' ');
}

/** Returns a function with its arguments, before a command that it runs with variables. */
function asArguments(called: readonly string[], variables: readonly string[]): readonly string[] {
  return [...called, ...(variables.length > 0 ? ['env', ...variables] : [])];
}

/** Returns the command that waits. The states have blanks around them: ` deleted ` is found in ` deleting deleted `. */
function waitCommand({ service, target, wait }: WaitedCall, words: ShellQuoter): string {
  const states = (all: readonly string[]) => shellQuote(` ${all.map((word) => `[${word}]`).join(' ')}`);
  return [
    ...asArguments(['await_deleted', states(wait.deleted), states(wait.failed)], hosts(target, service)),
    `aws ${service} ${xformName(wait.operation, '-')}`,
    ...(Object.keys(wait.input).length > 0 ? [`--cli-input-json ${shellQuote(jsonLine(wait.input))}`] : []),
    `--output json --query ${words.word(visibleJson(wait.query), 'query')}`,
    ...locationOptions(target, service, words),
  ].join(' ');
}
