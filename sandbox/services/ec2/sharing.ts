import type * as Ec2 from '@aws-sdk/client-ec2';
import type { Handlers } from '../handlers.ts';

/**
 * The accounts that AMIs and snapshots are shared with. The samples are shared with none
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImageAttribute.html,
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshotAttribute.html).
 */
export const sharing: Handlers<typeof Ec2> = {
  DescribeImageAttribute: ({ ImageId }) => ({ ImageId, LaunchPermissions: [] }),
  DescribeSnapshotAttribute: ({ SnapshotId }) => ({ SnapshotId, CreateVolumePermissions: [] }),
};
