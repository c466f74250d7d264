import { errorCode } from '../../common/errors.ts';
import { AwsCallError } from './callError.ts';
import { httpStatus } from './httpStatus.ts';

/**
 * The codes of a missing permission in services outside the catalog. `OperationNotPermitted` is CloudTrail's.
 * https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/CommonErrors.html,
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/CommonErrors.html
 */
const DENIED = /AccessDenied|NotAuthorized|OperationNotPermitted|UnauthorizedOperation/;

/** Returns whether a request failed because its caller lacks the permission, whichever client sent it. */
export function isDenied(error: unknown): boolean {
  if (error instanceof AwsCallError) return error.failure.cause === 'denied';
  const name = error instanceof Error ? error.name : errorCode(error);
  // AWS denies with 4xx.
  return DENIED.test(name ?? '') && (httpStatus(error) ?? 400) < 500;
}
