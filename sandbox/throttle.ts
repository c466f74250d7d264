import type { ServiceName } from './types.ts';
import { matches } from './wildcard.ts';

interface Bucket {
  tokens: number;
  /** Milliseconds since 1970. */
  filled: number;
}

/** Tokens that a bucket holds, and tokens that flow in per second. */
type Rate = readonly [size: number, refill: number];

/**
 * EC2's documented token buckets, the first that fits; a bucket is per account, Region and action
 * (https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html, numbers may have moved).
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

/**
 * What EC2 documents for an operation.
 *
 * @param operation AWS's name of it
 * @returns how many calls its bucket holds, and how many it gets back each second
 */
export function documentedRate(operation: string): { readonly size: number; readonly perSecond: number } {
  const found = RATES.find(([names]) => names.some((name) => matches(name, operation)));
  const [size, perSecond] = found?.[1] ?? [50, 5];
  return { size, perSecond };
}

/** EC2's limits, per account, Region and action. No limits of the other services are documented. */
export class Throttle {
  readonly #buckets = new Map<string, Bucket>();

  /**
   * Asks for leave to carry out a call.
   *
   * @param call which service, account, Region and operation
   * @param speed how many times faster than documented the buckets fill; 0: no limit
   * @param now milliseconds since 1970
   * @returns whether a token was there
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
