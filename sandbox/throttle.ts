import type { ServiceName } from './types.ts';
import { matches } from './wildcard.ts';

interface Bucket {
  tokens: number;
  /** Milliseconds since 1970. */
  filled: number;
}

/** The tokens that a bucket holds, and the tokens added each second. */
type Rate = readonly [size: number, refill: number];

/**
 * EC2's documented token buckets; the first match counts. Each account, Region and action has its own bucket
 * (https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html; AWS may have changed the numbers).
 */
const RATES: readonly (readonly [operations: readonly string[], rate: Rate])[] = [
  [['DeleteVpcEndpoints'], [4, 0.3]],
  [['DeprovisionByoipCidr'], [1, 0.1]],
  [
    ['DescribeByoipCidrs', 'DisassociateCapacityReservationBillingOwner'],
    [1, 0.5],
  ],
  [['CancelDeclarativePoliciesReport'], [1, 1]],
  [
    ['DeleteClientVpnRoute', 'RevokeClientVpnIngress', 'DisableFastLaunch'],
    [5, 2],
  ],
  [
    ['DeleteCoipCidr', 'DeleteCoipPool', 'DeleteSubnetCidrReservation'],
    [5, 1],
  ],
  [
    [
      'DeleteNatGateway',
      'DisassociateNatGatewayAddress',
      'UnassignPrivateNatGatewayAddress',
      'DeleteVpcEndpointServiceConfigurations',
      'RejectVpcEndpointConnections',
      'DisassociateEnclaveCertificateIamRole',
    ],
    [10, 1],
  ],
  [['DeleteQueuedReservedInstances'], [5, 5]],
  [
    [
      'DescribeInstances',
      'DescribeInstanceStatus',
      'DescribeNetworkInterfaces',
      'DescribeSecurityGroups',
      'DescribeSnapshots',
      'DescribeSpotInstanceRequests',
      'DescribeVolumes',
    ],
    [50, 10],
  ],
  [
    ['Describe*', 'Get*', 'List*', 'Search*'],
    [100, 20],
  ],
  [['*'], [50, 5]],
];

/** Returns EC2's documented bucket of an operation. */
export function documentedRate(operation: string): { readonly size: number; readonly perSecond: number } {
  const found = RATES.find(([names]) => names.some((name) => matches(name, operation)));
  const [size, perSecond] = found?.[1] ?? [50, 5];
  return { size, perSecond };
}

/** EC2's token buckets by account, Region and action. The other services document none. */
export class Throttle {
  readonly #buckets = new Map<string, Bucket>();

  /**
   * Takes a token for a request and returns whether there was one. `speed` multiplies the refill rate, 0 is
   * unlimited. `now` is in milliseconds since 1970.
   */
  take(
    call: {
      readonly service: ServiceName;
      readonly account: string;
      readonly region: string;
      readonly operation: string;
    },
    speed: number,
    now: number,
  ): boolean {
    if (speed === 0 || call.service !== 'ec2') return true;
    const { size, perSecond } = documentedRate(call.operation);
    const key = `${call.account}/${call.region}/${call.operation}`;
    const bucket = this.#buckets.get(key) ?? { tokens: size, filled: now };
    this.#buckets.set(key, bucket);
    bucket.tokens = Math.min(size, bucket.tokens + ((now - bucket.filled) / 1000) * perSecond * speed);
    bucket.filled = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }
}
