import type { Fields } from '../sandbox/types.ts';
import { documentedRate } from '../sandbox/throttle.ts';
import { systemClock } from '../src/common/clock.ts';
import type { Plan, PlanItem } from '../src/deletion/planning/plan.ts';
import { ExtensionUnderTest, kindOf } from './extensionUnderTest.ts';
import type { Figure } from './measurement.ts';
import { withSandbox, type SandboxProcess } from './sandboxProcess.ts';

/** How long the sandbox works on what has a state for that, in milliseconds. AWS documents no time. */
const SETTLING_MS = 20_000;
const READINGS = 3;
const PROFILE = 'empty';
const PLACE = { account: '777788889999', region: 'eu-west-1' } as const;
const VPC = kindOf('ec2.vpc');
const VPC_ID = 'vpc-0a1b2c3d4e5f60000';
const TIME_LIMIT_MS = 180_000;

const idOf = (prefix: string, n: number) => `${prefix}-0a1b2c3d4e5f6${String(n).padStart(4, '0')}`;
const many = (count: number, item: (n: number) => Fields): Fields[] => Array.from({ length: count }, (_, n) => item(n));
const subnetOf = (n: number) => idOf('subnet', n % 20);
const inVpc = (n: number) => ({ VpcId: VPC_ID, SubnetId: subnetOf(n), OwnerId: PLACE.account });

/** What is in the VPC: 200 resources that are deleted by requests of their own. */
const SCENE: Readonly<Record<string, readonly Fields[]>> = {
  DescribeVpcs: [{ VpcId: VPC_ID, State: 'available', CidrBlock: '10.0.0.0/16', IsDefault: false }],
  DescribeSubnets: many(20, (n) => ({
    ...inVpc(n),
    SubnetId: subnetOf(n),
    State: 'available',
    CidrBlock: `10.0.${n}.0/24`,
  })),
  // A reservation each: what changes in one row of the sandbox changes at the same time.
  DescribeInstances: many(40, (n) => ({
    Instances: [{ ...inVpc(n), InstanceId: idOf('i', n), State: { Code: 16, Name: 'running' } }],
  })),
  DescribeNatGateways: many(10, (n) => ({ ...inVpc(n), NatGatewayId: idOf('nat', n), State: 'available' })),
  DescribeVpcEndpoints: many(10, (n) => ({
    VpcId: VPC_ID,
    VpcEndpointId: idOf('vpce', n),
    VpcEndpointType: 'Interface',
    ServiceName: 'com.amazonaws.eu-west-1.ssm',
    State: 'available',
    SubnetIds: [subnetOf(n)],
  })),
  DescribeNetworkInterfaces: many(60, (n) => ({
    ...inVpc(n),
    NetworkInterfaceId: idOf('eni', n),
    Status: 'available',
    InterfaceType: 'interface',
    RequesterManaged: false,
  })),
  DescribeSecurityGroups: many(40, (n) => ({
    VpcId: VPC_ID,
    OwnerId: PLACE.account,
    GroupId: idOf('sg', n),
    GroupName: `group-${n}`,
    IpPermissions: [],
    IpPermissionsEgress: [],
  })),
  DescribeRouteTables: many(18, (n) => ({
    VpcId: VPC_ID,
    OwnerId: PLACE.account,
    RouteTableId: idOf('rtb', n),
    Routes: [],
    Associations: [],
  })),
  DescribeInternetGateways: [
    { InternetGatewayId: idOf('igw', 0), OwnerId: PLACE.account, Attachments: [{ State: 'available', VpcId: VPC_ID }] },
  ],
  DescribeEgressOnlyInternetGateways: [
    { EgressOnlyInternetGatewayId: idOf('eigw', 0), Attachments: [{ State: 'attached', VpcId: VPC_ID }] },
  ],
};

interface Run {
  /** From the confirmation until all is verified, and the waits on the critical path, in seconds. */
  readonly seconds: number;
  readonly ideal: number;
  /** How many resources were deleted. */
  readonly items: number;
}

/**
 * Measures Delete with Dependencies for a VPC with 200 resources in it, from the confirmation until all of it is verified.
 * Baseline: the waits on the critical path, which no program can avoid.
 */
export async function measureVpc(): Promise<Figure[]> {
  const settling = { inProgress: { ms: SETTLING_MS }, deleted: { ms: 0 } };
  const runs: Run[] = [];
  for (let turn = 0; turn < READINGS; turn += 1) {
    // A new sandbox has full token buckets and nothing of the run before.
    await withSandbox({ throttlingSpeed: 1, settling }, async (sandbox) => {
      runs.push(await takeDown(sandbox));
    });
  }
  const name = 'a VPC with 200 resources in it, confirmation to verified';
  return [
    {
      name,
      unit: 's',
      readings: runs.map(({ seconds }) => seconds),
      baseline: { what: "AWS's waits on the critical path", readings: runs.map(({ ideal }) => ideal) },
      goal: 'at most 1.1 times',
    },
    {
      name: 'deletions for it',
      unit: '',
      readings: runs.map(({ items }) => items),
      goal: 'none, it explains the above',
    },
  ];
}

async function takeDown(sandbox: SandboxProcess): Promise<Run> {
  for (const [operation, items] of Object.entries(SCENE))
    await sandbox.control.putItems({ ...PLACE, operation }, items);
  const product = new ExtensionUnderTest(sandbox, { clock: systemClock });
  const { deletion } = product.core;
  const [listing] = await product.list([VPC], await product.targets(PROFILE, [PLACE.region]));
  const vpc = listing?.resources.find(({ id }) => id === VPC_ID);
  if (!vpc) throw new Error('The VPC is not listed.');
  const all = await deletion.withDependents([vpc], AbortSignal.timeout(TIME_LIMIT_MS));
  const { plan } = await deletion.plan(all, { timeLimitMs: TIME_LIMIT_MS });
  const blocker = plan.items.flatMap(({ evidence }) => evidence).find(({ level }) => level === 'blocker');
  if (blocker) throw new Error(blocker.text);
  // The buckets are full again after so many seconds.
  await systemClock.sleep(20_000);
  const began = systemClock.now();
  const outcomes = await deletion.execute(plan);
  const seconds = (systemClock.now() - began) / 1_000;
  const lost = outcomes.find(({ kind }) => kind !== 'deleted');
  if (lost) throw new Error(`${lost.kind}: ${lost.reason ?? ''}`);
  await product.dispose();
  return { seconds, ideal: criticalPathMs(plan) / 1_000, items: plan.items.length };
}

/**
 * Returns how long a plan takes if every request leaves as soon as what it depends on is deleted and EC2's bucket has a
 * token, and if each end is known at once: in milliseconds.
 */
function criticalPathMs({ items }: Plan): number {
  const ends = new Map<string, number>();
  const buckets = new Map<string, { tokens: number; at: number }>();
  const left = new Set(items);
  const keys = new Set(items.map(({ resource }) => resource.key));
  const readyAt = ({ dependsOn = [], after = [] }: PlanItem) =>
    Math.max(0, ...[...dependsOn, ...after].map((key) => (keys.has(key) ? (ends.get(key) ?? Infinity) : 0)));
  while (left.size > 0) {
    const [next] = [...left].sort((a, b) => readyAt(a) - readyAt(b));
    if (!next) break;
    left.delete(next);
    const leaves = takeToken(buckets, next.operation, readyAt(next));
    ends.set(next.resource.key, leaves + (SLOW.has(next.resource.kind.id) ? SETTLING_MS : 0));
  }
  return Math.max(...ends.values());
}

/** What the sandbox works on for a while. It deletes the rest at once. */
const SLOW: ReadonlySet<string> = new Set(['ec2.instance', 'ec2.natGateway', 'ec2.vpcEndpoint']);

/** Takes a token of an operation's bucket. Returns when it is there. */
function takeToken(buckets: Map<string, { tokens: number; at: number }>, operation: string, at: number): number {
  const { size, perSecond } = documentedRate(operation);
  const bucket = buckets.get(operation) ?? { tokens: size, at: 0 };
  buckets.set(operation, bucket);
  const from = Math.max(at, bucket.at);
  const tokens = Math.min(size, bucket.tokens + ((from - bucket.at) / 1_000) * perSecond);
  const waitMs = tokens >= 1 ? 0 : ((1 - tokens) / perSecond) * 1_000;
  bucket.tokens = tokens + (waitMs / 1_000) * perSecond - 1;
  bucket.at = from + waitMs;
  return bucket.at;
}
