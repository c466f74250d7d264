import { effectOf } from '../authorize.ts';
import type { Prepared, Reply } from '../pipeline.ts';
import type { HttpRequest } from '../request.ts';
import type { OpenEntry } from '../requestLog.ts';
import type { Sandbox } from '../sandbox.ts';
import { AwsError } from '../wire/awsError.ts';
import type { Encoded } from '../wire/protocols.ts';
import { IDENTITY_ROUTES } from './routes.ts';
import type { IdentityRoute } from './routes.ts';

/** Returns the route of a request to a service that is recognized by its path. */
export function identityRoute(request: HttpRequest): IdentityRoute | undefined {
  return IDENTITY_ROUTES.find(({ method, path }) => method === request.method && request.url.pathname.endsWith(path));
}

function encode(status: number, requestId: string, body: object | string, code?: string): Encoded {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    status,
    headers: {
      'content-type': typeof body === 'string' ? 'text/plain' : 'application/json',
      'x-amzn-requestid': requestId,
      ...(code !== undefined && { 'x-amzn-errortype': code }),
    },
    body: text,
  };
}

/**
 * Prepares a request for one of these services. Supported faults: `error`, `throttled`, `serverError`,
 * `expiredToken`, `slow`, `hang`, `resetBefore`, `resetAfter`. Completes `entry` while the request is processed.
 */
export function prepareIdentityRequest(
  sandbox: Sandbox,
  route: IdentityRoute,
  request: HttpRequest,
  entry: OpenEntry,
): Prepared {
  const { service, operation } = route;
  const input = route.input(request);
  Object.assign(entry, { service, operation, input });
  const { region, accountId, accessKeyId, dryRun } = entry;
  const effects = sandbox.faults.effectsOn({ service, operation, region, accountId, accessKeyId, input, dryRun });
  entry.faults = effects.map((effect) => effect.type);

  const throwFaultErrors = (): void => {
    const error = effectOf(effects, 'error');
    if (error !== undefined) throw new AwsError(error.code, error.message, error.status, error.members);
    if (effectOf(effects, 'throttled')) throw new AwsError('TooManyRequestsException', 'Too many requests', 429);
    if (effectOf(effects, 'serverError')) throw new AwsError('InternalServerException', 'Internal failure', 500);
    if (effectOf(effects, 'expiredToken')) throw new AwsError('UnauthorizedException', 'Session token expired', 401);
  };

  const respond = (): Encoded => {
    try {
      throwFaultErrors();
      entry.handled = true;
      const output = route.respond(sandbox, request, input);
      entry.executed = true;
      if (typeof output !== 'string') entry.output = output;
      return encode(200, entry.requestId, output);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const { code, message, status, members } = error;
      entry.error = { code, message };
      return encode(status, entry.requestId, { __type: code, message, ...members }, code);
    }
  };

  const run = (): Reply => {
    if (effectOf(effects, 'hang') !== undefined) return { how: 'hang' };
    if (effectOf(effects, 'resetBefore') !== undefined) return { how: 'reset' };
    const encoded = respond();
    if (effectOf(effects, 'resetAfter') !== undefined) return { how: 'reset' };
    return { how: 'respond', encoded, clockSkewMs: 0 };
  };
  return { effects, run };
}
