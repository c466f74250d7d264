import { REDACTED } from '../redacted.ts';

/** The message in which EC2 encodes a denial: long, no secret, and decoded later (STS DecodeAuthorizationMessage). */
const ENCODED_DENIAL = /Encoded authorization failure message:\s*\S+/i;

/** `SignatureDoesNotMatch` and its like quote the canonical request, with session token and headers, to the end of the message. */
const CANONICAL_REQUEST = /\s*The (?:Canonical String|String-to-Sign)\b[\s\S]*/i;

/** A secret by the name that stands before it: a header, a query parameter, a member of JSON, an XML element. */
const NAMED =
  /((?:x-amz-security-token|x-amz-signature|security_?token|session_?token|secret_?access_?key|client_?secret|(?:access|refresh|id|bearer)_?token|pre_?shared_?key|signature|passw(?:or)?d)["']?\s*(?:[:=>]|%3D)\s*["']?)(?!<)[^\s"'&,;<>]+/gi;

/** A secret after the name of its scheme: `Authorization: Bearer …`. */
const SCHEME = /\b((?:Bearer|Basic)\s+)[A-Za-z0-9+/=._~-]{8,}/gi;

/** Anything as long as a session token that has no break: no name, id or ARN of AWS has 120 such characters in a row. */
const LONG_TOKEN = /[A-Za-z0-9+/=_%-]{120,}/g;

/**
 * Returns a text of AWS, of a proxy or of a program without what may be a secret: tokens, signatures, passwords and quoted requests
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html). What EC2 encodes in a denial stays.
 */
export function redactSecrets(text: string): string {
  const encoded = ENCODED_DENIAL.exec(text);
  if (encoded) {
    const end = encoded.index + encoded[0].length;
    return redactSecrets(text.slice(0, encoded.index)) + encoded[0] + redactSecrets(text.slice(end));
  }
  return text
    .replace(CANONICAL_REQUEST, '')
    .replace(SCHEME, `$1${REDACTED}`)
    .replace(NAMED, `$1${REDACTED}`)
    .replace(LONG_TOKEN, REDACTED);
}
