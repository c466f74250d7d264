import type * as Ec2 from '@aws-sdk/client-ec2';
import { needsOptIn, regionsOf } from '../../regions.ts';
import type { Handlers } from '../handlers.ts';

/** The Regions of the account (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html). */
export const regions: Handlers<typeof Ec2> = {
  DescribeRegions: (input, call) => {
    const wanted = input.RegionNames;
    const optedIn = call.world.accounts.get(call.accountId)?.optedIn ?? [];
    const found = regionsOf(call.partition)
      .filter((name) => wanted === undefined || wanted.length === 0 || wanted.includes(name))
      .map((name) => ({
        RegionName: name,
        Endpoint: `ec2.${name}.amazonaws.com`,
        OptInStatus: optedIn.includes(name) ? 'opted-in' : needsOptIn(name) ? 'not-opted-in' : 'opt-in-not-required',
      }));
    return { Regions: found.filter((region) => input.AllRegions === true || region.OptInStatus !== 'not-opted-in') };
  },
};
