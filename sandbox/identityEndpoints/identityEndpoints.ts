import { effectOf } from '../authorize.ts';
import type { Prepared, Reply } from '../pipeline.ts';
import type { Received } from '../request.ts';
import type { OpenEntry } from '../requestLog.ts';
import type { Sandbox } from '../sandbox.ts';
import { AwsError } from '../wire/awsError.ts';
import type { Encoded } from '../wire/protocols.ts';
import { PORTAL_ROUTES } from './routes.ts';
import type { PortalRoute } from './routes.ts';

/**
 * Whether a request is for a service that is told by its path.
 *
 * @param request the request
 * @returns the route, or undefined
 */
export function portalRoute(request: Received): PortalRoute | undefined {
  return PORTAL_ROUTES.find(({ method, path }) => method === request.method && request.url.pathname.endsWith(path));
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
 * Reads a request to a portal and finds the faults that hit it. Of the faults, these count: `error`, `throttled`,
 * `serverError`, `expiredToken`, `slow`, `hang`, `resetBefore`, `resetAfter`.
 *
 * @param sandbox the sandbox
 * @param route what it is for
 * @param request the request
 * @param entry its log entry; completed as it goes on
 * @returns what to do
 */
export function preparePortal(sandbox: Sandbox, route: PortalRoute, request: Received, entry: OpenEntry): Prepared {
  const { service, operation } = route;
  const input = route.input(request);
  Object.assign(entry, { service, operation, input });
  const { region, accountId, accessKeyId, dryRun } = entry;
  const effects = sandbox.faults.strike({ service, operation, region, accountId, accessKeyId, input, dryRun });
  entry.faults = effects.map((effect) => effect.type);

  const refuse = (): void => {
    const error = effectOf(effects, 'error');
    if (error !== undefined) throw new AwsError(error.code, error.message, error.status, error.members);
    if (effectOf(effects, 'throttled')) throw new AwsError('TooManyRequestsException', 'Too many requests', 429);
    if (effectOf(effects, 'serverError')) throw new AwsError('InternalServerException', 'Internal failure', 500);
    if (effectOf(effects, 'expiredToken')) throw new AwsError('UnauthorizedException', 'Session token expired', 401);
  };

  const respond = (): Encoded => {
    try {
      refuse();
      entry.handled = true;
      const output = route.answer(sandbox, request, input);
      entry.carriedOut = true;
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
    return { how: 'answer', encoded, clockSkewMs: 0 };
  };
  return { effects, run };
}
