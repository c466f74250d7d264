import { AwsCallError, type CallFailure } from '../../aws/errors/callError.ts';
import type { AwsResponse } from '../../aws/client/sdkClient.ts';
import { sourceLabel } from '../../aws/identity/target.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { SERVICES } from '../../catalog/model/services.ts';
import type { Resource } from '../../inventory/resource.ts';
import { formatJson } from '../../common/text/formatJson.ts';
import { escapeInvisible } from '../../common/text/displayText.ts';

/** One call that removes, or would have removed, with AWS's answer. It holds no secrets. */
export interface ResponseRecord {
  /** When the answer was in: milliseconds since the epoch. */
  readonly at: number;
  readonly resource: Resource;
  readonly operation: string;
  readonly dryRun: boolean;
  /** HTTP status; undefined where no answer came. */
  readonly status?: number;
  readonly requestId?: string;
  readonly attempts: number;
  readonly durationMs: number;
  /** The structured response, or the error in the same form. */
  readonly body: Structure;
}

/** Takes the records, for the output channel and the journal. */
export type CallRecordListener = (record: ResponseRecord) => void;

/**
 * The error in the form of a response: name, message, status and request id, and what else AWS said.
 *
 * @param failure the failed call
 * @returns the structure
 */
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

/**
 * Makes the record of an answered or failed call.
 *
 * @param resource the resource that the call was about
 * @param operation the operation
 * @param result AWS's answer, or why there is none
 * @param dryRun whether the call asked not to be carried out
 * @returns the record
 */
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

/**
 * A record as the response channel shows it: one comment line, then the response as JSON.
 *
 * @param record the record
 * @returns the text, ending in a line break
 */
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
