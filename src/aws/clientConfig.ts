import type { AwsCredentialIdentity } from '@smithy/types';
import type { Endpoints } from './endpoints.ts';
import type { EndpointService } from './target.ts';

/** Milliseconds until a connection must stand, and until an answer must have begun. */
const CONNECTION_TIMEOUT_MS = 6_000;
const REQUEST_TIMEOUT_MS = 30_000;

/** What the small clients that serve credentials are made with. */
export interface InnerClientConfig {
  readonly region: string;
  readonly endpoint?: string;
  readonly ignoreConfiguredEndpointUrls: true;
  readonly useFipsEndpoint: boolean;
  readonly useDualstackEndpoint: boolean;
  readonly maxAttempts: number;
  readonly retryMode: 'standard';
  readonly requestHandler: { readonly connectionTimeout: number; readonly requestTimeout: number };
  readonly credentials?: AwsCredentialIdentity;
}

/**
 * The configuration of a client for STS, SSO, SSO OIDC or sign-in. Everything that such a client would otherwise look up
 * by itself in the environment and in the profile that `AWS_PROFILE` names (endpoint, FIPS, dual stack, retries) is said, so
 * that nothing of another profile leaks in.
 *
 * @param service the service
 * @param region the Region to call and to sign for
 * @param endpoints the endpoints that were configured
 * @returns members that every client of the SDK takes
 */
export function innerClientConfig(service: EndpointService, region: string, endpoints: Endpoints): InnerClientConfig {
  const endpoint = endpoints[service];
  return {
    region,
    ...(endpoint !== undefined && { endpoint }),
    ignoreConfiguredEndpointUrls: true,
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    maxAttempts: 3,
    retryMode: 'standard',
    requestHandler: { connectionTimeout: CONNECTION_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
  };
}
