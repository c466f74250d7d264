/** A part of AWS with its own accounts, Regions, ARNs and hosts. */
export interface Partition {
  /** As in ARNs: `aws`, `aws-cn`, `aws-us-gov`. */
  readonly id: string;
  /** The end of the names of its API hosts. */
  readonly dnsSuffix: string;
  /** The host of its console; undefined where the public internet does not reach it. */
  readonly consoleHost?: string;
  /** Its Regions as of November 2026, offered where AWS's list is not available. */
  readonly regions: readonly string[];
  /** Matches the names of its Regions, future ones included. */
  readonly pattern: RegExp;
}

/**
 * The partitions of the SDK's endpoint rules (https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-
 * boundaries/partitions.html). They are listed here because reading them from the SDK would load it; a test compares both.
 */
export const PARTITIONS: readonly Partition[] = [
  {
    id: 'aws',
    dnsSuffix: 'amazonaws.com',
    consoleHost: 'console.aws.amazon.com',
    pattern: /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/,
    regions: words(`
      us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 ca-west-1 mx-central-1 sa-east-1
      eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3
      ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2
      ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7
      af-south-1 il-central-1 me-central-1 me-south-1`),
  },
  {
    id: 'aws-cn',
    dnsSuffix: 'amazonaws.com.cn',
    consoleHost: 'console.amazonaws.cn',
    pattern: /^cn-\w+-\d+$/,
    regions: ['cn-north-1', 'cn-northwest-1'],
  },
  {
    id: 'aws-us-gov',
    dnsSuffix: 'amazonaws.com',
    consoleHost: 'console.amazonaws-us-gov.com',
    pattern: /^us-gov-\w+-\d+$/,
    regions: ['us-gov-east-1', 'us-gov-west-1'],
  },
  {
    id: 'aws-eusc',
    dnsSuffix: 'amazonaws.eu',
    consoleHost: 'console.amazonaws-eusc.eu',
    pattern: /^eusc-de-\w+-\d+$/,
    regions: ['eusc-de-east-1'],
  },
  {
    id: 'aws-iso',
    dnsSuffix: 'c2s.ic.gov',
    pattern: /^us-iso-\w+-\d+$/,
    regions: ['us-iso-east-1', 'us-iso-west-1'],
  },
  {
    id: 'aws-iso-b',
    dnsSuffix: 'sc2s.sgov.gov',
    pattern: /^us-isob-\w+-\d+$/,
    regions: ['us-isob-east-1', 'us-isob-west-1'],
  },
  { id: 'aws-iso-e', dnsSuffix: 'cloud.adc-e.uk', pattern: /^eu-isoe-\w+-\d+$/, regions: ['eu-isoe-west-1'] },
  {
    id: 'aws-iso-f',
    dnsSuffix: 'csp.hci.ic.gov',
    pattern: /^us-isof-\w+-\d+$/,
    regions: ['us-isof-east-1', 'us-isof-south-1'],
  },
];

/** Returns the partition of a Region by its name; undefined for a text that is no name of a Region. */
export function partitionOfRegion(region: string): Partition | undefined {
  return PARTITIONS.find(({ pattern }) => pattern.test(region));
}

/** Returns a partition by its name in ARNs; undefined for an unknown one. */
export function partitionById(id: string): Partition | undefined {
  return PARTITIONS.find((partition) => partition.id === id);
}

/** Returns whether a text looks like the name of a Region. Only such a text may become part of a host name. */
export function isRegionName(text: string): boolean {
  return partitionOfRegion(text) !== undefined;
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
