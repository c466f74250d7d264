import type { ServiceId } from '../../catalog/model/services.ts';
import { settingText } from '../config/credentialMethod.ts';
import type { Env } from '../config/sharedFilePaths.ts';
import { settingsProfile } from '../client/endpoints.ts';
import { partitionById, partitionOfRegion } from './partitions.ts';
import type { SharedConfig } from '../config/sharedConfig.ts';
import type { CredentialSource, Target } from '../identity/target.ts';

/**
 * Sends one request in a target and returns the response's members. `operation` is AWS's name. `aws/client/sdkClient.ts`
 * implements it; passed in, so that this file loads no client.
 */
export type CallOperation = (
  target: Target,
  service: ServiceId,
  operation: string,
  input: Readonly<Record<string, unknown>>,
) => Promise<Readonly<Record<string, unknown>>>;

/** The Regions that an account may use, and where the list comes from. */
export interface EnabledRegions {
  readonly regions: readonly string[];
  /** `aws`: a response. `builtIn`: the request failed, and these are all Regions of the partition. */
  readonly origin: 'aws' | 'builtIn';
  /** Why the request failed. */
  readonly error?: unknown;
}

/** The Regions of Lightsail as of November 2026; it exists in the partition `aws` only. */
const LIGHTSAIL: readonly string[] = [
  ...['us-east-1', 'us-east-2', 'us-west-2', 'ca-central-1', 'sa-east-1'],
  ...['eu-central-1', 'eu-north-1', 'eu-south-2', 'eu-west-1', 'eu-west-2', 'eu-west-3'],
  ...['ap-east-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-south-1'],
  ...['ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-5'],
];

/** A Region in Lightsail's list of names, but not in its list of endpoints: it is not reported as missing there. */
const LIGHTSAIL_UNCONFIRMED: ReadonlySet<string> = new Set(['us-west-1']);

/**
 * Returns the Regions that are enabled for the account, sorted: EC2 DescribeRegions, which omits Regions without opt-in
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html). When the request fails, it returns the built-in list.
 */
export async function listEnabledRegions(target: Target, call: CallOperation): Promise<EnabledRegions> {
  return withFallback(target, 'ec2', async () =>
    memberValues(await call(target, 'ec2', 'DescribeRegions', {}), 'Regions', 'RegionName'),
  );
}

/**
 * Returns the Regions where Lightsail exists, sorted: Lightsail GetRegions
 * (https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_GetRegions.html). When the request fails, it
 * returns the built-in list. `target` must be in a Region where Lightsail exists.
 */
export async function listLightsailRegions(target: Target, call: CallOperation): Promise<EnabledRegions> {
  return withFallback(target, 'lightsail', async () =>
    memberValues(await call(target, 'lightsail', 'GetRegions', {}), 'regions', 'name'),
  );
}

/** Returns the names of a service's Regions that are known without a request, sorted; empty for an unknown partition. */
export function builtInRegions(partition: string, service: ServiceId): readonly string[] {
  const all = partitionById(partition)?.regions ?? [];
  return all.filter((region) => service !== 'lightsail' || LIGHTSAIL.includes(region)).toSorted();
}

/**
 * Returns whether a service exists in a Region, by the built-in lists; `unknown` for Regions that are newer than the
 * lists. An SDK client builds a host name for any Region. Where the service does not exist the name does not resolve,
 * which looks like a network failure.
 */
export function serviceExistsIn(service: ServiceId, region: string): 'yes' | 'no' | 'unknown' {
  const partition = partitionOfRegion(region);
  if (partition === undefined) return 'unknown';
  if (service === 'lightsail') {
    if (LIGHTSAIL.includes(region)) return 'yes';
    if (LIGHTSAIL_UNCONFIRMED.has(region)) return 'unknown';
    return partition.regions.includes(region) ? 'no' : 'unknown';
  }
  return partition.regions.includes(region) ? 'yes' : 'unknown';
}

/**
 * Returns the Region of a source. For a profile its `region` comes first, then AWS_REGION and AWS_DEFAULT_REGION. For
 * the sources without a profile the environment comes first, then `AWS_PROFILE` or `default`. Undefined where there is
 * none: then the user is asked, and no Region is assumed.
 */
export function defaultRegion(source: CredentialSource, shared: SharedConfig, env: Env): string | undefined {
  const fromEnv = [env['AWS_REGION'], env['AWS_DEFAULT_REGION']].find(Boolean);
  const fromProfile = settingText(shared.profiles.get(settingsProfile(source, env)), 'region');
  return source.kind === 'profile' ? (fromProfile ?? fromEnv) : (fromEnv ?? fromProfile);
}

async function withFallback(
  target: Target,
  service: ServiceId,
  list: () => Promise<string[]>,
): Promise<EnabledRegions> {
  try {
    const regions = await list();
    if (regions.length > 0) return { regions: regions.toSorted(), origin: 'aws' };
    return { regions: builtInRegions(target.identity.partition, service), origin: 'builtIn' };
  } catch (error) {
    return { regions: builtInRegions(target.identity.partition, service), origin: 'builtIn', error };
  }
}

/** Returns the texts in a list of a response; other values are omitted. */
function memberValues(reply: Readonly<Record<string, unknown>>, list: string, member: string): string[] {
  const items = reply[list];
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: unknown) => {
    const name = typeof item === 'object' && item !== null ? (item as Record<string, unknown>)[member] : undefined;
    return typeof name === 'string' ? [name] : [];
  });
}
