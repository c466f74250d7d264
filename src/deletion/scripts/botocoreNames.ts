/** An ending such as `ARNs` or `IDs` is one word. */
const PLURAL = /[A-Z]{2,}s$/;

/**
 * Returns a name in lower case, as the AWS CLI and boto3 derive it from AWS's own: `secretARN` becomes `secret-arn`, `OutpostARNs`
 * `outpost-arns`, `publicKeyBase64` `public-key-base64` (botocore's `xform_name`, whose oddities are kept: `IPv6` becomes `i-pv6`).
 */
export function xformName(name: string, separator: '-' | '_'): string {
  const [plural] = PLURAL.exec(name) ?? [];
  const whole = plural === undefined ? name : name.slice(0, -plural.length) + separator + plural.toLowerCase();
  return whole
    .replace(/(.)([A-Z][a-z]+)/g, `$1${separator}$2`)
    .replace(/([a-z0-9])([A-Z])/g, `$1${separator}$2`)
    .toLowerCase();
}
