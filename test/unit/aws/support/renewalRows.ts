import { renewableToken, SESSION, SSO, type Row } from './credentialsErrorRows.ts';
import type { Fault } from './fakeAws.ts';
import { inSeconds, type Machine } from './machine.ts';
import { consoleToken } from './profileRows.ts';

/** A profile of each kind whose sign-in has to be renewed. */
const SIGN_INS = {
  sso: {
    operation: 'CreateToken',
    config: `[profile it]\n${SSO}\n${SESSION}`,
    prepare: (machine: Machine) => {
      machine.ssoToken('corp', renewableToken());
    },
  },
  console: {
    operation: 'CreateOAuth2Token',
    config: '[profile it]\nregion = eu-west-1\nlogin_session = arn:aws:iam::111111111111:user/me',
    prepare: (machine: Machine) => {
      consoleToken(machine, inSeconds(-1));
    },
  },
} as const;

/** Responses to the renewal of a sign-in after which another sign-in does not help. */
const NOT_ENDED: readonly (readonly [keyof typeof SIGN_INS, Fault])[] = [
  ['sso', { status: 400, code: 'SlowDownException', message: 'Slow down' }],
  ['sso', { status: 400, code: 'ThrottlingException', message: 'Rate exceeded' }],
  ['sso', { status: 407, code: '', message: 'Proxy Authentication Required' }],
  ['sso', { status: 403, code: '', message: 'Blocked by policy' }],
  ['sso', { status: 404, code: '', message: 'Not found' }],
  ['sso', { status: 500, code: 'InternalServerException', message: 'Internal' }],
  ['console', { status: 429, code: 'TooManyRequestsError', message: 'Slow down' }],
  ['console', { status: 503, code: '', message: 'Unavailable' }],
  ['console', { status: 500, code: 'InternalServerException', message: 'Internal' }],
  ['console', { status: 407, code: '', message: 'Proxy Authentication Required' }],
  ['console', { status: 403, code: '', message: 'Blocked by policy' }],
];

/** Responses to the renewal of a sign-in that has ended. */
const ENDED: readonly (readonly [keyof typeof SIGN_INS, string])[] = [
  ['sso', 'InvalidGrantException'],
  ['sso', 'InvalidClientException'],
  ['sso', 'UnauthorizedClientException'],
  ['sso', 'ExpiredTokenException'],
  ['sso', 'AccessDeniedException'],
  ['sso', 'InvalidRequestException'],
  ['console', 'AccessDeniedException'],
  ['console', 'ValidationException'],
];

/** Failed renewals of a sign-in: what AWS and servers in between may respond. */
export const RENEWAL_ROWS: readonly Row[] = [
  ...NOT_ENDED.map(([kind, fault]): Row => {
    const { operation, ...rest } = SIGN_INS[kind];
    const name = `a renewal (${kind}) with status ${fault.status} ${fault.code}`;
    return { name, ...rest, faults: { [operation]: fault }, problem: 'failed', texts: [/Renewing/, /"it"/] };
  }),
  ...ENDED.map(([kind, code]): Row => {
    const { operation, ...rest } = SIGN_INS[kind];
    const faults = { [operation]: { status: 400, code, message: 'hush' } };
    return {
      name: `a renewal (${kind}) with ${code}`,
      ...rest,
      faults,
      problem: 'signInNeeded',
      texts: [/expired/],
      signIn: kind,
    };
  }),
  {
    name: 'a console login whose file has a date that is none',
    config: SIGN_INS.console.config,
    prepare: (machine) => {
      consoleToken(machine, 'soon');
    },
    problem: 'signInNeeded',
    texts: [/not signed in/],
    signIn: 'console',
  },
  {
    name: 'a console login without the permission to renew it',
    ...SIGN_INS.console,
    faults: {
      CreateOAuth2Token: {
        ...{ status: 403, code: 'AccessDeniedException', message: 'No permission' },
        reason: 'INSUFFICIENT_PERMISSIONS',
      },
    },
    problem: 'roleDenied',
    texts: [/Renewing the console login/, /No permission/],
  },
];
