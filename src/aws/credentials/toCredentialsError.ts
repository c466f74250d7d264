import { REDACTED } from '../../common/secrets/redacted.ts';
import { redactSecrets } from '../../common/secrets/redactSecrets.ts';
import { t } from '@vscode/l10n';
import { httpStatus } from '../errors/httpStatus.ts';
import { quotedMessage } from '../errors/quotedMessage.ts';
import { CredentialsError, type CredentialsErrorDetails, type CredentialsProblem } from './credentialsError.ts';
import { errorCode } from '../../common/errors.ts';

/** The operation that failed. */
export interface Attempt {
  /** The start of a sentence: `Assuming the role arn:… for profile "x"`. */
  readonly operation: string;
  readonly profile?: string;
  /** Values that must not appear in any message: secret keys, tokens, MFA codes. */
  readonly secrets?: readonly (string | undefined)[];
}

const EXPIRED: ReadonlySet<string> = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired']);
const REJECTED: ReadonlySet<string> = new Set([
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'SignatureDoesNotMatch',
  'InvalidIdentityToken',
  'IDPRejectedClaim',
]);
const DENIED: ReadonlySet<string> = new Set(['AccessDenied', 'AccessDeniedException', 'ForbiddenException']);

/** Converts an error of an SDK client into a message and a cause; a CredentialsError stays as it is. */
export function toCredentialsError(error: unknown, attempt: Attempt): CredentialsError {
  if (error instanceof CredentialsError) return error;
  const name = error instanceof Error ? error.name : 'Error';
  const status = httpStatus(error);
  const code = errorCode(error);
  const said = withoutSecrets(error instanceof Error ? error.message : '', attempt.secrets ?? []);
  const details: CredentialsErrorDetails = {
    ...(attempt.profile !== undefined && { profile: attempt.profile }),
    cause: { name, status, code, said },
  };
  const fail = (problem: CredentialsProblem, message: string): CredentialsError =>
    new CredentialsError(problem, message, details);
  const networkFailure = code ?? (name === 'TimeoutError' ? name : undefined);
  if (status === undefined && networkFailure !== undefined) {
    return fail('unreachable', unreachableMessage(attempt.operation, networkFailure));
  }
  if (DENIED.has(name) && /MultiFactorAuthentication failed|one time pass code/i.test(said)) {
    return fail(
      'mfaRejected',
      t('{0}: AWS did not accept the MFA code. Wait for the next code and try again.', attempt.operation),
    );
  }
  if (DENIED.has(name)) {
    return fail(
      'roleDenied',
      t('{0}: access denied. Ask an administrator for the permission. AWS’s message: {1}', attempt.operation, said),
    );
  }
  if (EXPIRED.has(name)) {
    return fail(
      'expired',
      t('{0}: the credentials have expired. Get new ones. AWS’s message: {1}', attempt.operation, said),
    );
  }
  if (REJECTED.has(name)) {
    const message = t(
      '{0}: AWS rejected the credentials ({1}). Correct the profile, or enable the Region in the account. AWS’s message: {2}',
      attempt.operation,
      name,
      said,
    );
    return fail('invalidCredentials', message);
  }
  return fail('failed', t('{0} failed ({1}): {2}', attempt.operation, name, said));
}

/**
 * Returns whether Node's code of an error means that the TLS connection failed, for instance because a certificate is
 * not trusted (https://nodejs.org/api/tls.html#x509-certificate-error-codes).
 */
function isTlsFailure(code: string): boolean {
  return /^(UNABLE_TO_|CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_CA|HOSTNAME_MISMATCH|ERR_TLS_|ERR_SSL_|EPROTO)/.test(
    code,
  );
}

function unreachableMessage(operation: string, code: string): string {
  return isTlsFailure(code)
    ? t(
        '{0}: the TLS connection failed ({1}). Name your certificate authority in ca_bundle of the profile or in AWS_CA_BUNDLE; behind a proxy in NODE_EXTRA_CA_CERTS.',
        operation,
        code,
      )
    : t(
        '{0}: no response ({1}). Check the network, the proxy settings and the endpoint of the profile.',
        operation,
        code,
      );
}

/** Shorter secrets, such as the code of an MFA device, are looked for as they are: in base64, parts of words would look like them. */
const MIN_BASE64 = 12;

/**
 * Returns AWS's message without secrets, those that are known and those that look like one, on one line, and without
 * the sentences that make it too long.
 */
export function withoutSecrets(message: string, secrets: readonly (string | undefined)[]): string {
  let safe = message;
  for (const secret of secrets) if (secret) for (const form of formsOf(secret)) safe = safe.replace(form, REDACTED);
  return quotedMessage(redactSecrets(safe));
}

/** Returns patterns for a secret as a message may quote it: plain, for a URL, for JSON or in base64, also over several lines. */
function formsOf(secret: string): readonly RegExp[] {
  const bytes = Buffer.from(secret);
  const texts = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
  // Without its padding, and without the last digit, which depends on what follows.
  const digits = [bytes.toString('base64'), bytes.toString('base64url')].map((text) => text.replace(/.?=*$/, ''));
  return [...new Set([...texts, ...(secret.length < MIN_BASE64 ? [] : digits)])].map((text) => {
    const characters = Array.from(text, (character) => character.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&'));
    return new RegExp(characters.join(text.length < MIN_BASE64 ? '' : String.raw`(?:\s|\\[rn])*`), 'g');
  });
}
