import type { UnreadService } from '../model/usage.ts';

/** A service whose lists are not read, its name, and how its service-linked roles begin. */
export interface UnreadServiceFacts {
  readonly name: string;
  /** The principals of its service-linked roles. Without any of them in an account, the service has nothing there. */
  readonly principals: readonly string[];
  /** AWS's page on the role. */
  readonly page: string;
}

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
};
