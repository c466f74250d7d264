import type * as Sts from '@aws-sdk/client-sts';
import { AwsError } from '../wire/awsError.ts';
import type { IdentitySpec } from '../types.ts';
import type { Role } from '../world/world.ts';
import type { Call } from './call.ts';
import type { Handlers } from './handlers.ts';
import { newAccessKeyId, newHex } from './ids.ts';

/** The MFA code that the sandbox accepts. */
export const MFA_CODE = '123456';

/** The prefix of every secret from STS and the SSO portal. Tests check that it is not visible. */
export const SESSION_SECRET_PREFIX = 'sandbox-session-secret-';
/** The prefix of every session token, for the same purpose. */
export const SESSION_TOKEN_PREFIX = 'sandbox-session-token-';

/** The web identity token that is accepted. */
export const WEB_IDENTITY_TOKEN = 'sandbox-web-identity-token';

const DEFAULT_SECONDS = 3600;

/** Creates a session and returns its keys in STS's format. They are valid at once. */
export function newSession(
  call: Pick<Call, 'world' | 'now'>,
  session: { accountId: string; arn: string; userId: string; deny: readonly string[]; seconds?: number | undefined },
): Required<Sts.Credentials> {
  const expires = new Date(call.now + (session.seconds ?? DEFAULT_SECONDS) * 1000);
  const identity: IdentitySpec & { sessionToken: string } = {
    accessKeyId: newAccessKeyId('ASIA'),
    secretAccessKey: SESSION_SECRET_PREFIX + newHex(24),
    sessionToken: SESSION_TOKEN_PREFIX + newHex(64),
    accountId: session.accountId,
    arn: session.arn,
    userId: session.userId,
    deny: session.deny,
    expiresAt: expires.toISOString(),
  };
  call.world.identities.set(identity.accessKeyId, identity);
  return {
    AccessKeyId: identity.accessKeyId,
    SecretAccessKey: identity.secretAccessKey,
    SessionToken: identity.sessionToken,
    Expiration: expires,
  };
}

/**
 * Returns the ARN of a session of a role, without the role's path: `arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION`.
 */
export function assumedRoleArn(role: Role, sessionName: string): string {
  const [, partition = 'aws'] = role.arn.split(':');
  return `arn:${partition}:sts::${role.accountId}:assumed-role/${role.arn.split('/').at(-1) ?? ''}/${sessionName}`;
}

function assume(call: Call, role: Role, sessionName: string, seconds: number | undefined): Sts.AssumeRoleResponse {
  const arn = assumedRoleArn(role, sessionName);
  const userId = `AROA${newHex(16).toUpperCase()}:${sessionName}`;
  return {
    Credentials: newSession(call, { accountId: role.accountId, arn, userId, deny: role.deny, seconds }),
    AssumedRoleUser: { AssumedRoleId: userId, Arn: arn },
  };
}

function requireRole(call: Call, arn: string, action: string): Role {
  const role = call.world.roles.get(arn);
  if (role === undefined) {
    const message = `User: ${call.client.arn} is not authorized to perform: sts:${action} on resource: ${arn}`;
    throw new AwsError('AccessDenied', message, 403);
  }
  return role;
}

/** STS (https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html). */
export const sts: Handlers<typeof Sts> = {
  GetCallerIdentity: (_input, { client }) => ({ UserId: client.userId, Account: client.accountId, Arn: client.arn }),

  AssumeRole: (input, call) => {
    const role = requireRole(call, input.RoleArn ?? '', 'AssumeRole');
    if (role.mfaSerial !== undefined) {
      if (input.SerialNumber !== role.mfaSerial || input.TokenCode !== MFA_CODE) {
        const message =
          input.TokenCode === undefined
            ? `User: ${call.client.arn} is not authorized to perform: sts:AssumeRole on resource: ${role.arn}`
            : 'MultiFactorAuthentication failed with invalid MFA one time pass code.';
        throw new AwsError('AccessDenied', message, 403);
      }
    }
    return assume(call, role, input.RoleSessionName ?? '', input.DurationSeconds);
  },

  AssumeRoleWithWebIdentity: (input, call) => {
    if (input.WebIdentityToken !== WEB_IDENTITY_TOKEN) {
      throw new AwsError('InvalidIdentityToken', 'The web identity token is not one of the sandbox.');
    }
    const role = requireRole(call, input.RoleArn ?? '', 'AssumeRoleWithWebIdentity');
    return assume(call, role, input.RoleSessionName ?? '', input.DurationSeconds);
  },

  GetSessionToken: (input, call) => {
    if (input.TokenCode !== undefined && input.TokenCode !== MFA_CODE) {
      throw new AwsError('AccessDenied', 'MultiFactorAuthentication failed with invalid MFA one time pass code.', 403);
    }
    const { accountId, arn, userId, deny } = call.client;
    return { Credentials: newSession(call, { accountId, arn, userId, deny, seconds: input.DurationSeconds }) };
  },

  DecodeAuthorizationMessage: (input) => {
    try {
      const decoded = Buffer.from(input.EncodedMessage ?? '', 'base64url').toString();
      JSON.parse(decoded);
      return { DecodedMessage: decoded };
    } catch {
      throw new AwsError('InvalidAuthorizationMessageException', 'The message could not be decoded.');
    }
  },
};
