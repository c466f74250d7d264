import { AwsCallError, type CallFailure } from '../../aws/errors/callError.ts';
import type { AwsResponse } from '../../aws/client/sdkClient.ts';
import { sourceLabel, type CredentialSource } from '../../aws/identity/target.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { SERVICES, type ServiceId } from '../../catalog/model/services.ts';
import type { Resource } from '../../inventory/resource.ts';
import { formatJson } from '../../common/text/formatJson.ts';
import { escapeInvisible } from '../../common/text/displayText.ts';

/** A request that deletes, restores or checks, with AWS's response. Holds no secrets. */
export interface ResponseRecord {
  /** When the response arrived: milliseconds since the epoch. */
  readonly at: number;
  readonly resource: Resource;
  readonly operation: string;
  readonly dryRun: boolean;
  /** HTTP status; undefined where no response arrived. */
  readonly status?: number;
  readonly requestId?: string;
  readonly attempts: number;
  readonly durationMs: number;
  /** The structured response, or the error in the same form. */
  readonly body: Structure;
}

/** Receives every record, for the output channel. */
export type CallRecordListener = (record: ResponseRecord) => void;

/** Returns an error in the form of a response: name, message, status, request id and AWS's details. */
export function errorBody(failure: CallFailure): Structure {
  const { name, message, status, requestId, details } = failure;
  return {
    Error: {
      name,
      message,
      ...(status !== undefined && { status }),
      ...(requestId !== undefined && { requestId }),
      ...details,
    },
  };
}

/** Returns the record of a request that AWS responded to, or that failed. */
export function toCallRecord(
  resource: Resource,
  operation: string,
  result: AwsResponse | AwsCallError,
  dryRun = false,
): ResponseRecord {
  const facts = result instanceof AwsCallError ? result.failure : result;
  return {
    at: Date.now(),
    resource,
    operation,
    dryRun,
    ...(facts.status !== undefined && { status: facts.status }),
    ...(facts.requestId !== undefined && { requestId: facts.requestId }),
    attempts: facts.attempts,
    durationMs: facts.durationMs,
    body: result instanceof AwsCallError ? errorBody(result.failure) : result.output,
  };
}

/** A response, and the facts that its comment line has. */
type ResponseFacts = Pick<ResponseRecord, 'at' | 'operation' | 'dryRun' | 'attempts' | 'durationMs' | 'body'> & {
  readonly status: number | undefined;
  readonly requestId: string | undefined;
};

/** What a response is about, and where. */
interface ResponsePlace {
  readonly service: ServiceId;
  readonly id: string;
  readonly parentId: string | undefined;
  readonly region: string;
  readonly accountId: string;
  readonly source: CredentialSource;
}

/**
 * Formats a response: a comment line with time, request, resource, account, status and duration, then the response as JSON. Ends in a
 * line break.
 */
export function formatResponse(facts: ResponseFacts, place: ResponsePlace): string {
  const { at, operation, dryRun, status, requestId, attempts, durationMs, body } = facts;
  const { service, id, parentId, region, accountId, source } = place;
  const head = [
    new Date(at).toISOString(),
    `${SERVICES[service].label} ${operation}${dryRun ? ' (DryRun)' : ''}`,
    escapeInvisible(parentId === undefined ? id : `${parentId} / ${id}`),
    region,
    `${accountId} (${escapeInvisible(sourceLabel(source))})`,
    status === undefined ? 'no response' : String(status),
    `req ${requestId ?? '-'}`,
    `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`,
    `${durationMs} ms`,
  ].join('  ');
  return `// ${head}\n${formatJson(body)}\n`;
}

/** Formats a record for the response channel. */
export function formatRecord(record: ResponseRecord): string {
  const { resource, status, requestId } = record;
  const { identity, region } = resource.target;
  const place = {
    ...{ service: resource.kind.service, id: resource.id, parentId: resource.entry.parent?.id, region },
    ...{ accountId: identity.accountId, source: identity.source },
  };
  return formatResponse({ ...record, status, requestId }, place);
}
