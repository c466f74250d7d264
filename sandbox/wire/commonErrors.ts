import type { IdentitySpec, ServiceName } from '../types.ts';
import { AwsError } from './awsError.ts';

/** Errors before a service's own rules apply. Each service has its own codes for them. */
export type CommonFailure =
  | 'unsigned'
  | 'unknownKey'
  | 'badSignature'
  | 'expiredToken'
  | 'clockSkew'
  | 'throttled'
  | 'serverError'
  | 'unknownOperation'
  | 'notImplemented'
  | 'malformedInput';

type ErrorTemplate = readonly [code: string, message: string, status?: number];

const EC2: Readonly<Record<CommonFailure, ErrorTemplate>> = {
  unsigned: ['MissingAuthenticationToken', 'Request is missing Authentication Token', 403],
  unknownKey: ['AuthFailure', 'AWS was not able to validate the provided access credentials', 401],
  badSignature: [
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    403,
  ],
  expiredToken: ['RequestExpired', 'Request has expired.', 400],
  clockSkew: ['RequestExpired', 'Request has expired.', 400],
  throttled: ['RequestLimitExceeded', 'Request limit exceeded.', 503],
  serverError: ['InternalError', 'An internal error has occurred', 500],
  unknownOperation: ['InvalidAction', 'The action %s is not valid for this web service.', 400],
  notImplemented: ['UnsupportedOperation', 'The sandbox has no handler for the action %s.', 400],
  malformedInput: ['MalformedQueryString', 'The query string contains a syntax error.', 400],
};

const JSON_SERVICE: Readonly<Record<CommonFailure, ErrorTemplate>> = {
  unsigned: ['MissingAuthenticationTokenException', 'Missing Authentication Token', 400],
  unknownKey: ['UnrecognizedClientException', 'The security token included in the request is invalid.', 400],
  badSignature: [
    'InvalidSignatureException',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    400,
  ],
  expiredToken: ['ExpiredTokenException', 'The security token included in the request is expired', 400],
  clockSkew: ['InvalidSignatureException', 'Signature expired: the request is older than 5 minutes', 400],
  throttled: ['ThrottlingException', 'Rate exceeded', 400],
  serverError: ['InternalFailure', 'The request processing has failed because of an unknown error.', 500],
  unknownOperation: ['UnknownOperationException', 'The operation %s is not known.', 400],
  notImplemented: ['UnknownOperationException', 'The sandbox has no handler for the operation %s.', 400],
  malformedInput: ['SerializationException', 'The request could not be parsed.', 400],
};

const QUERY: Readonly<Record<CommonFailure, ErrorTemplate>> = {
  unsigned: ['MissingAuthenticationToken', 'Request is missing Authentication Token', 403],
  unknownKey: ['InvalidClientTokenId', 'The security token included in the request is invalid.', 403],
  badSignature: EC2.badSignature,
  expiredToken: ['ExpiredToken', 'The security token included in the request is expired', 403],
  clockSkew: ['SignatureDoesNotMatch', 'Signature expired: the request is older than 5 minutes', 403],
  throttled: ['Throttling', 'Rate exceeded', 400],
  serverError: ['InternalFailure', 'The request processing has failed because of an unknown error.', 500],
  unknownOperation: ['InvalidAction', 'Could not find operation %s for this version', 400],
  notImplemented: ['InvalidAction', 'The sandbox has no handler for the action %s.', 400],
  malformedInput: ['MalformedInput', 'The request could not be parsed.', 400],
};

const isJson = (service: ServiceName): boolean =>
  ['lightsail', 'directconnect', 'pricing', 'cloudtrail'].includes(service);

/** Returns a service's own error for a common failure. */
export function commonError(service: ServiceName, failure: CommonFailure, operation: string): AwsError {
  if (failure === 'serverError' && service === 'lightsail')
    return lightsailError('ServiceException', SERVER_ERROR_MESSAGE);
  if (failure === 'serverError' && service === 'directconnect') {
    return new AwsError('DirectConnectServerException', SERVER_ERROR_MESSAGE, 500);
  }
  const [code, message, status] = (service === 'ec2' ? EC2 : isJson(service) ? JSON_SERVICE : QUERY)[failure];
  return new AwsError(code, message.replace('%s', operation), status);
}

const SERVER_ERROR_MESSAGE =
  'A server-side error occurred during the API call. The error message contains additional details.';

/** The exceptions of Lightsail's model. */
export type LightsailException =
  | 'AccessDeniedException'
  | 'AccountSetupInProgressException'
  | 'InvalidInputException'
  | 'NotFoundException'
  | 'OperationFailureException'
  | 'RegionSetupInProgressException'
  | 'ServiceException'
  | 'UnauthenticatedException';

/**
 * Returns one of Lightsail's modeled exceptions with the members that all of them have
 * (https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/CommonErrors.html). The status is 500 for
 * `ServiceException`, otherwise 400, as the API's pages document.
 */
export function lightsailError(code: LightsailException, message: string, tip?: string): AwsError {
  return new AwsError(code, message, code === 'ServiceException' ? 500 : 400, {
    code,
    docs: 'https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/Welcome.html',
    tip: tip ?? 'Check the request and try again.',
  });
}

/** Returns Direct Connect's one exception for every invalid request. Only the message has the reason. */
export function directConnectError(message: string): AwsError {
  return new AwsError('DirectConnectClientException', message);
}

/**
 * Encodes the reason of a denial without spaces, for `sts:DecodeAuthorizationMessage`
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html). `resource` is an ARN or
 * `*`.
 */
function encodeAuthorizationMessage(client: IdentitySpec, action: string, resource: string): string {
  const decoded = {
    allowed: false,
    explicitDeny: true,
    matchedStatements: { items: [] },
    failures: { items: [] },
    context: {
      principal: { id: client.userId, arn: client.arn },
      action,
      resource,
      conditions: { items: [] },
    },
  };
  return Buffer.from(JSON.stringify(decoded)).toString('base64url');
}

/**
 * Returns a service's error for a missing permission; EC2's has an encoded message. `action` is IAM's name
 * (`ec2:DeleteRouteServerPeer`), `resource` an ARN or `*`.
 */
export function deniedError(service: ServiceName, client: IdentitySpec, action: string, resource: string): AwsError {
  const denial = `User: ${client.arn} is not authorized to perform: ${action} on resource: ${resource} with an explicit deny in an identity-based policy`;
  if (service === 'ec2') {
    const encoded = encodeAuthorizationMessage(client, action, resource);
    const message = `You are not authorized to perform this operation. ${denial}. Encoded authorization failure message: ${encoded}`;
    return new AwsError('UnauthorizedOperation', message, 403);
  }
  if (service === 'lightsail')
    return lightsailError('AccessDeniedException', denial, 'Ask for the permission that is named.');
  return isJson(service) ? new AwsError('AccessDeniedException', denial) : new AwsError('AccessDenied', denial, 403);
}

/** Returns a service's error for a missing required member. */
export function missingError(service: ServiceName, member: string): AwsError {
  const nullValue = `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`;
  if (service === 'ec2') {
    return new AwsError('MissingParameter', `The request must contain the parameter ${member}`);
  }
  if (service === 'lightsail') return lightsailError('InvalidInputException', nullValue);
  if (service === 'directconnect') return directConnectError(nullValue);
  return new AwsError('ValidationError', nullValue);
}
