import type { AwsCredentialIdentity } from '@smithy/types';
import type { EndpointService, EndpointSettings } from '../identity/target.ts';

/** Milliseconds until a connection must stand, and until an answer must have begun. */
const CONNECTION_TIMEOUT_MS = 6_000;
const REQUEST_TIMEOUT_MS = 30_000;

/** Where a client goes: members that every client of the SDK takes. */
export interface EndpointConfig {
  readonly endpoint?: string;
  readonly ignoreConfiguredEndpointUrls: true;
  readonly useFipsEndpoint: boolean;
  readonly useDualstackEndpoint: boolean;
}

/** What the small clients that serve credentials are made with. */
export interface AuthClientConfig extends EndpointConfig {
  readonly region: string;
  readonly maxAttempts: number;
  readonly retryMode: 'standard';
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    readonly throwOnRequestTimeout: true;
  };
  readonly credentials?: AwsCredentialIdentity;
}

/**
 * Where a client goes. Everything is said that it would otherwise look up by itself in the environment and in the profile that
 * `AWS_PROFILE` names, so that nothing of another profile leaks in. FIPS and dual stack choose among AWS's own hosts; the SDK refuses
 * them for an endpoint that was configured.
 *
 * @param service the service
 * @param reach the endpoints that were configured, and which of AWS's hosts are called otherwise
 * @returns the members
 */
export function endpointConfig(service: EndpointService, { endpoints, hosts }: EndpointSettings): EndpointConfig {
  const endpoint = endpoints[service];
  return {
    ...(endpoint !== undefined && { endpoint }),
    ignoreConfiguredEndpointUrls: true,
    // The sign-in service has no FIPS hosts: the SDK would refuse the call.
    useFipsEndpoint: endpoint === undefined && service !== 'signin' && (hosts?.fips ?? false),
    useDualstackEndpoint: endpoint === undefined && (hosts?.dualstack ?? false),
  };
}

/**
 * The configuration of a client for STS, SSO, SSO OIDC or sign-in.
 *
 * @param service the service
 * @param region the Region to call and to sign for
 * @param reach the endpoints that were configured, and which of AWS's hosts are called otherwise
 * @returns members that every client of the SDK takes
 */
export function authClientConfig(service: EndpointService, region: string, reach: EndpointSettings): AuthClientConfig {
  return {
    region,
    ...endpointConfig(service, reach),
    maxAttempts: 3,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
  };
}
