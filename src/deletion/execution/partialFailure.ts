import type { AwsResponse } from '../../aws/client/sdkClient.ts';
import { AwsCallError, deniedAction } from '../../aws/errors/callError.ts';
import { classifyCause } from '../../aws/errors/errorCodes.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { SERVICES } from '../../catalog/model/services.ts';
import type { PlanItem } from '../planning/plan.ts';

/** How deep in a list's element its code and message may be. */
const MAX_DEPTH = 3;

/** Returns the code and the message of an element, wherever its structure has them. */
function findError(value: unknown, depth = MAX_DEPTH): { readonly code: string; readonly message: string } | undefined {
  if (typeof value !== 'object' || value === null || depth === 0) return undefined;
  const { Code: code, Message: message } = value as Structure;
  if (typeof code === 'string') return { code, message: typeof message === 'string' ? message : code };
  for (const inner of Object.values(value)) {
    const found = findError(inner, depth - 1);
    if (found) return found;
  }
  return undefined;
}

/**
 * Returns the failure inside a response of status 200; undefined where it has none. Operations that take several ids list the failed
 * ones in a member such as `Unsuccessful`.
 */
export function partialFailure({ resource, operation }: PlanItem, reply: AwsResponse): AwsCallError | undefined {
  const { kind, target } = resource;
  const member = kind.action.partialFailuresMember;
  const list = member === undefined ? undefined : reply.output[member];
  if (!Array.isArray(list) || list.length === 0) return undefined;
  const { code, message } = findError(list) ?? { code: member ?? '', message: JSON.stringify(list[0]) };
  // AWS returns such a code alone with status 400.
  const cause = classifyCause(code, message, 400, operation);
  return new AwsCallError({
    cause,
    name: code,
    message,
    status: reply.status,
    ...(reply.requestId !== undefined && { requestId: reply.requestId }),
    action:
      (cause === 'denied' ? deniedAction(message) : undefined) ?? `${SERVICES[kind.service].iamPrefix}:${operation}`,
    region: target.region,
    attempts: reply.attempts,
    durationMs: reply.durationMs,
    details: {},
  });
}
