import type { Structure } from '../../catalog/model/kind.ts';

/** Why a call to AWS came to nothing, as far as it makes a difference to what a person does next. */
export type FailureCause =
  /** The call never left: there were no credentials for it, or they belong to somebody else now. */
  | 'credentials'
  | 'noCredentials'
  | 'expired'
  /** The clocks of this machine and of AWS differ: the signature was refused, and nothing was carried out. */
  | 'clock'
  | 'denied'
  | 'throttled'
  | 'notFound'
  | 'unreachable'
  | 'unknownHost'
  | 'invalid'
  | 'conflict'
  | 'notReady'
  | 'server'
  | 'malformedResponse'
  | 'dryRun'
  | 'canceled'
  | 'other';

/** A failed call, in AWS's words and ours. It holds no secrets. */
export interface CallFailure {
  readonly cause: FailureCause;
  /** AWS's code, as in `UnauthorizedOperation`; or the name of the error that kept the call from being answered. */
  readonly name: string;
  /** AWS's message, or the error's. */
  readonly message: string;
  /** HTTP status; undefined where no answer came. */
  readonly status?: number;
  readonly requestId?: string;
  /** The IAM action that the call needs: `ec2:DeleteRouteServerPeer`. */
  readonly action: string;
  readonly region: string;
  /** How many requests were sent, and how long it took altogether. */
  readonly attempts: number;
  readonly durationMs: number;
  /** Whatever else AWS's answer said, member by member (Lightsail: `code`, `docs`, `tip`). */
  readonly details: Structure;
}

/** Thrown by every call to AWS that came to nothing. */
export class AwsCallError extends Error {
  readonly failure: CallFailure;

  /** @param failure what happened */
  constructor(failure: CallFailure) {
    super(`${failure.action}: ${failure.name}: ${failure.message}`);
    this.name = 'AwsCallError';
    this.failure = failure;
  }
}

const CAUSE_BY_ERROR_NAME: readonly [RegExp, FailureCause][] = [
  [/^DryRunOperation$/, 'dryRun'],
  [/^(AbortError|RequestAborted)$/, 'canceled'],
  [/^(RequestExpired|ExpiredToken|ExpiredTokenException|TokenRefreshRequired)$/, 'expired'],
  [
    /^(AuthFailure|UnrecognizedClientException|InvalidClientTokenId|SignatureDoesNotMatch|UnauthenticatedException|MissingAuthenticationToken(Exception)?|InvalidSignatureException|CredentialsProviderError)$/,
    'noCredentials',
  ],
  [/^(UnauthorizedOperation|AccessDenied(Exception)?|Client\.UnauthorizedOperation|OptInRequired)$/, 'denied'],
  [
    /^(RequestLimitExceeded|Throttling(Exception)?|ThrottledException|TooManyRequestsException|RequestThrottled(Exception)?|SlowDown|Client\.RequestLimitExceeded)$/,
    'throttled',
  ],
  [/(\.NotFound|^NotFoundException|^ResourceNotFoundException|^NatGatewayNotFound|\.Unknown)$/, 'notFound'],
  [
    /^(DependencyViolation|Incorrect\w*State|ResourceInUse|VolumeInUse|Invalid\w+\.InUse|CannotDelete|OperationNotPermitted|OperationFailureException|Gateway\.NotAttached|ResourceAlreadyAssigned)$/,
    'conflict',
  ],
  [/^(RegionSetupInProgressException|AccountSetupInProgressException|PendingVerification)$/, 'notReady'],
  [
    /^(InvalidInputException|InvalidParameterValue|MissingParameter|ValidationException|ValidationError|InvalidAction)$/,
    'invalid',
  ],
  [
    /^(ServiceException|DirectConnectServerException|InternalError|InternalFailure|ServiceUnavailable(Exception)?|Unavailable)$/,
    'server',
  ],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'unknownHost'],
  [/^(ECONN\w+|EHOSTUNREACH|ENETUNREACH|EPIPE|ETIMEDOUT|TimeoutError|NetworkingError|RequestTimeout)$/, 'unreachable'],
  [/^(SyntaxError|ERR_HTTP_\w+|HPE_\w+)$/, 'malformedResponse'],
];

/** Direct Connect has one exception for all mistakes of the caller; the reason is only in its message. */
const DIRECT_CONNECT_MESSAGES: readonly [RegExp, FailureCause][] = [
  [/not authorized|access denied/i, 'denied'],
  [
    /\b(does not exist|not found|(could|can)(not| not) (be found|find)|unable to find|is not associated)\b/i,
    'notFound',
  ],
  [/\b(throttl\w+|rate exceeded|too many requests)\b/i, 'throttled'],
  [/(?<![\w-])(state|in use|in progress|already)(?![\w-])/i, 'conflict'],
];

/**
 * Sorts an error by its cause.
 *
 * @param name AWS's code, the error's `code` or its name
 * @param message the error's message
 * @param status the HTTP status, where there was an answer
 * @returns the cause; `other` where nothing is known of it
 */
export function classifyCause(name: string, message: string, status: number | undefined): FailureCause {
  if (name === 'DirectConnectClientException') {
    return DIRECT_CONNECT_MESSAGES.find(([pattern]) => pattern.test(message))?.[1] ?? 'invalid';
  }
  const known = CAUSE_BY_ERROR_NAME.find(([pattern]) => pattern.test(name))?.[1];
  if (known) return known;
  if (/deserialization error|unclosed|unexpected (end|token)/i.test(message)) return 'malformedResponse';
  if (status === undefined) return 'other';
  if (status === 429) return 'throttled';
  if (status >= 500) return 'server';
  if (status === 401 || status === 403) return 'denied';
  // None of the services says so of a resource that it does not find: whoever answered was not AWS.
  if (status === 404) return 'malformedResponse';
  return status >= 400 ? 'invalid' : 'malformedResponse';
}

/**
 * The action that a denial names, which can be another one than the operation that was called.
 *
 * @param message AWS's message, as in `User: … is not authorized to perform: lightsail:GetBuckets on resource: …`
 * @returns the IAM action, or undefined where the message names none
 */
export function deniedAction(message: string): string | undefined {
  return /not authorized to perform:? ([\w-]+:\w+)/.exec(message)?.[1];
}
