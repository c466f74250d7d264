import type { HttpResponse } from '../client/responseGuard.ts';

/**
 * AWS's codes after which only a new sign-in helps: those of SSO OIDC CreateToken
 * (https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html) without `SlowDownException`
 * and `InternalServerException`, and those of sign-in CreateOAuth2Token (botocore 1.43 `data/signin`). Everything else,
 * such as throttling or the response of a proxy, leaves it open whether the sign-in has ended.
 */
const ENDED: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'ExpiredTokenException',
  'InvalidClientException',
  'InvalidGrantException',
  'InvalidRequestException',
  'InvalidScopeException',
  'UnauthorizedClientException',
  'UnsupportedGrantTypeException',
  'ValidationException',
]);

/** The reason of an `AccessDeniedException` of sign-in that a new sign-in does not change. */
const NO_PERMISSION = 'INSUFFICIENT_PERMISSIONS';

/** Returns whether the renewal of a sign-in failed because the sign-in has ended. */
export function hasSignInEnded(error: unknown): boolean {
  return error instanceof Error && ENDED.has(error.name) && !('error' in error && error.error === NO_PERMISSION);
}

/** An error response as the SDK's clients throw it, for where the SDK keeps the error to itself. */
class RejectedRenewal extends Error {
  readonly $metadata: { readonly httpStatusCode: number };
  /** The reason in terms of OAuth 2.0, such as `TOKEN_EXPIRED`. */
  readonly error: unknown;

  constructor(name: string, message: string, httpStatusCode: number, error: unknown) {
    super(message);
    this.name = name;
    this.$metadata = { httpStatusCode };
    this.error = error;
  }
}

/**
 * Returns the error in a response of sign-in, whose body was read; undefined where it is no error response. Without a
 * code of AWS its name is `Error`.
 */
export function rejectedRenewal({ statusCode, headers, body }: HttpResponse): Error | undefined {
  if (statusCode < 300) return undefined;
  const { __type: type, message, error } = bodyMembers(body);
  const code = /([A-Za-z]\w*)(?::.*)?$/.exec(
    headers['x-amzn-errortype'] ?? (typeof type === 'string' ? type : ''),
  )?.[1];
  return new RejectedRenewal(code ?? 'Error', typeof message === 'string' ? message : '', statusCode, error);
}

function bodyMembers(body: unknown): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(body as Uint8Array).toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
