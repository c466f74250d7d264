import {
  CONTAINER_TOKEN,
  METADATA_TOKEN,
  SIGNIN_REFRESH_TOKEN,
  SSO_ACCESS_TOKEN,
  SSO_REFRESH_TOKEN,
} from './identityEndpoints/tokens.ts';
import { BUCKET_SECRET_PREFIX } from './services/lightsail/buckets.ts';
import { SESSION_SECRET_PREFIX, SESSION_TOKEN_PREFIX, WEB_IDENTITY_TOKEN } from './services/sts.ts';
import { PROFILE_SECRET_PREFIX } from './world/sample/identities.ts';

/**
 * Texts that no log, document or journal may have: the prefix of every secret in the sandbox's files and responses.
 * The MFA code (`MFA_CODE` of `services/sts.ts`) is too short to search for.
 */
export const secrets: readonly string[] = [
  PROFILE_SECRET_PREFIX,
  SESSION_SECRET_PREFIX,
  SESSION_TOKEN_PREFIX,
  WEB_IDENTITY_TOKEN,
  SSO_ACCESS_TOKEN,
  SSO_REFRESH_TOKEN,
  SIGNIN_REFRESH_TOKEN,
  CONTAINER_TOKEN,
  METADATA_TOKEN,
  BUCKET_SECRET_PREFIX,
];
