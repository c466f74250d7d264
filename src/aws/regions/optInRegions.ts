/**
 * A Region that every account of the partition `aws` has:
 * https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html.
 */
export const DEFAULT_REGION = 'us-east-1';

/**
 * The Regions that every account may use. All others of the partition `aws` must be enabled first
 * (https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html).
 */
const DEFAULT_REGIONS: ReadonlySet<string> = new Set([
  ...[DEFAULT_REGION, 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'sa-east-1'],
  ...['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2', 'eu-west-3'],
  ...['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2'],
]);

/** Partitions whose Regions need no opt-in: China, GovCloud and the isolated ones. */
const OTHER_PARTITION = /^(cn|us-gov|us-iso\w*|eu-isoe|eusc-\w+)-/;

/** Returns whether an account must enable a Region before it can use it; true for names that are newer than the list. */
export function mustBeEnabled(region: string): boolean {
  return !DEFAULT_REGIONS.has(region) && !OTHER_PARTITION.test(region);
}
