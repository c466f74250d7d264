import type * as Ec2 from '@aws-sdk/client-ec2';
import type { Handlers } from '../handlers.ts';

/**
 * The instances of fleets. The sample fleets have none
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeFleetInstances.html,
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSpotFleetInstances.html).
 */
export const fleetInstances: Handlers<typeof Ec2> = {
  DescribeFleetInstances: (input) => ({ ActiveInstances: [], FleetId: input.FleetId }),
  DescribeSpotFleetInstances: (input) => ({ ActiveInstances: [], SpotFleetRequestId: input.SpotFleetRequestId }),
};
