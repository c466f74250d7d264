import type { ServiceName } from './types.ts';

/** Commercial Regions of EC2 and Direct Connect (AWS General Reference, endpoints and quotas). */
const COMMERCIAL = [
  'af-south-1',
  'ap-east-1',
  'ap-east-2',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-south-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-central-1',
  'ca-west-1',
  'eu-central-1',
  'eu-central-2',
  'eu-north-1',
  'eu-south-1',
  'eu-south-2',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'mx-central-1',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
];

/** Regions of Lightsail. */
const LIGHTSAIL = [
  'ap-east-1',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ap-southeast-5',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-south-2',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-2',
];

/** Regions with an endpoint of the Price List: https://docs.aws.amazon.com/general/latest/gr/billing.html. */
const PRICING = ['us-east-1', 'eu-central-1', 'ap-south-1', 'cn-northwest-1'];

const OTHER_PARTITIONS: Readonly<Record<string, readonly string[]>> = {
  'aws-us-gov': ['us-gov-east-1', 'us-gov-west-1'],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
};

/**
 * Regions that an account must opt in to: those launched after March 20, 2019. `ap-northeast-3` is older, as a local
 * Region. https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
const OPT_IN = new Set([
  'af-south-1',
  'ap-east-1',
  'ap-east-2',
  'ap-south-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-west-1',
  'eu-central-2',
  'eu-south-1',
  'eu-south-2',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'mx-central-1',
]);

/** Returns the Regions of a partition: `aws`, `aws-us-gov` or `aws-cn`. */
export function regionsOf(partition: string): readonly string[] {
  return partition === 'aws' ? COMMERCIAL : (OTHER_PARTITIONS[partition] ?? []);
}

/** Returns whether a Region is off until the account opts in to it. */
export function needsOptIn(region: string): boolean {
  return OPT_IN.has(region);
}

/** Returns the Regions of Lightsail. */
export function lightsailRegions(): readonly string[] {
  return LIGHTSAIL;
}

/**
 * Returns whether a service has an endpoint in a Region. Where it has none, a real client finds no such host. The
 * sandbox has one host and breaks the connection.
 */
export function exists(service: ServiceName, region: string): boolean {
  if (service === 'pricing') return PRICING.includes(region);
  if (service === 'lightsail') return LIGHTSAIL.includes(region);
  if (service === 'ec2' || service === 'directconnect') {
    return COMMERCIAL.includes(region) || Object.values(OTHER_PARTITIONS).some((regions) => regions.includes(region));
  }
  return true;
}
