import type { HttpRequest } from '../request.ts';
import { header } from '../request.ts';
import type { Sandbox } from '../sandbox.ts';
import { newHex } from '../services/ids.ts';
import { assumedRoleArn, newSession } from '../services/sts.ts';
import type { Fields, ServiceName } from '../types.ts';
import { AwsError } from '../wire/awsError.ts';
import { ACCOUNTS } from '../world/sample/identities.ts';
import type { Role } from '../world/world.ts';
import {
  CONTAINER_TOKEN,
  METADATA_TOKEN,
  SIGNIN_REFRESH_TOKEN,
  SSO_ACCESS_TOKEN,
  SSO_REFRESH_TOKEN,
} from './tokens.ts';

/** An operation that is recognized by path and method instead of by a signature. */
export interface IdentityRoute {
  readonly service: ServiceName;
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  /** The end of the path. */
  readonly path: string;
  readonly input: (request: HttpRequest) => Fields;
  /** Returns an object for JSON, or a string for plain text. Throws an `AwsError` to reject. */
  readonly respond: (sandbox: Sandbox, request: HttpRequest, input: Fields) => Fields | string;
}

const TOKEN_SECONDS = 28_800;
const NO_INPUT = (): Fields => ({});
const jsonBody = (request: HttpRequest): Fields => JSON.parse(request.body === '' ? '{}' : request.body) as Fields;

/** Creates a session of a role and returns its keys. */
function keysOf(sandbox: Sandbox, role: Role, sessionName: string): Required<ReturnType<typeof newSession>> {
  const { accountId, deny } = role;
  const userId = `AROA${newHex(16).toUpperCase()}:${sessionName}`;
  const call = { world: sandbox.world, now: sandbox.now() };
  return newSession(call, { accountId, arn: assumedRoleArn(role, sessionName), userId, deny });
}

/** Returns the role of an instance, a container and a user of `aws login`. */
function developer(sandbox: Sandbox): Role {
  const role = sandbox.world.roles.get(`arn:aws:iam::${ACCOUNTS.dev}:role/Developer`);
  if (role === undefined) throw new AwsError('NotFound', 'There is no role Developer.', 404);
  return role;
}

function machineCredentials(sandbox: Sandbox, sessionName: string): Fields {
  const keys = keysOf(sandbox, developer(sandbox), sessionName);
  return {
    Code: 'Success',
    Type: 'AWS-HMAC',
    LastUpdated: new Date(sandbox.now()).toISOString(),
    AccessKeyId: keys.AccessKeyId,
    SecretAccessKey: keys.SecretAccessKey,
    Token: keys.SessionToken,
    Expiration: keys.Expiration?.toISOString(),
  };
}

function requireMetadataToken(request: HttpRequest): void {
  if (header(request.headers, 'x-aws-ec2-metadata-token') !== METADATA_TOKEN) {
    throw new AwsError('Unauthorized', 'The token is missing.', 401);
  }
}

const METADATA_CREDENTIALS = '/latest/meta-data/iam/security-credentials/';
const METADATA_ROLE = 'Developer';

/**
 * The services that issue credentials: the SSO portal and SSO-OIDC, the sign-in service of `aws login`, container
 * credentials and instance metadata.
 */
export const IDENTITY_ROUTES: readonly IdentityRoute[] = [
  {
    // https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html
    service: 'sso',
    operation: 'GetRoleCredentials',
    method: 'GET',
    path: '/federation/credentials',
    input: ({ url: { searchParams } }) => ({
      roleName: searchParams.get('role_name'),
      accountId: searchParams.get('account_id'),
    }),
    respond: (sandbox, request, { roleName, accountId }) => {
      const token = header(request.headers, 'x-amz-sso_bearer_token') ?? '';
      if (token !== SSO_ACCESS_TOKEN && !token.startsWith(`${SSO_ACCESS_TOKEN}-`)) {
        throw new AwsError('UnauthorizedException', 'Session token not found or invalid', 401);
      }
      const role = [...sandbox.world.roles.values()].find(
        (found) => found.accountId === accountId && found.arn.split('/').at(-1) === roleName,
      );
      if (role === undefined) throw new AwsError('ForbiddenException', 'No access', 403);
      const keys = keysOf(sandbox, role, 'sso-user');
      return {
        roleCredentials: {
          accessKeyId: keys.AccessKeyId,
          secretAccessKey: keys.SecretAccessKey,
          sessionToken: keys.SessionToken,
          expiration: keys.Expiration?.getTime(),
        },
      };
    },
  },
  {
    // `aws login`: the SDK calls it when the cached keys expire.
    service: 'signin',
    operation: 'CreateOAuth2Token',
    method: 'POST',
    path: '/v1/token',
    input: jsonBody,
    respond: (sandbox, _request, { refreshToken }) => {
      if (refreshToken !== SIGNIN_REFRESH_TOKEN) {
        throw new AwsError('AccessDeniedException', 'The refresh token has expired.', 401, { error: 'TOKEN_EXPIRED' });
      }
      const keys = keysOf(sandbox, developer(sandbox), 'console-user');
      return {
        accessToken: {
          accessKeyId: keys.AccessKeyId,
          secretAccessKey: keys.SecretAccessKey,
          sessionToken: keys.SessionToken,
        },
        tokenType: 'aws_sigv4',
        expiresIn: 900,
        refreshToken: SIGNIN_REFRESH_TOKEN,
      };
    },
  },
  {
    // https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html
    service: 'sso-oidc',
    operation: 'CreateToken',
    method: 'POST',
    path: '/token',
    input: jsonBody,
    respond: (_sandbox, _request, { grantType, refreshToken }) => {
      if (grantType !== 'refresh_token' || refreshToken !== SSO_REFRESH_TOKEN) {
        throw new AwsError('InvalidGrantException', 'Invalid refresh token provided', 400, {
          error: 'invalid_grant',
          error_description: 'Invalid refresh token provided',
        });
      }
      return {
        accessToken: `${SSO_ACCESS_TOKEN}-${newHex(16)}`,
        expiresIn: TOKEN_SECONDS,
        refreshToken: SSO_REFRESH_TOKEN,
        tokenType: 'Bearer',
      };
    },
  },
  {
    // https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
    service: 'container',
    operation: 'GetCredentials',
    method: 'GET',
    path: '/container-credentials',
    input: NO_INPUT,
    respond: (sandbox, request) => {
      const token = header(request.headers, 'authorization');
      if (token !== null && token !== CONTAINER_TOKEN) throw new AwsError('AccessDenied', 'Wrong token.', 401);
      return machineCredentials(sandbox, 'container');
    },
  },
  {
    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
    service: 'metadata',
    operation: 'GetToken',
    method: 'PUT',
    path: '/latest/api/token',
    input: NO_INPUT,
    respond: () => METADATA_TOKEN,
  },
  {
    service: 'metadata',
    operation: 'GetRole',
    method: 'GET',
    path: METADATA_CREDENTIALS,
    input: NO_INPUT,
    respond: (_sandbox, request) => {
      requireMetadataToken(request);
      return METADATA_ROLE;
    },
  },
  {
    service: 'metadata',
    operation: 'GetCredentials',
    method: 'GET',
    path: METADATA_CREDENTIALS + METADATA_ROLE,
    input: NO_INPUT,
    respond: (sandbox, request) => {
      requireMetadataToken(request);
      return machineCredentials(sandbox, 'i-0123456789abcdef0');
    },
  },
];
