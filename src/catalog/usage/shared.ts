import type { NotUsing, UsageSign } from '../model/usage.ts';

/** Returns the page of a data type or an operation of EC2. */
export const ec2Api = (name: string): string =>
  `https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_${name}.html`;

/** Returns a page of EC2's user guide. */
export const ec2Guide = (name: string): string => `https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/${name}.html`;

/** Returns a page of the VPC user guide. */
export const vpcGuide = (name: string): string => `https://docs.aws.amazon.com/vpc/latest/userguide/${name}.html`;

/** Returns the page of a data type or an operation of Lightsail. */
export const lightsailApi = (name: string): string =>
  `https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_${name}.html`;

/** Returns the page of a data type or an operation of Direct Connect. */
export const directConnectApi = (name: string): string =>
  `https://docs.aws.amazon.com/directconnect/latest/APIReference/API_${name}.html`;

/** Returns signs for states in which a resource has ended: nothing can use it. */
export function ended(member: string, states: readonly string[]): readonly UsageSign[] {
  return states.map((state) => ({ when: [{ member, is: [state] }], word: 'unused', reason: `its state is ${state}` }));
}

/** Returns the sign of a resource without a state: whether it has ended is not known. */
export function stateless(member: string): UsageSign {
  return { when: [{ member, present: false }], word: 'unknown', reason: 'AWS does not return its state' };
}

/**
 * Tags of services that keep snapshots and AMIs, and delete them by their own rules.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/recovery-points.html, https://docs.aws.amazon.com/ebs/latest/userguide/snapshot-lifecycle.html
 */
export const snapshotTags: readonly UsageSign[] = [
  {
    when: [{ member: 'tag', is: ['aws:backup:source-resource'] }],
    word: 'unknown',
    reason: 'AWS Backup keeps it as a recovery point',
  },
  {
    when: [{ member: 'tag', is: ['aws:dlm:lifecycle-policy-id', 'dlm:managed'] }],
    word: 'unknown',
    reason: 'a policy of Data Lifecycle Manager keeps it',
  },
];

/** What Reachability Analyzer looks for a way between: https://docs.aws.amazon.com/vpc/latest/reachability/what-is-reachability-analyzer.html */
export const NETWORK_PATH = { 'ec2.networkInsightsPath': ['Source', 'Destination', 'SourceArn', 'DestinationArn'] };

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkingFlexCostAllocationPolicyAssociations.html */
export const COST_ALLOCATION: NotUsing = {
  kind: 'ec2.flexCostAllocationPolicyAssociation',
  reason: 'who pays for it does not use it',
};

/** https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html */
export const FLOW_LOG: NotUsing = { kind: 'ec2.flowLog', reason: 'a flow log records, and uses nothing' };
