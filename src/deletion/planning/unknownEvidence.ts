import { t } from '@vscode/l10n';
import type { CallFailure } from '../../aws/errors/callError.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import { failureReason } from '../execution/classifyFailure.ts';
import type { Evidence } from './evidence.ts';

/**
 * What AWS returns for an operation that a server does not have. EC2's and the common errors:
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html, https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/CommonErrors.html.
 */
const LACKING = /^(InvalidAction|UnknownOperation|NotImplemented)(Error|Exception)?$/;

/** What AWS returns for an operation that a Region, a protocol or a resource does not have. */
const UNSUPPORTED = /^(UnsupportedOperation|Unsupported|UnsupportedProtocol)(Error|Exception)?$/;

/**
 * Returns whether an error of AWS means that the server does not have an operation, for no resource at all. A page of a proxy or a lost
 * response does not, whatever its status.
 */
export function lacksOperation({ name, cause, status }: CallFailure): boolean {
  return LACKING.test(name) || (status === 501 && name !== 'ServerError' && cause !== 'malformedResponse');
}

/**
 * Returns whether the server does not have an operation, or the Region does not have the service. With `isOwnEndpoint`, requests go to an
 * endpoint that the profile configures: for an operation that it lacks, it may return a page of its own. From AWS such a page is a
 * temporary error.
 */
function isUnsupported(failure: CallFailure, isOwnEndpoint: boolean): boolean {
  const { name, cause, status } = failure;
  if (lacksOperation(failure) || UNSUPPORTED.test(name) || status === 501 || cause === 'unknownHost') return true;
  const isPage = name === 'ServerError' || (cause === 'malformedResponse' && (status === 404 || (status ?? 0) >= 500));
  return isOwnEndpoint && isPage;
}

/** A check whose request failed. */
interface FailedCheck {
  readonly check: string;
  readonly operation: string;
  /** The resource type that was looked for. */
  readonly kind?: Kind;
  /** Whether the requests go to an endpoint that the profile configures. */
  readonly isOwnEndpoint?: boolean;
}

/** Returns the evidence of a check that could not be made. It names the resource type that was looked for, if any. */
export function unknownEvidence(
  { check, operation, kind, isOwnEndpoint = false }: FailedCheck,
  failure: CallFailure,
): Evidence {
  const reason = failureReason(failure);
  const unsupported = isUnsupported(failure, isOwnEndpoint);
  const text = kind
    ? t('It is not known whether {0} block it. {1} failed: {2}', kind.pluralNoun, operation, reason)
    : t('{0} failed: {1}', operation, reason);
  return { level: 'unknown', text, check, operation, ...(unsupported && { unsupported }) };
}
