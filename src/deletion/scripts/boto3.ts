import { targetKey, type EndpointService, type Target } from '../../aws/identity/target.ts';
import { INVISIBLE_CHARACTERS, escapeInvisible } from '../../common/text/displayText.ts';
import { xformName } from './botocoreNames.ts';
import { groupsOf, hasFailures, hasWaits, type ScriptCall, type ScriptStep, type WaitedCall } from './scriptCall.ts';
import { WAIT_PAUSE_S, WAIT_TRIES } from './scriptWait.ts';

/** Returns one UTF-16 code unit, or a whole character, as Python escapes it. */
function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code > 0xffff) return `\\U${code.toString(16).padStart(8, '0')}`;
  return code > 0xff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\x${code.toString(16).padStart(2, '0')}`;
}

/**
 * Returns a plain value, as requests hold them, as a Python literal, every character of it visible. Dates become text, which boto3 accepts
 * for timestamps.
 */
export function pythonLiteral(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return JSON.stringify(value);
  if (value instanceof Date) return pythonLiteral(value.toISOString());
  if (value instanceof Uint8Array)
    return `b'${[...value].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}'`;
  if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(', ')}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value).filter(([, inner]) => inner !== undefined);
    return `{${members.map(([name, inner]) => `${pythonLiteral(name)}: ${pythonLiteral(inner)}`).join(', ')}}`;
  }
  const text = typeof value === 'string' ? value : '';
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replace(INVISIBLE_CHARACTERS, escaped)}'`;
}

/** Returns arguments by name: as names where they can be, else as a dictionary. */
function keywords(members: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(members).filter(([, value]) => value !== undefined);
  if (given.every(([name]) => /^[A-Za-z_]\w*$/.test(name))) {
    return given.map(([name, value]) => `${name}=${pythonLiteral(value)}`).join(', ');
  }
  return `**${pythonLiteral(Object.fromEntries(given))}`;
}

function sessionOf({ identity: { source }, region }: Target): string {
  return `boto3.Session(${keywords({ ...(source.kind === 'profile' && { profile_name: source.name }), region_name: region })})`;
}

function client(target: Target, service: EndpointService, from = 'session'): string {
  const { hosts } = target;
  const endpoint = target.endpoints[service];
  const config = [
    // A delete request is never sent again automatically: after a 5xx its effect is not known.
    "retries={'total_max_attempts': 1}",
    // Where it is reached at AWS, no address of the environment or of a profile counts.
    ...(endpoint === undefined ? ['ignore_configured_endpoint_urls=True'] : []),
    ...(hosts?.fips ? ['use_fips_endpoint=True'] : []),
    ...(hosts?.dualstack ? ['use_dualstack_endpoint=True'] : []),
  ];
  return `${from}.client(${[
    pythonLiteral(service),
    ...(endpoint === undefined ? [] : [`endpoint_url=${pythonLiteral(endpoint)}`]),
    `config=Config(${config.join(', ')})`,
  ].join(', ')})`;
}

/** Creates a session of the target's profile, and checks its account. Not by `assert`, which `python -O` leaves out. */
function session(target: Target): readonly string[] {
  const { accountId } = target.identity;
  const wrong = `The credentials are not those of account ${accountId}. Nothing more is called.`;
  return [
    `session = ${sessionOf(target)}`,
    `if ${client(target, 'sts')}.get_caller_identity()['Account'] != ${pythonLiteral(accountId)}:`,
    `    raise SystemExit(${pythonLiteral(wrong)})`,
    '',
  ];
}

/** Reads AWS until the resource is deleted. The end counts when two reads agree, as in the engine. */
const WAIT_FUNCTION = `
def await_deleted(client, operation, request, query, deleted, failed):
    agreed, states = 0, None
    read = client.get_paginator(operation).paginate if client.can_paginate(operation) else lambda **kw: [getattr(client, operation)(**kw)]
    for _ in range(${WAIT_TRIES}):
        try:
            states = [str(state).lower() for page in read(**request) for state in jmespath.search(query, page) or []]
        except client.exceptions.ClientError as error:
            states = [] if any(word in str(error) for word in ('NotFound', 'DoesNotExist', 'does not exist')) else [str(error)]
        agreed = agreed + 1 if all(state in deleted for state in states) else 0
        if agreed == 2: return print('It is deleted')
        if any(state in failed for state in states): raise SystemExit('AWS did not delete it: ' + str(states))
        time.sleep(1 if agreed else ${WAIT_PAUSE_S})
    raise SystemExit('It is not deleted after 30 minutes: ' + str(states))`.split('\n');

/** Prints a response, and fails where it lists what AWS did not delete. */
const CHECK_FUNCTION = `
def check_deleted(response, failures):
    print(response)
    if response.get(failures): raise SystemExit('AWS did not delete it: ' + str(response[failures]))`.split('\n');

/**
 * Returns requests as a Python program with boto3. The account is checked before the first request of each target, and a request waits
 * until what it depends on is deleted. At the end the program waits for everything else, and fails where AWS did not delete it. No
 * character of it is invisible.
 */
export function boto3Script(calls: readonly ScriptCall[]): string {
  const scripted = groupsOf(calls);
  const groups = scripted.flatMap(({ target, steps, waits: last }) => {
    const here = [...steps.map(({ call }) => call), ...last];
    return [
      ...session(target),
      ...[...new Set(here.map(({ service }) => service))].map((service) => `${service} = ${client(target, service)}`),
      ...steps.flatMap((step) => statements(step)),
      ...(last.length > 0 ? [last.map((one) => waitStatement(one, target)).join('; ')] : []),
      '',
    ];
  });
  const waits = scripted.some(hasWaits);
  return [
    waits ? 'import time, boto3, jmespath' : 'import boto3',
    'from botocore.config import Config',
    ...(scripted.some(hasFailures) ? CHECK_FUNCTION : []),
    ...(waits ? WAIT_FUNCTION : []),
    '',
    ...groups,
  ].join('\n');
}

/**
 * Returns the statement that waits. A client of the group's own target has a name; a resource in another target needs a client of that one.
 */
function waitStatement({ service, target, wait }: WaitedCall, own: Target): string {
  const isOwn = targetKey(target) === targetKey(own);
  const reader = isOwn ? service : client(target, service, sessionOf(target));
  const values = [wait.input, wait.query, wait.deleted, wait.failed].map(pythonLiteral).join(', ');
  return `await_deleted(${reader}, ${pythonLiteral(xformName(wait.operation, '_'))}, ${values})`;
}

function statements({ call, waits }: ScriptStep): readonly string[] {
  const { title, service, operation, input, target, failures } = call;
  const before = waits.map((earlier) => waitStatement(earlier, target));
  const request = `${service}.${xformName(operation, '_')}(${keywords(input)})`;
  const sent = failures === undefined ? `print(${request})` : `check_deleted(${request}, ${pythonLiteral(failures)})`;
  return [...(title === undefined ? [] : [`# ${escapeInvisible(title)}`]), [...before, sent].join('; ')];
}
