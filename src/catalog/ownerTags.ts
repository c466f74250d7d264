/** A tool that manages resources, and the tags that it leaves. */
export interface ManagerTags {
  /** The word after `managed-by:`. */
  readonly id: string;
  /** Its name. */
  readonly name: string;
  /** Keys whose presence shows it; one that ends in `*` is the beginning of a key. The value names its unit. */
  readonly keys: readonly string[];
  readonly page: string;
}

/** The tools, those that manage most directly first. */
export const MANAGERS: readonly ManagerTags[] = [
  {
    id: 'cdk',
    name: 'AWS CDK',
    keys: ['aws-cdk:*', 'aws-cdk-*'],
    page: 'https://docs.aws.amazon.com/cdk/v2/guide/tagging.html',
  },
  {
    id: 'cloudformation',
    name: 'CloudFormation',
    keys: ['aws:cloudformation:stack-name', 'aws:cloudformation:stack-id'],
    page: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html',
  },
  {
    id: 'terraform',
    name: 'Terraform',
    keys: ['terraform', 'terraform:*', 'tfc:*', 'tf-workspace', 'hcp-terraform:*'],
    page: 'https://docs.aws.amazon.com/prescriptive-guidance/latest/terraform-aws-provider-best-practices/structure.html',
  },
  {
    id: 'pulumi',
    name: 'Pulumi',
    keys: ['pulumi', 'pulumi:*'],
    page: 'https://docs.aws.amazon.com/prescriptive-guidance/latest/choose-iac-tool/pulumi.html',
  },
  {
    id: 'eks',
    name: 'Amazon EKS',
    keys: [
      'aws:eks:cluster-name',
      'eks:cluster-name',
      'alpha.eksctl.io/cluster-name',
      'kubernetes.io/cluster/*',
      'karpenter.sh/*',
    ],
    page: 'https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html',
  },
  {
    id: 'autoscaling',
    name: 'EC2 Auto Scaling',
    keys: ['aws:autoscaling:groupName'],
    page: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html',
  },
  {
    id: 'beanstalk',
    name: 'Elastic Beanstalk',
    keys: ['elasticbeanstalk:environment-name', 'elasticbeanstalk:environment-id'],
    page: 'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/applications-tagging-resources.html',
  },
  {
    id: 'servicecatalog',
    name: 'Service Catalog',
    keys: ['aws:servicecatalog:provisionedProductArn'],
    page: 'https://docs.aws.amazon.com/servicecatalog/latest/adminguide/autotags.html',
  },
  {
    id: 'ecs',
    name: 'Amazon ECS',
    keys: ['aws:ecs:serviceName', 'aws:ecs:clusterName'],
    page: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html',
  },
  {
    id: 'backup',
    name: 'AWS Backup',
    keys: ['aws:backup:source-resource'],
    page: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/recovery-points.html',
  },
  {
    id: 'dlm',
    name: 'Data Lifecycle Manager',
    keys: ['aws:dlm:lifecycle-policy-id', 'dlm:managed'],
    page: 'https://docs.aws.amazon.com/ebs/latest/userguide/snapshot-lifecycle.html',
  },
];

/** Tags in which people write which tool manages a resource: their value is its name. */
export const MANAGED_BY_KEYS = /^(?:app\.kubernetes\.io\/)?(?:managed[-_ ]?by|provisioner|provisioned[-_ ]?by)$/i;

/** Tags in which people write whose a resource is, and the one of AWS, beside those of `teardown.ownerTags`. */
export const CREATED_BY_TAG = 'aws:createdBy';
