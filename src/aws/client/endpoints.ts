import { t } from '@vscode/l10n';
import { SERVICES } from '../../catalog/model/services.ts';
import type { Env } from '../config/sharedFilePaths.ts';
import { CredentialsError } from '../credentials/credentialsError.ts';
import type { ProfileSettings, Setting, SharedConfig } from '../config/sharedConfig.ts';
import type { CredentialSource, EndpointService, HostVariant, EndpointSettings } from '../identity/target.ts';

/** The endpoints that were configured; a service without one is reached at AWS's own host. */
export type Endpoints = Readonly<Partial<Record<EndpointService, string>>>;

/**
 * What each service is called in `AWS_ENDPOINT_URL_<NAME>` and, in lower case, in a `services` section
 * (https://docs.aws.amazon.com/sdkref/latest/guide/ss-endpoints-table.html).
 */
const NAMES: Readonly<Record<EndpointService, string>> = {
  ec2: SERVICES.ec2.endpointKey,
  lightsail: SERVICES.lightsail.endpointKey,
  directconnect: SERVICES.directconnect.endpointKey,
  iam: 'IAM',
  pricing: 'PRICING',
  cloudtrail: 'CLOUDTRAIL',
  sts: 'STS',
  sso: 'SSO',
  'sso-oidc': 'SSO_OIDC',
  signin: 'SIGNIN',
};

const SERVICES_WITH_ENDPOINT = Object.keys(NAMES) as readonly EndpointService[];

/**
 * Returns where each service of a source is reached, in the order of the AWS CLI and SDKs
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html): `AWS_ENDPOINT_URL_<SERVICE>`,
 * `AWS_ENDPOINT_URL`, the profile's `services` section, the profile's `endpoint_url`.
 * `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` or, where that is unset, the profile's `ignore_configured_endpoint_urls`
 * switches all of them off.
 *
 * The profile is the *chosen* one, also for the requests to STS and SSO that turn a role or a sign-in into credentials,
 * as with `aws --profile`. `AWS_PROFILE` and source profiles do not count. For "Environment" and "Instance / container"
 * it is `AWS_PROFILE`, or `default`.
 *
 * The frozen map has only the services that have an endpoint. Give it to clients together with
 * `ignoreConfiguredEndpointUrls: true`: without an endpoint, a client takes the one of `AWS_PROFILE`. Throws a
 * `CredentialsError` with the problem `badEndpoint` where a value is no http(s) URL, where a named `services` section is
 * missing, or where a service in it has no block.
 */
export function resolveEndpoints(source: CredentialSource, shared: SharedConfig, env: Env): Endpoints {
  const profile = settingsProfile(source, env);
  const settings: ProfileSettings = shared.profiles.get(profile) ?? new Map();
  if (ignoresConfigured(settings, env)) return Object.freeze({});
  const fromEnv = (name: string): Found | undefined => {
    const value = env[name];
    return value === undefined || value === '' ? undefined : { value, where: t('environment variable {0}', name) };
  };
  const fromSettings = (from: ProfileSettings | undefined, key: string, section: string): Found | undefined => {
    const setting = from?.get(key);
    if (setting === undefined || setting.value === '') return undefined;
    return { value: setting.value, where: describeSetting(setting, key, section) };
  };
  const services = servicesSection(profile, settings, shared);
  const fromServices = (name: string): Found | undefined => {
    if (services === undefined) return undefined;
    const header = `services ${services.name}`;
    // The AWS CLI fails here. AWS's own host would be another account than the one that was meant.
    const flat = services.settings.get(name);
    if (flat !== undefined) throw notNested(profile, describeSetting(flat, name, header));
    return fromSettings(services.settings, `${name}.endpoint_url`, header);
  };
  const result: Partial<Record<EndpointService, string>> = {};
  for (const service of SERVICES_WITH_ENDPOINT) {
    const name = NAMES[service];
    const found =
      fromEnv(`AWS_ENDPOINT_URL_${name}`) ??
      fromEnv('AWS_ENDPOINT_URL') ??
      fromServices(name.toLowerCase()) ??
      fromSettings(settings, 'endpoint_url', profileHeader(profile));
    if (found !== undefined) result[service] = checked(found, profile);
  }
  return Object.freeze(result);
}

/**
 * Returns how the services of a source are reached: the configured endpoints, for the rest which of AWS's hosts, the
 * certificate authorities, and another instance metadata service than AWS's. The environment (AWS_USE_FIPS_ENDPOINT,
 * AWS_USE_DUALSTACK_ENDPOINT, AWS_CA_BUNDLE) comes before the profile (`use_fips_endpoint`, `use_dualstack_endpoint`, `ca_bundle`). The result is frozen, and for every
 * client of the source. Throws as {@link resolveEndpoints}.
 */
export function resolveReach(source: CredentialSource, shared: SharedConfig, env: Env): EndpointSettings {
  const settings = shared.profiles.get(settingsProfile(source, env));
  const isOn = (name: string): boolean =>
    (env[`AWS_${name.toUpperCase()}`] ?? settings?.get(name)?.value)?.toLowerCase() === 'true';
  const hosts: HostVariant = { fips: isOn('use_fips_endpoint'), dualstack: isOn('use_dualstack_endpoint') };
  const endpoints = resolveEndpoints(source, shared, env);
  // The order of the AWS CLI (botocore `configprovider`): the environment first.
  const caBundle = [env['AWS_CA_BUNDLE'], settings?.get('ca_bundle')?.value].find(Boolean);
  const metadata = usesInstanceMetadata(source, shared) ? configuredMetadata(env) : undefined;
  return Object.freeze({
    endpoints,
    ...((hosts.fips || hosts.dualstack) && { hosts: Object.freeze(hosts) }),
    ...(caBundle && { caBundle }),
    ...(metadata !== undefined && { metadata }),
  });
}

/** The addresses of AWS's own service: https://docs.aws.amazon.com/sdkref/latest/guide/feature-imds-credentials.html */
const METADATA_HOSTS: ReadonlySet<string> = new Set(['169.254.169.254', '[fd00:ec2::254]']);

/** Returns the URL of another instance metadata service than AWS's. */
function configuredMetadata(env: Env): string | undefined {
  const url = env['AWS_EC2_METADATA_SERVICE_ENDPOINT'];
  return url && !(URL.canParse(url) && METADATA_HOSTS.has(new URL(url).hostname)) ? url : undefined;
}

/** Returns whether the credentials of a source may come from the instance metadata service. */
function usesInstanceMetadata(source: CredentialSource, shared: SharedConfig): boolean {
  if (source.kind !== 'profile') return source.kind === 'container';
  const visited = new Set<string>();
  for (let name: string | undefined = source.name; name !== undefined && !visited.has(name);) {
    visited.add(name);
    const settings: ProfileSettings | undefined = shared.profiles.get(name);
    if (settings?.get('credential_source')?.value === 'Ec2InstanceMetadata') return true;
    name = settings?.get('source_profile')?.value;
  }
  return false;
}

/**
 * Returns the profile whose settings (endpoints, Region) count for a source: the profile itself; for the two sources without one
 * `AWS_PROFILE`, or `default`.
 */
export function settingsProfile(source: CredentialSource, env: Env): string {
  if (source.kind === 'profile') return source.name;
  return env['AWS_PROFILE'] === undefined || env['AWS_PROFILE'] === '' ? 'default' : env['AWS_PROFILE'];
}

/**
 * The hosts that are this machine, as `URL` writes them. A name below `localhost` is none: where the system does not resolve it, a name server
 * is asked (https://www.rfc-editor.org/rfc/rfc6761#section-6.3 only recommends otherwise).
 */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/;

/** Returns whether requests to a URL leave this machine without encryption. */
export function isPlainHttp(url: string | undefined): url is string {
  if (url === undefined || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !LOOPBACK.test(hostname);
}

/**
 * The hosts of AWS's own APIs, VPC endpoints included: https://docs.aws.amazon.com/general/latest/gr/rande.html. AWS also gives names of
 * its domains to servers of its customers: `ec2-203-0-113-1.compute-1.amazonaws.com`.
 */
const AWS_HOST =
  /^(?:vpce-[a-z0-9-]+\.)?(?:sts|iam|ec2|lightsail|directconnect)(?:-fips)?(?:\.[a-z]+(?:-[a-z]+)+-\d+)?(?:\.vpce)?\.(?:amazonaws\.(?:com|com\.cn|eu)|api\.(?:aws|amazonwebservices\.com\.cn))$/;

/** Returns whether a URL has a host of AWS's own APIs. */
export function isAwsUrl(url: string): boolean {
  return URL.canParse(url) && AWS_HOST.test(new URL(url).hostname);
}

/** Returns the server behind an endpoint: equal for all of AWS's own hosts. */
export function serverOf(url: string | undefined): string {
  if (url === undefined || isAwsUrl(url)) return 'AWS';
  const { origin, pathname, search } = new URL(url);
  // Behind one host there may be a server for each path.
  return origin + pathname.replace(/\/+$/, '') + search;
}

/** Returns whether two services have the same server, so that what one returns is true of the other's account. */
export function isSameServer(endpoints: Endpoints, one: EndpointService, other: EndpointService): boolean {
  return serverOf(endpoints[one]) === serverOf(endpoints[other]);
}

interface Found {
  readonly value: string;
  readonly where: string;
}

function ignoresConfigured(settings: ProfileSettings, env: Env): boolean {
  const value = env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] ?? settings.get('ignore_configured_endpoint_urls')?.value;
  return value?.toLowerCase() === 'true';
}

function servicesSection(
  profile: string,
  settings: ProfileSettings,
  shared: SharedConfig,
): { readonly name: string; readonly settings: ProfileSettings } | undefined {
  const setting = settings.get('services');
  if (setting === undefined) return undefined;
  const section = shared.services.get(setting.value);
  if (section !== undefined && section.size > 0) return { name: setting.value, settings: section };
  throw new CredentialsError(
    'badEndpoint',
    t(
      'Profile "{0}" has services = {1} ({2} line {3}), but there is no [services {1}]. Add it, or remove the setting.',
      profile,
      setting.value,
      setting.file,
      setting.line,
    ),
    { profile },
  );
}

/**
 * A URL that all programs read alike. Where one has a backslash, no or three slashes, or characters beside ASCII, the SDK and Python, which
 * gets it in a script, would reach different hosts.
 */
const PLAIN_URL = /^https?:\/\/[!"$-.0->A-[\]-~]+(?:\/[!-[\]-~]*)?$/i;

function checked({ value, where }: Found, profile: string): string {
  const url = PLAIN_URL.test(value) && URL.canParse(value) ? new URL(value) : undefined;
  if (url !== undefined && [url.username, url.password, url.search, url.hash].every((part) => part === '')) {
    return value;
  }
  throw new CredentialsError(
    'badEndpoint',
    t(
      'The endpoint in {0} is not an http or https URL like https://host:port/path. Correct it, or remove it to reach AWS itself.',
      where,
    ),
    { profile },
  );
}

function describeSetting({ file, line }: Setting, key: string, section: string): string {
  return t('{0} in [{1}], {2} line {3}', key, section, file, line);
}

/** Returns the error for `ec2 = https://…` in a services section, where AWS's tools expect a block. */
function notNested(profile: string, where: string): CredentialsError {
  const message = t(
    'The setting {0} needs an indented line under it like endpoint_url = https://host:port/path. Correct it, or remove it to reach AWS itself.',
    where,
  );
  return new CredentialsError('badEndpoint', message, { profile });
}

function profileHeader(profile: string): string {
  return profile === 'default' ? 'default' : `profile ${profile}`;
}
