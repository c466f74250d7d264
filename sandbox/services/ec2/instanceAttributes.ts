import type * as Ec2 from '@aws-sdk/client-ec2';
import type { Handlers } from '../handlers.ts';

/**
 * Attributes of instances
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceAttribute.html).
 */
export const instanceAttributes: Handlers<typeof Ec2> = {
  DescribeInstanceAttribute: (input) => ({
    InstanceId: input.InstanceId,
    DisableApiTermination: { Value: false },
  }),
};
