import type { Reply } from './pipeline.ts';
import type { Received } from './request.ts';
import { header } from './request.ts';
import type { OpenEntry } from './requestLog.ts';
import type { Sandbox } from './sandbox.ts';
import { assumedRoleArn, newSession } from './services/sts.ts';
import { newHex } from './services/ids.ts';
import type { Fields } from './types.ts';

/** The SSO access token that the portal accepts, beside those that `CreateToken` hands out. */
export const SSO_ACCESS_TOKEN = 'sandbox-sso-access-token';
/** The refresh token that SSO-OIDC accepts. */
export const SSO_REFRESH_TOKEN = 'sandbox-sso-refresh-token';

const CREDENTIALS = '/federation/credentials';
const TOKEN = '/token';
const TOKEN_SECONDS = 28_800;

/**
 * Whether a request is for the SSO portal or SSO-OIDC: they are told by their paths, not by a signature.
 *
 * @param request the request
 * @returns true if `answerPortal` knows it
 */
export function isPortal(request: Received): boolean {
  const { pathname } = request.url;
  return (
    (request.method === 'GET' && pathname.endsWith(CREDENTIALS)) ||
    (request.method === 'POST' && pathname.endsWith(TOKEN))
  );
}

function json(entry: OpenEntry, status: number, body: Fields): Reply {
  const headers: Record<string, string> = { 'content-type': 'application/json', 'x-amzn-requestid': entry.requestId };
  const code = body['__type'];
  if (typeof code === 'string') {
    headers['x-amzn-errortype'] = code;
    entry.error = { code, message: String(body['message'] ?? body['error_description']) };
  } else {
    entry.output = body;
    entry.carriedOut = true;
  }
  return { how: 'answer', encoded: { status, headers, body: JSON.stringify(body) }, clockSkewMs: 0 };
}

/** `GetRoleCredentials` (https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html). */
function roleCredentials(sandbox: Sandbox, request: Received, entry: OpenEntry): Reply {
  entry.service = 'sso';
  entry.operation = 'GetRoleCredentials';
  const { searchParams } = request.url;
  const [roleName, accountId] = [searchParams.get('role_name') ?? '', searchParams.get('account_id') ?? ''];
  entry.input = { roleName, accountId };
  entry.accountId = accountId;
  const token = header(request.headers, 'x-amz-sso_bearer_token') ?? '';
  if (token !== SSO_ACCESS_TOKEN && !token.startsWith(`${SSO_ACCESS_TOKEN}-`)) {
    return json(entry, 401, { __type: 'UnauthorizedException', message: 'Session token not found or invalid' });
  }
  const role = [...sandbox.world.roles.values()].find(
    (found) => found.accountId === accountId && found.arn.endsWith(`/${roleName}`),
  );
  if (role === undefined) return json(entry, 403, { __type: 'ForbiddenException', message: 'No access' });
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = newSession(
    { world: sandbox.world, now: sandbox.now() },
    {
      accountId,
      arn: assumedRoleArn(role, 'sso-user'),
      userId: `AROA${newHex(16).toUpperCase()}:sso-user`,
      deny: role.deny,
    },
  );
  return json(entry, 200, {
    roleCredentials: {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      expiration: Expiration?.getTime(),
    },
  });
}

/** `CreateToken` with a refresh token (https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html). */
function createToken(request: Received, entry: OpenEntry): Reply {
  entry.service = 'sso-oidc';
  entry.operation = 'CreateToken';
  const input = JSON.parse(request.body === '' ? '{}' : request.body) as Fields;
  entry.input = input;
  if (input['grantType'] !== 'refresh_token' || input['refreshToken'] !== SSO_REFRESH_TOKEN) {
    const description = 'Invalid refresh token provided';
    return json(entry, 400, {
      __type: 'InvalidGrantException',
      error: 'invalid_grant',
      error_description: description,
    });
  }
  return json(entry, 200, {
    accessToken: `${SSO_ACCESS_TOKEN}-${newHex(16)}`,
    expiresIn: TOKEN_SECONDS,
    refreshToken: SSO_REFRESH_TOKEN,
    tokenType: 'Bearer',
  });
}

/**
 * Answers for the SSO portal and SSO-OIDC.
 *
 * @param sandbox the sandbox
 * @param request one for which `isPortal` is true
 * @param entry its log entry
 * @returns what to send
 */
export function answerPortal(sandbox: Sandbox, request: Received, entry: OpenEntry): Reply {
  entry.handled = true;
  return request.method === 'GET' ? roleCredentials(sandbox, request, entry) : createToken(request, entry);
}
