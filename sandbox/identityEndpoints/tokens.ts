/**
 * The texts that the sign-in services accept. All are secrets in a user's eyes: a test may look for them where they must
 * not be.
 */

/** The SSO access token that the portal accepts, beside those that `CreateToken` hands out (which begin with it). */
export const SSO_ACCESS_TOKEN = 'sandbox-sso-access-token';
/** The refresh token that SSO-OIDC accepts. */
export const SSO_REFRESH_TOKEN = 'sandbox-sso-refresh-token';
/** The refresh token of `aws login` that the sign-in service accepts. */
export const SIGNIN_REFRESH_TOKEN = 'sandbox-signin-refresh-token';
/** The token of an instance's metadata service. */
export const METADATA_TOKEN = 'sandbox-metadata-token';
/** The authorization token of a container's credentials, if it brings one at all. */
export const CONTAINER_TOKEN = 'sandbox-container-token';
