import type { OpenEntry } from './requestLog.ts';
import type { ServiceRequest, Signature } from './request.ts';
import type { Sandbox } from './sandbox.ts';
import type { EffectOf } from './services/call.ts';
import type { FaultEffect, Fields, IdentitySpec } from './types.ts';
import { needsOptIn } from './regions.ts';
import { matches } from './wildcard.ts';
import { AwsError } from './wire/awsError.ts';
import { commonError, deniedError, missingError } from './wire/commonErrors.ts';
import type { CommonFailure } from './wire/commonErrors.ts';
import type { OperationShape } from './wire/shapes.ts';
import { requiredMembers } from './wire/shapes.ts';

const CLOCK_TOLERANCE_MS = 5 * 60_000;
/**
 * STS needs no permission for these: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html.
 */
const NO_PERMISSION_NEEDED = new Set(['GetCallerIdentity', 'GetSessionToken']);
const UNSIGNED = new Set(['AssumeRoleWithWebIdentity', 'AssumeRoleWithSAML']);

const ANONYMOUS: IdentitySpec = {
  accessKeyId: '',
  secretAccessKey: '',
  accountId: '',
  arn: 'anonymous',
  userId: 'anonymous',
  deny: [],
};

/** What the steps of one request share. */
export interface RequestContext {
  readonly sandbox: Sandbox;
  readonly addressed: ServiceRequest;
  readonly shape: OperationShape;
  readonly entry: OpenEntry;
  readonly effects: readonly FaultEffect[];
  readonly input: Fields;
}

/** Returns the effect of a type among those on a request, the oldest fault's first. */
export function effectOf<T extends FaultEffect['type']>(
  effects: readonly FaultEffect[],
  type: T,
): EffectOf<T> | undefined {
  return effects.find((effect): effect is EffectOf<T> => effect.type === type);
}

function authenticate(sandbox: Sandbox, signature: Signature | null, operation: string): IdentitySpec | CommonFailure {
  if (signature === null) return UNSIGNED.has(operation) ? ANONYMOUS : 'unsigned';
  const identity = sandbox.world.identities.get(signature.accessKeyId);
  if (identity === undefined) return 'unknownKey';
  if (identity.sessionToken !== undefined && identity.sessionToken !== signature.sessionToken) return 'unknownKey';
  if (identity.expiresAt !== undefined && Date.parse(identity.expiresAt) <= sandbox.now()) return 'expiredToken';
  return identity;
}

/**
 * Returns whether the account has the Region. A Region that is not enabled does not have the account's keys, and
 * rejects them as wrong ones: https://aws.amazon.com/premiumsupport/knowledge-center/iam-validate-access-credentials/.
 */
function isEnabled({ world }: Sandbox, { accountId }: IdentitySpec, signature: Signature | null): boolean {
  if (signature === null || !needsOptIn(signature.region)) return true;
  return world.accounts.get(accountId)?.optedIn?.includes(signature.region) === true;
}

/** Throws the errors that faults demand, before any check. */
function throwFaultErrors({ addressed, effects }: RequestContext): void {
  const { service, operation } = addressed;
  for (const effect of effects) {
    switch (effect.type) {
      case 'throttled':
      case 'serverError':
      case 'expiredToken':
        throw commonError(service, effect.type, operation);
      case 'error':
        throw new AwsError(effect.code, effect.message, effect.status, effect.members);
      default:
    }
  }
}

/** Returns the resource that a denial names: an ARN from the first id, name or ARN in the input, or `*`. */
function deniedResource({ addressed, input }: RequestContext, accountId: string): string {
  const id = Object.entries(input).find(
    ([name, value]) => /(Id|Name|ARN)$/.test(name) && typeof value === 'string',
  )?.[1];
  if (typeof id !== 'string') return '*';
  return id.startsWith('arn:')
    ? id
    : `arn:aws:${addressed.service}:${addressed.signature?.region ?? ''}:${accountId}:${id}`;
}

/**
 * Authorizes a request and returns its caller. Checks in AWS's order: signature, expiry, Region, throttling,
 * required members, permission. Throws the `AwsError` of the service.
 */
export function authorize(context: RequestContext): IdentitySpec {
  const { sandbox, addressed, shape, entry, effects, input } = context;
  const { service, operation, signature } = addressed;
  throwFaultErrors(context);
  const identity = authenticate(sandbox, signature, operation);
  if (typeof identity === 'string') throw commonError(service, identity, operation);
  if (!isEnabled(sandbox, identity, signature)) throw commonError(service, 'unknownKey', operation);
  const skew = effectOf(effects, 'clockSkew')?.ms ?? 0;
  if (skew !== 0 && signature !== null && Math.abs(Date.now() + skew - signature.signedAt) > CLOCK_TOLERANCE_MS) {
    throw commonError(service, 'clockSkew', operation);
  }
  const place = { service, operation, account: identity.accountId, region: entry.region ?? '' };
  if (!sandbox.throttle.take(place, sandbox.settings.throttlingSpeed, sandbox.now())) {
    throw commonError(service, 'throttled', operation);
  }
  const missing = requiredMembers(shape.input).find((name) => input[name] === undefined);
  if (missing !== undefined) throw missingError(service, missing);
  const action = `${service}:${operation}`;
  const denied =
    effectOf(effects, 'accessDenied') !== undefined ||
    (!NO_PERMISSION_NEEDED.has(operation) && identity.deny.some((pattern) => matches(pattern, action)));
  if (denied) throw deniedError(service, identity, action, deniedResource(context, identity.accountId));
  return identity;
}
