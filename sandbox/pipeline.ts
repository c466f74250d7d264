import { randomUUID } from 'node:crypto';
import { authorize, effectOf } from './authorize.ts';
import type { RequestContext } from './authorize.ts';
import { exists } from './regions.ts';
import { header } from './request.ts';
import type { ServiceRequest, HttpRequest } from './request.ts';
import type { OpenEntry } from './requestLog.ts';
import type { Sandbox } from './sandbox.ts';
import type { Call } from './services/call.ts';
import type { FaultEffect, Fields } from './types.ts';
import { AwsError } from './wire/awsError.ts';
import { commonError } from './wire/commonErrors.ts';
import type { Encoded } from './wire/protocols.ts';

/** What the server sends. With `until`, the second half of the response waits for it. */
export type Reply =
  | { readonly how: 'respond'; readonly encoded: Encoded; readonly clockSkewMs: number; readonly until?: Promise<void> }
  /** Breaks the connection in the middle of the response. */
  | { readonly how: 'truncate'; readonly encoded: Encoded; readonly clockSkewMs: number }
  /** Breaks the connection. */
  | { readonly how: 'reset' }
  /** Sends nothing and keeps the connection open. */
  | { readonly how: 'hang' };

/**
 * Throws `DryRunOperation` on a dry run: the permission was checked, and nothing else (EC2 API reference, common
 * parameters).
 */
function endDryRun({ entry, effects }: RequestContext): void {
  if (entry.dryRun && effectOf(effects, 'ignoreDryRun') === undefined) {
    throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
  }
}

function execute(context: RequestContext): Fields {
  const { sandbox, addressed, entry, effects, input } = context;
  const { service, operation } = addressed;
  const client = authorize(context);
  const handler = sandbox.handlers[service].get(operation);
  if (handler === undefined) throw commonError(service, 'notImplemented', operation);
  endDryRun(context);
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
  entry.executed = true;
  return output;
}

/** Returns an entry with what every HTTP request has. */
function newEntry(sandbox: Sandbox, request: HttpRequest): Omit<OpenEntry, 'seq'> {
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
    executed: false,
    output: null,
    error: null,
    body: null,
    faults: [],
  };
}

/** Returns what the service, the operation and the signature add to an entry. */
function addressedFields(sandbox: Sandbox, { service, operation, signature }: ServiceRequest): Partial<OpenEntry> {
  if (signature === null) return { service, operation };
  const { accessKeyId, region } = signature;
  const accountId = sandbox.world.identities.get(accessKeyId)?.accountId ?? null;
  return { service, operation, region, accessKeyId, accountId };
}

/** Opens the log entry of a request. `addressed` is null if the request names no service. */
export function openEntry(sandbox: Sandbox, request: HttpRequest, addressed: ServiceRequest | null): OpenEntry {
  const fields = addressed === null ? {} : addressedFields(sandbox, addressed);
  return sandbox.log.open({ ...newEntry(sandbox, request), ...fields }, sandbox.settings.log.limit);
}

/** Returns a copy as JSON, which later changes of the world cannot reach. */
function jsonCopy(value: Fields): Fields {
  return JSON.parse(JSON.stringify(value)) as Fields;
}

/** Returns the milliseconds to wait before a request is executed. */
export function delayOf(sandbox: Sandbox, effects: readonly FaultEffect[]): number {
  return Math.max(sandbox.settings.latencyMs, effectOf(effects, 'slow')?.ms ?? 0);
}

/** A decoded request with the effects on it. */
export interface Prepared {
  readonly effects: readonly FaultEffect[];
  /** Executes the request. Called once, after the delay. */
  readonly run: () => Reply;
}

/** Decodes a request and finds the effects on it. Completes `entry` while the request is processed. */
export function prepare(sandbox: Sandbox, addressed: ServiceRequest, body: string, entry: OpenEntry): Prepared {
  const { service, operation, signature } = addressed;
  const { protocol, operations } = sandbox.services[service];
  const shape = operations.get(operation);
  let input: Fields = {};
  let malformed = false;
  try {
    if (shape !== undefined) input = protocol.decode(shape, body);
  } catch {
    malformed = true;
  }
  entry.input = jsonCopy(input);
  entry.dryRun = service === 'ec2' && input['DryRun'] === true;
  const { accountId, accessKeyId, dryRun, region } = entry;
  const effects = sandbox.faults.effectsOn({ service, operation, region, accountId, accessKeyId, input, dryRun });
  entry.faults = effects.map((effect) => effect.type);

  const respond = (): { encoded: Encoded; output: Fields | null } => {
    try {
      if (shape === undefined) throw commonError(service, 'unknownOperation', operation);
      if (malformed) throw commonError(service, 'malformedInput', operation);
      const output = execute({ sandbox, addressed, shape, entry, effects, input });
      const encoded = protocol.encode(shape, output, entry.requestId);
      return { encoded, output };
    } catch (error) {
      // Any other error is a defect of the sandbox. The client gets a 500, and the log has the message.
      const awsError = error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500);
      entry.error = { code: awsError.code, message: awsError.message };
      return { encoded: protocol.encodeError(awsError, entry.requestId), output: null };
    }
  };

  const run = (): Reply => {
    if (effectOf(effects, 'hang') !== undefined) return { how: 'hang' };
    const hasNoEndpoint = signature !== null && !exists(service, signature.region);
    if (hasNoEndpoint || effectOf(effects, 'resetBefore') !== undefined) return { how: 'reset' };
    const { encoded, output } = respond();
    if (output !== null && sandbox.settings.log.bodies) entry.output = jsonCopy(output);
    if (effectOf(effects, 'resetAfter') !== undefined) return { how: 'reset' };
    const sent = effectOf(effects, 'malformed') === undefined ? encoded : { ...encoded, body: protocol.garbage };
    const how = effectOf(effects, 'truncated') === undefined ? 'respond' : 'truncate';
    const heldBack = effectOf(effects, 'heldBack');
    const until = heldBack && sandbox.faults.removed(heldBack);
    return { how, encoded: sent, clockSkewMs: effectOf(effects, 'clockSkew')?.ms ?? 0, ...(until && { until }) };
  };
  return { effects, run };
}
