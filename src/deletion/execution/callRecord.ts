import { AwsCallError, type CallFailure } from '../../aws/errors/callError.ts';
import type { AwsResponse } from '../../aws/client/sdkClient.ts';
import { sourceLabel } from '../../aws/identity/target.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { SERVICES } from '../../catalog/model/services.ts';
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

/** Formats a record for the response channel: one comment line, then the response as JSON. Ends in a line break. */
export function formatRecord(record: ResponseRecord): string {
  const { resource, operation } = record;
  const { identity, region } = resource.target;
  const under = resource.entry.parent ? `${resource.entry.parent.id} / ` : '';
  const head = [
    new Date(record.at).toISOString(),
    `${SERVICES[resource.kind.service].label} ${operation}${record.dryRun ? ' (DryRun)' : ''}`,
    escapeInvisible(under + resource.id),
    region,
    `${identity.accountId} (${escapeInvisible(sourceLabel(identity.source))})`,
    record.status === undefined ? 'no answer' : String(record.status),
    `req ${record.requestId ?? '-'}`,
    `${record.attempts} ${record.attempts === 1 ? 'attempt' : 'attempts'}`,
    `${record.durationMs} ms`,
  ].join('  ');
  return `// ${head}\n${formatJson(record.body)}\n`;
}
