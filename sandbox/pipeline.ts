import { randomUUID } from 'node:crypto';
import { authorize, effectOf } from './authorize.ts';
import type { RequestContext } from './authorize.ts';
import { exists } from './regions.ts';
import { header } from './request.ts';
import type { Addressed, Received } from './request.ts';
import type { OpenEntry } from './requestLog.ts';
import type { Sandbox } from './sandbox.ts';
import type { Call } from './services/call.ts';
import type { FaultEffect, Fields } from './types.ts';
import { AwsError } from './wire/awsError.ts';
import { commonError } from './wire/commonErrors.ts';
import type { Encoded } from './wire/protocols.ts';

/** What is to be sent, and how. The second half of an answer waits for `until`. */
export type Reply =
  | { readonly how: 'answer'; readonly encoded: Encoded; readonly clockSkewMs: number; readonly until?: Promise<void> }
  /** The answer is cut off in the middle. */
  | { readonly how: 'truncate'; readonly encoded: Encoded; readonly clockSkewMs: number }
  /** The connection is broken off. */
  | { readonly how: 'reset' }
  /** Nothing is ever said. */
  | { readonly how: 'hang' };

/** A dry run ends here: the permission was looked at, and nothing else (EC2 API reference, common parameters). */
function endDryRun({ entry, effects }: RequestContext): void {
  if (entry.dryRun && effectOf(effects, 'ignoreDryRun') === undefined) {
    throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
  }
}

function carryOut(passage: RequestContext): Fields {
  const { sandbox, addressed, entry, effects, input } = passage;
  const { service, operation } = addressed;
  const client = authorize(passage);
  const handler = sandbox.handlers[service].get(operation);
  if (handler === undefined) throw commonError(service, 'noBehaviour', operation);
  endDryRun(passage);
  const region = entry.region ?? '';
  const { world, settings } = sandbox;
  const call: Call = {
    service,
    operation,
    region,
    accountId: client.accountId,
    partition: world.accounts.get(client.accountId)?.partition ?? 'aws',
    client,
    requestId: entry.requestId,
    now: sandbox.now(),
    settings,
    world,
    resources: (kind) => world.collection(client.accountId, region, kind),
    fault: (type) => effectOf(effects, type),
  };
  entry.handled = true;
  const output = handler(input as never, call) as Fields;
  entry.carriedOut = true;
  return output;
}

/** An entry of which nothing is known but how the request arrived. */
function newEntry(sandbox: Sandbox, request: Received): Omit<OpenEntry, 'seq'> {
  const attempt = /attempt=(\d+)/.exec(header(request.headers, 'amz-sdk-request') ?? '')?.[1];
  return {
    time: new Date(sandbox.now()).toISOString(),
    service: null,
    operation: null,
    region: null,
    accessKeyId: null,
    accountId: null,
    input: {},
    dryRun: false,
    method: request.method,
    path: request.url.pathname,
    host: request.headers.host ?? '',
    userAgent: request.headers['user-agent'] ?? '',
    attempt: Number(attempt ?? 1),
    ending: 'pending',
    status: null,
    requestId: randomUUID(),
    handled: false,
    carriedOut: false,
    output: null,
    error: null,
    body: null,
    faults: [],
  };
}

/** What the request says about itself. */
function errorSummary(sandbox: Sandbox, { service, operation, signature }: Addressed): Partial<OpenEntry> {
  if (signature === null) return { service, operation };
  const { accessKeyId, region } = signature;
  const accountId = sandbox.world.identities.get(accessKeyId)?.accountId ?? null;
  return { service, operation, region, accessKeyId, accountId };
}

/**
 * Opens the log entry of a request.
 *
 * @param sandbox the sandbox
 * @param request the request
 * @param addressed what it is for, if that can be told
 * @returns the entry
 */
export function openEntry(sandbox: Sandbox, request: Received, addressed: Addressed | null): OpenEntry {
  const said = addressed === null ? {} : errorSummary(sandbox, addressed);
  return sandbox.log.open({ ...newEntry(sandbox, request), ...said }, sandbox.settings.log.limit);
}

/** A copy in which nothing changes any more when the world does, as JSON has it. */
function frozenJson(value: Fields): Fields {
  return JSON.parse(JSON.stringify(value)) as Fields;
}

/**
 * What a call has to wait for before anything happens.
 *
 * @param sandbox the sandbox
 * @param effects that hit the call
 * @returns milliseconds
 */
export function delayOf(sandbox: Sandbox, effects: readonly FaultEffect[]): number {
  return Math.max(sandbox.settings.latencyMs, effectOf(effects, 'slow')?.ms ?? 0);
}

/** A call that can be carried out: what it is, what hits it. */
export interface Prepared {
  readonly effects: readonly FaultEffect[];
  /** Carries it out; called once, when the waiting is over. */
  readonly run: () => Reply;
}

/**
 * Reads a call and finds the faults that hit it.
 *
 * @param sandbox the sandbox
 * @param addressed which operation
 * @param body of the request
 * @param entry its log entry; completed as the call goes on
 * @returns what to do
 */
export function prepare(sandbox: Sandbox, addressed: Addressed, body: string, entry: OpenEntry): Prepared {
  const { service, operation, signature } = addressed;
  const { protocol, operations } = sandbox.services[service];
  const shape = operations.get(operation);
  let input: Fields = {};
  let unreadable = false;
  try {
    if (shape !== undefined) input = protocol.decode(shape, body);
  } catch {
    unreadable = true;
  }
  entry.input = frozenJson(input);
  entry.dryRun = service === 'ec2' && input['DryRun'] === true;
  const { accountId, accessKeyId, dryRun, region } = entry;
  const effects = sandbox.faults.strike({ service, operation, region, accountId, accessKeyId, input, dryRun });
  entry.faults = effects.map((effect) => effect.type);

  const respond = (): { encoded: Encoded; output: Fields | null } => {
    try {
      if (shape === undefined) throw commonError(service, 'unknownOperation', operation);
      if (unreadable) throw commonError(service, 'malformedInput', operation);
      const output = carryOut({ sandbox, addressed, shape, entry, effects, input });
      const encoded = protocol.encode(shape, output, entry.requestId);
      return { encoded, output };
    } catch (error) {
      // Anything else is a mistake of the sandbox: it is answered as a failing server would, and can be read in the log.
      const refusal = error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500);
      entry.error = { code: refusal.code, message: refusal.message };
      return { encoded: protocol.encodeError(refusal, entry.requestId), output: null };
    }
  };

  const run = (): Reply => {
    if (effectOf(effects, 'hang') !== undefined) return { how: 'hang' };
    const nowhere = signature !== null && !exists(service, signature.region);
    if (nowhere || effectOf(effects, 'resetBefore') !== undefined) return { how: 'reset' };
    const { encoded, output } = respond();
    if (output !== null && sandbox.settings.log.bodies) entry.output = frozenJson(output);
    if (effectOf(effects, 'resetAfter') !== undefined) return { how: 'reset' };
    const garbled = effectOf(effects, 'malformed') === undefined ? encoded : { ...encoded, body: protocol.garbage };
    const how = effectOf(effects, 'truncated') === undefined ? 'answer' : 'truncate';
    const heldBack = effectOf(effects, 'heldBack');
    const until = heldBack && sandbox.faults.removal(heldBack);
    return { how, encoded: garbled, clockSkewMs: effectOf(effects, 'clockSkew')?.ms ?? 0, ...(until && { until }) };
  };
  return { effects, run };
}
