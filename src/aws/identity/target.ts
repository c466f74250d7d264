import type { ServiceId } from '../../catalog/model/services.ts';
import { perObject } from '../../common/perObject.ts';

/**
 * Where credentials come from. A named profile is resolved by the shared config and credentials files and by nothing else;
 * the other two are choices of their own, never a fallback.
 */
export type CredentialSource =
  | { readonly kind: 'profile'; readonly name: string }
  | { readonly kind: 'environment' }
  | { readonly kind: 'container' };

/** The services that a target has an endpoint for: those of the catalog, and those that credentials need. */
export type EndpointService = ServiceId | 'sts' | 'sso' | 'sso-oidc' | 'signin' | 'iam' | 'pricing' | 'cloudtrail';

/**
 * The identity of a source's credentials, as STS `GetCallerIdentity` returned it
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html).
 */
export interface Identity {
  readonly source: CredentialSource;
  /** Twelve digits. */
  readonly accountId: string;
  /** The caller's ARN: a user, an assumed role or the root. */
  readonly arn: string;
  /** `aws`, `aws-cn`, `aws-us-gov`, ... as the caller's ARN has it. */
  readonly partition: string;
  /** The access key id of the request that returned this: an identifier, no secret. */
  readonly accessKeyId: string;
}

/** Which of AWS's own hosts are called where no endpoint was configured. */
export interface HostVariant {
  /** Those with FIPS 140 validated cryptography (https://docs.aws.amazon.com/sdkref/latest/guide/feature-endpoints.html). */
  readonly fips: boolean;
  /** Those that are reachable over IPv6 too. */
  readonly dualstack: boolean;
}

/**
 * Profile + account + Region: resolved once, then frozen. Every client, tree node and plan carries one, so that nothing
 * can be retargeted by a switch.
 */
export interface Target {
  readonly identity: Identity;
  readonly region: string;
  /** The endpoints that were configured, as URLs; a service without one is reached at AWS's own host. */
  readonly endpoints: Readonly<Partial<Record<EndpointService, string>>>;
  /** Absent: the ordinary hosts. */
  readonly hosts?: HostVariant;
  /** The file of the certificate authorities that are trusted instead of Node's: `ca_bundle` or AWS_CA_BUNDLE. */
  readonly caBundle?: string;
  /** The URL of the instance metadata service that the credentials come from, where it is none of AWS's own addresses. */
  readonly metadata?: string;
}

/** Returns a target in another Region, with the same credentials; the target itself where it is that Region. */
export function targetIn(target: Target, region: string): Target {
  return region === target.region ? target : Object.freeze({ ...target, region });
}

/** How a service is reached: what a client needs of a target beside Region and credentials. */
export type EndpointSettings = Pick<Target, 'endpoints' | 'hosts' | 'caBundle' | 'metadata'>;

/**
 * Returns the name under which a source is shown: the profile's name, or a word for the two sources without a profile.
 * Never translated: the setting `teardown.protected` is compared with it.
 */
export function sourceLabel(source: CredentialSource): string {
  switch (source.kind) {
    case 'profile':
      return source.name;
    case 'environment':
      return 'Environment';
    case 'container':
      return 'Instance / container';
  }
}

/** Returns a key that is equal for two sources only if they are the same. Not shown to users. */
export function sourceKey(source: CredentialSource): string {
  return source.kind === 'profile' ? `profile ${source.name}` : source.kind;
}

/** Returns the key of a source in an account: another source may have other permissions there. Not shown to users. */
export function callerKey({ source, accountId }: Pick<Identity, 'source' | 'accountId'>): string {
  return `${sourceKey(source)} ${accountId}`;
}

/**
 * Returns a key that is equal for two targets only if all of their members are, for every cache that must not mix
 * accounts (aws-toolkit-vscode #6949 is what happens with less). Not shown to users.
 */
export const targetKey = perObject((target: Target): string => {
  const { identity, region, endpoints, hosts, caBundle, metadata } = target;
  const { source } = identity;
  return JSON.stringify([
    source.kind,
    source.kind === 'profile' ? source.name : '',
    identity.accountId,
    identity.arn,
    identity.accessKeyId,
    region,
    Object.entries(endpoints).sort(([a], [b]) => (a < b ? -1 : 1)),
    hosts?.fips ?? false,
    hosts?.dualstack ?? false,
    caBundle ?? '',
    metadata ?? '',
  ]);
});
