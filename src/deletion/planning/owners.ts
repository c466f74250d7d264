import { t } from '@vscode/l10n';
import type { Finding } from '../../catalog/model/evidence.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { Resource } from '../../inventory/resource.ts';

/** An owner that a tag shows, and what a deletion leads to. */
interface OwnerTag {
  readonly tag: string;
  /** Only what the tag has with this value. */
  readonly value?: string;
  readonly text: (value: string) => string;
  /** AWS's page on the tag, or on how to delete for good. */
  readonly page: string;
}

/** Owners that replace what is deleted, the most specific first: an EKS node group has an Auto Scaling group. One of them is named. */
const REPLACING: readonly OwnerTag[] = [
  {
    tag: 'eks:nodegroup-name',
    text: (name) =>
      t(
        'The EKS node group "{0}" owns it, and launches another one in its place. Make the node group smaller (UpdateNodegroupConfig), or delete it (DeleteNodegroup).',
        name,
      ),
    page: 'https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html',
  },
  {
    tag: 'karpenter.sh/nodepool',
    text: (name) =>
      t(
        'The Karpenter node pool "{0}" owns it, and may launch another one in its place. Delete the node in the cluster, or change the node pool.',
        name,
      ),
    page: 'https://docs.aws.amazon.com/eks/latest/best-practices/karpenter.html',
  },
  {
    tag: 'AWSBatchServiceTag',
    value: 'batch',
    text: () =>
      t(
        'A compute environment of AWS Batch owns it, and launches another one while jobs wait. Lower its vCPUs (UpdateComputeEnvironment), or delete it (DeleteComputeEnvironment).',
      ),
    page: 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/BatchServiceRolePolicy.html',
  },
  {
    tag: 'elasticbeanstalk:environment-name',
    text: (name) =>
      t(
        'The Elastic Beanstalk environment "{0}" owns it, and creates another one in its place, or no longer works. Change or terminate the environment (TerminateEnvironment).',
        name,
      ),
    page: 'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/applications-tagging-resources.html',
  },
  {
    tag: 'aws:elasticmapreduce:job-flow-id',
    text: (id) =>
      t(
        'The EMR cluster "{0}" owns it, and may launch another one in its place. Make the cluster smaller (ModifyInstanceGroups), or terminate it (TerminateJobFlows).',
        id,
      ),
    page: 'https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-plan-tags.html',
  },
  {
    tag: 'aws:ecs:serviceName',
    text: (name) =>
      t(
        'The ECS service "{0}" owns it, and starts its tasks again. Lower the desired count (UpdateService), or delete the service (DeleteService).',
        name,
      ),
    page: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html',
  },
  {
    tag: 'aws:ecs:clusterName',
    text: (name) =>
      t(
        'The ECS cluster "{0}" owns it, and may create another one in its place. Stop the task (StopTask), or change its capacity provider.',
        name,
      ),
    page: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html',
  },
  {
    tag: 'aws:autoscaling:groupName',
    text: (name) =>
      t(
        'The Auto Scaling group "{0}" owns it, and launches another one in its place. To end this one for good, use TerminateInstanceInAutoScalingGroup with ShouldDecrementDesiredCapacity, or delete the group.',
        name,
      ),
    page: 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_TerminateInstanceInAutoScalingGroup.html',
  },
  {
    tag: 'aws:ec2:fleet-id',
    text: (id) =>
      t('The EC2 Fleet "{0}" owns it, and may launch another one in its place. Delete the fleet first.', id),
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-ec2-fleet.html',
  },
  {
    tag: 'aws:ec2spot:fleet-request-id',
    text: (id) =>
      t('The Spot Fleet request "{0}" owns it, and may launch another one in its place. Cancel the request first.', id),
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-spot-fleet.html',
  },
];

/** Tools whose units drift when what they manage is deleted: the tag, the tool's name for its unit, AWS's page on the tag. */
const DRIFTING: readonly (readonly [tag: string, owner: string, page: string])[] = [
  [
    'aws:cloudformation:stack-name',
    'CloudFormation stack',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html',
  ],
  [
    'aws:servicecatalog:provisionedProductArn',
    'Service Catalog product',
    'https://docs.aws.amazon.com/servicecatalog/latest/adminguide/autotags.html',
  ],
  ['aws:eks:cluster-name', 'EKS cluster', 'https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html'],
];

/** Owners that do not replace what is deleted. All of them are named. */
const OTHERS: readonly OwnerTag[] = [
  ...DRIFTING.map(([tag, owner, page]) => ({
    tag,
    text: (name: string) => t('Managed by {0} "{1}". A deletion here causes drift.', owner, name),
    page,
  })),
  {
    tag: 'awsbackup-restore-test',
    text: () => t('A restore test of AWS Backup created it, and deletes it when the test ends.'),
    page: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html',
  },
];

/** Returns what owns a resource by its tags and members, and what a deletion leads to. */
export function ownerFindings({ kind, tags, entry }: Resource): readonly Finding[] {
  const probed = new Set(kind.probes?.map(({ ownerTag }) => ownerTag));
  const found = (owners: readonly OwnerTag[], severe?: true) =>
    owners.flatMap(({ tag, value: expected, text }): Finding[] => {
      const value = tags?.get(tag);
      if (value === undefined || (expected !== undefined && value !== expected)) return [];
      return [{ level: 'warning', text: text(value), ...(severe && { severe }) }];
    });
  // Terminated in vain: another one runs a minute later.
  const returns = kind.id === 'ec2.instance' ? true : undefined;
  const replacing = REPLACING.filter(({ tag }) => !probed.has(tag));
  return [...operatorFinding(kind.id, entry.item), ...found(OTHERS), ...found(replacing, returns).slice(0, 1)];
}

/**
 * Returns whether a service provider manages a resource: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_OperatorResponse.html.
 * Only the provider can modify or terminate such an instance:
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/amazon-ec2-managed-instances.html.
 */
function operatorFinding(kind: string, item: Structure): readonly Finding[] {
  const operator = item['Operator'] as { readonly Managed?: unknown; readonly Principal?: unknown } | undefined;
  if (operator?.Managed !== true) return [];
  const name = typeof operator.Principal === 'string' ? operator.Principal : t('A service provider');
  return kind === 'ec2.instance'
    ? [{ level: 'blocker', text: t('{0} manages it, and only that service can terminate it. Delete it there.', name) }]
    : [
        {
          level: 'warning',
          severe: true,
          text: t('{0} manages it, and may create another one in its place. Delete it there.', name),
        },
      ];
}
