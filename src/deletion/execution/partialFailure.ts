import { t } from '@vscode/l10n';
import type { AwsResponse } from '../../aws/client/sdkClient.ts';
import { AwsCallError, deniedAction, type CallFailure } from '../../aws/errors/callError.ts';
import { classifyCause } from '../../aws/errors/errorCodes.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { SERVICES } from '../../catalog/model/services.ts';
import type { PlanItem } from '../planning/plan.ts';
import { sideResultsIn } from './sideResults.ts';

/** How deep in a list's element its code and message may be. */
const MAX_DEPTH = 5;

/**
 * The members in which AWS returns whether a request succeeded: `false` is a failure with status 200. `Success` is that of
 * ReleaseIpamPoolAllocation, `ReturnValue` that of DeletePublicIpv4Pool, `Output` that of the subscriptions to network performance
 * metrics (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/OperationList-query.html, Response Elements).
 */
const SUCCESS_FLAGS = ['Return', 'ReturnCode', 'ReturnValue', 'Success', 'Output'] as const;

/** The members of a failed element that have its code and its message. */
const CODES = ['Code', 'FailureCode', 'code'] as const;
const MESSAGES = ['Message', 'FailureReason', 'Reason', 'message'] as const;

/** A failure inside a response of status 200, in AWS's words. */
export type InnerFailure = Pick<CallFailure, 'cause' | 'name' | 'message'>;

/** Returns the code and the message of an element, wherever its structure has them. */
function findError(
  value: unknown,
  depth = MAX_DEPTH,
): { readonly code?: string; readonly message: string } | undefined {
  if (typeof value !== 'object' || value === null || depth === 0) return undefined;
  const textIn = (names: readonly string[]) =>
    names.map((name) => (value as Structure)[name]).find((text) => typeof text === 'string' && text !== '');
  const [code, message] = [textIn(CODES), textIn(MESSAGES)] as (string | undefined)[];
  if (code !== undefined || message !== undefined) {
    return { ...(code !== undefined && { code }), message: message ?? code ?? '' };
  }
  for (const inner of Object.values(value)) {
    const found = findError(inner, depth - 1);
    if (found) return found;
  }
  return undefined;
}

/** Returns the failure of a request to which AWS returned `false` with status 200; undefined where it did not. */
export function returnedFalse(output: Structure): InnerFailure | undefined {
  return SUCCESS_FLAGS.some((flag) => output[flag] === false)
    ? { cause: 'invalid', name: 'ReturnFalse', message: t('AWS returned false: the request had no effect.') }
    : undefined;
}

/** Returns the failure inside the output of a deletion that AWS returned with status 200; undefined where it has none. */
export function failureInside({ action }: Pick<Kind, 'action'>, output: Structure): InnerFailure | undefined {
  const { operation, partialFailuresMember: member } = action;
  const rejected = returnedFalse(output);
  if (rejected) {
    const along = sideResultsIn(action, output);
    return { ...rejected, ...(along !== '' && { message: t('AWS returned false. {0}', along) }) };
  }
  const list = member === undefined ? undefined : output[member];
  if (member === undefined || !Array.isArray(list) || list.length === 0) return undefined;
  const errors = list.map((element: unknown) => findError(element) ?? { message: JSON.stringify(element) });
  const name = errors.find(({ code }) => code !== undefined)?.code ?? member;
  const message = [...new Set(errors.map((error) => error.message))].join(' ');
  // AWS returns such a code alone with status 400.
  return { cause: classifyCause(name, message, 400, operation), name, message };
}

/**
 * Returns the failure inside a response of status 200 as an error; undefined where it has none. Operations that take several ids list
 * the failed ones in a member such as `Unsuccessful`; others return `false`.
 */
export function partialFailure({ resource, operation }: PlanItem, reply: AwsResponse): AwsCallError | undefined {
  return errorFrom(failureInside(resource.kind, reply.output), { resource, operation }, reply);
}

/** Returns the failure inside the response of status 200 to a restore as an error; undefined where it has none. */
export function restoreFailure(
  request: Pick<PlanItem, 'resource' | 'operation'>,
  reply: AwsResponse,
): AwsCallError | undefined {
  return errorFrom(returnedFalse(reply.output), request, reply);
}

function errorFrom(
  failure: InnerFailure | undefined,
  { resource: { kind, target }, operation }: Pick<PlanItem, 'resource' | 'operation'>,
  reply: AwsResponse,
): AwsCallError | undefined {
  if (!failure) return undefined;
  const { cause, message } = failure;
  return new AwsCallError({
    ...failure,
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
