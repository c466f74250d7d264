import type { CallFailure } from './callError.ts';

/** What a failed request says about its Region: it is not enabled for the account, or has no such operation. */
export type RegionProblem = 'notEnabled' | 'noOperation';

/**
 * The Regions that every account may use. All others of the partition `aws` must be enabled first
 * (https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html).
 */
const DEFAULT_REGIONS: ReadonlySet<string> = new Set([
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'sa-east-1'],
  ...['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2', 'eu-west-3'],
  ...['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2'],
]);

/** Partitions whose Regions need no opt-in: China, GovCloud and the isolated ones. */
const OTHER_PARTITION = /^(cn|us-gov|us-iso\w*|eu-isoe|eusc-\w+)-/;

const OPT_IN = /^(OptInRequired|RegionDisabled(Exception)?)$/;

/** Codes of servers that do not know the operation. EC2: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const UNKNOWN_OPERATION = /^(InvalidAction|UnknownOperation)(Exception)?$/;

/** To a deletion the same code is an answer about the resource. */
const UNSUPPORTED = /^(UnsupportedOperation|InvalidOperation)(Exception)?$/;
const LIST = /:(Describe|Get|List|Search)\w+$/;

/**
 * Returns what a failed list says about its Region; undefined where it says nothing. A Region that is not enabled rejects valid
 * credentials as if they were wrong.
 */
export function regionProblem({ cause, name, region, action }: CallFailure): RegionProblem | undefined {
  if (OPT_IN.test(name)) return 'notEnabled';
  if (UNKNOWN_OPERATION.test(name) || (UNSUPPORTED.test(name) && LIST.test(action))) return 'noOperation';
  const mustBeEnabled = !DEFAULT_REGIONS.has(region) && !OTHER_PARTITION.test(region);
  return cause === 'noCredentials' && mustBeEnabled ? 'notEnabled' : undefined;
}
