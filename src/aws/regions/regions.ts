import type { ServiceId } from '../../catalog/model/services.ts';
import type { Env } from '../config/sharedFilePaths.ts';
import { settingsProfile } from '../client/endpoints.ts';
import { partitionById, partitionOfRegion } from './partitions.ts';
import type { SharedConfig } from '../config/sharedConfig.ts';
import type { CredentialSource, Target } from '../identity/target.ts';

/**
 * Makes one call in a target. `aws/client/sdkClient.ts` has one; handed in, so that this file loads no client.
 *
 * @param target the account and Region
 * @param service the service
 * @param operation AWS's name of the operation
 * @param input the request
 * @returns the reply's members
 */
export type CallOperation = (
  target: Target,
  service: ServiceId,
  operation: string,
  input: Readonly<Record<string, unknown>>,
) => Promise<Readonly<Record<string, unknown>>>;

/** The Regions that an account may use, and where that was learnt. */
export interface EnabledRegions {
  readonly regions: readonly string[];
  /** `aws`: AWS said so. `builtIn`: it could not be asked, and these are all that the partition has. */
  readonly origin: 'aws' | 'builtIn';
  /** Why AWS could not be asked. */
  readonly error?: unknown;
}

/** The Regions of Lightsail as of November 2026; it exists in the partition `aws` only. */
const LIGHTSAIL: readonly string[] = [
  ...['us-east-1', 'us-east-2', 'us-west-2', 'ca-central-1', 'sa-east-1'],
  ...['eu-central-1', 'eu-north-1', 'eu-south-2', 'eu-west-1', 'eu-west-2', 'eu-west-3'],
  ...['ap-east-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-south-1'],
  ...['ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-5'],
];

/** A Region that Lightsail's own list of names has and its list of endpoints has not: it is not said to be missing there. */
const LIGHTSAIL_UNCONFIRMED: ReadonlySet<string> = new Set(['us-west-1']);

/**
 * The Regions that are enabled for the account: EC2 DescribeRegions, which leaves out those that are not opted in to
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html).
 *
 * @param target any target of the account
 * @param call makes the call
 * @returns the Regions, sorted; those of the built-in list when the call came to nothing
 */
export async function listEnabledRegions(target: Target, call: CallOperation): Promise<EnabledRegions> {
  return withFallback(target, 'ec2', async () =>
    memberValues(await call(target, 'ec2', 'DescribeRegions', {}), 'Regions', 'RegionName'),
  );
}

/**
 * The Regions where Lightsail exists: Lightsail GetRegions
 * (https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_GetRegions.html).
 *
 * @param target a target in a Region where Lightsail exists
 * @param call makes the call
 * @returns the Regions, sorted; those of the built-in list when the call came to nothing
 */
export async function listLightsailRegions(target: Target, call: CallOperation): Promise<EnabledRegions> {
  return withFallback(target, 'lightsail', async () =>
    memberValues(await call(target, 'lightsail', 'GetRegions', {}), 'regions', 'name'),
  );
}

/**
 * The Regions of a service that are known without asking.
 *
 * @param partition the partition, as in an ARN
 * @param service the service
 * @returns their names, sorted; empty for an unknown partition
 */
export function builtInRegions(partition: string, service: ServiceId): readonly string[] {
  const all = partitionById(partition)?.regions ?? [];
  return all.filter((region) => service !== 'lightsail' || LIGHTSAIL.includes(region)).toSorted();
}

/**
 * Whether a service exists in a Region, as far as that is known without asking. A client makes up a host for any Region; where the
 * service does not exist the name does not resolve, which looks like a broken network.
 *
 * @param service the service
 * @param region the Region
 * @returns `unknown` for Regions that are newer than the built-in lists: then AWS has to be asked
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
 * The Region that a source has of its own.
 *
 * @param source the source
 * @param shared both files, read
 * @param env the environment
 * @returns a chosen profile's `region`, else AWS_REGION or AWS_DEFAULT_REGION; for the sources without a profile the environment comes
 *   first, then `AWS_PROFILE` or `default`. Undefined when there is none: then the user is asked, and no Region is assumed
 */
export function defaultRegion(source: CredentialSource, shared: SharedConfig, env: Env): string | undefined {
  const fromEnv = [env['AWS_REGION'], env['AWS_DEFAULT_REGION']].find(Boolean);
  const fromProfile = shared.profiles.get(settingsProfile(source, env))?.get('region')?.value;
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

/** The names in a list of a reply; whatever else is in there is left out. */
function memberValues(reply: Readonly<Record<string, unknown>>, list: string, member: string): string[] {
  const items = reply[list];
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: unknown) => {
    const name = typeof item === 'object' && item !== null ? (item as Record<string, unknown>)[member] : undefined;
    return typeof name === 'string' ? [name] : [];
  });
}
