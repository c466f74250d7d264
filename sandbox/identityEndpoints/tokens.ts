/** The tokens that the identity services accept. To a user, all are secrets: tests check that they are not visible. */

/**
 * The SSO access token that the portal accepts. It also accepts those of `CreateToken`, which have it as their
 * prefix.
 */
export const SSO_ACCESS_TOKEN = 'sandbox-sso-access-token';
/** The refresh token that SSO-OIDC accepts. */
export const SSO_REFRESH_TOKEN = 'sandbox-sso-refresh-token';
/** The refresh token that the sign-in service of `aws login` accepts. */
export const SIGNIN_REFRESH_TOKEN = 'sandbox-signin-refresh-token';
/** The token of an instance's metadata service. */
export const METADATA_TOKEN = 'sandbox-metadata-token';
/** The authorization token for container credentials. A request without one is accepted. */
export const CONTAINER_TOKEN = 'sandbox-container-token';
