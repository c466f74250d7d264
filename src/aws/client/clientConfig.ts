import { readFileSync } from 'node:fs';
import { t } from '@vscode/l10n';
import type { NodeHttpHandlerOptions } from '@smithy/node-http-handler';
import type { AwsCredentialIdentity } from '@smithy/types';
import { errorCode } from '../../common/errors.ts';
import { MAX_CONNECTIONS } from './connections.ts';
import { GuardedHandler } from './guardedHandler.ts';
import { CredentialsError } from '../credentials/credentialsError.ts';
import type { EndpointService, EndpointSettings } from '../identity/target.ts';

/** Milliseconds until a connection must be established, and until a response must have begun. */
const CONNECTION_TIMEOUT_MS = 6_000;
const REQUEST_TIMEOUT_MS = 30_000;

const MEBIBYTE = 1024 * 1024;

/**
 * Limits in bytes, longer than every response of a service. Default: one mebibyte. A page of the Price List has 100
 * products of 60 kB.
 */
const MAX_BYTES: Readonly<Partial<Record<EndpointService, number>>> = {
  iam: 4 * MEBIBYTE,
  pricing: 16 * MEBIBYTE,
  cloudtrail: 16 * MEBIBYTE,
};

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
  readonly requestHandler: GuardedHandler;
  readonly credentials?: AwsCredentialIdentity;
}

/**
 * Returns the members that decide where a client sends requests. All are set, so that the client looks up nothing in the environment or in
 * the profile that `AWS_PROFILE` names. FIPS and dual stack choose among AWS's own hosts; the SDK rejects them with a configured endpoint.
 */
export function endpointConfig(service: EndpointService, { endpoints, hosts }: EndpointSettings): EndpointConfig {
  const endpoint = endpoints[service];
  return {
    ...(endpoint !== undefined && { endpoint }),
    ignoreConfiguredEndpointUrls: true,
    // The sign-in service has no FIPS hosts: the SDK rejects the request.
    useFipsEndpoint: endpoint === undefined && service !== 'signin' && (hosts?.fips ?? false),
    useDualstackEndpoint: endpoint === undefined && (hosts?.dualstack ?? false),
  };
}

/**
 * Returns the configuration of a client for STS, SSO, SSO OIDC, sign-in or IAM. Throws a `CredentialsError` with the
 * problem `badEndpoint` where the CA bundle cannot be read.
 */
export function authClientConfig(service: EndpointService, region: string, reach: EndpointSettings): AuthClientConfig {
  return {
    region,
    ...endpointConfig(service, reach),
    maxAttempts: 3,
    retryMode: 'standard',
    requestHandler: new GuardedHandler(
      {
        connectionTimeout: CONNECTION_TIMEOUT_MS,
        requestTimeout: REQUEST_TIMEOUT_MS,
        throwOnRequestTimeout: true,
        ...agents(reach),
      },
      MAX_BYTES[service] ?? MEBIBYTE,
    ),
  };
}

/**
 * Returns the options of the SDK's request handler for its connections, with the `ca_bundle` of a profile. As in the AWS CLI, these
 * certificates replace the usual ones. Throws a `CredentialsError` with the problem `badEndpoint` where the file cannot
 * be read.
 */
export function agents({ caBundle }: EndpointSettings): Pick<NodeHttpHandlerOptions, 'httpAgent' | 'httpsAgent'> {
  const connections = { maxSockets: MAX_CONNECTIONS };
  return {
    httpAgent: connections,
    httpsAgent: caBundle === undefined ? connections : { ...connections, ca: readBundle(caBundle) },
  };
}

function readBundle(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const message = t(
      'The CA bundle {0} cannot be read ({1}). Correct ca_bundle of the profile, or AWS_CA_BUNDLE.',
      file,
      errorCode(error) ?? '?',
    );
    throw new CredentialsError('badEndpoint', message);
  }
}
