import { redactSecrets } from '../../common/secrets/redactSecrets.ts';
import { SERVICES, type ServiceId } from '../../catalog/model/services.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { CredentialsError } from '../credentials/credentialsError.ts';
import { deniedAction, type CallFailure, type FailureCause } from '../errors/callError.ts';
import { classifyCause } from '../errors/errorCodes.ts';
import type { Target } from '../identity/target.ts';

/** Thrown in place of a request that may no longer leave. */
export class HeldBackError extends Error {
  constructor() {
    super('HeldBack');
    this.name = 'HeldBack';
  }
}

interface Metadata {
  readonly httpStatusCode?: number;
  readonly requestId?: string;
  readonly attempts?: number;
  /** True where the SDK saw from the response that the clocks differ by minutes; it signs with AWS's time from then on. */
  readonly clockSkewCorrected?: boolean;
}

/** Returns the SDK's metadata of a response or an error; empty where it has none. */
export function metadataOf(value: unknown): Metadata {
  return (value as { $metadata?: Metadata } | undefined)?.$metadata ?? {};
}

/** The call that failed. */
export interface CallContext {
  readonly target: Target;
  readonly service: ServiceId;
  readonly operation: string;
  readonly durationMs: number;
  readonly aborted: boolean;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Returns what Lightsail's exceptions have beside their message. */
function detailsOf(error: Readonly<Record<string, unknown>>): Structure {
  const names = ['code', 'docs', 'tip'] as const;
  return Object.fromEntries(
    names.flatMap((name) => (text(error[name]) ? [[name, redactSecrets(text(error[name]) ?? '')]] : [])),
  );
}

/** AWS rejects a signature that is too old or too new as it rejects expired credentials. */
const SIGNATURE_REJECTED: ReadonlySet<FailureCause> = new Set(['expired', 'noCredentials']);

/** Converts whatever a call threw into a failure: an error of ours, of AWS, of the SDK or of the system. It holds no secrets. */
export function toCallFailure(error: unknown, context: CallContext): CallFailure {
  const thrown = (typeof error === 'object' && error !== null ? error : {}) as Readonly<Record<string, unknown>>;
  const { httpStatusCode: status, requestId, attempts = 1, clockSkewCorrected = false } = metadataOf(error);
  const { name, message, cause: reported } = classifyError(error, thrown, status, context.operation);
  const cause = clockSkewCorrected && SIGNATURE_REJECTED.has(reported) ? 'clock' : reported;
  const called = `${SERVICES[context.service].iamPrefix}:${context.operation}`;
  return {
    cause: context.aborted ? 'canceled' : cause,
    name,
    message,
    ...(status !== undefined && { status }),
    ...(requestId !== undefined && { requestId }),
    ...(wasNeverSent(thrown, attempts, status) && { neverSent: true as const }),
    action: (cause === 'denied' ? deniedAction(message) : undefined) ?? called,
    region: context.target.region,
    attempts,
    durationMs: context.durationMs,
    details: status === undefined ? {} : detailsOf(thrown),
  };
}

/** The calls of the system that come before the first byte of a request. */
const CONNECTING: ReadonlySet<unknown> = new Set(['connect', 'getaddrinfo', 'queryA', 'queryAaaa']);

/**
 * Returns whether nothing was sent: the only attempt was held back, or failed while connecting. The same codes also come from connections
 * that transferred a request.
 */
function wasNeverSent(
  thrown: Readonly<Record<string, unknown>>,
  attempts: number,
  status: number | undefined,
): boolean {
  return attempts === 1 && status === undefined && (thrown instanceof HeldBackError || isConnectError(thrown));
}

function isConnectError({ syscall, errors, name, message }: Readonly<Record<string, unknown>>): boolean {
  // Node tries all addresses of a host, and collects their errors.
  if (Array.isArray(errors)) return errors.length > 0 && (errors as Record<string, unknown>[]).every(isConnectError);
  if (syscall !== undefined) return CONNECTING.has(syscall);
  return name === 'TimeoutError' && typeof message === 'string' && /\bestablish a connection\b/.test(message);
}

/** Returns an error's name, message and cause. */
function classifyError(
  error: unknown,
  thrown: Readonly<Record<string, unknown>>,
  status: number | undefined,
  operation: string,
): Pick<CallFailure, 'name' | 'message' | 'cause'> {
  if (error instanceof CredentialsError) return { name: error.problem, message: error.message, cause: 'credentials' };
  if (error instanceof HeldBackError) return { name: error.name, message: error.message, cause: 'notSent' };
  const systemCode = status === undefined ? text(thrown['code']) : undefined;
  const name = systemCode ?? text(thrown['name']) ?? 'Error';
  const message = text(thrown['message']) ?? text(thrown['Message']) ?? String(error);
  return { name, message: redactSecrets(message), cause: classifyCause(name, message, status, operation) };
}
