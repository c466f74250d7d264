import type { IdentitySpec, ServiceName } from '../types.ts';
import { AwsError } from './awsError.ts';

/** What can go wrong before a service's own rules are asked; each service has its own words for it. */
export type CommonFailure =
  | 'unsigned'
  | 'unknownKey'
  | 'badSignature'
  | 'expiredToken'
  | 'clockSkew'
  | 'throttled'
  | 'serverError'
  | 'unknownOperation'
  | 'noBehaviour'
  | 'malformedInput';

type Words = readonly [code: string, message: string, status?: number];

const EC2: Readonly<Record<CommonFailure, Words>> = {
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
  noBehaviour: [
    'UnsupportedOperation',
    'The sandbox knows the action %s on the wire but has no behaviour for it.',
    400,
  ],
  malformedInput: ['MalformedQueryString', 'The query string contains a syntax error.', 400],
};

const JSON_SERVICE: Readonly<Record<CommonFailure, Words>> = {
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
  noBehaviour: [
    'UnknownOperationException',
    'The sandbox knows the operation %s on the wire but has no behaviour for it.',
    400,
  ],
  malformedInput: ['SerializationException', 'The request could not be parsed.', 400],
};

const QUERY: Readonly<Record<CommonFailure, Words>> = {
  unsigned: ['MissingAuthenticationToken', 'Request is missing Authentication Token', 403],
  unknownKey: ['InvalidClientTokenId', 'The security token included in the request is invalid.', 403],
  badSignature: EC2.badSignature,
  expiredToken: ['ExpiredToken', 'The security token included in the request is expired', 403],
  clockSkew: ['SignatureDoesNotMatch', 'Signature expired: the request is older than 5 minutes', 403],
  throttled: ['Throttling', 'Rate exceeded', 400],
  serverError: ['InternalFailure', 'The request processing has failed because of an unknown error.', 500],
  unknownOperation: ['InvalidAction', 'Could not find operation %s for this version', 400],
  noBehaviour: ['InvalidAction', 'The sandbox knows the action %s on the wire but has no behaviour for it.', 400],
  malformedInput: ['MalformedInput', 'The request could not be parsed.', 400],
};

const isJson = (service: ServiceName): boolean =>
  ['lightsail', 'directconnect', 'pricing', 'cloudtrail'].includes(service);

/**
 * The error with which a service says a common failure.
 *
 * @param service which service
 * @param failure what went wrong
 * @param operation the operation's name
 * @returns the error
 */
export function commonError(service: ServiceName, failure: CommonFailure, operation: string): AwsError {
  if (failure === 'serverError' && service === 'lightsail') return lightsailError('ServiceException', SERVER_TROUBLE);
  if (failure === 'serverError' && service === 'directconnect') {
    return new AwsError('DirectConnectServerException', SERVER_TROUBLE, 500);
  }
  const [code, message, status] = (service === 'ec2' ? EC2 : isJson(service) ? JSON_SERVICE : QUERY)[failure];
  return new AwsError(code, message.replace('%s', operation), status);
}

const SERVER_TROUBLE =
  'A server-side error occurred during the API call. The error message contains additional details.';

/** The exceptions that Lightsail's model has. */
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
 * One of Lightsail's modelled exceptions, with the members that all of them have
 * (https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/CommonErrors.html).
 *
 * @param code which exception
 * @param message for people
 * @param tip what to do
 * @returns the error; status 500 for `ServiceException`, else 400 as the API's pages say
 */
export function lightsailError(code: LightsailException, message: string, tip?: string): AwsError {
  return new AwsError(code, message, code === 'ServiceException' ? 500 : 400, {
    code,
    docs: 'https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/Welcome.html',
    tip: tip ?? 'Check the request and try again.',
  });
}

/**
 * Direct Connect has one exception for whatever is wrong with a request: the reason is only in its message.
 *
 * @param message for people
 * @returns the error
 */
export function directConnectError(message: string): AwsError {
  return new AwsError('DirectConnectClientException', message);
}

/**
 * Encodes why a call was denied, for `sts:DecodeAuthorizationMessage`
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html).
 *
 * @param caller who asked
 * @param action as IAM names it
 * @param resource an ARN, or `*`
 * @returns text without spaces that `DecodeAuthorizationMessage` turns into JSON
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
 * The refusal of a call that the caller has no permission for.
 *
 * @param service which service
 * @param caller who asked
 * @param action as IAM names it: `ec2:DeleteRouteServerPeer`
 * @param resource an ARN, or `*`
 * @returns the error; EC2's brings an encoded message
 */
export function deniedError(service: ServiceName, client: IdentitySpec, action: string, resource: string): AwsError {
  const who = `User: ${client.arn} is not authorized to perform: ${action} on resource: ${resource} with an explicit deny in an identity-based policy`;
  if (service === 'ec2') {
    const encoded = encodeAuthorizationMessage(client, action, resource);
    const message = `You are not authorized to perform this operation. ${who}. Encoded authorization failure message: ${encoded}`;
    return new AwsError('UnauthorizedOperation', message, 403);
  }
  if (service === 'lightsail')
    return lightsailError('AccessDeniedException', who, 'Ask for the permission that is named.');
  return isJson(service) ? new AwsError('AccessDeniedException', who) : new AwsError('AccessDenied', who, 403);
}

/**
 * The refusal of a call without a member that it must have.
 *
 * @param service which service
 * @param member the member's name
 * @returns the error
 */
export function missingError(service: ServiceName, member: string): AwsError {
  const nullValue = `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`;
  if (service === 'ec2') {
    return new AwsError('MissingParameter', `The request must contain the parameter ${member}`);
  }
  if (service === 'lightsail') return lightsailError('InvalidInputException', nullValue);
  if (service === 'directconnect') return directConnectError(nullValue);
  return new AwsError('ValidationError', nullValue);
}
