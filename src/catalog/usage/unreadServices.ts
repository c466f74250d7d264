import type { UnreadService } from '../model/usage.ts';

/** A service whose lists are not read, its name, and how its service-linked roles begin. */
export interface UnreadServiceFacts {
  readonly name: string;
  /** The principals of its service-linked roles. Without any of them in an account, the service has nothing there. */
  readonly principals: readonly string[];
  /** AWS's page on the role. */
  readonly page: string;
}

/**
 * The services that refer to security groups and subnets while they run nothing, and so have no interface: the launch configurations and
 * groups of Auto Scaling, `ComputeResource` of Batch (https://docs.aws.amazon.com/batch/latest/APIReference/API_ComputeResource.html),
 * node groups of EKS (https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html) and services of ECS
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html).
 */
export const UNREAD_IN_VPC: readonly UnreadService[] = ['autoScaling', 'ecs', 'batch', 'eks'];

/**
 * Services whose subnet groups refer to subnets without anything in them: `DBSubnetGroup`, `CacheSubnetGroup`, `ClusterSubnetGroup`.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
 */
export const UNREAD_SUBNET_GROUPS: readonly UnreadService[] = ['rds', 'elastiCache', 'redshift'];

/** The services that use what EC2 has, and have lists of their own. */
export const UNREAD_SERVICES: Readonly<Record<UnreadService, UnreadServiceFacts>> = {
  autoScaling: {
    name: 'EC2 Auto Scaling',
    principals: ['autoscaling.amazonaws.com'],
    page: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-service-linked-role.html',
  },
  // A compute environment may have a role of its own, but always an ECS cluster, and so the role of ECS.
  batch: {
    name: 'AWS Batch',
    principals: ['batch.amazonaws.com', 'ecs.amazonaws.com'],
    page: 'https://docs.aws.amazon.com/batch/latest/userguide/using-service-linked-roles.html',
  },
  eks: {
    name: 'Amazon EKS',
    principals: ['eks-nodegroup.amazonaws.com', 'eks.amazonaws.com'],
    page: 'https://docs.aws.amazon.com/eks/latest/userguide/using-service-linked-roles-eks-nodegroups.html',
  },
  ecs: {
    name: 'Amazon ECS',
    principals: ['ecs.amazonaws.com'],
    page: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html',
  },
  rds: {
    name: 'Amazon RDS',
    principals: ['rds.amazonaws.com'],
    page: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAM.ServiceLinkedRoles.html',
  },
  elastiCache: {
    name: 'Amazon ElastiCache',
    principals: ['elasticache.amazonaws.com'],
    page: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/using-service-linked-roles.html',
  },
  redshift: {
    name: 'Amazon Redshift',
    principals: ['redshift.amazonaws.com'],
    page: 'https://docs.aws.amazon.com/redshift/latest/mgmt/using-service-linked-roles.html',
  },
};
