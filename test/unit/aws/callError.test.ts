import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { describeFailure } from '../../../src/aws/errors/errorMessages.ts';
import { deniedAction, type FailureCause, type CallFailure } from '../../../src/aws/errors/callError.ts';
import { classifyCause } from '../../../src/aws/errors/errorCodes.ts';

/** Error codes of AWS and of the operating system by cause, with the HTTP status of the response. */
const NAMES: Readonly<Partial<Record<FailureCause, readonly (readonly [name: string, status?: number])[]>>> = {
  dryRun: [['DryRunOperation', 412]],
  canceled: [['AbortError'], ['RequestAborted']],
  expired: [
    ['RequestExpired', 400],
    ['ExpiredToken', 403],
    ['ExpiredTokenException', 400],
  ],
  noCredentials: [
    ['AuthFailure', 401],
    ['UnrecognizedClientException', 400],
    ['InvalidClientTokenId', 403],
    ['SignatureDoesNotMatch', 403],
    ['UnauthenticatedException', 400],
    ['MissingAuthenticationToken', 403],
    ['MissingAuthenticationTokenException', 400],
  ],
  denied: [
    ['UnauthorizedOperation', 403],
    ['AccessDenied', 403],
    ['AccessDeniedException', 400],
    ['OptInRequired', 401],
  ],
  throttled: [
    ['RequestLimitExceeded', 503],
    ['ThrottlingException', 400],
    ['Throttling', 400],
    ['TooManyRequestsException', 429],
    ['Anything', 429],
  ],
  notFound: [
    ['InvalidRouteServerPeerId.NotFound', 400],
    ['InvalidIpamExternalResourceVerificationTokenId.NotFound', 400],
    ['NotFoundException', 400],
  ],
  conflict: [
    ['DependencyViolation', 400],
    ['IncorrectState', 400],
    ['OperationFailureException', 400],
  ],
  notReady: [
    ['RegionSetupInProgressException', 400],
    ['AccountSetupInProgressException', 400],
  ],
  invalid: [
    ['InvalidInputException', 400],
    ['InvalidParameterValue', 400],
    ['MissingParameter', 400],
    ['New', 400],
  ],
  server: [
    ['ServiceException', 500],
    ['DirectConnectServerException', 500],
    ['InternalError', 500],
    ['Unavailable', 503],
    ['New', 504],
  ],
  unknownHost: [['ENOTFOUND'], ['EAI_AGAIN']],
  unreachable: [['ECONNREFUSED'], ['ECONNRESET'], ['ETIMEDOUT'], ['EPIPE'], ['TimeoutError'], ['EHOSTUNREACH']],
  malformedResponse: [['SyntaxError', 200], ['HPE_INVALID_CONSTANT'], ['New', 200], ['UnknownError', 404]],
  other: [['New']],
};

const DIRECT_CONNECT: readonly (readonly [string, FailureCause])[] = [
  ['Could not find MACsec key arn:aws:x associated with dxcon-1', 'notFound'],
  ['Connection ID dxcon-1 does not exist', 'notFound'],
  ['The key could not be found', 'notFound'],
  ['The MACsec key is not associated with dxcon-1', 'notFound'],
  ['You are not authorized to do this', 'denied'],
  ['Rate exceeded', 'throttled'],
  ['The request was throttled', 'throttled'],
  ['The connection is in an invalid state', 'conflict'],
  ['The key is already being disassociated', 'conflict'],
  ['The connection is in use', 'conflict'],
  ['1 validation error detected: Value null', 'invalid'],
  ['Bad name: my-state-of-mind2_state3', 'invalid'],
];

const failure = (cause: FailureCause, more: Partial<CallFailure> = {}): CallFailure => ({
  cause,
  name: 'Code',
  message: 'Because.',
  action: 'ec2:DeleteRouteServerPeer',
  region: 'eu-west-1',
  attempts: 1,
  durationMs: 1,
  details: {},
  ...more,
});

describe('classifyCause', () => {
  for (const [cause, names] of Object.entries(NAMES)) {
    for (const [name, status] of names) {
      it(`returns ${cause} for ${name}${status === undefined ? '' : ` with status ${status}`}`, () => {
        assert.equal(classifyCause(name, '', status), cause);
      });
    }
  }

  for (const [message, cause] of DIRECT_CONNECT) {
    it(`reads the cause from the message of Direct Connect: ${message}`, () => {
      assert.equal(classifyCause('DirectConnectClientException', message, 400), cause);
    });
  }

  it('returns malformedResponse for a response that cannot be parsed', () => {
    assert.equal(
      classifyCause('Error', "Unclosed tag 'Response'. Deserialization error: to see the raw response …", 200),
      'malformedResponse',
    );
    assert.equal(classifyCause('Error', 'Unexpected end of JSON input', undefined), 'malformedResponse');
  });
});

describe('deniedAction', () => {
  for (const [message, action] of [
    [
      'User: arn:x is not authorized to perform: ec2:DeleteRouteServerPeer on resource: arn:y',
      'ec2:DeleteRouteServerPeer',
    ],
    ['not authorized to perform iam:PassRole', 'iam:PassRole'],
    ['not authorized to perform: execute-api:Invoke because', 'execute-api:Invoke'],
    ['You are not authorized to perform this operation.', undefined],
  ] as const) {
    it(`returns ${action ?? 'undefined'} for "${message}"`, () => {
      assert.equal(deniedAction(message), action);
    });
  }
});

describe('describeFailure', () => {
  const CAUSES: readonly FailureCause[] = [...(Object.keys(NAMES) as FailureCause[]), 'credentials'];

  for (const cause of CAUSES) {
    it(`returns a message and, for most causes, a suggestion: ${cause}`, () => {
      const { message: what, suggestion } = describeFailure(failure(cause));
      assert.ok(what.length > 0);
      assert.doesNotMatch(`${what} ${suggestion ?? ''}`, /\{\d\}|undefined/);
      if (!['credentials', 'dryRun', 'canceled'].includes(cause)) assert.match(suggestion ?? '', /\S/);
    });
  }

  it('names the action that is not allowed, and omits the encoded message', () => {
    const message = 'You may not. Encoded authorization failure message: AAAA';
    const { message: what, suggestion } = describeFailure(failure('denied', { message }));
    assert.equal(what, 'Access denied: ec2:DeleteRouteServerPeer.');
    assert.equal(
      suggestion,
      'Ask an administrator to allow ec2:DeleteRouteServerPeer for this profile. AWS’s message: You may not.',
    );
  });

  it('escapes invisible characters and truncates long messages', () => {
    const { message: what } = describeFailure(failure('conflict', { message: `a\n\u202e. ${'B'.repeat(5_000)}` }));
    assert.match(what, /a⟨U\+000A⟩⟨U\+202E⟩\.$/);
  });
});
